import { type HiddenLayer, type Option, options } from '../../network/options.ts';
import type { RunSettings } from '../../network/settings.ts';
import { type Frame, type Line, padEnd, type Span, span, truncate, widthOf } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

export interface OptionsListProps {
  /** As they have been set so far. */
  readonly settings: RunSettings;
  /** Those of the run. */
  readonly before: RunSettings;
  /** Rows of the data. */
  readonly examples: number;
  /** The chosen option, from 0. */
  readonly chosen: number;
  /** The hidden layer that some of them are about. */
  readonly layer: HiddenLayer;
}

const INDENT = 2;
const GAP = 2;
const NAME = Math.max(...options.map(({ name }) => widthOf(name)));
/** Columns in which every row is whole. */
export const LIST_COLUMNS = INDENT + NAME + GAP + 34;
/** Rows of all options with their headings, and with empty lines between the groups. */
export const LIST_ROWS = entriesOf(true).length;

/** A row of the list: an option by its place, a heading, or nothing. */
type Entry = number | string;

function entriesOf(isAiry: boolean): readonly Entry[] {
  return options.flatMap(({ group }, index): Entry[] => {
    if (options[index - 1]?.group === group) return [index];
    return isAiry && index > 0 ? ['', group, index] : [group, index];
  });
}

/** The options with their values, as many as there is room for, the chosen one in their middle. */
export function drawOptionsList(props: OptionsListProps, { columns, rows }: Size, theme: Theme): Frame {
  const entries = entriesOf(rows >= LIST_ROWS);
  const middle = entries.indexOf(props.chosen) - Math.floor(rows / 2);
  const first = Math.max(0, Math.min(middle, entries.length - rows));
  return entries.slice(first, first + rows).map((entry): Line => {
    if (typeof entry === 'string') return [span(entry, theme.styles.accent)];
    return drawOption(options[entry] as Option, entry === props.chosen, props, columns, theme);
  });
}

function drawOption(option: Option, isChosen: boolean, props: OptionsListProps, columns: number, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const reason = option.unavailable(props.settings, props.examples);
  const nameStyle = isChosen ? styles.accent : reason === undefined ? undefined : styles.quiet;
  const room = columns - INDENT - NAME - GAP;
  return [
    span(isChosen ? `${glyphs.pointer} ` : ' '.repeat(INDENT), styles.accent),
    span(padEnd(nameOf(option, props.layer), NAME + GAP), nameStyle),
    ...(isChosen && reason !== undefined
      ? [span(truncate(reason, room, glyphs.ellipsis), styles.quiet)]
      : drawValue(option, reason !== undefined, props, room, theme)),
  ];
}

function nameOf({ name, nameIn }: Option, layer: HiddenLayer): string {
  return layer === undefined || nameIn === undefined ? name : nameIn(`l${layer + 1}`);
}

/** `sigmoid`, or `sigmoid → tanh`; where there is too little room, the new value is whole. */
function drawValue(
  { value }: Option,
  isQuiet: boolean,
  { settings, before, layer }: OptionsListProps,
  room: number,
  { glyphs, styles }: Theme,
): readonly Span[] {
  const [old, next] = [value(before, layer), value(settings, layer)];
  // What does nothing is in brackets: without colours too it is another thing than what does.
  if (isQuiet) return [span(truncate(`(${next})`, room, glyphs.ellipsis), styles.quiet)];
  const now = truncate(next, room, glyphs.ellipsis);
  const arrow = ` ${glyphs.arrow} `;
  if (old === next) return [span(now)];
  const left = truncate(old, Math.max(0, room - widthOf(now) - widthOf(arrow)), glyphs.ellipsis);
  return [span(`${left}${arrow}`, styles.quiet), span(now, styles.strong)];
}
