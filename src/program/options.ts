import { type ActivationName, activations } from './activations.ts';
import { initialNames } from './initial.ts';
import { type LossName, losses } from './losses.ts';
import { activationsOf, cycled, type Direction, hiddenOf, stepped, withHidden } from './option-steps.ts';
import type { Clipping, Initial, NetworkSettings, OptimizerName, ScheduleName } from './settings.ts';

/** Something that a person can set, one value after the other. */
export interface Option {
  readonly group: OptionGroup;
  /** As a person reads it: `batch size`. */
  readonly name: string;
  /** What it is set to, in words. */
  readonly value: (settings: NetworkSettings) => string;
  /**
   * The settings with the next value, or the one before: names go round, numbers end. The same object where
   * there is none, or the option is unavailable.
   * @param examples rows of the data.
   */
  readonly change: (settings: NetworkSettings, direction: Direction, examples: number) => NetworkSettings;
  /** Why it would do nothing now, or nothing that makes sense. */
  readonly unavailable: (settings: NetworkSettings, examples: number) => string | undefined;
  /** What else is good to know before it is set. */
  readonly note?: (settings: NetworkSettings) => string | undefined;
}

export type OptionGroup = 'Network' | 'Learning' | 'Regularization';

type Rest = Omit<Option, 'group' | 'name'>;
type Reason = (settings: NetworkSettings, examples: number) => string | undefined;

const never: Reason = () => undefined;
const hiddenOnly: Reason = (settings) => (hiddenOf(settings).length === 0 ? 'there is no hidden layer' : undefined);
/** Matrices that are written out fit the layers as they are. */
const isWritten = ({ initial }: NetworkSettings): boolean => typeof initial === 'object';
const resizable: Reason = (settings) => (isWritten(settings) ? 'first weights are written out' : undefined);
const firstOf =
  (...reasons: readonly Reason[]): Reason =>
  (settings, examples) =>
    reasons.map((reason) => reason(settings, examples)).find((text) => text !== undefined);

/** A setting with a few names. */
function named<Name extends string>(
  names: readonly Name[],
  get: (settings: NetworkSettings) => Name,
  set: (name: Name) => Partial<NetworkSettings>,
  unavailable: Reason = never,
): Rest {
  return {
    value: get,
    change: (settings, direction) => ({ ...settings, ...set(cycled(names, get(settings), direction)) }),
    unavailable,
  };
}

function onOff(key: 'bias' | 'batchNorm', unavailable: Reason = never): Rest {
  return named(
    ['off', 'on'],
    (settings) => (settings[key] === true ? 'on' : 'off'),
    (name) => ({ [key]: name === 'on' }),
    unavailable,
  );
}

/** A setting that is a number, 0 for none of it. */
function numeric(
  values: readonly number[],
  get: (settings: NetworkSettings) => number,
  set: (value: number) => Partial<NetworkSettings>,
  unavailable: Reason = never,
  write: (value: number) => string = String,
): Rest {
  return {
    value: (settings) => (get(settings) === 0 ? 'none' : write(get(settings))),
    change: (settings, direction) => {
      const next = stepped(values, get(settings), direction);
      return next === undefined ? settings : { ...settings, ...set(next) };
    },
    unavailable,
  };
}

const activationNames = Object.keys(activations) as readonly ActivationName[];
const hiddenNames = activationNames.filter((name) => activations[name].isJoint !== true);
const outputsOf = ({ layerSizes }: NetworkSettings): number => layerSizes.at(-1) ?? 1;

const hiddenActivation: Rest = {
  value: (settings) => [...new Set(activationsOf(settings).slice(0, -1))].join(', ') || 'none',
  change: (settings, direction) => {
    const own = activationsOf(settings);
    if (own.length < 2) return settings;
    const next = cycled(hiddenNames, own[0] ?? 'sigmoid', direction);
    return { ...settings, activations: own.map((name, index) => (index < own.length - 1 ? next : name)) };
  },
  unavailable: hiddenOnly,
};

/** A loss that does not suit the new activation gives way to the tutorial's. */
const outputActivation: Rest = {
  value: (settings) => activationsOf(settings).at(-1) ?? 'sigmoid',
  change: (settings, direction) => {
    const own = activationsOf(settings);
    const names = outputsOf(settings) > 1 ? activationNames : hiddenNames;
    const next = { ...settings, activations: [...own.slice(0, -1), cycled(names, own.at(-1) ?? 'sigmoid', direction)] };
    return suits(lossOf(next), next) ? next : { ...next, loss: 'half square' };
  },
  unavailable: never,
  note: (settings) => (outputsOf(settings) > 1 ? undefined : 'softmax needs two outputs'),
};

const lossNames = Object.keys(losses) as readonly LossName[];
const lossOf = ({ loss = 'half square' }: NetworkSettings): LossName => loss;

/** Whether every prediction has such a loss: a logarithm needs shares. */
function suits(loss: LossName, settings: NetworkSettings): boolean {
  const output = activationsOf(settings).at(-1);
  switch (loss) {
    case 'cross-entropy':
      return output === 'softmax' && outputsOf(settings) > 1;
    case 'binary cross-entropy':
      return output === 'sigmoid' || output === 'softmax';
    default:
      return true;
  }
}

const loss: Rest = {
  value: lossOf,
  change: (settings, direction) => {
    const names = lossNames.filter((name) => suits(name, settings));
    return { ...settings, loss: cycled(names, lossOf(settings), direction) };
  },
  unavailable: never,
  note: (settings) => {
    if (!suits('binary cross-entropy', settings)) return 'binary cross-entropy needs a sigmoid at the output';
    return suits('cross-entropy', settings) ? undefined : 'cross-entropy needs a softmax of two outputs or more';
  },
};

const sizes = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048, 4096];

const hiddenUnits: Rest = {
  value: (settings) => String(hiddenOf(settings)[0] ?? 'none'),
  change: (settings, direction, examples) => {
    const [first, ...rest] = hiddenOf(settings);
    const next = first === undefined ? undefined : stepped(sizes, first, direction);
    return next === undefined ? settings : withHidden(settings, [next, ...rest], examples);
  },
  unavailable: firstOf(hiddenOnly, resizable),
  note: (settings) => {
    const hidden = hiddenOf(settings);
    return hidden.length > 1 ? `of the first of ${hidden.length} hidden layers` : undefined;
  },
};

/** As many as the tutorial has. */
const FIRST_HIDDEN = 4;

const hiddenLayers: Rest = {
  value: (settings) => String(hiddenOf(settings).length || 'none'),
  change: (settings, direction, examples) => {
    const hidden = hiddenOf(settings);
    if (direction === 1) return withHidden(settings, [...hidden, hidden.at(-1) ?? FIRST_HIDDEN], examples);
    return hidden.length === 0 ? settings : withHidden(settings, hidden.slice(0, -1), examples);
  },
  unavailable: resizable,
};

const constants = [0, 0.5];

const initial: Rest = {
  value: ({ initial: own = 'uniform' }) => {
    if (typeof own === 'number') return `all ${own}`;
    return typeof own === 'string' ? own : 'written out';
  },
  change: (settings, direction) => ({
    ...settings,
    initial: cycled<Initial>([...initialNames, ...constants], settings.initial ?? 'uniform', direction),
  }),
  unavailable: never,
  note: () => 'drawn when the run starts over',
};

/** One example alone has mean and variance of itself: there is nothing left to normalize. */
const rowsOf = ({ batchSize = 0 }: NetworkSettings, examples: number): number =>
  batchSize === 0 ? examples : Math.min(batchSize, examples);
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

const varies: Reason = (settings, examples) =>
  rowsOf(settings, examples) < 2 ? 'a batch of one does not vary' : undefined;

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

/** Shares of which the rest is a short number too, as the lines have it. */
const shares = [0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75];

const dropout = numeric(
  shares,
  ({ dropout: own = 0 }) => own,
  (value) => ({ dropout: value }),
  hiddenOnly,
  (value) => `${Number((100 * value).toPrecision(4))} %`,
);

const dropoutForm = named(
  ['corrected', 'follow-up'],
  ({ dropoutForm: own = 'corrected' }) => own,
  (name) => ({ dropoutForm: name }),
  firstOf(hiddenOnly, ({ dropout: own = 0 }) => (own === 0 ? 'only with dropout' : undefined)),
);

const strengths = [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1];

const l1 = numeric(
  strengths,
  ({ l1: own = 0 }) => own,
  (value) => ({ l1: value }),
);

const l2 = numeric(
  strengths,
  ({ l2: own = 0 }) => own,
  (value) => ({ l2: value }),
);

/** AdamW decays without being asked. */
const weightDecay = numeric(
  strengths,
  ({ weightDecay: own, optimizer: kind }) => own ?? (kind === 'adamw' ? 0.01 : 0),
  (value) => ({ weightDecay: value }),
);

const all: readonly Option[] = [
  { group: 'Network', name: 'activation (hidden)', ...hiddenActivation },
  { group: 'Network', name: 'activation (output)', ...outputActivation },
  { group: 'Network', name: 'loss', ...loss },
  { group: 'Network', name: 'hidden units', ...hiddenUnits },
  { group: 'Network', name: 'hidden layers', ...hiddenLayers },
  { group: 'Network', name: 'bias', ...onOff('bias') },
  { group: 'Network', name: 'initial weights', ...initial },
  { group: 'Learning', name: 'batch size', ...batchSize },
  { group: 'Learning', name: 'batch order', ...batchOrder },
  { group: 'Learning', name: 'optimizer', ...optimizer },
  { group: 'Learning', name: 'momentum', ...momentum },
  { group: 'Learning', name: 'clipping', ...clipping },
  { group: 'Learning', name: 'clip limit', ...clipLimit },
  { group: 'Learning', name: 'schedule', ...schedule },
  { group: 'Regularization', name: 'dropout', ...dropout },
  { group: 'Regularization', name: 'dropout form', ...dropoutForm },
  { group: 'Regularization', name: 'batch normalization', ...onOff('batchNorm', firstOf(hiddenOnly, varies)) },
  { group: 'Regularization', name: 'l1', ...l1 },
  { group: 'Regularization', name: 'l2', ...l2 },
  { group: 'Regularization', name: 'weight decay', ...weightDecay },
];

/** All that can be set, in groups, those of one group one after the other; what is unavailable stays as it is. */
export const options: readonly Option[] = all.map((option) => ({
  ...option,
  change: (settings, direction, examples) =>
    option.unavailable(settings, examples) === undefined ? option.change(settings, direction, examples) : settings,
}));
