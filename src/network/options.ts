import type { StopConditions } from '../language/stop-conditions.ts';
import { count } from '../language/wording.ts';
import { hiddenOf } from './base.ts';
import { alpha, networkOptions, precision, unitsEnd } from './base-options.ts';
import { excessOf, most } from './bounds.ts';
import {
  type Direction,
  type HiddenLayer,
  type ListedOption,
  numericBy,
  type OptionGroup,
  oneTwoFive,
  type RunFacts,
} from './option-kinds.ts';
import { type NumberRange, ranges } from './ranges.ts';
import { adapted, anyTechniques, type NetworkSettings, type RunSettings } from './settings.ts';

/** Something that a person can set in the options view, one value after the other. */
export interface Option {
  readonly group: OptionGroup;
  /** As it is shown: `batch size`. */
  readonly name: string;
  /** Its name where it is about one hidden layer: `units of l2`. */
  readonly nameIn?: (layer: string) => string;
  /** Its value in words. */
  readonly value: (settings: RunSettings, layer?: HiddenLayer) => string;
  /**
   * The settings with the next or previous value. Names wrap around; numbers stop at the ends. The same object when there is no such
   * value, or when the option is unavailable.
   */
  readonly change: (settings: RunSettings, direction: Direction, facts: RunFacts, layer?: HiddenLayer) => RunSettings;
  /** The settings with a typed number, or the reason why it is refused; absent for an option that is no number. */
  readonly typed?: (settings: RunSettings, value: number, facts: RunFacts, layer?: HiddenLayer) => RunSettings | string;
  /** The reason why `change` would change nothing. */
  readonly obstacle: (
    settings: RunSettings,
    direction: Direction,
    facts: RunFacts,
    layer?: HiddenLayer,
  ) => string | undefined;
  /** Only for the option that chooses the hidden layer of the other options, and sets nothing: the layer after one step. */
  readonly choose?: (settings: RunSettings, direction: Direction, layer: HiddenLayer) => HiddenLayer;
  /** The reason why it has no effect now, or no sensible one. */
  readonly unavailable: (settings: RunSettings, examples: number) => string | undefined;
  /** A remark that is shown while it is chosen. */
  readonly note?: (settings: RunSettings, layer?: HiddenLayer) => string | undefined;
}

type RunOption = ListedOption<RunSettings>;
type Grouped = RunOption & { readonly group: OptionGroup };

/** A condition to stop at a number; 0 for none. */
function stopOption(
  name: string,
  key: keyof StopConditions,
  range: NumberRange,
  values: readonly number[],
  note: string,
): RunOption {
  const set = (value: number, { stop }: Pick<RunSettings, 'stop'>): Pick<RunSettings, 'stop'> => {
    const { [key]: _, ...others } = stop;
    return { stop: value === 0 ? others : { ...others, [key]: value } };
  };
  const option = numericBy<RunSettings>(range, [0, ...values], ({ stop }) => stop[key] ?? 0, set);
  return {
    name,
    ...option,
    typed: (settings, ...typed) => (typed[0] === 0 ? set(0, settings) : option.typed(settings, ...typed)),
    note: () => note,
  };
}

const seconds = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];

const stoppingOptions: readonly RunOption[] = [
  stopOption(
    'error below',
    'errorBelow',
    ranges.stop,
    oneTwoFive(-4, 0),
    'mean(abs(error)) of all examples, scaled as the targets are',
  ),
  stopOption(
    'no improvement for',
    'noImprovementFor',
    ranges.noImprovementFor,
    oneTwoFive(1, 6),
    'iterations without a new lowest error',
  ),
  stopOption(
    'gradient norm below',
    'gradientNormBelow',
    ranges.stop,
    oneTwoFive(-9, 0),
    'the norm of all gradients together',
  ),
  stopOption('seconds', 'seconds', ranges.stop, seconds, 'since the run began'),
];

/** The options in their order: by group, those of the plain network first, then technique by technique. */
function inOrder(): readonly Grouped[] {
  const grouped = (group: OptionGroup, list: readonly RunOption[]): readonly Grouped[] =>
    list.map((option) => ({ group, ...option }));
  const ofTechniques = anyTechniques.flatMap(({ options: own }) => (own === undefined ? [] : [own]));
  const all: Grouped[] = [
    ...grouped('Network', networkOptions),
    ...grouped('Learning', [alpha]),
    ...ofTechniques.filter(({ after }) => after === undefined).flatMap(({ group, list }) => grouped(group, list)),
    ...grouped('Learning', [precision]),
    ...grouped('Stopping', stoppingOptions),
  ];
  for (const { group, after, list } of ofTechniques) {
    if (after === undefined) continue;
    const place = all.findIndex(({ name }) => name === after);
    if (place === -1) throw new Error(`options after "${after}": there is no such option`);
    all.splice(place + 1, 0, ...grouped(group, list));
  }
  const groups: readonly OptionGroup[] = ['Network', 'Learning', 'Regularization', 'Stopping'];
  return groups.flatMap((group) => all.filter((option) => option.group === group));
}

export const options: readonly Option[] = inOrder().map(
  ({ end, change: changeOf, typed: typedOf, unavailable: reasonOf, ...option }) => {
    const unavailable: Option['unavailable'] = (settings, examples) => reasonOf?.(settings, examples);
    const next: Option['change'] = (settings, direction, facts, layer) => {
      const changed = changeOf(settings, direction, facts, layer);
      return changed === undefined ? settings : adapted({ ...settings, ...changed });
    };
    const typed: Option['typed'] =
      typedOf &&
      ((settings, value, facts, layer) => {
        const reason = unavailable(settings, facts.examples);
        const changed = reason ?? typedOf(settings, value, facts, layer);
        if (typeof changed === 'string') return changed;
        const after = adapted({ ...settings, ...changed });
        return tooLarge(after, facts.examples) ?? after;
      });
    return {
      ...option,
      ...(typed && { typed }),
      unavailable,
      change: (settings, direction, facts, layer) => {
        if (unavailable(settings, facts.examples) !== undefined) return settings;
        const after = next(settings, direction, facts, layer);
        return tooLarge(after, facts.examples) === undefined ? after : settings;
      },
      obstacle: (settings, direction, facts, layer) => {
        const reason = unavailable(settings, facts.examples);
        if (reason !== undefined || option.choose !== undefined) return reason;
        const after = next(settings, direction, facts, layer);
        return after === settings ? end?.(settings, direction, facts, layer) : tooLarge(after, facts.examples);
      },
    };
  },
);

/** The reason why a network is too large. */
function tooLarge(settings: NetworkSettings, examples: number): string | undefined {
  const hidden = hiddenOf(settings);
  if (hidden.length > most.hiddenLayers) return `a network has at most ${most.hiddenLayers} hidden layers`;
  if (hidden.some((units) => units > most.unitsPerLayer)) return unitsEnd;
  const excess = excessOf(settings, examples);
  if (excess === undefined) return undefined;
  const what =
    excess.of === 'activations' ? 'values of units in an iteration' : 'numbers that are learned or remembered';
  return `too large: ${count(excess.found)} ${what}, at most ${count(most[excess.of])}`;
}
