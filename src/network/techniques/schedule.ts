import { binary, call, clip, type Expression, name, number } from '../../language/expression.ts';
import { assign } from '../../language/program.ts';
import { counted, wordList } from '../../language/wording.ts';
import { withCounter } from '../draft.ts';
import { cycled, numeric, numericBy, oneTwoFive, unless } from '../option-kinds.ts';
import { ranges } from '../ranges.ts';
import type { Technique } from '../technique.ts';

export interface ScheduleSettings {
  readonly schedule: 'constant' | ScheduleName;
  /** Iterations between two steps of `step`, or until `cosine` reaches 0. */
  readonly scheduleEvery: number;
  /** The factor on alpha in each step, above 0, at most 1; the default is the schedule's. */
  readonly scheduleFactor: number | 'default';
}

/** A rule by which alpha decreases. */
interface Schedule {
  /** The factor on alpha in iteration `count` of the schedule, from 0. */
  readonly share: (count: Expression, every: number, factor: number) => Expression;
  /** The `scheduleEvery` that fits a run; undefined for a schedule that does not use it. */
  readonly everyOf?: (iterations: number) => number;
  /** The default of `scheduleFactor`; undefined for a schedule that does not use it. */
  readonly factor?: number;
  readonly words: (every: number, factor: number) => string;
}

const table = {
  step: {
    share: (count, every, factor) => binary('**', number(factor), call('floor', binary('/', count, number(every)))),
    // Ten steps, each a round number of iterations.
    everyOf: (iterations) => Math.max(1, Number((iterations / 10).toPrecision(1))),
    factor: 0.5,
    words: (every, factor) => `alpha times ${factor} every ${counted(every, 'iteration')}`,
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
    words: (every) => `alpha down to 0 in ${counted(every, 'iteration')}`,
  },
} satisfies Readonly<Record<string, Schedule>>;

export type ScheduleName = keyof typeof table;
export const schedules: Readonly<Record<ScheduleName, Schedule>> = table;
export const scheduleNames = Object.keys(table) as readonly ScheduleName[];
export const everyNames = scheduleNames.filter((kind) => schedules[kind].everyOf !== undefined);
export const factorNames = scheduleNames.filter((kind) => schedules[kind].factor !== undefined);

/**
 * Decreases alpha with the iterations: in steps, a little in each iteration, or along half a cosine down to 0. Iterations count from
 * the beginning of the run, or from the change that set this kind of schedule.
 */
export const schedule: Technique<ScheduleSettings> = {
  defaults: { schedule: 'constant', scheduleEvery: 1000, scheduleFactor: 'default' },
  name: () => 'schedule',
  isUsed: ({ schedule: kind }) => kind !== 'constant',
  off: { schedule: 'constant' },
  needsRate: true,
  apply(draft, settings) {
    const { schedule: kind, learningRate, scheduleEvery } = settings;
    if (kind === 'constant') return draft;
    const { draft: counted, t } = withCounter(draft, `schedule: ${kind}`, 't_alpha');
    const share = schedules[kind].share(binary('-', name(t), number(1)), scheduleEvery, factorOf(settings));
    const line = assign('alpha', learningRate === 1 ? share : binary('*', number(learningRate), share));
    return { ...counted, opening: [line, ...draft.opening] };
  },
  hasEffect: { scheduleEvery: usesEvery, scheduleFactor: usesFactor },
  resolve: { scheduleFactor: factorOf },
  options: {
    group: 'Learning',
    after: 'alpha',
    list: [
      {
        name: 'schedule',
        value: ({ schedule: kind }) => kind,
        // A newly chosen schedule is fitted to the rest of the run and gets its own factor: 0.5 suits a few steps, not every iteration.
        change: ({ schedule: own }, direction, { left }) => {
          const kind = cycled(['constant', ...scheduleNames] as const, own, direction);
          if (kind === 'constant') return { schedule: kind };
          const { everyOf, factor } = schedules[kind];
          return {
            schedule: kind,
            ...(everyOf === undefined ? {} : { scheduleEvery: everyOf(left) }),
            ...(factor === undefined ? {} : { scheduleFactor: factor }),
          };
        },
        note: scheduleWords,
      },
      {
        name: 'schedule every',
        ...numeric('scheduleEvery', ranges.scheduleEvery, oneTwoFive(0, 7)),
        unavailable: unless(usesEvery, `only with ${wordList(everyNames, 'or')}`),
        note: scheduleWords,
      },
      {
        name: 'schedule factor',
        ...numericBy<ScheduleSettings>(
          ranges.scheduleFactor,
          [0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999, 0.99999],
          factorOf,
          (value) => ({ scheduleFactor: value }),
        ),
        unavailable: unless(usesFactor, `only with ${wordList(factorNames, 'or')}`),
        note: scheduleWords,
      },
    ],
  },
};

/** The factor in numbers; 1 for a schedule without one. */
export function factorOf({
  schedule: kind,
  scheduleFactor,
}: Pick<ScheduleSettings, 'schedule' | 'scheduleFactor'>): number {
  if (scheduleFactor !== 'default') return scheduleFactor;
  return kind === 'constant' ? 1 : (schedules[kind].factor ?? 1);
}

function usesEvery({ schedule: kind }: ScheduleSettings): boolean {
  return kind !== 'constant' && schedules[kind].everyOf !== undefined;
}

function usesFactor({ schedule: kind }: ScheduleSettings): boolean {
  return kind !== 'constant' && schedules[kind].factor !== undefined;
}

function scheduleWords(settings: ScheduleSettings): string | undefined {
  const { schedule: kind, scheduleEvery } = settings;
  return kind === 'constant' ? undefined : schedules[kind].words(scheduleEvery, factorOf(settings));
}

/**
 * The settings `after`, with a schedule that was fitted to the rest of a run fitted to a whole run.
 * @param left the iterations to which the schedule was fitted.
 */
export function refitted<Settings extends ScheduleSettings>(
  before: ScheduleSettings,
  after: Settings,
  left: number,
  iterations: number,
): Settings {
  const { schedule: kind, scheduleEvery } = after;
  const everyOf = kind === 'constant' ? undefined : schedules[kind].everyOf;
  const isFitted = kind !== before.schedule && scheduleEvery === everyOf?.(left);
  return isFitted && everyOf !== undefined ? { ...after, scheduleEvery: everyOf(iterations) } : after;
}
