import { batchNormalization } from './techniques/batch-normalization.ts';
import { batches } from './techniques/batches.ts';
import { clipping } from './techniques/clipping.ts';
import { dropout } from './techniques/dropout.ts';
import { optimizer } from './techniques/optimizers.ts';
import { regularization } from './techniques/regularization.ts';
import { schedule } from './techniques/schedule.ts';
import { weightDecay } from './techniques/weight-decay.ts';

/**
 * All techniques, in the order in which they are applied. A new one is a file in `techniques/` and a line here; its settings,
 * defaults, rules and options follow from this list.
 */
export const techniques = [
  // First: the loss and everything after it work on the examples of an iteration. The first counter too, so its name is `t`.
  batches,
  // Before dropout, which multiplies the errors that normalization rewrites; and before techniques that change all parameters, which
  // include its gamma and beta.
  batchNormalization,
  dropout,
  // Adds to the loss and to the directions. Before clipping, which clips the whole directions.
  regularization,
  // Replaces the updates, which clipping and weight decay extend.
  optimizer,
  clipping,
  // After clipping: its line comes before the update and is not clipped.
  weightDecay,
  // Last: its line is the first of an iteration, and the other counters come before its own.
  schedule,
] as const;
