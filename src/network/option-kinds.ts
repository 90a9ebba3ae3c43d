import { hiddenOf } from './base.ts';
import { type NumberRange, outOf } from './ranges.ts';

/*
 * The kinds of options in the options view: names, numbers, on or off, and one value for each hidden layer.
 */

export type OptionGroup = 'Network' | 'Learning' | 'Regularization' | 'Stopping';

/** To the next value, or to the one before. */
export type Direction = 1 | -1;

/** A hidden layer, from 0; undefined for all of them. */
export type HiddenLayer = number | undefined;

/** Facts about a run that options depend on. */
export interface RunFacts {
  /** Rows of the data. */
  readonly examples: number;
  /** Remaining iterations of the run. */
  readonly left: number;
}

/** Something that can be set, one value after the other. `Settings` is the part of the settings that it reads and sets. */
export interface ListedOption<Settings> {
  /** As it is shown: `batch size`. */
  readonly name: string;
  /** Its name where it is about one hidden layer: `units of l2`. */
  readonly nameIn?: (layer: string) => string;
  /** Its value in words. */
  readonly value: (settings: Settings, layer?: HiddenLayer) => string;
  /** The settings that differ after one step; undefined without a next value. Names wrap around; numbers stop at the ends. */
  readonly change: (
    settings: Settings,
    direction: Direction,
    facts: RunFacts,
    layer?: HiddenLayer,
  ) => Partial<Settings> | undefined;
  /** The settings that differ with a typed number, or the reason why it is refused; absent for an option that is no number. */
  readonly typed?: (
    settings: Settings,
    value: number,
    facts: RunFacts,
    layer?: HiddenLayer,
  ) => Partial<Settings> | string;
  /** The reason why there is no next value. */
  readonly end?: (settings: Settings, direction: Direction, facts: RunFacts, layer?: HiddenLayer) => string | undefined;
  /** Only for the option that chooses the hidden layer of the other options, and sets nothing: the layer after one step. */
  readonly choose?: (settings: Settings, direction: Direction, layer: HiddenLayer) => HiddenLayer;
  /** The reason why it has no effect now, or no sensible one. */
  readonly unavailable?: Reason<Settings>;
  /** A remark that is shown while it is chosen. */
  readonly note?: (settings: Settings, layer?: HiddenLayer) => string | undefined;
}

/** The reason why an option is unavailable; undefined when it is not. */
export type Reason<Settings> = (settings: Settings, examples: number) => string | undefined;

/** The first of some reasons. */
export function firstOf<Settings>(...reasons: readonly Reason<Settings>[]): Reason<Settings> {
  return (settings, examples) => reasons.map((reason) => reason(settings, examples)).find((text) => text !== undefined);
}

/** A reason that applies when a condition is false. */
export function unless<Settings>(
  holds: (settings: Settings, examples: number) => boolean,
  words: string,
): Reason<Settings> {
  return (settings, examples) => (holds(settings, examples) ? undefined : words);
}

interface Layered {
  readonly layerSizes: readonly number[];
}

export const hiddenOnly = unless((settings: Layered) => hiddenOf(settings).length > 0, 'there is no hidden layer');

/** A setting with a few names. */
export function named<Key extends string, const Name extends string>(
  setting: Key,
  names: readonly Name[],
): Pick<ListedOption<Record<Key, Name>>, 'value' | 'change'> {
  return {
    value: (settings) => settings[setting],
    change: (settings, direction) => record(setting, cycled(names, settings[setting], direction)),
  };
}

export function onOff<Key extends string>(setting: Key): Pick<ListedOption<Record<Key, boolean>>, 'value' | 'change'> {
  return {
    value: (settings) => (settings[setting] ? 'on' : 'off'),
    change: (settings) => record(setting, !settings[setting]),
  };
}

/** A setting that is a number; 0 is shown as none. @param values the numbers that the arrows step through. */
export function numeric<Key extends string>(
  setting: Key,
  range: NumberRange,
  values: readonly number[],
): Pick<ListedOption<Record<Key, number>>, 'value' | 'change' | 'typed' | 'end'> {
  return numericBy(
    range,
    values,
    (settings: Record<Key, number>) => settings[setting],
    (value) => record(setting, value),
  );
}

/** An option for a number that is not simply the value of one setting. */
export function numericBy<Settings>(
  range: NumberRange,
  values: readonly number[],
  get: (settings: Settings) => number,
  set: (value: number, settings: Settings) => Partial<Settings>,
): Required<Pick<ListedOption<Settings>, 'value' | 'change' | 'typed' | 'end'>> {
  return {
    typed: (settings, value) => outOf(range, value) ?? set(value, settings),
    value: (settings) => (get(settings) === 0 ? 'none' : String(get(settings))),
    change: (settings, direction) => {
      const next = stepped(values, get(settings), direction);
      return next === undefined ? undefined : set(next, settings);
    },
    end: (settings, direction) => endOfNumbers(get(settings), direction),
  };
}

/** @param own the value that has no next one. */
export function endOfNumbers(own: number, direction: Direction): string {
  if (own === 0 && direction === -1) return 'it is already 0';
  return `the arrows go no ${direction === 1 ? 'higher' : 'lower'} than ${own}`;
}

interface OfEachLayer<Settings, Value> {
  readonly get: (settings: Settings) => readonly Value[];
  readonly set: (settings: Settings, values: readonly Value[]) => Partial<Settings>;
  /** Undefined at the end. */
  readonly next: (own: Value, direction: Direction) => Value | undefined;
  readonly write: (value: Value) => string;
  /** The value of a typed number, or the reason why it is refused. */
  readonly typed?: (value: number) => Value | string;
  /** The reason why there is no next one. */
  readonly end?: (own: Value, direction: Direction) => string;
}

/** A value for each hidden layer. A step sets it in one layer, or in all layers to the value after that of the first layer. */
export function ofEachLayer<Settings extends Layered, Value>(
  what: string,
  { get, set, next, write, typed, end }: OfEachLayer<Settings, Value>,
): Pick<ListedOption<Settings>, 'nameIn' | 'value' | 'change' | 'typed' | 'end' | 'note'> {
  return {
    nameIn: (layer) => `${what} of ${layer}`,
    value: (settings, layer) => {
      const words = get(settings).map(write);
      const own = layer === undefined ? words : words.slice(layer, layer + 1);
      return (own.every((word) => word === own[0]) ? own[0] : own.join(', ')) ?? 'none';
    },
    change: (settings, direction, _facts, layer) => {
      const values = get(settings);
      const own = values[layer ?? 0];
      const changed = own === undefined ? undefined : next(own, direction);
      if (changed === undefined) return undefined;
      return set(
        settings,
        values.map((value, index) => (index === (layer ?? index) ? changed : value)),
      );
    },
    ...(typed && {
      typed: (settings, number, _facts, layer) => {
        const value = typed(number);
        if (typeof value === 'string') return value;
        return set(
          settings,
          get(settings).map((own, index) => (index === (layer ?? index) ? value : own)),
        );
      },
    }),
    end: (settings, direction, _facts, layer) => {
      const own = get(settings)[layer ?? 0];
      return own === undefined ? undefined : end?.(own, direction);
    },
    note: (settings, layer) =>
      hiddenOf(settings).length > 1 && layer === undefined ? 'of all hidden layers' : undefined,
  };
}

/** The next or previous name, wrapping around. After a name that is not in the list comes the first one, before it the last. */
export function cycled<Name>(names: readonly Name[], own: Name, direction: Direction): Name {
  const index = names.indexOf(own);
  if (index < 0) return names.at(direction === 1 ? 0 : -1) ?? own;
  return names[(index + direction + names.length) % names.length] ?? own;
}

/** The next larger of some rising values, or the next smaller; undefined at the end. */
export function stepped(values: readonly number[], own: number, direction: Direction): number | undefined {
  return direction === 1 ? values.find((value) => value > own) : values.findLast((value) => value < own);
}

/** 1, 2 and 5 times each power of ten from `from` to `to - 1`. */
export function oneTwoFive(from: number, to: number): readonly number[] {
  const powers = Array.from({ length: to - from }, (_, index) => from + index);
  // Read from text: 2 times 0.001 is not always 0.002.
  return powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
}

function record<Key extends string, Value>(key: Key, value: Value): Record<Key, Value> {
  return { [key]: value } as Record<Key, Value>;
}
