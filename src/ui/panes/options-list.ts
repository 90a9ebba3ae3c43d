import type { HiddenLayer } from '../../network/option-kinds.ts';
import { type Option, options } from '../../network/options.ts';
import type { RunSettings } from '../../network/settings.ts';
import { type Frame, type Line, padEnd, type Span, span, truncate, widthOf } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

export interface OptionsListProps {
  /** The settings chosen so far. */
  readonly settings: RunSettings;
  /** The settings of the run. */
  readonly before: RunSettings;
  /** The number of training examples. */
  readonly examples: number;
  /** The chosen option, from 0. */
  readonly chosen: number;
  /** The hidden layer that the options of a layer set. */
  readonly layer: HiddenLayer;
}

const INDENT = 2;
const GAP = 2;
const NAME = Math.max(...options.map(({ name }) => widthOf(name)));
/** Columns in which every option is whole. */
export const LIST_COLUMNS = INDENT + NAME + GAP + 34;
/** Rows of all options with headings and empty lines between groups. */
export const LIST_ROWS = entriesOf(true).length;

/** A row of the list: the index of an option, a heading, or an empty line. */
type Entry = number | string;

function entriesOf(isAiry: boolean): readonly Entry[] {
  return options.flatMap(({ group }, index): Entry[] => {
    if (options[index - 1]?.group === group) return [index];
    return isAiry && index > 0 ? ['', group, index] : [group, index];
  });
}

/** The options with their values, scrolled so that the chosen one is in the middle. */
export function drawOptionsList(props: OptionsListProps, { columns, rows }: Size, theme: Theme): Frame {
  return visibleEntries(props.chosen, rows).map((entry): Line => {
    if (typeof entry === 'string') return [span(entry, theme.styles.accent)];
    return drawOption(options[entry] as Option, entry === props.chosen, props, columns, theme);
  });
}

/** The headings and options in sight, the chosen one about in the middle. */
export function visibleEntries(chosen: number, rows: number): ReturnType<typeof entriesOf> {
  const entries = entriesOf(rows >= LIST_ROWS);
  const middle = entries.indexOf(chosen) - Math.floor(rows / 2);
  const first = Math.max(0, Math.min(middle, entries.length - rows));
  return entries.slice(first, first + rows);
}

function drawOption(option: Option, isChosen: boolean, props: OptionsListProps, columns: number, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const reason = option.unavailable(props.settings, props.examples);
  const nameStyle = isChosen ? styles.accent : reason === undefined ? undefined : styles.quiet;
  const room = columns - INDENT - NAME - GAP;
  return [
    span(isChosen ? `${glyphs.pointer} ` : ' '.repeat(INDENT), styles.accent),
    span(padEnd(optionName(option, props.layer), NAME + GAP), nameStyle),
    ...(isChosen && reason !== undefined
      ? [span(truncate(reason, room, glyphs.ellipsis), styles.quiet)]
      : drawValue(option, reason !== undefined, props, room, theme)),
  ];
}

/** `units of l2`, where it is about one hidden layer. */
export function optionName({ name, nameIn }: Option, layer: HiddenLayer): string {
  return layer === undefined || nameIn === undefined ? name : nameIn(`l${layer + 1}`);
}

/** `sigmoid`, or `sigmoid → tanh`; in a narrow list the old value is cut. */
function drawValue(
  { value }: Option,
  isQuiet: boolean,
  { settings, before, layer }: OptionsListProps,
  room: number,
  { glyphs, styles }: Theme,
): readonly Span[] {
  const [old, next] = [value(before, layer), value(settings, layer)];
  // Brackets show without colour that the option has no effect.
  if (isQuiet) return [span(truncate(`(${next})`, room, glyphs.ellipsis), styles.quiet)];
  const now = truncate(next, room, glyphs.ellipsis);
  const arrow = ` ${glyphs.arrow} `;
  if (old === next) return [span(now)];
  const left = truncate(old, Math.max(0, room - widthOf(now) - widthOf(arrow)), glyphs.ellipsis);
  return [span(`${left}${arrow}`, styles.quiet), span(now, styles.strong)];
}
