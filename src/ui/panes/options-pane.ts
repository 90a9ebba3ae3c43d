import { carryOverOf } from '../../language/carry-over.ts';
import { type DifferenceLine, difference, iterationLine } from '../../language/diff.ts';
import { isSameStop } from '../../language/stop-conditions.ts';
import { buildProgram } from '../../network/build.ts';
import { options } from '../../network/options.ts';
import { differing } from '../../network/settings.ts';
import { type Frame, fitFrame, fitLine, type Line, lineWidth, span, truncate, widthOf, wrap } from '../text/line.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { carryOverWords } from '../words/carry-over-words.ts';
import { optionSentences } from '../words/option-words.ts';
import { BORDER, box, inside, itemsNote } from './box.ts';
import { drawOptionsList, LIST_COLUMNS, LIST_ROWS, type OptionsListProps, visibleEntries } from './options-list.ts';

export interface OptionsProps extends OptionsListProps {
  /** First visible line of the program changes. */
  readonly first: number;
}

/** From this width on the program changes are beside the options, otherwise below. */
const WIDE = 100;
const GUTTER = 3;
/** The most rows of the program changes below the options, while not all options are visible. */
const LINES_BELOW = 12;
/** The fewest rows of program changes with room for a line about carried-over matrices. */
const LEAST_LINES = 3;

const footnotes = [
  'arrows choose and change, enter continues with these weights, Ctrl-R starts over, esc leaves',
  'arrows choose and change, enter continues, Ctrl-R starts over, esc leaves',
  'arrows, enter continues, Ctrl-R starts over, esc leaves',
  'esc leaves',
];

/** The sizes of the two parts inside the border. */
interface Parts {
  readonly list: Size;
  readonly lines: Size;
  /** Rows above the lines of the program, for a sentence. */
  readonly about: number;
  readonly isWide: boolean;
}

/** All options, and the lines of the program that the chosen values change. */
export function drawOptions(props: OptionsProps, size: Size, theme: Theme): Frame {
  const parts = partsOf(size, props);
  const text = { title: 'options', details: detailsOf(props), note: noteOf(props), footnotes, focused: true };
  const list = drawOptionsList(props, parts.list, theme);
  const [heading, lines] = drawLines(props, parts, theme);
  const about = sentenceLines(props, parts);
  if (!parts.isWide) {
    const content = [...fitFrame(list, parts.list.columns, parts.list.rows), ...about, heading, ...lines];
    return box(text, size, content, theme);
  }
  const right = [...about, heading, ...lines];
  const rule = span(` ${theme.glyphs.box.down} `, theme.styles.quiet);
  const content = Array.from(
    { length: parts.list.rows },
    (_, row): Line => [...fitLine(list[row] ?? [], parts.list.columns), rule, ...(right[row] ?? [])],
  );
  return box(text, size, content, theme);
}

/** Rows of the sentence about the chosen option, with an empty one after it beside the list; none in a short pane. */
const SENTENCE_ROWS = { wide: 3, narrow: 2 };
const LEAST_ROWS = 9;

function sentenceRows(rows: number, isWide: boolean): number {
  if (rows < LEAST_ROWS) return 0;
  return isWide ? SENTENCE_ROWS.wide : SENTENCE_ROWS.narrow;
}

/** The sentence about the chosen option, in lines of a fixed number. */
function sentenceLines({ chosen }: OptionsProps, { lines, about }: Parts): Frame {
  const words = optionSentences[options[chosen]?.name ?? ''] ?? '';
  const wrapped = wrap(words, lines.columns).map((text): Line => [span(text)]);
  return Array.from({ length: about }, (_, row) => wrapped[row] ?? []);
}

/** The first line at which the end of the program changes is visible. */
export function optionsScrollLimit(props: OptionsProps, size: Size): number {
  const { lines } = partsOf(size, props);
  const kept = keptWords(props, lines);
  const room = roomBelow(kept, lines);
  // The theme changes colours, not the number of lines.
  const all = contentOf(lineChanges(props), props, room, createTheme(1, true));
  return Math.max(0, all.length - room.rows);
}

/** The option, an index of `options`, at a cell of the view; undefined beside the options. */
export function optionAt(
  props: OptionsProps,
  size: Size,
  { column, row }: { readonly column: number; readonly row: number },
): number | undefined {
  const { list } = partsOf(size, props);
  const [across, down] = [column - BORDER.columns / 2, row - 1];
  if (across < 0 || across >= list.columns || down < 0) return undefined;
  const entry = visibleEntries(props.chosen, list.rows)[down];
  return typeof entry === 'number' ? entry : undefined;
}

function partsOf(size: Size, props: OptionsProps): Parts {
  const { columns, rows } = inside(size);
  if (size.columns >= WIDE) {
    const list = { columns: LIST_COLUMNS, rows };
    const about = sentenceRows(rows, true);
    return { list, lines: { columns: columns - LIST_COLUMNS - GUTTER, rows: rows - 1 - about }, about, isWide: true };
  }
  const about = sentenceRows(rows, false);
  const room = rows - 1 - about;
  const most = Math.min(Math.floor(room / 2), LINES_BELOW);
  const listRows = Math.min(LIST_ROWS, room - Math.min(most, rowsBelow(props, { columns, rows: most })));
  return { list: { columns, rows: listRows }, lines: { columns, rows: room - listRows }, about, isWide: false };
}

/** The rows that the lines below the options fill. */
function rowsBelow(props: OptionsProps, most: Size): number {
  const kept = keptWords(props, most);
  const { length } = contentOf(lineChanges(props), props, roomBelow(kept, most), createTheme(1, true));
  return kept === undefined ? length : Math.max(LEAST_LINES, length + 1);
}

function detailsOf({ settings, chosen, layer }: OptionsProps): readonly string[] {
  const note = options[chosen]?.note?.(settings, layer);
  return note === undefined ? [] : [note];
}

function noteOf({ chosen }: OptionsProps): string {
  return `${chosen + 1} of ${options.length}`;
}

/** The lines of the program that the chosen values change. */
export function lineChanges({ before, settings, examples }: OptionsProps): readonly DifferenceLine[] {
  return difference(buildProgram(before, examples), buildProgram(settings, examples));
}

/** The matrices that going on carries over, if not all; undefined without room. */
function keptWords({ before, settings, examples }: OptionsProps, { columns, rows }: Size): string | undefined {
  if (rows < LEAST_LINES) return undefined;
  return carryOverWords(carryOverOf(buildProgram(before, examples), buildProgram(settings, examples)), columns);
}

function roomBelow(kept: string | undefined, { columns, rows }: Size): Size {
  return { columns, rows: rows - (kept === undefined ? 0 : 1) };
}

/** The heading, the line about carried-over matrices, and the visible lines. */
function drawLines(props: OptionsProps, { lines, isWide }: Parts, theme: Theme): readonly [Line, Frame] {
  const kept = keptWords(props, lines);
  const size = roomBelow(kept, lines);
  const changes = lineChanges(props);
  const all = contentOf(changes, props, size, theme);
  const first = Math.max(0, Math.min(props.first, all.length - size.rows));
  const shown = all.slice(first, first + size.rows).map(({ line }) => line);
  const { glyphs } = theme;
  const owners = all.map(({ of }) => of);
  const range = itemsNote(owners, first, shown.length, theme) ?? '';
  const counts = changes.length === 0 ? '' : countText(changes, theme);
  const above = kept === undefined ? [] : [[span(truncate(kept, size.columns, glyphs.ellipsis))]];
  return [headingOf(counts, range, size.columns, isWide, theme), [...above, ...shown]];
}

/** The heading `Lines  +3 −2    1–8 of 14`; below the options it is a rule as well. */
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

/** A row below the options, with the number of its program line, from 0. */
interface Row {
  readonly line: Line;
  readonly of: number;
}

function contentOf(changes: readonly DifferenceLine[], props: OptionsProps, size: Size, theme: Theme): readonly Row[] {
  if (changes.length > 0) return drawDifference(changes, size.columns, size.rows, theme);
  const { before, settings, examples } = props;
  const isChanged = differing(before, settings, examples).length > 0 || !isSameStop(before.stop, settings.stop);
  const words = isChanged
    ? 'No line changes.'
    : 'Nothing has changed yet. The lines that a change adds or removes appear here.';
  return wrap(words, size.columns).map((line, of) => ({ line: [span(line, theme.styles.quiet)], of }));
}

const SIGN = 2;
/** The most rows of a line; further rows are indented. */
const MOST_ROWS = 3;
const CONTINUED = '    ';

/** Added and removed lines with their signs; unchanged lines only if all fit. */
function drawDifference(lines: readonly DifferenceLine[], columns: number, rows: number, theme: Theme): readonly Row[] {
  const rowsOf = (own: readonly DifferenceLine[]): readonly Row[] =>
    own.flatMap((each, of) => drawLine(each, columns, theme).map((line): Row => ({ line, of })));
  const all = rowsOf(lines);
  if (all.length <= rows) return all;
  const isKept = (line: DifferenceLine): boolean => line.sign !== ' ' || line === iterationLine;
  return rowsOf(lines.filter(isKept));
}

/** `+3 −2` */
function countText(lines: readonly DifferenceLine[], { glyphs }: Theme): string {
  const count = (own: DifferenceLine['sign']): number => lines.filter(({ sign }) => sign === own).length;
  return `+${count('+')} ${glyphs.minus}${count('-')}`;
}

function drawLine({ sign, text }: DifferenceLine, columns: number, { glyphs, styles }: Theme): Frame {
  const room = columns - SIGN;
  if (sign === ' ') return [[span(`  ${truncate(text, room, glyphs.ellipsis)}`, styles.quiet)]];
  const style = sign === '+' ? styles.good : styles.bad;
  const mark = sign === '+' ? '+' : glyphs.minus;
  const parts = wrap(truncate(text, MOST_ROWS * (room - CONTINUED.length), glyphs.ellipsis), room - CONTINUED.length);
  return parts.slice(0, MOST_ROWS + 1).map((part, row): Line => {
    const start = row === 0 ? `${mark} ` : ' '.repeat(SIGN) + CONTINUED;
    return [span(start + part, style)];
  });
}
