import { named, numeric, type Option, type Reason, type Rest, rowsOf } from './option-kinds.ts';
import { hiddenOf, stepped } from './option-steps.ts';
import type { Clipping, OptimizerName, ScheduleName } from './settings.ts';

const oneExample: Reason = (_settings, examples) => (examples < 2 ? 'there is only one example' : undefined);

const batchSize: Rest = {
  value: ({ batchSize: own = 0 }) => (own === 0 ? 'all' : String(own)),
  change: (settings, direction, examples) => {
    const fewest = settings.batchNorm === true && hiddenOf(settings).length > 0 ? 2 : 1;
    const parts = Array.from({ length: 20 }, (_, power) => 2 ** power).filter(
      (size) => size >= fewest && size < examples,
    );
    const own = rowsOf(settings, examples);
    const next = stepped([...parts, examples], own, direction);
    return next === undefined ? settings : { ...settings, batchSize: next === examples ? 0 : next };
  },
  unavailable: oneExample,
};

const isWhole: Reason = (settings, examples) =>
  rowsOf(settings, examples) === examples ? 'all examples come at once' : undefined;

const batchOrder = named(
  ['sequence', 'shuffled'],
  ({ batchOrder: own = 'sequence' }) => own,
  (name) => ({ batchOrder: name }),
  isWhole,
);

const optimizerNames: readonly OptimizerName[] = [
  'descent',
  'momentum',
  'nesterov',
  'rmsprop',
  'adagrad',
  'adam',
  'adamw',
];

const optimizer = named(
  optimizerNames,
  ({ optimizer: own = 'descent' }) => own,
  (name) => ({ optimizer: name }),
);

const momentum = numeric(
  [0.5, 0.7, 0.8, 0.9, 0.95, 0.99],
  ({ momentum: own = 0.9 }) => own,
  (value) => ({ momentum: value }),
  ({ optimizer: own }) => (own === 'momentum' || own === 'nesterov' ? undefined : 'only with momentum or nesterov'),
);

const clippingNames: readonly Clipping[] = ['none', 'deltas', 'gradients', 'deltas by norm', 'gradients by norm'];

const clipping = named(
  clippingNames,
  ({ clip = 'none' }) => clip,
  (name) => ({ clip: name }),
);

const clipLimit = numeric(
  [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
  ({ clipLimit: own = 1 }) => own,
  (value) => ({ clipLimit: value }),
  ({ clip = 'none' }) => (clip === 'none' ? 'only with clipping' : undefined),
);

const scheduleNames: readonly ScheduleName[] = ['constant', 'step', 'exponential', 'cosine'];

const schedule: Rest = {
  ...named(
    scheduleNames,
    ({ schedule: own = 'constant' }) => own,
    (name) => ({ schedule: name }),
  ),
  note: ({ schedule: kind = 'constant', scheduleEvery = 1000, scheduleFactor }) => {
    switch (kind) {
      case 'constant':
        return undefined;
      case 'step':
        return `alpha times ${scheduleFactor ?? 0.5} every ${scheduleEvery} iterations`;
      case 'exponential':
        return `alpha times ${scheduleFactor ?? 0.999} in each iteration`;
      case 'cosine':
        return `alpha down to 0 in ${scheduleEvery} iterations`;
    }
  },
};

/** How it learns. */
export const learningOptions: readonly Option[] = [
  { group: 'Learning', name: 'batch size', ...batchSize },
  { group: 'Learning', name: 'batch order', ...batchOrder },
  { group: 'Learning', name: 'optimizer', ...optimizer },
  { group: 'Learning', name: 'momentum', ...momentum },
  { group: 'Learning', name: 'clipping', ...clipping },
  { group: 'Learning', name: 'clip limit', ...clipLimit },
  { group: 'Learning', name: 'schedule', ...schedule },
];
