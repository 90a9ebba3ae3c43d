import * as z from 'zod/mini';
import { count, wordList } from '../language/wording.ts';
import { clippings } from '../network/techniques/clipping.ts';
import { momentumNames, optimizerNames, optimizers } from '../network/techniques/optimizers.ts';
import { scheduleNames, schedules } from '../network/techniques/schedule.ts';
import { usual } from '../network/usual.ts';
import { described, flag, positiveNumber, rows, wholeNumber } from './fields.ts';
import { limits } from './limits.ts';
import { activationWords, hyphened, initialWords, lossWords } from './names.ts';

/*
 * What can be added to the tutorial's network, as a scenario file says it. Each is the tutorial's without a word on it.
 */

/** A key that may be left out, with the value that it then has, of which editors know. */
function usually<T extends z.ZodMiniType>(value: unknown, schema: T, description: string): z.ZodMiniOptional<T> {
  const optional = z.optional(schema);
  z.globalRegistry.add(optional, { description, default: value });
  return optional;
}

export function maybe<T extends z.ZodMiniType>(schema: T, description: string): z.ZodMiniOptional<T> {
  return z.optional(described(schema, description));
}

function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, { error: listed(words) });
}

function listed(words: readonly string[]): string {
  return `one of ${words.map((word) => `"${word}"`).join(', ')}`;
}

/** A number from the least to the most, or with `below` to anything under it. */
export function numberUpTo(most: number) {
  const error = `a number from 0 to ${count(most)}`;
  return z.number({ error }).check(z.gte(0, { error }), z.lte(most, { error }));
}

export function momentumFactor() {
  const error = 'a number from 0 to below 1';
  return z.number({ error }).check(z.gte(0, { error }), z.lt(1, { error }));
}

const activation = z.union(
  [
    oneOf(activationWords),
    z
      .array(oneOf(activationWords), { error: 'a list of activations' })
      .check(
        z.maxLength(limits.hiddenLayers + 1, { error: `at most ${limits.hiddenLayers + 1} activations, one a layer` }),
      ),
  ],
  { error: `${listed(activationWords)}, or a list with one for each layer` },
);

const weights = z.strictObject(
  {
    weights: described(
      z
        .array(rows(), { error: 'a list of matrices, one for each layer' })
        .check(z.maxLength(limits.hiddenLayers + 1, { error: `at most ${limits.hiddenLayers + 1} matrices` })),
      'The first weights themselves: syn0, syn1, …, each a list of rows.',
    ),
  },
  { error: 'an object with weights' },
);

const initial = z.union([oneOf(initialWords), z.number({ error: 'a finite number' }), weights], {
  error: `${listed(initialWords)}, a number, or {"weights": [syn0, syn1, …]}`,
});

const dropoutShare = numberUpTo(limits.dropout);
const dropoutShares = z
  .array(dropoutShare, { error: 'a list of shares' })
  .check(z.maxLength(limits.hiddenLayers, { error: `at most ${limits.hiddenLayers} shares, one a hidden layer` }));
const dropoutParts = z.strictObject(
  {
    share: described(
      z.union([dropoutShare, dropoutShares], {
        error: `a number from 0 to ${limits.dropout}, or a list with one for each hidden layer`,
      }),
      'How many of the hidden units are left out, others in each iteration; or a list with a share for each hidden layer.',
    ),
    form: usually(
      usual.dropoutForm,
      oneOf(['corrected', 'follow-up']),
      'follow-up overwrites the layer and takes the slope of that, as the tutorial’s author does: weights grow without limit.',
    ),
  },
  { error: 'an object with share and form' },
);
const dropout = z.union([dropoutShare, dropoutShares, dropoutParts], {
  error: `a number from 0 to ${limits.dropout}, a list with one for each hidden layer, or {"share": 0.2, "form": "corrected"}`,
});

/** Of `network`. */
export const networkItems = {
  activation: usually(
    hyphened(usual.activation),
    activation,
    'How sums become values: one for all layers (softmax: for the last, the others are sigmoids), or a list with one for each.',
  ),
  initial: usually(usual.initial, initial, 'The first weights: by a rule, all the same number, or written out.'),
  biasStart: usually(usual.biasStart, oneOf(['zero', 'random']), 'How bias rows start.'),
  dropout: usually(
    usual.dropout,
    dropout,
    'The share of hidden units that is left out, others in each iteration; one for all hidden layers, or a list with one for each.',
  ),
  batchNorm: usually(usual.batchNorm, flag(), 'Whether the sums of each hidden unit are normalized over the batch.'),
};

const batch = z.strictObject(
  {
    size: described(wholeNumber(1, limits.rows), 'Examples in each iteration.'),
    order: usually(usual.batchOrder, oneOf(['sequence', 'shuffled']), 'shuffled: in another order in each epoch.'),
  },
  { error: 'an object such as {"size": 2, "order": "shuffled"}' },
);

const optimizerName = oneOf(optimizerNames);
const optimizerParts = z.strictObject(
  {
    name: described(optimizerName, 'How each update follows the gradient.'),
    momentum: usually(
      usual.momentum,
      momentumFactor(),
      `Of ${wordList(momentumNames, 'and')}: how much of the last step is kept.`,
    ),
  },
  { error: 'an object with name and momentum' },
);
const optimizer = z.union([optimizerName, optimizerParts], {
  error: `${listed(optimizerName.options)}, or {"name": "momentum", "momentum": ${usual.momentum}}`,
});

const clip = z.strictObject(
  {
    what: described(oneOf([...new Set(Object.values(clippings).map(({ what }) => what))]), 'What is trimmed.'),
    by: usually(
      'value',
      oneOf([...new Set(Object.values(clippings).map(({ by }) => by))]),
      'value: each cell; norm: all by one factor, limit / norm (PyTorch adds 1e-6 to the norm).',
    ),
    limit: usually(usual.clipLimit, positiveNumber(limits.clip), 'The largest size that stays as it is.'),
  },
  { error: 'an object such as {"what": "deltas", "by": "value", "limit": 1}' },
);

const schedule = z.strictObject(
  {
    kind: described(oneOf(scheduleNames), 'How alpha becomes smaller.'),
    every: usually(
      usual.scheduleEvery,
      wholeNumber(1, limits.iterations),
      'step: iterations from one step to the next; cosine: until alpha is 0.',
    ),
    factor: maybe(
      positiveNumber(1),
      `What alpha is multiplied by: step ${schedules.step.factor} each time, exponential ${schedules.exponential.factor} in each iteration.`,
    ),
  },
  { error: 'an object such as {"kind": "step", "every": 1000, "factor": 0.5}' },
);

/** Of `training` too, and of the run as a whole: it is no setting of the network. */
export const stop = z
  .strictObject(
    {
      errorBelow: maybe(positiveNumber(limits.stop), 'The error is below this.'),
      noImprovementFor: maybe(
        wholeNumber(1, limits.iterations),
        'The error has had no new low for so many iterations.',
      ),
      gradientNormBelow: maybe(positiveNumber(limits.stop), 'All gradients together are smaller than this.'),
      seconds: maybe(positiveNumber(limits.stop), 'So much time has passed.'),
    },
    { error: 'an object such as {"errorBelow": 0.01}' },
  )
  .check(
    z.refine((reasons) => Object.keys(reasons).length > 0, {
      error: 'at least one reason to stop',
      // A key that is misspelt is told of as such, not as missing too.
      when: ({ issues }) => issues.length === 0,
    }),
  );

/** Of `training`. */
export const trainingItems = {
  loss: usually(
    hyphened(usual.loss),
    oneOf(lossWords),
    'What the updates descend; the tutorial’s is half-square, ½ Σ (y - l2)².',
  ),
  batch: maybe(batch, 'Some examples at a time; all at once unless given.'),
  optimizer: usually(usual.optimizer, optimizer, 'How each update follows the gradient.'),
  l1: usually(usual.l1, numberUpTo(limits.penalty), 'Adds so many times the sum of all sizes of weights to the loss.'),
  l2: usually(
    usual.l2,
    numberUpTo(limits.penalty),
    'Adds half so many times the sum of all squares of weights to the loss.',
  ),
  weightDecay: maybe(
    numberUpTo(limits.penalty),
    `The share of alpha by which every weight shrinks, biases, gamma and beta not, unlike in PyTorch; 0, of adamw ${optimizers.adamw.decay}.`,
  ),
  clip: maybe(clip, 'Trims deltas or gradients that are too large.'),
  schedule: maybe(schedule, 'Makes alpha smaller on the way.'),
};

/** What is an object among these, or may be one. */
export const networkObjects = { initial: weights, dropout: dropoutParts };
export const trainingObjects = { batch, optimizer: optimizerParts, clip, schedule };
