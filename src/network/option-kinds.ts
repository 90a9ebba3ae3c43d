import { isAtWork } from './at-work.ts';
import { cycled, type Direction, hiddenOf, stepped } from './option-steps.ts';
import type { NetworkSettings, RunSettings } from './settings.ts';

/** An option as it is listed, before it knows of bounds. */
export type Listed = Rest & Pick<Option, 'group' | 'name'>;

/** Something that a person can set, one value after the other. */
export interface Option {
  readonly group: OptionGroup;
  /** As a person reads it: `batch size`. */
  readonly name: string;
  /** The same where it is about one hidden layer alone: `units of l2`. */
  readonly nameIn?: (layer: string) => string;
  /** What it is set to, in words. */
  readonly value: (settings: RunSettings, layer?: HiddenLayer) => string;
  /**
   * The settings with the next value, or the one before: names go round, numbers end. The same object where
   * there is none, or the option is unavailable.
   */
  readonly change: (settings: RunSettings, direction: Direction, facts: RunFacts, layer?: HiddenLayer) => RunSettings;
  /** Why there is none; undefined where there is one. */
  readonly obstacle: (
    settings: RunSettings,
    direction: Direction,
    facts: RunFacts,
    layer?: HiddenLayer,
  ) => string | undefined;
  /** Of the option that sets nothing, and chooses which hidden layer the others are about: the next one, or the one before. */
  readonly choose?: (settings: RunSettings, direction: Direction, layer: HiddenLayer) => HiddenLayer;
  /** Why it would do nothing now, or nothing that makes sense. */
  readonly unavailable: (settings: RunSettings, examples: number) => string | undefined;
  /** What else is good to know before it is set. */
  readonly note?: (settings: RunSettings, layer?: HiddenLayer) => string | undefined;
}

/** What options depend on of a run, beside its settings. */
export interface RunFacts {
  /** Rows of the data. */
  readonly examples: number;
  /** Iterations that are still to come. */
  readonly left: number;
}

/** One of the hidden layers, from 0; undefined for all of them. */
export type HiddenLayer = number | undefined;

export type OptionGroup = 'Network' | 'Learning' | 'Regularization' | 'Stopping';

export type Rest = Omit<Option, 'group' | 'name' | 'obstacle'> & {
  /** In words, why `change` gives nothing else, where that is not because it is unavailable, or the network too large. */
  readonly end?: Option['obstacle'];
};
export type Reason = (settings: RunSettings, examples: number) => string | undefined;

export const never: Reason = () => undefined;
/** @param words the reason why it does nothing, where others are not set to something. */
export const onlyAtWork =
  (setting: keyof NetworkSettings, words: string): Reason =>
  (settings, examples) =>
    isAtWork(setting, settings, examples) ? undefined : words;
export const hiddenOnly: Reason = (settings) =>
  hiddenOf(settings).length === 0 ? 'there is no hidden layer' : undefined;
/** Matrices that are written out fit the layers as they are. */
export const isWritten = ({ initial }: RunSettings): boolean => typeof initial === 'object';
export const resizable: Reason = (settings) => (isWritten(settings) ? 'first weights are written out' : undefined);
export const firstOf =
  (...reasons: readonly Reason[]): Reason =>
  (settings, examples) =>
    reasons.map((reason) => reason(settings, examples)).find((text) => text !== undefined);

/** A setting with a few names. */
export function named<Name extends string>(
  names: readonly Name[],
  get: (settings: RunSettings) => Name,
  set: (name: Name) => Partial<RunSettings>,
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
  get: (settings: RunSettings) => number,
  set: (value: number, settings: RunSettings) => Partial<RunSettings>,
  unavailable: Reason = never,
): Rest {
  return {
    value: (settings) => (get(settings) === 0 ? 'none' : String(get(settings))),
    change: (settings, direction) => {
      const next = stepped(values, get(settings), direction);
      return next === undefined ? settings : { ...settings, ...set(next, settings) };
    },
    unavailable,
    end: (settings, direction) => endOfNumbers(get(settings), direction),
  };
}

/** @param own the number at which there is no next one. */
export function endOfNumbers(own: number, direction: Direction): string {
  if (own === 0 && direction === -1) return 'there is none of it already';
  return `the arrows go no ${direction === 1 ? 'higher' : 'lower'} than ${own}`;
}

/** 1, 2, 5, 10, … times a power of ten, from one power to below another. */
export function oneTwoFive(from: number, to: number): readonly number[] {
  const powers = Array.from({ length: to - from }, (_, index) => from + index);
  // As a person writes them: 0.002 is not always 2 times 0.001.
  return powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
}

/** Examples in an iteration. */
export const rowsOf = ({ batchSize = 0 }: RunSettings, examples: number): number =>
  batchSize === 0 ? examples : Math.min(batchSize, examples);
