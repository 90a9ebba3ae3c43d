import type { NewSettings } from '../network/edits.ts';
import { initialNames } from '../network/initial.ts';
import type { NetworkSettings } from '../network/settings.ts';
import { clippingNames, clippings } from '../network/techniques/clipping.ts';
import { optimizers } from '../network/techniques/optimizers.ts';
import { schedules } from '../network/techniques/schedule.ts';
import { usual } from '../network/usual.ts';
import type { Path } from './json/path.ts';
import { activationNames, hyphened, lossNames, nameOf } from './names.ts';
import type { Scenario } from './schema.ts';

/*
 * Each key of `network` and `training` that says what the network is and how it learns, and the settings it stands for.
 */

export type Network = Scenario['network'];
export type Learning = Omit<Scenario['training'], 'iterations' | 'seed' | 'reportEvery' | 'stop'>;

/** Units of the first layer and of the last: the data says. */
export type Ends = readonly [inputs: number, outputs: number];

export interface SettingField<Value> {
  /** The settings it stands for, each with its place inside of the value where that is an object. */
  readonly parts: { readonly [Key in keyof NetworkSettings]?: Path };
  /** What a value tells of them. */
  readonly read: (value: Value, ends: Ends) => NewSettings;
  /** The value that tells all of them; undefined where there is nothing to tell. */
  readonly write: (settings: NetworkSettings) => Value | undefined;
}

type Fields<Section> = {
  readonly [Key in keyof Required<Section>]: SettingField<NonNullable<Section[Key]>>;
};

/** A setting that is called and written the same in both. */
function same<Key extends keyof NetworkSettings>(key: Key): SettingField<NonNullable<NetworkSettings[Key]>> {
  return { parts: { [key]: [] }, read: (value) => ({ [key]: value }), write: (settings) => settings[key] ?? undefined };
}

/** What does nothing no file may ask for: what is for hidden layers without them, a form of no dropout, a start of no bias. */
const hasHidden = ({ layerSizes }: NetworkSettings): boolean => layerSizes.length > 2;

export const networkFields: Fields<Network> = {
  hidden: {
    parts: { layerSizes: [] },
    read: (hidden, [inputs, outputs]) => ({ layerSizes: [inputs, ...hidden, outputs] }),
    write: ({ layerSizes }) => [...layerSizes.slice(1, -1)],
  },
  bias: same('bias'),
  activation: {
    parts: { activations: [] },
    read: (words) => ({
      activations: (typeof words === 'string' ? [words] : words).map((word) => nameOf(activationNames, word)),
    }),
    write: ({ activations = [] }) => {
      const words = activations.map(hyphened);
      return words.length > 1 ? words : words[0];
    },
  },
  initial: {
    parts: { initial: ['weights'] },
    read: (initial) => {
      if (typeof initial === 'object') return { initial: initial.weights };
      return { initial: typeof initial === 'string' ? nameOf(initialNames, initial) : initial };
    },
    write: ({ initial }) => {
      if (typeof initial === 'object') return { weights: initial.map((matrix) => matrix.map((row) => [...row])) };
      return typeof initial === 'string' ? hyphened(initial) : initial;
    },
  },
  biasStart: {
    ...same('biasStart'),
    write: ({ bias, biasStart }) => (bias && biasStart !== 'zero' ? biasStart : undefined),
  },
  dropout: {
    parts: { dropout: [], dropoutForm: ['form'] },
    read: (dropout) =>
      typeof dropout === 'number' || Array.isArray(dropout)
        ? { dropout }
        : { dropout: dropout.share, ...defined({ dropoutForm: dropout.form }) },
    write: (settings) => {
      const { dropout, dropoutForm: form } = settings;
      const told = dropout && !hasHidden(settings) ? 0 : dropout;
      const share = typeof told === 'object' ? [...told] : told;
      const isSome = typeof share === 'object' ? share.some((own) => own > 0) : (share ?? 0) > 0;
      return form === undefined ? share : { share: share ?? 0, form: isSome ? form : 'corrected' };
    },
  },
  batchNorm: { ...same('batchNorm'), write: (settings) => settings.batchNorm && hasHidden(settings) },
};

export const learningFields: Fields<Learning> = {
  learningRate: same('learningRate'),
  loss: {
    parts: { loss: [] },
    read: (word) => ({ loss: nameOf(lossNames, word) }),
    write: ({ loss }) => (loss === undefined ? undefined : hyphened(loss)),
  },
  batch: {
    parts: { batchSize: ['size'], batchOrder: ['order'] },
    read: ({ size, order }) => ({ batchSize: size, ...defined({ batchOrder: order }) }),
    write: ({ batchSize: size = 0, batchOrder: order }) => (size === 0 ? undefined : { size, ...defined({ order }) }),
  },
  optimizer: {
    parts: { optimizer: ['name'], momentum: ['momentum'] },
    read: (optimizer) =>
      typeof optimizer === 'object'
        ? { optimizer: optimizer.name, ...defined({ momentum: optimizer.momentum }) }
        : { optimizer },
    write: ({ optimizer: name, momentum }) =>
      momentum !== undefined && name !== undefined && optimizers[name].hasMomentum ? { name, momentum } : name,
  },
  l1: same('l1'),
  l2: same('l2'),
  weightDecay: same('weightDecay'),
  clip: {
    parts: { clip: ['what'], clipLimit: ['limit'] },
    read: ({ what, by = 'value', limit }) => ({
      clip: clippingNames.find((name) => clippings[name].what === what && clippings[name].by === by) ?? 'none',
      ...defined({ clipLimit: limit }),
    }),
    write: ({ clip = usual.clip, clipLimit: limit }) => {
      if (clip === 'none') return undefined;
      const { what, by } = clippings[clip];
      return { what, ...(by === 'value' ? {} : { by }), ...defined({ limit }) };
    },
  },
  schedule: {
    parts: { schedule: ['kind'], scheduleEvery: ['every'], scheduleFactor: ['factor'] },
    read: ({ kind, every, factor }) => ({
      schedule: kind,
      ...defined({ scheduleEvery: every, scheduleFactor: factor }),
    }),
    write: ({ schedule: kind = usual.schedule, scheduleEvery: every, scheduleFactor: factor }) => {
      if (kind === 'constant') return undefined;
      return {
        kind,
        ...(schedules[kind].everyOf === undefined ? {} : defined({ every })),
        ...(schedules[kind].factor === undefined ? {} : defined({ factor })),
      };
    },
  },
};

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without keys that hold nothing. */
export function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
