import * as z from 'zod/mini';
import { activationNames } from '../../language/activations.ts';

/* A verdict in a checkpoint: a dashboard that goes on shows it, so that all of it has to be what a verdict is made of. */

const MOST = 1e12;
export const count = z.number().check(z.int(), z.gte(0), z.lte(MOST));
/** NaN and the infinite ones too. */
export const anyNumber: z.ZodMiniType<number> = z
  .unknown()
  .check(z.refine((value) => typeof value === 'number')) as never;

const kind = z.enum(['untrained', 'learning', 'solved', 'stuck', 'saturated', 'oscillating', 'diverged']);
const activation = z.enum(activationNames);
/** Of a matrix of the program. */
const name = z.string().check(z.regex(/^\w{1,40}$/));
const few = z.array(count).check(z.maxLength(100));

const facts = z.strictObject({
  measuredAt: anyNumber,
  error: anyNumber,
  margin: anyNumber,
  predictions: count,
  outputs: count,
  wrong: count,
  worst: anyNumber,
  misses: z
    .array(z.strictObject({ row: count, column: count, prediction: anyNumber, target: anyNumber, slope: anyNumber }))
    .check(z.maxLength(100)),
  flat: anyNumber,
  progress: z.optional(anyNumber),
  progressSince: anyNumber,
  swing: anyNumber,
  largestSwing: anyNumber,
  largestSwingAt: anyNumber,
});

const cause = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('noHiddenLayer'), correlation: anyNumber }),
  z.strictObject({ kind: z.literal('zeroInputs'), activation, rows: few }),
  z.strictObject({ kind: z.literal('alikeInputs'), rows: few }),
  z.strictObject({ kind: z.literal('outOfReach'), activation, rows: few }),
  z.strictObject({ kind: z.literal('rowsAlike'), layer: name, rows: few, within: anyNumber }),
  z.strictObject({ kind: z.literal('flatRows'), layer: name, rows: few, slope: anyNumber }),
  z.strictObject({ kind: z.literal('deadUnits'), layer: name, activation, units: few, of: count, slope: anyNumber }),
  z.strictObject({ kind: z.literal('alikeUnits'), layer: name, units: few, within: anyNumber }),
  z.strictObject({
    kind: z.literal('vanishingDeltas'),
    layer: name,
    last: name,
    share: anyNumber,
    sigmoids: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('plateau'), quickening: z.boolean() }),
  z.strictObject({ kind: z.literal('flatOutputs'), activation, slope: anyNumber, steepest: anyNumber }),
  z.strictObject({ kind: z.literal('largeSteps'), alpha: anyNumber, swing: anyNumber, update: anyNumber }),
  z.strictObject({ kind: z.literal('smallSteps'), alpha: anyNumber }),
  z.strictObject({ kind: z.literal('largeInputs'), largest: anyNumber, saturates: z.optional(activation) }),
  z.strictObject({ kind: z.literal('chance') }),
  z.strictObject({ kind: z.literal('notFinite'), name }),
]);

const remedy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['lowerAlpha', 'raiseAlpha']), from: anyNumber, to: anyNumber }),
  z.strictObject({ kind: z.literal('reseed') }),
  z.strictObject({ kind: z.literal('addHiddenUnits'), hidden: count, layer: name, from: count, to: count }),
  z.strictObject({ kind: z.literal('addHiddenLayer'), units: count }),
  z.strictObject({ kind: z.literal('addBias') }),
  z.strictObject({ kind: z.literal('fewerLayers'), from: count, to: count }),
  z.strictObject({ kind: z.literal('hiddenActivation'), to: activation }),
]);

export const verdict = z.strictObject({
  kind,
  since: anyNumber,
  pending: z.optional(z.strictObject({ kind, since: anyNumber })),
  facts: z.optional(facts),
  causes: z.array(cause).check(z.maxLength(100)),
  remedies: z.array(remedy).check(z.maxLength(100)),
});
