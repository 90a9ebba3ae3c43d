import { type DifferenceLine, difference } from '../../language/difference.ts';
import { isSameStop } from '../../language/stop-conditions.ts';
import { successionOf } from '../../language/succession.ts';
import { buildProgram } from '../../network/build.ts';
import { differing } from '../../network/differing.ts';
import { options } from '../../network/options.ts';
import { type Frame, fitFrame, fitLine, type Line, lineWidth, span, truncate, widthOf, wrap } from '../text/line.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { successionWords } from '../words/succession-words.ts';
import { BORDER, box } from './box.ts';
import { countText, drawDifference } from './difference-lines.ts';
import { drawOptionsList, LIST_COLUMNS, LIST_ROWS, type OptionsListProps } from './options-list.ts';

export interface OptionsProps extends OptionsListProps {
  /** First visible line of what changes in the program, where not all fits. */
  readonly first: number;
}

/** From this width on the lines of the program stand beside the options, else below them. */
const WIDE = 100;
const GUTTER = 3;
/** Rows for the lines below the options, before all options are in sight. */
const LINES_BELOW = 12;
/** Of which so many are needed before one of them says something else. */
const LEAST_LINES = 3;

const footnotes = [
  'arrows choose and change, enter goes on with these weights, R starts over, esc leaves',
  'arrows choose and change, enter goes on, R starts over, esc leaves',
  'arrows change, enter goes on, R starts over, esc leaves',
  'esc leaves',
];

/** Where the two parts stand inside the border. */
interface Parts {
  readonly list: Size;
  readonly lines: Size;
  readonly isWide: boolean;
}

/** All that can be set, and what that changes in the lines of the program. */
export function drawOptions(props: OptionsProps, size: Size, theme: Theme): Frame {
  const parts = partsOf(size);
  const text = { title: 'options', details: detailsOf(props), note: noteOf(props), footnotes, focused: true };
  const list = drawOptionsList(props, parts.list, theme);
  const [heading, lines] = drawLines(props, parts, theme);
  if (!parts.isWide) {
    const content = [...fitFrame(list, parts.list.columns, parts.list.rows), heading, ...lines];
    return box(text, size, content, theme);
  }
  const right = [heading, ...lines];
  const rule = span(` ${theme.glyphs.box.down} `, theme.styles.quiet);
  const content = Array.from(
    { length: parts.list.rows },
    (_, row): Line => [...fitLine(list[row] ?? [], parts.list.columns), rule, ...(right[row] ?? [])],
  );
  return box(text, size, content, theme);
}

/** The largest first line of what changes: its end is in sight then. */
export function optionsScrollLimit(props: OptionsProps, size: Size): number {
  const { lines } = partsOf(size);
  const kept = keptWords(props, lines);
  const room = roomBelow(kept, lines);
  // How many lines there are is a matter of words, not of colours.
  const all = contentOf(changesOf(props), props, room, createTheme(1, true));
  return Math.max(0, all.length - room.rows);
}

function partsOf(size: Size): Parts {
  const [columns, rows] = [size.columns - BORDER.columns, size.rows - BORDER.rows];
  if (size.columns >= WIDE) {
    const list = { columns: LIST_COLUMNS, rows };
    return { list, lines: { columns: columns - LIST_COLUMNS - GUTTER, rows: rows - 1 }, isWide: true };
  }
  const listRows = Math.min(LIST_ROWS, Math.max(Math.ceil((rows - 1) / 2), rows - 1 - LINES_BELOW));
  return { list: { columns, rows: listRows }, lines: { columns, rows: rows - 1 - listRows }, isWide: false };
}

function detailsOf({ settings, chosen, layer }: OptionsProps): readonly string[] {
  const note = options[chosen]?.note?.(settings, layer);
  return note === undefined ? [] : [note];
}

function noteOf({ chosen }: OptionsProps): string {
  return `${chosen + 1} of ${options.length}`;
}

function changesOf({ before, settings, examples }: OptionsProps): readonly DifferenceLine[] {
  return difference(buildProgram(before, examples), buildProgram(settings, examples));
}

/** What going on would keep, where it does not keep everything and there is room to say so. */
function keptWords({ before, settings, examples }: OptionsProps, { columns, rows }: Size): string | undefined {
  if (rows < LEAST_LINES) return undefined;
  return successionWords(successionOf(buildProgram(before, examples), buildProgram(settings, examples)), columns);
}

function roomBelow(kept: string | undefined, { columns, rows }: Size): Size {
  return { columns, rows: rows - (kept === undefined ? 0 : 1) };
}

/** A heading and, below it, what goes on and the lines in sight. */
function drawLines(props: OptionsProps, { lines, isWide }: Parts, theme: Theme): readonly [Line, Frame] {
  const kept = keptWords(props, lines);
  const size = roomBelow(kept, lines);
  const changes = changesOf(props);
  const all = contentOf(changes, props, size, theme);
  const first = Math.max(0, Math.min(props.first, all.length - size.rows));
  const shown = all.slice(first, first + size.rows);
  const { glyphs } = theme;
  const range = shown.length < all.length ? `${first + 1}${glyphs.dash}${first + shown.length} of ${all.length}` : '';
  const counts = changes.length === 0 ? '' : countText(changes, theme);
  const above = kept === undefined ? [] : [[span(truncate(kept, size.columns, glyphs.ellipsis))]];
  return [headingOf(counts, range, size.columns, isWide, theme), [...above, ...shown]];
}

/** `Lines  +3 −2    1–8 of 14`, below the options with a rule between the two. */
function headingOf(counts: string, range: string, columns: number, isWide: boolean, { glyphs, styles }: Theme): Line {
  const fill = isWide ? ' ' : glyphs.box.across;
  const left: Line = [
    ...(isWide ? [] : [span(`${fill}${fill} `, styles.quiet)]),
    span('Lines', styles.accent),
    span(counts === '' ? ' ' : `  ${counts} `, styles.quiet),
  ];
  const right = range === '' ? '' : ` ${range}`;
  return [...left, span(fill.repeat(Math.max(0, columns - lineWidth(left) - widthOf(right))) + right, styles.quiet)];
}

function contentOf(changes: readonly DifferenceLine[], props: OptionsProps, size: Size, theme: Theme): Frame {
  if (changes.length > 0) return drawDifference(changes, size.columns, size.rows, theme);
  const { before, settings, examples } = props;
  const isChanged =
    differing(before, settings, examples).length > 0 || !isSameStop(before.stop ?? {}, settings.stop ?? {});
  const words = isChanged
    ? 'The lines stay as they are.'
    : 'Nothing has been changed yet. Lines that a change adds or takes away will stand here.';
  return wrap(words, size.columns).map((line) => [span(line, theme.styles.quiet)]);
}
