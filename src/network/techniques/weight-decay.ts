import { binary, name, number } from '../../language/expression.ts';
import type { Statement } from '../../language/program.ts';
import { mapParameters, rated } from '../draft.ts';
import { numericBy } from '../option-kinds.ts';
import { ranges } from '../ranges.ts';
import type { Technique } from '../technique.ts';
import { type OptimizerSettings, optimizers } from './optimizers.ts';
import { strengths } from './regularization.ts';

export interface WeightDecaySettings {
  /** The share of alpha by which each weight shrinks; the default is the optimizer's: 0.01 for adamw, else 0. */
  readonly weightDecay: number | 'default';
}

type Settings = WeightDecaySettings & OptimizerSettings;

/**
 * Shrinks each weight before its update, outside of the gradient (Loshchilov and Hutter 2019). Biases, gamma and beta do not
 * decay. PyTorch's AdamW shrinks those too, unless they are in a parameter group with a decay of 0.
 */
export const weightDecay: Technique<WeightDecaySettings, OptimizerSettings> = {
  defaults: { weightDecay: 'default' },
  name: () => 'weight decay',
  isUsed: (settings) => decayOf(settings) !== 0,
  off: { weightDecay: 0 },
  apply(draft, settings) {
    return mapParameters(draft, (parameter) => {
      if (!parameter.isWeights) return parameter;
      const decay = binary('*', rated(number(decayOf(settings)), draft.hasRate), name(parameter.name));
      const line: Statement = { target: parameter.name, operator: '-=', value: decay };
      // The direction may read the weights (L1, L2), so it gets its line before the decay changes them.
      return { ...parameter, isNamed: true, update: (direction) => [line, ...parameter.update(direction)] };
    });
  },
  resolve: { weightDecay: decayOf },
  options: {
    group: 'Regularization',
    list: [
      {
        name: 'weight decay',
        ...numericBy<Settings>(ranges.penalty, strengths, decayOf, (value) => ({ weightDecay: value })),
      },
    ],
  },
};

/** The weight decay in numbers. */
export function decayOf({ weightDecay: own, optimizer }: Settings): number {
  return own === 'default' ? (optimizers[optimizer].decay ?? 0) : own;
}
