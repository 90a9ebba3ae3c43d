import type { WatchView } from '../../worker/protocol.ts';
import {
  type Frame,
  type Line,
  lineWidth,
  padEnd,
  padStart,
  type Span,
  span,
  truncate,
  widthOf,
} from '../text/line.ts';
import { formatCount, formatReading, matrixTexts } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box, itemsNote } from './box.ts';

export interface NotesProps {
  readonly watches: readonly WatchNote[];
  readonly changes: readonly ChangeNote[];
  /** True when the program computes with scaled targets: watches have its numbers, which other panes show in their own units. */
  readonly isScaled?: boolean;
  /** First visible row. */
  readonly first: number;
  /** The chosen watch, from 0; marked while the pane has the focus. */
  readonly chosen?: number | undefined;
  readonly focused: boolean;
}

export interface WatchNote {
  /** The expression: `mean(abs(l2_error)) < 0.01`. */
  readonly text: string;
  readonly view: Omit<WatchView, 'trail'> | undefined;
  /** Past values, evenly spaced in time, the oldest first; empty for a matrix. */
  readonly trail: readonly number[];
  readonly isBreakpoint: boolean;
  /** True for the breakpoint that stopped the run. */
  readonly stopped: boolean;
}

export interface ChangeNote {
  /** Completed iterations before the change. */
  readonly at: number;
  /** `alpha 1 → 10`, `syn0[0,2] = -0.5` */
  readonly text: string;
  /** False for a change after the shown iteration. */
  readonly inEffect: boolean;
}

/** Columns of the mark of a watch, the pointer, and a space. */
const MARKS = 3;
/** Columns between the parts of a row. */
const GAP = 2;
const SHORTEST_SPARK = 12;
const LONGEST_SPARK = 24;
/**
 * Columns of a number before its point, sign included, and from the point on: enough for most, so that numbers do not
 * move.
 */
const BEFORE_POINT = 2;
const FROM_POINT = 6;

const words = { stopped: 'stopped', holds: 'holds', waits: 'not yet' };
const WORD = Math.max(...Object.values(words).map(widthOf));
const AHEAD = 'ahead';

/** Rows of the content: watches, changes, and a heading between them. */
export function notesRows({ watches, changes }: Readonly<Record<'watches' | 'changes', readonly unknown[]>>): number {
  return watches.length + changes.length + (watches.length > 0 && changes.length > 0 ? 1 : 0);
}

/** Rows of the content that a pane of this size shows. */
export function visibleNotes(size: Size): number {
  return size.rows - BORDER.rows;
}

/** Watches with their values, and the changes of the run, newest first. */
export function drawNotes(props: NotesProps, size: Size, theme: Theme): Frame {
  const { watches, changes, isScaled, first, focused } = props;
  const room = size.columns - BORDER.columns;
  const all = [
    ...drawWatches(props, room, theme),
    ...(watches.length > 0 && changes.length > 0 ? [headingOf('changes', room, theme)] : []),
    ...drawChanges(changes, room, theme),
  ];
  const shown = all.slice(first, first + visibleNotes(size));
  const hasHeading = watches.length > 0 && changes.length > 0;
  const owners = all.map((_, row) => {
    if (!hasHeading || row < watches.length) return row;
    return row === watches.length ? undefined : row - 1;
  });
  const note = itemsNote(owners, first, visibleNotes(size), theme);
  const details = isScaled === true && watches.length > 0 ? ['scaled numbers, as in the program', 'scaled'] : [];
  return box({ title: titleOf(props), details, note, focused }, size, shown, theme);
}

function titleOf({ watches, changes }: NotesProps): string {
  if (changes.length === 0) return 'watches';
  return watches.length === 0 ? 'changes' : 'watches and changes';
}

function headingOf(title: string, room: number, { glyphs, styles }: Theme): Line {
  const rule = glyphs.box.across;
  return [span(`${rule}${rule} ${title} ${rule.repeat(room - widthOf(title) - 4)}`, styles.quiet)];
}

function drawWatches({ watches, chosen, focused }: NotesProps, room: number, theme: Theme): Frame {
  const { glyphs, styles } = theme;
  const inner = room - MARKS;
  const columns = columnsOf(watches, inner, glyphs);
  return watches.map((note, index) => {
    const isChosen = focused && index === chosen;
    const right =
      note.view?.text !== undefined
        ? textOf(note.view.text, inner, theme)
        : isSingle(note)
          ? singleOf(note, columns, inner, theme)
          : matrixOf(note, inner, theme);
    const textRoom = inner - GAP - lineWidth(right);
    const style = note.stopped ? styles.accent : isChosen ? styles.strong : undefined;
    return [
      markOf(note, theme),
      span(isChosen ? `${glyphs.pointer} ` : '  ', styles.accent),
      span(padEnd(truncate(note.text, textRoom, glyphs.ellipsis), textRoom + GAP), style),
      ...right,
    ];
  });
}

/** A value of a script that is no number, or the words of an exception. */
function textOf(text: string, room: number, { glyphs }: Theme): Line {
  return [span(truncate(text, Math.max(0, Math.floor(room * 0.6)), glyphs.ellipsis))];
}

function markOf({ isBreakpoint, stopped }: WatchNote, { glyphs, styles }: Theme): Span {
  if (stopped) return span(glyphs.paused, styles.accent);
  return isBreakpoint ? span(glyphs.bullet) : span(glyphs.dot, styles.quiet);
}

/** True for a watch of a single number, and before its first value. */
function isSingle({ view }: WatchNote): boolean {
  return view?.value === undefined || view.value.rows * view.value.columns === 1;
}

/** Columns of the parts of single-number rows; 0 for a part without room. */
interface Columns {
  readonly spark: number;
  readonly word: number;
  readonly beforePoint: number;
  readonly fromPoint: number;
}

/** In order of importance: numbers, whole texts, a short sparkline, words, a longer sparkline. */
function columnsOf(watches: readonly WatchNote[], room: number, glyphs: Glyphs): Columns {
  const singles = watches.filter(isSingle);
  const numbers = singles.map((note) => splitAtPoint(numberOf(note, glyphs)));
  const beforePoint = Math.max(BEFORE_POINT, ...numbers.map(([before]) => widthOf(before)));
  const fromPoint = Math.max(FROM_POINT, ...numbers.map(([, from]) => widthOf(from)));
  const free = room - GAP - beforePoint - fromPoint;
  const texts = singles.map(({ text }) => widthOf(text));
  // A text too long for a sparkline has none; other rows keep theirs.
  const beside = texts.filter((width) => width + GAP + SHORTEST_SPARK <= free);
  const shortest = beside.length === 0 ? 0 : SHORTEST_SPARK + GAP;
  const hasWords = singles.some(({ isBreakpoint }) => isBreakpoint);
  const word = hasWords && Math.max(...texts) + shortest + WORD + GAP <= free ? WORD : 0;
  const left = free - Math.max(0, ...beside) - GAP - (word === 0 ? 0 : word + GAP);
  return { spark: beside.length === 0 ? 0 : Math.min(LONGEST_SPARK, left), word, beforePoint, fromPoint };
}

/** The sparkline, the word and the number of a watch; numbers are aligned at their points. */
function singleOf(note: WatchNote, columns: Columns, room: number, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const [before, from] = splitAtPoint(numberOf(note, glyphs));
  const number = padStart(before, columns.beforePoint) + padEnd(from, columns.fromPoint);
  const isKnown = note.view?.value !== undefined;
  const word = columns.word === 0 ? [] : [wordOf(note, columns.word, theme), span(' '.repeat(GAP))];
  const right: Line = [...word, span(number, isKnown ? styles.strong : styles.quiet)];
  const isNarrow = widthOf(note.text) + columns.spark + 2 * GAP + lineWidth(right) > room;
  if (columns.spark === 0 || isNarrow) return right;
  const curve = padStart(sparkline(note.trail, columns.spark, glyphs), columns.spark);
  return [span(curve + ' '.repeat(GAP), styles.accent), ...right];
}

function numberOf({ view }: WatchNote, glyphs: Glyphs): string {
  return view?.value === undefined ? ` ${glyphs.dash}` : formatReading(view.value.least, glyphs);
}

/** `+12.35` → `+12`, `.35` */
function splitAtPoint(number: string): readonly [string, string] {
  const point = number.search(/[.e]|$/);
  return [number.slice(0, point), number.slice(point)];
}

function wordOf({ view, stopped }: WatchNote, width: number, { styles }: Theme): Span {
  if (stopped) return span(padEnd(words.stopped, width), styles.accent);
  if (view?.holds === undefined) return span(' '.repeat(width));
  return view.holds ? span(padEnd(words.holds, width), styles.good) : span(padEnd(words.waits, width), styles.quiet);
}

/** The cells and the shape of a matrix, or its least and largest value and the shape, or one of the two. */
function matrixOf({ text, view }: WatchNote, room: number, { glyphs, styles }: Theme): Line {
  const value = view?.value;
  if (value === undefined) return [];
  const shape = span(`${value.rows}${glyphs.times}${value.columns}`, styles.quiet);
  const all = matrixTexts(value, glyphs);
  const [cells, extents] = value.cells.length === 0 ? [[], all] : [all.slice(0, 1), all.slice(1)];
  const alone = (values: string): Line => [span(values, styles.strong)];
  const withShape = (values: string): Line => [...alone(values), span(' '.repeat(GAP)), shape];
  const beside =
    (columns: number) =>
    (line: Line): boolean =>
      columns + GAP + lineWidth(line) <= room;
  // A long text is cut for the range, not for the cells.
  const whole = beside(widthOf(text));
  const part = beside(Math.min(widthOf(text), Math.floor(room / 2)));
  return cells.map(withShape).find(whole) ?? [...extents.map(withShape), ...extents.map(alone)].find(part) ?? [shape];
}

/** `1,000  alpha 1 → 10`, newest first; changes after the shown iteration are marked `ahead`. */
function drawChanges(changes: readonly ChangeNote[], room: number, { glyphs, styles }: Theme): Frame {
  const width = Math.max(0, ...changes.map(({ at }) => formatCount(at).length));
  return changes.toReversed().map(({ at, text, inEffect }) => {
    const left = padStart(formatCount(at), width) + ' '.repeat(GAP);
    const textRoom = room - widthOf(left) - (inEffect ? 0 : GAP + AHEAD.length);
    const what = truncate(inGlyphs(text, glyphs), textRoom, glyphs.ellipsis);
    if (inEffect) return [span(left, styles.quiet), span(what)];
    return [span(`${left}${padEnd(what, textRoom + GAP)}${AHEAD}`, styles.quiet)];
  });
}

/** A text of the model, which does not know the theme, in the glyphs of the terminal. */
function inGlyphs(text: string, { arrow, minus, times, alpha }: Glyphs): string {
  return text.replaceAll('→', arrow).replaceAll('−', minus).replaceAll('×', times).replaceAll('α', alpha);
}

/**
 * Values in at most `width` characters, the newest at the right; of more values an even choice. Heights go from the least to the
 * largest of them; equal values have half height, non-finite ones are gaps.
 */
export function sparkline(values: readonly number[], width: number, { sparks }: Glyphs): string {
  const { length } = values;
  const step = length <= width ? 1 : (length - 1) / Math.max(1, width - 1);
  const drawn = Array.from({ length: Math.min(width, length) }, (_, place) => values[Math.round(place * step)]!);
  const finite = drawn.filter((value) => Number.isFinite(value));
  const least = Math.min(...finite);
  const most = Math.max(...finite);
  const top = sparks.length - 1;
  // Halves keep the range of the largest numbers finite; half of the smallest numbers would lose their last digit.
  const factor = Number.isFinite(most - least) ? 1 : 0.5;
  const shareOf = (value: number): number => (value * factor - least * factor) / (most * factor - least * factor);
  const heightOf = (value: number): number => (least === most ? Math.floor(top / 2) : Math.round(shareOf(value) * top));
  return drawn.map((value) => (Number.isFinite(value) ? sparks[heightOf(value)]! : ' ')).join('');
}
