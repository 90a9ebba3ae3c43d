import { type ActivationName, activationNames, activations } from '../language/activations.ts';
import { precisions } from '../language/dtypes.ts';
import { count } from '../language/wording.ts';
import { activationsOf, type BaseSettings, baseDefaults, defaultHidden, hiddenOf, resizedLayers } from './base.ts';
import { most } from './bounds.ts';
import { initialNames } from './initial.ts';
import { type LossName, lossNames } from './losses.ts';
import {
  cycled,
  firstOf,
  hiddenOnly,
  type ListedOption,
  named,
  numeric,
  ofEachLayer,
  oneTwoFive,
  onOff,
  stepped,
  unless,
} from './option-kinds.ts';
import { outOf, ranges } from './ranges.ts';

/*
 * The options of the network without any technique: its layers, how they start, its loss, and alpha.
 */

type BaseOption = ListedOption<BaseSettings>;

/** Softmax is for the last layer. */
const hiddenNames = activationNames.filter((name) => activations[name].isJoint !== true);
const unitSteps = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048, 4096];
const constants = [0, 0.5];

export const unitsEnd = `a layer has at most ${count(most.unitsPerLayer)} units`;

/** Written-out initial weights fix the sizes of the layers. */
const resizable = unless(({ initial }: BaseSettings) => typeof initial !== 'object', 'initial weights are written out');

const outputsOf = ({ layerSizes }: BaseSettings): number => layerSizes.at(-1) ?? 1;
const outputActivation = (settings: BaseSettings): ActivationName => activationsOf(settings).at(-1) ?? 'sigmoid';

const hiddenLayers: BaseOption = {
  name: 'hidden layers',
  value: (settings) => String(hiddenOf(settings).length || 'none'),
  change: (settings, direction) => {
    const hidden = hiddenOf(settings);
    if (direction === 1) return resizedLayers(settings, [...hidden, hidden.at(-1) ?? (defaultHidden[0] as number)]);
    return hidden.length === 0 ? undefined : resizedLayers(settings, hidden.slice(0, -1));
  },
  end: () => 'there is no hidden layer to remove',
  unavailable: resizable,
};

/** Chooses the hidden layer that the next options set: first all of them, then one after the other. */
const layerToSet: BaseOption = {
  name: 'layer to set',
  value: (_settings, layer) => (layer === undefined ? 'all hidden' : `l${layer + 1}`),
  change: () => undefined,
  choose: (settings, direction, layer) => {
    const places = hiddenOf(settings).length + 1;
    const place = ((layer ?? -1) + 1 + direction + places) % places;
    return place === 0 ? undefined : place - 1;
  },
  unavailable: firstOf<BaseSettings>(
    hiddenOnly,
    unless((settings) => hiddenOf(settings).length > 1, 'there is one hidden layer'),
  ),
};

const hiddenUnits: BaseOption = {
  name: 'hidden units',
  ...ofEachLayer<BaseSettings, number>('units', {
    get: hiddenOf,
    set: resizedLayers,
    next: (own, direction) => stepped(unitSteps, own, direction),
    write: String,
    typed: (value) => outOf(ranges.unitsPerLayer, value) ?? value,
    end: (_own, direction) => (direction === 1 ? unitsEnd : 'a layer has at least one unit'),
  }),
  unavailable: firstOf<BaseSettings>(hiddenOnly, resizable),
};

const hiddenActivation: BaseOption = {
  name: 'activation (hidden)',
  ...ofEachLayer<BaseSettings, ActivationName>('activation', {
    get: (settings) => activationsOf(settings).slice(0, -1),
    set: (settings, own) => ({ activations: [...own, outputActivation(settings)] }),
    next: (own, direction) => cycled(hiddenNames, own, direction),
    write: (name) => name,
  }),
  unavailable: hiddenOnly,
};

/** A loss that does not suit the new activation is replaced by the default. */
const lastActivation: BaseOption = {
  name: 'activation (output)',
  value: outputActivation,
  change: (settings, direction) => {
    const names = outputsOf(settings) > 1 ? activationNames : hiddenNames;
    const own = activationsOf(settings);
    const changed = { activations: [...own.slice(0, -1), cycled(names, outputActivation(settings), direction)] };
    return suits(settings.loss, { ...settings, ...changed }) ? changed : { ...changed, loss: baseDefaults.loss };
  },
  note: (settings) => (outputsOf(settings) > 1 ? undefined : 'softmax needs two outputs'),
};

/** True when a loss is defined for every prediction: a logarithm needs values between 0 and 1. */
function suits(loss: LossName, settings: BaseSettings): boolean {
  const output = outputActivation(settings);
  switch (loss) {
    case 'cross-entropy':
      return output === 'softmax' && outputsOf(settings) > 1;
    case 'binary cross-entropy':
      return output === 'sigmoid' || output === 'softmax';
    case 'half square':
    case 'mean squared':
    case 'mean absolute':
    case 'huber':
      return true;
  }
}

const loss: BaseOption = {
  name: 'loss',
  value: ({ loss: own }) => own,
  change: (settings, direction) => {
    const names = lossNames.filter((name) => suits(name, settings));
    return { loss: cycled(names, settings.loss, direction) };
  },
  note: (settings) => {
    if (!suits('binary cross-entropy', settings)) return 'binary cross-entropy needs a sigmoid at the output';
    return suits('cross-entropy', settings) ? undefined : 'cross-entropy needs a softmax of two outputs or more';
  },
};

const biasStart: BaseOption = {
  name: 'bias start',
  ...named('biasStart', ['zero', 'random']),
  unavailable: unless(({ bias }: BaseSettings) => bias, 'only with bias'),
  note: () => 'for new bias rows',
};

const initial: BaseOption = {
  name: 'initial weights',
  value: ({ initial: own }) => {
    if (typeof own === 'number') return `all ${own}`;
    return typeof own === 'string' ? own : 'written out';
  },
  change: ({ initial: own }, direction) => ({
    initial: cycled<BaseSettings['initial']>([...initialNames, ...constants], own, direction),
  }),
  note: () => 'drawn when the run starts over',
};

export const networkOptions: readonly BaseOption[] = [
  hiddenLayers,
  layerToSet,
  hiddenUnits,
  hiddenActivation,
  lastActivation,
  loss,
  { name: 'bias', ...onOff('bias') },
  biasStart,
  initial,
];

export const precision: BaseOption = {
  name: 'precision',
  ...named('precision', precisions),
  note: ({ precision: own }) =>
    own === 'float32' ? 'about 7 digits; half the memory of float64' : 'about 16 digits, as in the tutorial',
};

export const alpha: BaseOption = {
  name: 'alpha',
  ...numeric('learningRate', ranges.learningRate, oneTwoFive(-6, 7)),
};
