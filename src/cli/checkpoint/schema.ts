import * as z from 'zod/mini';
import { MOST_POINTS } from '../../engine/observers/error-record.ts';
import { activationNames } from '../../language/activations.ts';

/* The JSON text of a checkpoint, next to its two arrays. */

const MOST = 1e12;

const count = z.number().check(z.int(), z.gte(0), z.lte(MOST));
/** Also NaN and infinity. */
const anyNumber: z.ZodMiniType<number> = z.unknown().check(z.refine((value) => typeof value === 'number')) as never;

// The verdict in full: the dashboard of a resumed run shows it.

const kind = z.enum([
  'untrained',
  'learning',
  'solved',
  'fits',
  'settled',
  'overfitting',
  'plateau',
  'stuck',
  'saturated',
  'oscillating',
  'diverged',
]);
const activation = z.enum(activationNames);
/** The name of a matrix. */
const name = z.string().check(z.regex(/^\w{1,40}$/));
const few = z.array(count).check(z.maxLength(100));
/** Units of the widest layer that a scenario may have. */
const units = z.array(count).check(z.maxLength(4096));

const setFacts = {
  rows: count,
  wrong: count,
  mistake: z.optional(z.strictObject({ actual: count, predicted: count, rows: count })),
  majority: z.optional(z.strictObject({ class: count, wrong: count })),
  unexplained: anyNumber,
  line: z.optional(anyNumber),
};

const testFacts = z.strictObject({
  ...setFacts,
  measuredAt: anyNumber,
  error: anyNumber,
  lowest: anyNumber,
  lowestAt: anyNumber,
  gap: anyNumber,
  rise: z.optional(anyNumber),
});

const facts = z.strictObject({
  measuredAt: anyNumber,
  error: anyNumber,
  margin: anyNumber,
  predictions: count,
  outputs: count,
  wrong: count,
  worst: anyNumber,
  misses: z
    .array(
      z.strictObject({
        row: count,
        column: count,
        prediction: anyNumber,
        target: anyNumber,
        slope: anyNumber,
        taken: z.optional(count),
      }),
    )
    .check(z.maxLength(100)),
  flat: anyNumber,
  progress: z.optional(anyNumber),
  progressSince: anyNumber,
  swing: anyNumber,
  largestSwing: anyNumber,
  largestSwingAt: anyNumber,
  stillSince: z.optional(anyNumber),
  targets: z.optional(z.enum(['classes', 'bits', 'quantities'])),
  train: z.optional(z.strictObject(setFacts)),
  test: z.optional(testFacts),
});

/** A name of a setting: `half square`. */
const word = z.string().check(z.regex(/^[a-z -]{1,40}$/));
const ofTargets = z.enum(['classes', 'quantities']);
const share = { share: anyNumber };
const cause = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('noHiddenLayer'), correlation: anyNumber }),
  z.strictObject({ kind: z.literal('linearLayers'), layers: count }),
  z.strictObject({ kind: z.literal('zeroInputs'), activation, rows: few }),
  z.strictObject({ kind: z.literal('outOfReach'), activation, rows: few }),
  z.strictObject({ kind: z.literal('fewUnits'), layer: name, units: count }),
  z.strictObject({ kind: z.literal('rowsAlike'), layer: name, rows: few, within: anyNumber }),
  z.strictObject({ kind: z.literal('flatRows'), layer: name, rows: few, slope: anyNumber }),
  z.strictObject({ kind: z.literal('deadUnits'), layer: name, activation, units, of: count, slope: anyNumber }),
  z.strictObject({ kind: z.literal('deadLayer'), layer: name, activation, units: count }),
  z.strictObject({ kind: z.literal('alikeUnits'), layer: name, units: few, within: anyNumber }),
  z.strictObject({ kind: z.literal('constantWeights'), layer: name }),
  z.strictObject({ kind: z.literal('largeWeights'), layer: name, activation, ...share }),
  z.strictObject({ kind: z.literal('firstLoss'), loss: anyNumber, chance: anyNumber }),
  z.strictObject({
    kind: z.literal('vanishingDeltas'),
    layer: name,
    last: name,
    ...share,
    sigmoids: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('plateau'),
    quickening: z.boolean(),
    isRounded: z.optional(z.literal(true)),
  }),
  z.strictObject({ kind: z.literal('flatOutputs'), activation, slope: anyNumber, steepest: anyNumber }),
  z.strictObject({
    kind: z.literal('largeSteps'),
    alpha: anyNumber,
    swing: anyNumber,
    update: anyNumber,
    targets: z.optional(z.literal('quantities')),
  }),
  z.strictObject({ kind: z.literal('smallSteps'), alpha: anyNumber, times: z.optional(anyNumber) }),
  z.strictObject({ kind: z.literal('scheduleEnded'), schedule: word, from: anyNumber, to: anyNumber }),
  z.strictObject({ kind: z.literal('tightClipping'), what: z.enum(['deltas', 'gradients']), limit: anyNumber }),
  z.strictObject({
    kind: z.literal('regularization'),
    l1: anyNumber,
    l2: anyNumber,
    weightDecay: anyNumber,
    largest: anyNumber,
  }),
  z.strictObject({ kind: z.literal('largeDropout'), layer: name, ...share }),
  z.strictObject({ kind: z.literal('softmaxLoss'), loss: word }),
  z.strictObject({ kind: z.literal('smallBatch'), size: count, of: count }),
  z.strictObject({ kind: z.literal('chance') }),
  z.strictObject({
    kind: z.literal('alikeInputs'),
    rows: few,
    conflicting: z.optional(count),
    of: z.optional(count),
  }),
  z.strictObject({
    kind: z.literal('largeInputs'),
    largest: anyNumber,
    saturates: z.optional(activation),
    column: z.optional(count),
    times: z.optional(anyNumber),
  }),
  z.strictObject({ kind: z.literal('largeTargets'), largest: anyNumber }),
  z.strictObject({ kind: z.literal('testScale'), column: count, times: anyNumber }),
  z.strictObject({ kind: z.literal('imbalance'), class: count, ...share }),
  z.strictObject({ kind: z.literal('leak'), column: count, output: z.optional(count), correlation: anyNumber }),
  z.strictObject({ kind: z.literal('noise'), of: ofTargets, level: anyNumber, missed: z.optional(anyNumber) }),
  z.strictObject({ kind: z.literal('unrelated'), of: ofTargets, near: anyNumber, any: anyNumber }),
  z.strictObject({ kind: z.literal('testAtChance'), lowest: anyNumber }),
  z.strictObject({ kind: z.literal('smallInputs'), size: anyNumber, column: z.optional(count) }),
  z.strictObject({ kind: z.literal('smallTargets'), largest: anyNumber }),
  z.strictObject({ kind: z.literal('testRising'), lowestAt: anyNumber }),
  z.strictObject({ kind: z.literal('manyParameters'), parameters: count, rows: count, lowestAt: anyNumber }),
  z.strictObject({ kind: z.literal('longTraining'), lowestAt: anyNumber }),
  z.strictObject({ kind: z.literal('notFinite'), name, line: z.optional(count) }),
]);

const alpha = z.optional(anyNumber);
const remedy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['lowerAlpha', 'raiseAlpha']), from: anyNumber, to: anyNumber }),
  z.strictObject({ kind: z.literal('reseed') }),
  z.strictObject({
    kind: z.enum(['addHiddenUnits', 'fewerUnits']),
    hidden: count,
    layer: name,
    from: count,
    to: count,
  }),
  z.strictObject({ kind: z.literal('addHiddenLayer'), units: count, activation: z.optional(activation) }),
  z.strictObject({ kind: z.literal('addBias') }),
  z.strictObject({ kind: z.literal('fewerLayers'), from: count, to: count }),
  z.strictObject({ kind: z.literal('hiddenActivation'), to: activation }),
  z.strictObject({ kind: z.literal('outputActivation'), to: activation, alpha }),
  z.strictObject({ kind: z.literal('loss'), to: z.enum(['cross-entropy', 'binary cross-entropy']), alpha }),
  z.strictObject({ kind: z.literal('initialWeights'), to: z.enum(['uniform', 'xavier normal', 'he normal']) }),
  z.strictObject({ kind: z.literal('dropRegularization') }),
  z.strictObject({ kind: z.literal('addL2'), to: anyNumber }),
  z.strictObject({ kind: z.literal('dropout'), from: anyNumber, to: anyNumber }),
  z.strictObject({ kind: z.literal('dropClipping') }),
  z.strictObject({ kind: z.literal('constantAlpha'), alpha: anyNumber }),
  z.strictObject({ kind: z.literal('wholeBatch'), from: count, to: count, alpha }),
  z.strictObject({ kind: z.literal('stopEarly'), at: anyNumber }),
]);

const verdict = z.strictObject({
  kind,
  since: anyNumber,
  pending: z.optional(z.strictObject({ kind, since: anyNumber })),
  facts: z.optional(facts),
  causes: z.array(cause).check(z.maxLength(100)),
  remedies: z.array(remedy).check(z.maxLength(100)),
});

// The rest of the text. Its keys are those of the state of `engine/observers/judge-state.ts`.

const opinion = z.enum(['learning', 'solved', 'fits', 'settled', 'overfitting', 'stuck', 'saturated', 'oscillating']);

const look = z.strictObject({
  iteration: anyNumber,
  excess: anyNumber,
  swing: anyNumber,
  flat: anyNumber,
  opinion,
});

const judge = z.strictObject({
  begun: count,
  told: verdict,
  verdict,
  wake: count,
  nextLook: count,
  before: z.optional(z.array(anyNumber).check(z.maxLength(100_000))),
  looks: z.array(look).check(z.maxLength(1000)),
  largestSwing: anyNumber,
  largestSwingAt: count,
  still: z.optional(z.strictObject({ looks: count, since: anyNumber })),
  excessAtRest: z.optional(anyNumber),
  explainedAt: z.optional(anyNumber),
  tests: z.optional(
    z.strictObject({
      facts: testFacts,
      next: count,
      lowest: anyNumber,
      trainThen: anyNumber,
      overfitting: z.boolean(),
      rowsThen: z.optional(z.array(anyNumber).check(z.maxLength(1000))),
    }),
  ),
});

const points = z.array(anyNumber).check(z.maxLength(MOST_POINTS));
const stride = z.number().check(z.int(), z.gte(1), z.lte(MOST));

const history = z
  .strictObject({
    iterations: z.array(count).check(z.maxLength(MOST_POINTS)),
    errors: points,
    /** The iterations between two points, in files of versions that kept points evenly spaced. */
    stride: z.optional(stride),
    newest: z.strictObject({ iteration: anyNumber, error: anyNumber }),
  })
  .check(z.refine(({ iterations, errors }) => iterations.length === errors.length));

export const checkpointSchema = z.strictObject({
  facts: z.catchall(z.object({}), z.string()),
  iteration: count,
  seconds: z.number().check(z.gte(0)),
  stopped: z.optional(
    z.strictObject({
      reason: z.enum(['errorBelow', 'noImprovementFor', 'gradientNormBelow', 'seconds']),
      conditions: z.string(),
    }),
  ),
  lowest: z.strictObject({ error: anyNumber, iteration: count }),
  from: z.strictObject({ iteration: count, solvedAt: z.optional(count), judge }),
  rhythm: z.strictObject({ stride, next: count }),
  history,
  /** Absent without a test set, and in old files. */
  tests: z.optional(history),
});

export type CheckpointText = z.output<typeof checkpointSchema>;
