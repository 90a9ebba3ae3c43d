import type { BaseSettings } from './base.ts';
import type { Draft } from './draft.ts';
import type { ListedOption, OptionGroup } from './option-kinds.ts';

/**
 * An addition to the plain network: its settings, its lines, and everything that other folders need to know about it.
 * `techniques.ts` lists them.
 * @template Own its settings.
 * @template Others settings of other techniques that it reads.
 */
export interface Technique<Own extends object, Others = unknown, Settings = BaseSettings & Own & Others> {
  /** Its settings with their default values. With these it is not used. */
  readonly defaults: Own;
  /** The name on its lines: `momentum`. */
  readonly name: (settings: Settings) => string;
  readonly isUsed: (settings: Settings, examples: number) => boolean;
  /** The settings that switch it off. */
  readonly off: Partial<Own>;
  /** Adds its lines. Called only when it is used. */
  readonly apply: (draft: Draft, settings: Settings) => Draft;
  /** True when the lines of an iteration work on some of the examples only; it is applied before the loss is written. */
  readonly choosesExamples?: true;
  /** True when alpha must be a name in the program even where it is 1. */
  readonly needsRate?: true;
  /** For each setting that has an effect only together with others: true when it has. */
  readonly hasEffect?: { readonly [Key in keyof Own]?: (settings: Settings, examples: number) => boolean };
  /** For each setting whose default depends on others: its value in numbers. */
  readonly resolve?: { readonly [Key in keyof Own]?: (settings: Settings) => unknown };
  /** Settings that decide how many numbers outlive an iteration. */
  readonly kept?: readonly (keyof Own)[];
  /** New values of its own settings, where these no longer fit the other settings after a change. */
  readonly adapt?: (settings: Settings) => Partial<Own>;
  /** True when it needs a hidden layer: a network that loses its last one loses the technique too. */
  readonly needsHidden?: true;
  readonly rules?: readonly Rule<Settings>[];
  readonly options?: TechniqueOptions<Settings>;
}

export interface TechniqueOptions<Settings> {
  readonly group: OptionGroup;
  /** The option that they follow in the list; at the end of their group by default. */
  readonly after?: string;
  readonly list: readonly ListedOption<Settings>[];
}

/** A combination of settings, or of settings and data, that makes no sense. */
export interface Rule<Settings> {
  /** The setting that the complaint is about. */
  readonly setting: keyof Settings;
  /** All settings that the rule depends on. */
  readonly reads: readonly (keyof Settings)[];
  /** The complaint, or undefined when the combination is fine. */
  readonly check: (settings: Settings, facts: TargetFacts) => Complaint | undefined;
}

/** The parts of a message `expected …, found …`, and a reason that is clear without them. */
export interface Complaint {
  readonly expected: string;
  readonly found: string;
  readonly reason: string;
  /** The index of the wrong value, where the setting is a list. */
  readonly index?: number;
}

/** Facts about the targets that rules depend on. */
export interface TargetFacts {
  /** Examples. */
  readonly rows: number;
  /** The first row with a target below 0 or above 1. */
  readonly outside?: number | undefined;
  /** The first row whose targets are not probabilities of classes: one is negative, or their sum is not 1. */
  readonly notShares?: number | undefined;
}
