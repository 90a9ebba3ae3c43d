import * as z from 'zod/mini';
import { precisions } from '../language/dtypes.ts';
import { wordList } from '../language/wording.ts';
import { baseDefaults } from '../network/base.ts';
import { lossNames } from '../network/losses.ts';
import { ranges } from '../network/ranges.ts';
import { defaults } from '../network/settings.ts';
import { clippingNames, clippings } from '../network/techniques/clipping.ts';
import { momentumNames, optimizerNames, optimizers } from '../network/techniques/optimizers.ts';
import { everyNames, factorNames, factorOf, scheduleNames, schedules } from '../network/techniques/schedule.ts';
import { limits } from './limits.ts';
import { defined, field, hyphened, nameOf, sameField } from './setting-field.ts';
import { described, numberIn, oneOf, oneOfWords, optional, wholeNumber, withDefault } from './value-kinds.ts';

/*
 * The keys of `training` that say how the network learns: alpha, the loss, and the techniques that change an update. One entry for each.
 */

export const lossWords = lossNames.map(hyphened);

const batch = z.strictObject(
  {
    size: described(wholeNumber(1, limits.rows), 'Examples in each iteration, at most the number of examples.'),
    order: withDefault(
      defaults.batchOrder,
      oneOf(['sequence', 'shuffled']),
      'sequence: in the order of the data. shuffled: in an order that is drawn for each epoch.',
    ),
  },
  { error: 'an object such as {"size": 2, "order": "shuffled"}' },
);

const optimizerName = oneOf(optimizerNames);
const optimizerParts = z.strictObject(
  {
    name: described(optimizerName, 'The rule by which each update follows the gradient.'),
    momentum: withDefault(
      defaults.momentum,
      numberIn(ranges.momentum),
      `The share of the last step that is kept. Only with ${wordList(momentumNames, 'or')}.`,
    ),
  },
  { error: 'an object with name and momentum' },
);
const optimizer = z.union([optimizerName, optimizerParts], {
  error: `${oneOfWords(optimizerName.options)}, or {"name": "momentum", "momentum": ${defaults.momentum}}`,
});

const clip = z.strictObject(
  {
    what: described(
      oneOf([...new Set(Object.values(clippings).map(({ what }) => what))]),
      'Clips the delta of each layer, or the gradient of each parameter.',
    ),
    by: withDefault(
      'value',
      oneOf([...new Set(Object.values(clippings).map(({ by }) => by))]),
      'value: each cell by itself. norm: all cells by one factor, limit / norm (PyTorch adds 1e-6 to the norm).',
    ),
    limit: withDefault(
      defaults.clipLimit,
      numberIn(ranges.clipLimit),
      'The largest absolute value, or the largest norm, that is not clipped.',
    ),
  },
  { error: 'an object such as {"what": "deltas", "by": "value", "limit": 1}' },
);

const schedule = z.strictObject(
  {
    kind: described(
      oneOf(scheduleNames),
      'step multiplies alpha by factor at fixed intervals, exponential in each iteration; cosine lets it fall along half a cosine to 0.',
    ),
    every: withDefault(
      defaults.scheduleEvery,
      numberIn(ranges.scheduleEvery),
      'Iterations from one step to the next, or until a cosine reaches 0.',
    ),
    factor: optional(
      numberIn(ranges.scheduleFactor),
      `The factor on alpha. By default ${schedules.step.factor} for step, ${schedules.exponential.factor} for exponential.`,
    ),
  },
  { error: 'an object such as {"kind": "step", "every": 1000, "factor": 0.5}' },
);

/** In the order in which a file is written. */
export const trainingFields = {
  learningRate: sameField(
    'learningRate',
    described(
      z._default(numberIn(ranges.learningRate), baseDefaults.learningRate),
      'Alpha, the factor on every update.',
    ),
  ),

  loss: field({
    schema: withDefault(
      hyphened(baseDefaults.loss),
      oneOf(lossWords),
      'The loss that the updates descend. half-square is the tutorial’s, ½ Σ (y - l2)².',
    ),
    parts: { loss: [] },
    read: (word) => ({ loss: nameOf(lossNames, word) }),
    write: ({ loss }) => (loss === undefined ? undefined : hyphened(loss)),
  }),

  batch: field({
    schema: optional(batch, 'Mini-batches: some examples in each iteration. By default all of them.'),
    object: batch,
    parts: { batchSize: ['size'], batchOrder: ['order'] },
    read: ({ size, order }) => ({ batchSize: size, ...defined({ batchOrder: order }) }),
    write: ({ batchSize: size = 0, batchOrder: order }) => (size === 0 ? undefined : { size, ...defined({ order }) }),
    idle: { batchOrder: 'a batch of all examples has no order' },
    alone: {
      batchSize: optional(wholeNumber(0, limits.rows), 'The size in batch; 0 for all examples at once.'),
    },
  }),

  optimizer: field({
    schema: withDefault(defaults.optimizer, optimizer, 'The rule by which each update follows the gradient.'),
    object: optimizerParts,
    parts: { optimizer: ['name'], momentum: ['momentum'] },
    read: (own) =>
      typeof own === 'object' ? { optimizer: own.name, ...defined({ momentum: own.momentum }) } : { optimizer: own },
    write: ({ optimizer: name, momentum }) =>
      momentum !== undefined && name !== undefined && optimizers[name].hasMomentum ? { name, momentum } : name,
    idle: { momentum: `only the optimizers ${wordList(momentumNames, 'and')} have one` },
    alone: { momentum: optional(numberIn(ranges.momentum), 'The momentum in optimizer.') },
  }),

  precision: sameField(
    'precision',
    withDefault(
      baseDefaults.precision,
      oneOf([...precisions]),
      'The type of the numbers in all matrices. float32 rounds each operation to 32 bits, as NumPy does; initial weights are drawn with 64 bits and rounded.',
    ),
  ),

  l1: sameField(
    'l1',
    withDefault(defaults.l1, numberIn(ranges.penalty), 'L1 regularization: the factor on Σ |weight| in the loss.'),
  ),

  l2: sameField(
    'l2',
    withDefault(defaults.l2, numberIn(ranges.penalty), 'L2 regularization: the factor on ½ Σ weight² in the loss.'),
  ),

  weightDecay: field({
    schema: optional(
      numberIn(ranges.penalty),
      `The share of alpha by which each weight shrinks in each update. Biases, gamma and beta do not, unlike in PyTorch. By default ${optimizers.adamw.decay} for adamw, else 0.`,
    ),
    parts: { weightDecay: [] },
    read: (weightDecay) => ({ weightDecay }),
    write: ({ weightDecay }) => (weightDecay === 'default' ? undefined : weightDecay),
  }),

  clip: field({
    schema: optional(clip, 'Clips deltas or gradients that are too large. By default none.'),
    object: clip,
    parts: { clip: ['what'], clipLimit: ['limit'] },
    read: ({ what, by = 'value', limit }) => ({
      clip: clippingNames.find((name) => clippings[name].what === what && clippings[name].by === by) ?? 'none',
      ...defined({ clipLimit: limit }),
    }),
    write: ({ clip: own = 'none', clipLimit: limit }) => {
      if (own === 'none') return undefined;
      const { what, by } = clippings[own];
      return { what, ...(by === 'value' ? {} : { by }), ...defined({ limit }) };
    },
    idle: { clipLimit: 'nothing is clipped without "clip" in training' },
    alone: { clipLimit: optional(numberIn(ranges.clipLimit), 'The limit in clip.') },
  }),

  schedule: field({
    schema: optional(schedule, 'Decreases alpha with the iterations. By default alpha stays as it is.'),
    object: schedule,
    parts: { schedule: ['kind'], scheduleEvery: ['every'], scheduleFactor: ['factor'] },
    read: ({ kind, every, factor }) => ({
      schedule: kind,
      ...defined({ scheduleEvery: every, scheduleFactor: factor }),
    }),
    write: ({ schedule: kind = 'constant', scheduleEvery: every, scheduleFactor }) => {
      if (kind === 'constant') return undefined;
      const factor = scheduleFactor === undefined ? undefined : factorOf({ schedule: kind, scheduleFactor });
      return {
        kind,
        ...(schedules[kind].everyOf === undefined ? {} : defined({ every })),
        ...(schedules[kind].factor === undefined ? {} : defined({ factor })),
      };
    },
    idle: {
      scheduleEvery: `only the schedules ${wordList(everyNames, 'and')} have one`,
      scheduleFactor: `only the schedules ${wordList(factorNames, 'and')} have one`,
    },
    alone: {
      scheduleEvery: optional(numberIn(ranges.scheduleEvery), 'The iterations (every) in schedule.'),
      scheduleFactor: optional(numberIn(ranges.scheduleFactor), 'The factor in schedule.'),
    },
  }),
};
