import { counting, type Item } from '../draft.ts';
import { binary, call, clip, type Expression, number } from '../expression.ts';
import { assign } from '../program.ts';

/**
 * Makes alpha smaller with the iterations: in steps, a little in each, or along half a cosine down to 0. It counts them from
 * where it was switched on: with the run, or at the change that has brought it or one of its kind in the place of another.
 */
export const schedule: Item = {
  name: () => 'schedule',
  without: (settings) =>
    (settings.schedule ?? 'constant') === 'constant' ? settings : { ...settings, schedule: 'constant' },
  apply(draft) {
    const { schedule: kind = 'constant', learningRate, scheduleEvery = 1000, scheduleFactor } = draft.settings;
    if (kind === 'constant') return draft;
    const { draft: counted, t } = counting(draft, `schedule: ${kind}`, 't_alpha');
    const count = binary('-', t, number(1));
    const factor = (): Expression => {
      switch (kind) {
        case 'step': {
          const steps = call('floor', binary('/', count, number(scheduleEvery)));
          return binary('**', number(scheduleFactor ?? 0.5), steps);
        }
        case 'exponential':
          return binary('**', number(scheduleFactor ?? 0.999), count);
        case 'cosine': {
          const share = clip(binary('/', count, number(scheduleEvery)), 0, 1);
          const turned = call('cos', binary('*', number(Math.PI), share));
          return binary('/', binary('+', number(1), turned), number(2));
        }
      }
    };
    const line = assign('alpha', learningRate === 1 ? factor() : binary('*', number(learningRate), factor()));
    return { ...counted, opening: [line, ...draft.opening] };
  },
};
