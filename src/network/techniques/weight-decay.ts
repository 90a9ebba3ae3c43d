import { binary, name, number } from '../../language/expression.ts';
import { rated } from '../base.ts';
import { mapParameters, type Technique } from '../draft.ts';
import type { NetworkSettings } from '../settings.ts';
import { usual } from '../usual.ts';
import { optimizers } from './optimizers.ts';

/**
 * Takes a share of every weight away before its update, outside of the gradient (Loshchilov and Hutter 2019). Weights alone:
 * biases, gamma and beta stay out of it, as they stay out of L1 and L2. PyTorch's AdamW shrinks those too unless it is given them
 * in a group of their own, with a decay of 0.
 */
export const weightDecay: Technique = {
  name: () => 'weight decay',
  without: (settings) => (decayOf(settings) === 0 ? settings : { ...settings, weightDecay: 0 }),
  apply(draft) {
    const decay = decayOf(draft.settings);
    if (decay === 0) return draft;
    return mapParameters(draft, (parameter) => {
      if (!parameter.isWeights) return parameter;
      const taken = binary('*', rated(number(decay), draft.hasRate), name(parameter.name));
      const line = { target: parameter.name, operator: '-=', value: taken } as const;
      return {
        ...parameter,
        isNamed: true,
        update: (direction) => [line, ...parameter.update(direction)],
      };
    });
  },
};

/** What there is of it: AdamW decays without being asked, as in PyTorch. */
export function decayOf({ weightDecay, optimizer = usual.optimizer }: NetworkSettings): number {
  return weightDecay ?? optimizers[optimizer].decay ?? 0;
}
