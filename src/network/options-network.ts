import { type ActivationName, activations } from '../language/activations.ts';
import { inFull } from './in-full.ts';
import { initialNames } from './initial.ts';
import { type LossName, losses } from './losses.ts';
import { type Listed, named, never, onlyAtWork, onOff, type Rest } from './option-kinds.ts';
import { activationsOf, cycled } from './option-steps.ts';
import { hiddenActivation, hiddenLayers, hiddenNames, hiddenUnits, layerToSet } from './options-layers.ts';
import type { Initial, NetworkSettings } from './settings.ts';
import { usual } from './usual.ts';

const activationNames = Object.keys(activations) as readonly ActivationName[];
const outputsOf = ({ layerSizes }: NetworkSettings): number => layerSizes.at(-1) ?? 1;

/** A loss that does not suit the new activation gives way to the tutorial's. */
const outputActivation: Rest = {
  value: (settings) => activationsOf(settings).at(-1) ?? usual.activation,
  change: (settings, direction) => {
    const own = activationsOf(settings);
    const names = outputsOf(settings) > 1 ? activationNames : hiddenNames;
    const next = {
      ...settings,
      activations: [...own.slice(0, -1), cycled(names, own.at(-1) ?? usual.activation, direction)],
    };
    return suits(lossOf(next), next) ? next : { ...next, loss: usual.loss };
  },
  unavailable: never,
  note: (settings) => (outputsOf(settings) > 1 ? undefined : 'softmax needs two outputs'),
};

const lossNames = Object.keys(losses) as readonly LossName[];
const lossOf = (settings: NetworkSettings): LossName => inFull(settings).loss;

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

const constants = [0, 0.5];

const initial: Rest = {
  value: (settings) => {
    const { initial: own } = inFull(settings);
    if (typeof own === 'number') return `all ${own}`;
    return typeof own === 'string' ? own : 'written out';
  },
  change: (settings, direction) => ({
    ...settings,
    initial: cycled<Initial>([...initialNames, ...constants], inFull(settings).initial, direction),
  }),
  unavailable: never,
  note: () => 'drawn when the run starts over',
};

const biasStart: Rest = {
  ...named(
    ['zero', 'random'],
    (settings) => inFull(settings).biasStart,
    (name) => ({ biasStart: name }),
    onlyAtWork('biasStart', 'only with bias'),
  ),
  note: () => 'of rows that are new',
};

/** What the network is made of. */
export const networkOptions: readonly Listed[] = [
  { group: 'Network', name: 'hidden layers', ...hiddenLayers },
  { group: 'Network', name: 'layer to set', ...layerToSet },
  { group: 'Network', name: 'hidden units', ...hiddenUnits },
  { group: 'Network', name: 'activation (hidden)', ...hiddenActivation },
  { group: 'Network', name: 'activation (output)', ...outputActivation },
  { group: 'Network', name: 'loss', ...loss },
  { group: 'Network', name: 'bias', ...onOff('bias') },
  { group: 'Network', name: 'bias start', ...biasStart },
  { group: 'Network', name: 'initial weights', ...initial },
];
