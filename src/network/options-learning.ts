import { wordList } from '../language/wording.ts';
import { inFull } from './in-full.ts';
import { type Listed, named, numeric, oneTwoFive, onlyAtWork, type Reason, type Rest, rowsOf } from './option-kinds.ts';
import { cycled, hiddenOf, stepped } from './option-steps.ts';
import type { NetworkSettings, RunSettings } from './settings.ts';
import { clippingNames } from './techniques/clipping.ts';
import { momentumNames, optimizerNames } from './techniques/optimizers.ts';
import { everyNames, factorNames, scheduleNames, schedules } from './techniques/schedule.ts';

const alpha: Rest = {
  ...numeric(
    oneTwoFive(-6, 7),
    ({ learningRate }) => learningRate,
    (value) => ({ learningRate: value }),
  ),
  note: () => '@ in the dashboard takes any other',
};

const oneExample: Reason = (_settings, examples) => (examples < 2 ? 'there is only one example' : undefined);

const batchSize: Rest = {
  value: ({ batchSize: own = 0 }) => (own === 0 ? 'all' : String(own)),
  change: (settings, direction, { examples }) => {
    const fewest = isNormalized(settings) ? 2 : 1;
    const parts = Array.from({ length: 20 }, (_, power) => 2 ** power).filter(
      (size) => size >= fewest && size < examples,
    );
    const own = rowsOf(settings, examples);
    const next = stepped([...parts, examples], own, direction);
    return next === undefined ? settings : { ...settings, batchSize: next === examples ? 0 : next };
  },
  unavailable: oneExample,
  end: (settings, direction, { examples }) => {
    if (direction === 1) return 'all examples come at once already';
    return isNormalized(settings) && rowsOf(settings, examples) > 1
      ? 'batch normalization needs at least two examples in a batch'
      : 'a batch has at least one example';
  },
};

function isNormalized(settings: NetworkSettings): boolean {
  return settings.batchNorm === true && hiddenOf(settings).length > 0;
}

const batchOrder = named(
  ['sequence', 'shuffled'],
  (settings) => inFull(settings).batchOrder,
  (name) => ({ batchOrder: name }),
  onlyAtWork('batchOrder', 'all examples come at once'),
);

const optimizer = named(
  optimizerNames,
  (settings) => inFull(settings).optimizer,
  (name) => ({ optimizer: name }),
);

const momentum = numeric(
  [0.5, 0.7, 0.8, 0.9, 0.95, 0.99],
  (settings) => inFull(settings).momentum,
  (value) => ({ momentum: value }),
  onlyAtWork('momentum', `only with ${wordList(momentumNames, 'or')}`),
);

const clipping = named(
  ['none', ...clippingNames],
  (settings) => inFull(settings).clip,
  (name) => ({ clip: name }),
);

const clipLimit = numeric(
  oneTwoFive(-3, 2).filter((value) => value <= 10),
  (settings) => inFull(settings).clipLimit,
  (value) => ({ clipLimit: value }),
  onlyAtWork('clipLimit', 'only with clipping'),
);

function scheduleWords(settings: NetworkSettings): string | undefined {
  const { schedule: kind, scheduleEvery: every, scheduleFactor: factor } = inFull(settings);
  return kind === 'constant' ? undefined : schedules[kind].words(every, factor);
}

/** One that is chosen fits into what is left of the run; its factor is its own, since half is little once and much each time. */
const schedule: Rest = {
  value: (settings) => inFull(settings).schedule,
  change: (settings, direction, { left }) => {
    const kind = cycled(['constant', ...scheduleNames] as const, inFull(settings).schedule, direction);
    if (kind === 'constant') return { ...settings, schedule: kind };
    const { everyOf, factor } = schedules[kind];
    return {
      ...settings,
      schedule: kind,
      ...(everyOf === undefined ? {} : { scheduleEvery: everyOf(left) }),
      ...(factor === undefined ? {} : { scheduleFactor: factor }),
    };
  },
  unavailable: () => undefined,
  note: scheduleWords,
};

/** A schedule that has been fitted to what is left of a run, for a run from its beginning. */
export function refitted(before: RunSettings, after: RunSettings, left: number, iterations: number): RunSettings {
  const { schedule: kind, scheduleEvery } = inFull(after);
  const everyOf = kind === 'constant' ? undefined : schedules[kind].everyOf;
  const isFitted = kind !== inFull(before).schedule && scheduleEvery === everyOf?.(left);
  return isFitted && everyOf !== undefined ? { ...after, scheduleEvery: everyOf(iterations) } : after;
}

const scheduleEvery: Rest = {
  ...numeric(
    oneTwoFive(0, 7),
    (settings) => inFull(settings).scheduleEvery,
    (value) => ({ scheduleEvery: value }),
    onlyAtWork('scheduleEvery', `only with ${wordList(everyNames, 'or')}`),
  ),
  note: scheduleWords,
};

const scheduleFactor: Rest = {
  ...numeric(
    [0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999, 0.99999],
    (settings) => inFull(settings).scheduleFactor,
    (value) => ({ scheduleFactor: value }),
    onlyAtWork('scheduleFactor', `only with ${wordList(factorNames, 'or')}`),
  ),
  note: scheduleWords,
};

/** How it learns. */
export const learningOptions: readonly Listed[] = [
  { group: 'Learning', name: 'alpha', ...alpha },
  { group: 'Learning', name: 'schedule', ...schedule },
  { group: 'Learning', name: 'schedule every', ...scheduleEvery },
  { group: 'Learning', name: 'schedule factor', ...scheduleFactor },
  { group: 'Learning', name: 'batch size', ...batchSize },
  { group: 'Learning', name: 'batch order', ...batchOrder },
  { group: 'Learning', name: 'optimizer', ...optimizer },
  { group: 'Learning', name: 'momentum', ...momentum },
  { group: 'Learning', name: 'clipping', ...clipping },
  { group: 'Learning', name: 'clip limit', ...clipLimit },
];
