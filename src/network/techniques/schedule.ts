import { binary, call, clip, type Expression, number } from '../../language/expression.ts';
import { assign } from '../../language/program.ts';
import { counting, type Technique } from '../draft.ts';
import { usual } from '../usual.ts';

/** How alpha becomes smaller with the iterations. */
interface Schedule {
  /** What alpha is multiplied by after so many iterations of it. */
  readonly share: (count: Expression, every: number, factor: number) => Expression;
  /** Whether the setting `scheduleEvery` is one of it, and how much of a run that is if it is to fit into the run. */
  readonly everyOf?: (iterations: number) => number;
  /** What `scheduleFactor` is without a word on it; undefined where it has none. */
  readonly factor?: number;
  /** In words. */
  readonly words: (every: number, factor: number) => string;
}

const table = {
  step: {
    share: (count, every, factor) => binary('**', number(factor), call('floor', binary('/', count, number(every)))),
    // Ten steps, of a round number of iterations.
    everyOf: (iterations) => Math.max(1, Number((iterations / 10).toPrecision(1))),
    factor: 0.5,
    words: (every, factor) => `alpha times ${factor} every ${every} iterations`,
  },
  exponential: {
    share: (count, _every, factor) => binary('**', number(factor), count),
    factor: 0.999,
    words: (_every, factor) => `alpha times ${factor} in each iteration`,
  },
  cosine: {
    share: (count, every) => {
      const way = clip(binary('/', count, number(every)), 0, 1);
      return binary('/', binary('+', number(1), call('cos', binary('*', number(Math.PI), way))), number(2));
    },
    everyOf: (iterations) => Math.max(1, iterations),
    words: (every) => `alpha down to 0 in ${every} iterations`,
  },
} satisfies Readonly<Record<string, Schedule>>;

export type ScheduleName = keyof typeof table;
export const schedules: Readonly<Record<ScheduleName, Schedule>> = table;
export const scheduleNames = Object.keys(table) as readonly ScheduleName[];
export const everyNames = scheduleNames.filter((kind) => schedules[kind].everyOf !== undefined);
export const factorNames = scheduleNames.filter((kind) => schedules[kind].factor !== undefined);

/**
 * Makes alpha smaller with the iterations: in steps, a little in each, or along half a cosine down to 0. It counts them from
 * where it was switched on: with the run, or at the change that has brought it or one of its kind in the place of another.
 */
export const schedule: Technique = {
  name: () => 'schedule',
  without: (settings) =>
    (settings.schedule ?? usual.schedule) === usual.schedule ? settings : { ...settings, schedule: usual.schedule },
  apply(draft) {
    const {
      schedule: kind = usual.schedule,
      learningRate,
      scheduleEvery: every = usual.scheduleEvery,
    } = draft.settings;
    if (kind === 'constant') return draft;
    const { share, factor: usually = 1 } = schedules[kind];
    const { draft: counted, t } = counting(draft, `schedule: ${kind}`, 't_alpha');
    const own = share(binary('-', t, number(1)), every, draft.settings.scheduleFactor ?? usually);
    const line = assign('alpha', learningRate === 1 ? own : binary('*', number(learningRate), own));
    return { ...counted, opening: [line, ...draft.opening] };
  },
};
