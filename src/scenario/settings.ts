import { initialNames } from '../program/initial.ts';
import type { Clipping, NetworkSettings } from '../program/settings.ts';
import { activationNames, hyphened, lossNames, nameOf } from './names.ts';
import type { Scenario } from './schema.ts';

type Network = Scenario['network'];
type Training = Scenario['training'];
type Items = Omit<NetworkSettings, 'layerSizes' | 'bias' | 'learningRate'>;

/** The sections of a scenario that settings are written in, as far as settings say what is in them. */
export interface SettingSections {
  readonly network: Network;
  readonly training: Omit<Training, 'iterations' | 'seed' | 'reportEvery' | 'stop'>;
}

/** What two sections add to the tutorial's network; what is the tutorial's anyway is left out. */
export function itemsOf(network: Network, training: Training): Items {
  const { activation, initial, dropout } = network;
  const { loss, batch, clip, schedule } = training;
  const optimizer = typeof training.optimizer === 'object' ? training.optimizer : { name: training.optimizer };
  const own: Told<Items> = {
    activations: listOf(activation)?.map((word) => nameOf(activationNames, word)),
    initial: typeof initial === 'object' ? initial.weights : initialOf(initial),
    biasStart: network.biasStart,
    dropout: typeof dropout === 'object' ? dropout.share : dropout,
    dropoutForm: typeof dropout === 'object' ? dropout.form : undefined,
    batchNorm: network.batchNorm,
    loss: loss === undefined ? undefined : nameOf(lossNames, loss),
    batchSize: batch?.size,
    batchOrder: batch?.order,
    optimizer: optimizer.name,
    momentum: 'momentum' in optimizer ? optimizer.momentum : undefined,
    l1: training.l1,
    l2: training.l2,
    weightDecay: training.weightDecay,
    clip: clip === undefined ? undefined : (`${clip.what}${clip.by === 'norm' ? ' by norm' : ''}` satisfies Clipping),
    clipLimit: clip?.limit,
    schedule: schedule?.kind,
    scheduleEvery: schedule?.every,
    scheduleFactor: schedule?.factor,
  };
  return withoutUsual(own);
}

/** The other way round than `settingsOf`. */
export function sectionsOf(settings: NetworkSettings): SettingSections {
  const { layerSizes, bias, learningRate, l1, l2, weightDecay, batchNorm, biasStart, loss } = settings;
  return {
    network: {
      hidden: [...layerSizes.slice(1, -1)],
      bias,
      ...defined({
        activation: activationWordOf(settings),
        initial: initialWordOf(settings),
        biasStart,
        dropout: dropoutOf(settings),
        batchNorm,
      }),
    },
    training: {
      learningRate,
      ...defined({
        loss: loss === undefined ? undefined : hyphened(loss),
        batch: batchOf(settings),
        optimizer: optimizerOf(settings),
        l1,
        l2,
        weightDecay,
        clip: clipOf(settings),
        schedule: scheduleOf(settings),
      }),
    },
  };
}

/** With keys that may be there and hold nothing. */
type Told<T> = { readonly [Key in keyof Required<T>]: T[Key] | undefined };
type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** What settings are without a word on them. */
const usual: Items = {
  initial: 'uniform',
  biasStart: 'zero',
  dropout: 0,
  dropoutForm: 'corrected',
  batchNorm: false,
  loss: 'half square',
  batchSize: 0,
  batchOrder: 'sequence',
  optimizer: 'descent',
  momentum: 0.9,
  l1: 0,
  l2: 0,
  clipLimit: 1,
  scheduleEvery: 1000,
};

function withoutUsual(own: Told<Items>): Items {
  const sigmoids = own.activations?.every((name) => name === 'sigmoid');
  // An optimizer that decays by itself does not where it is told so.
  const decay = own.optimizer === 'adamw' ? 0.01 : 0;
  const factor = own.schedule === 'step' ? 0.5 : 0.999;
  const least: Items = { ...usual, weightDecay: decay, scheduleFactor: factor };
  const told = Object.entries(own).filter(([key, value]) => value !== least[key as keyof Items]);
  return defined({ ...Object.fromEntries(told), ...(sigmoids ? { activations: undefined } : {}) }) as Items;
}

function listOf(activation: Network['activation']) {
  return typeof activation === 'string' ? [activation] : activation;
}

function initialOf(initial: Exclude<Network['initial'], object>) {
  return typeof initial === 'string' ? nameOf(initialNames, initial) : initial;
}

function activationWordOf({ activations = [] }: NetworkSettings): Network['activation'] {
  const words = activations.map(hyphened);
  if (words.length > 1) return words;
  return words[0];
}

function initialWordOf({ initial }: NetworkSettings): Network['initial'] {
  if (typeof initial === 'object') return { weights: initial.map((matrix) => matrix.map((row) => [...row])) };
  return typeof initial === 'string' ? hyphened(initial) : initial;
}

function dropoutOf({ dropout, dropoutForm: form }: NetworkSettings): Network['dropout'] {
  return form === undefined ? dropout : { share: dropout ?? 0, form };
}

function batchOf({ batchSize: size = 0, batchOrder: order }: NetworkSettings): Training['batch'] {
  return size === 0 ? undefined : { size, ...defined({ order }) };
}

function optimizerOf({ optimizer: name, momentum }: NetworkSettings): Training['optimizer'] {
  if (momentum === undefined || (name !== 'momentum' && name !== 'nesterov')) return name;
  return { name, momentum };
}

function clipOf({ clip = 'none', clipLimit: limit }: NetworkSettings): Training['clip'] {
  if (clip === 'none') return undefined;
  const [what, ...rest] = clip.split(' ') as ['deltas' | 'gradients', ...string[]];
  return { what, ...(rest.length > 0 ? { by: 'norm' as const } : {}), ...defined({ limit }) };
}

function scheduleOf(settings: NetworkSettings): Training['schedule'] {
  const { schedule: kind = 'constant', scheduleEvery: every, scheduleFactor: factor } = settings;
  if (kind === 'constant') return undefined;
  return {
    kind,
    ...(kind === 'exponential' ? {} : defined({ every })),
    ...(kind === 'cosine' ? {} : defined({ factor })),
  };
}
