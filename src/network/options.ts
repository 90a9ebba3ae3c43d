import type { HiddenLayer, Listed, Option, OptionGroup, RunFacts } from './option-kinds.ts';
import { tooLarge } from './option-steps.ts';
import { learningOptions } from './options-learning.ts';
import { networkOptions } from './options-network.ts';
import { regularizationOptions } from './options-regularization.ts';
import { stoppingOptions } from './options-stopping.ts';

export type { HiddenLayer, Option, OptionGroup, RunFacts };

const lists = [networkOptions, learningOptions, regularizationOptions, stoppingOptions];

/**
 * All that can be set, in groups, those of one group one after the other; what is unavailable stays as it is, and so does
 * what would be larger than a network may be.
 */
export const options: readonly Option[] = lists.flat().map(bounded);

function bounded({ end, ...option }: Listed): Option {
  return {
    ...option,
    change: (settings, direction, facts, layer) => {
      if (option.unavailable(settings, facts.examples) !== undefined) return settings;
      const next = option.change(settings, direction, facts, layer);
      return tooLarge(next, facts.examples) === undefined ? next : settings;
    },
    obstacle: (settings, direction, facts, layer) => {
      const reason = option.unavailable(settings, facts.examples);
      if (reason !== undefined || option.choose !== undefined) return reason;
      const next = option.change(settings, direction, facts, layer);
      return next === settings ? end?.(settings, direction, facts, layer) : tooLarge(next, facts.examples);
    },
  };
}
