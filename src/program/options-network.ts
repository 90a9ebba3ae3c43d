import { type ActivationName, activations } from './activations.ts';
import { initialNames } from './initial.ts';
import { type LossName, losses } from './losses.ts';
import { firstOf, hiddenOnly, never, type Option, onOff, type Rest, resizable } from './option-kinds.ts';
import { activationsOf, cycled, hiddenOf, stepped, withHidden } from './option-steps.ts';
import type { Initial, NetworkSettings } from './settings.ts';

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
  change: (settings, direction) => {
    const [first, ...rest] = hiddenOf(settings);
    const next = first === undefined ? undefined : stepped(sizes, first, direction);
    return next === undefined ? settings : withHidden(settings, [next, ...rest]);
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
  change: (settings, direction) => {
    const hidden = hiddenOf(settings);
    if (direction === 1) return withHidden(settings, [...hidden, hidden.at(-1) ?? FIRST_HIDDEN]);
    return hidden.length === 0 ? settings : withHidden(settings, hidden.slice(0, -1));
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

/** What the network is made of. */
export const networkOptions: readonly Option[] = [
  { group: 'Network', name: 'activation (hidden)', ...hiddenActivation },
  { group: 'Network', name: 'activation (output)', ...outputActivation },
  { group: 'Network', name: 'loss', ...loss },
  { group: 'Network', name: 'hidden units', ...hiddenUnits },
  { group: 'Network', name: 'hidden layers', ...hiddenLayers },
  { group: 'Network', name: 'bias', ...onOff('bias') },
  { group: 'Network', name: 'initial weights', ...initial },
];
