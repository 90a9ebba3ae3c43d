import * as z from 'zod/mini';
import { RECORD_CAPACITY } from '../../engine/observers/record.ts';
import { anyNumber, count, verdict } from './verdict.ts';

/* What a checkpoint says besides its two arrays. */

const MOST = 1e12;
const opinion = z.enum(['learning', 'solved', 'stuck', 'saturated', 'oscillating']);

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
});

const points = z.array(anyNumber).check(z.maxLength(RECORD_CAPACITY));
const stride = z.number().check(z.int(), z.gte(1), z.lte(MOST));

const history = z
  .strictObject({
    iterations: z.array(count).check(z.maxLength(RECORD_CAPACITY)),
    errors: points,
    stride,
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
  /** Checkpoints of before the first that had one are still read. */
  tests: z.optional(history),
});

export type CheckpointText = z.output<typeof checkpointSchema>;
