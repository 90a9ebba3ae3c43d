import * as z from 'zod/mini';
import { activationNames } from '../../language/activations.ts';
import { precisions } from '../../language/dtypes.ts';
import { initialNames } from '../../network/initial.ts';
import { lossNames } from '../../network/losses.ts';
import { ranges } from '../../network/ranges.ts';
import type { NetworkSettings } from '../../network/settings.ts';
import { clippingNames } from '../../network/techniques/clipping.ts';
import { optimizerNames } from '../../network/techniques/optimizers.ts';
import { scheduleNames } from '../../network/techniques/schedule.ts';
import { limits } from '../../scenario/limits.ts';
import { flag, numberIn, oneOf, oneOfWords, wholeNumber } from '../../scenario/value-kinds.ts';

/* The values that each setting can have. A condition of a lesson with any other value never holds. */

const orDefault = <T extends z.ZodMiniType>(schema: T, words: string) =>
  z.union([schema, z.literal('default')], { error: `${words}, or "default"` });
const share = numberIn(ranges.dropout);
const SIZES = 'a list of units, from the inputs to the outputs: [3, 4, 1]';

export const settingValues: Readonly<Record<keyof NetworkSettings, z.ZodMiniType>> = {
  layerSizes: z.array(numberIn(ranges.unitsPerLayer), { error: SIZES }).check(z.minLength(2, { error: SIZES })),
  bias: flag(),
  biasStart: oneOf(['zero', 'random']),
  activations: z.array(oneOf(activationNames), { error: 'a list of activations, such as ["sigmoid"]' }),
  initial: z.union([oneOf(initialNames), z.number()], { error: `a number, or ${oneOfWords(initialNames)}` }),
  loss: oneOf(lossNames),
  learningRate: numberIn(ranges.learningRate),
  precision: oneOf([...precisions]),
  batchSize: wholeNumber(0, limits.rows),
  batchOrder: oneOf(['sequence', 'shuffled']),
  batchNorm: flag(),
  clip: oneOf(['none', ...clippingNames]),
  clipLimit: numberIn(ranges.clipLimit),
  dropout: z.union([share, z.array(share)], { error: 'a number from 0 to 0.9, or a list of these' }),
  dropoutForm: oneOf(['corrected', 'follow-up']),
  optimizer: oneOf(optimizerNames),
  momentum: numberIn(ranges.momentum),
  l1: numberIn(ranges.penalty),
  l2: numberIn(ranges.penalty),
  weightDecay: orDefault(numberIn(ranges.penalty), 'a number from 0'),
  schedule: oneOf(['constant', ...scheduleNames]),
  scheduleEvery: numberIn(ranges.scheduleEvery),
  scheduleFactor: orDefault(numberIn(ranges.scheduleFactor), 'a number above 0, at most 1'),
};
