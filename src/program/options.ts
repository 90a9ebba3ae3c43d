import type { HiddenLayer, Option, OptionGroup } from './option-kinds.ts';
import { isPossible } from './option-steps.ts';
import { learningOptions } from './options-learning.ts';
import { networkOptions } from './options-network.ts';
import { regularizationOptions } from './options-regularization.ts';

export type { HiddenLayer, Option, OptionGroup };

/**
 * All that can be set, in groups, those of one group one after the other; what is unavailable stays as it is, and so does
 * what would be larger than a network may be.
 */
export const options: readonly Option[] = [...networkOptions, ...learningOptions, ...regularizationOptions].map(
  (option) => ({
    ...option,
    change: (settings, direction, examples, layer) => {
      if (option.unavailable(settings, examples) !== undefined) return settings;
      const next = option.change(settings, direction, examples, layer);
      return isPossible(next, examples) ? next : settings;
    },
  }),
);
