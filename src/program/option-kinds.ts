import { cycled, type Direction, hiddenOf, stepped } from './option-steps.ts';
import type { NetworkSettings } from './settings.ts';

/** Something that a person can set, one value after the other. */
export interface Option {
  readonly group: OptionGroup;
  /** As a person reads it: `batch size`. */
  readonly name: string;
  /** The same where it is about one hidden layer alone: `units of l2`. */
  readonly nameIn?: (layer: string) => string;
  /** What it is set to, in words. */
  readonly value: (settings: NetworkSettings, layer?: HiddenLayer) => string;
  /**
   * The settings with the next value, or the one before: names go round, numbers end. The same object where
   * there is none, or the option is unavailable.
   * @param examples rows of the data.
   */
  readonly change: (
    settings: NetworkSettings,
    direction: Direction,
    examples: number,
    layer?: HiddenLayer,
  ) => NetworkSettings;
  /** Of the option that sets nothing, and chooses which hidden layer the others are about: the next one, or the one before. */
  readonly choose?: (settings: NetworkSettings, direction: Direction, layer: HiddenLayer) => HiddenLayer;
  /** Why it would do nothing now, or nothing that makes sense. */
  readonly unavailable: (settings: NetworkSettings, examples: number) => string | undefined;
  /** What else is good to know before it is set. */
  readonly note?: (settings: NetworkSettings, layer?: HiddenLayer) => string | undefined;
}

/** One of the hidden layers, from 0; undefined for all of them. */
export type HiddenLayer = number | undefined;

export type OptionGroup = 'Network' | 'Learning' | 'Regularization';

export type Rest = Omit<Option, 'group' | 'name'>;
export type Reason = (settings: NetworkSettings, examples: number) => string | undefined;

export const never: Reason = () => undefined;
export const hiddenOnly: Reason = (settings) =>
  hiddenOf(settings).length === 0 ? 'there is no hidden layer' : undefined;
/** Matrices that are written out fit the layers as they are. */
export const isWritten = ({ initial }: NetworkSettings): boolean => typeof initial === 'object';
export const resizable: Reason = (settings) => (isWritten(settings) ? 'first weights are written out' : undefined);
export const firstOf =
  (...reasons: readonly Reason[]): Reason =>
  (settings, examples) =>
    reasons.map((reason) => reason(settings, examples)).find((text) => text !== undefined);

/** A setting with a few names. */
export function named<Name extends string>(
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

export function onOff(key: 'bias' | 'batchNorm', unavailable: Reason = never): Rest {
  return named(
    ['off', 'on'],
    (settings) => (settings[key] === true ? 'on' : 'off'),
    (name) => ({ [key]: name === 'on' }),
    unavailable,
  );
}

/** A setting that is a number, 0 for none of it. */
export function numeric(
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

/** Examples in an iteration. */
export const rowsOf = ({ batchSize = 0 }: NetworkSettings, examples: number): number =>
  batchSize === 0 ? examples : Math.min(batchSize, examples);
