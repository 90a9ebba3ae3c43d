import type { Option, OptionGroup } from './option-kinds.ts';
import { learningOptions } from './options-learning.ts';
import { networkOptions } from './options-network.ts';
import { regularizationOptions } from './options-regularization.ts';

export type { Option, OptionGroup };

/** All that can be set, in groups, those of one group one after the other; what is unavailable stays as it is. */
export const options: readonly Option[] = [...networkOptions, ...learningOptions, ...regularizationOptions].map(
  (option) => ({
    ...option,
    change: (settings, direction, examples) =>
      option.unavailable(settings, examples) === undefined ? option.change(settings, direction, examples) : settings,
  }),
);
