import type { Layer, Program } from '../../language/program.ts';
import type { Moment } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import {
  abbreviate,
  type Frame,
  type Line,
  padEnd,
  padStart,
  type Span,
  span,
  truncate,
  widthOf,
} from '../text/line.ts';
import { formatCount, formatDatum, formatError, formatPlain, formatShort, formatSignedIn } from '../text/numbers.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import { type Columns, columnsOf, DECIMALS, MISS, WIDEST_DATUM } from './predictions-columns.ts';

type Matrix = Subject['inputs'];

/** A moment of a run that may have had another network. */
export type Earlier = Moment & { readonly layers: readonly Layer[] };

/** Two moments of a run, and the data it is about. */
export interface Compared {
  /** What the earlier moment is called. */
  readonly title: string;
  readonly earlier: Earlier;
  readonly now: Moment;
  readonly program: Program;
  readonly targets: Matrix;
  readonly inputs: Matrix;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
}

/** The columns of the table, and their headings. */
export interface Table {
  readonly number: number;
  readonly given: Columns;
  /** Decimals of the targets with their point, so that all points stand in one column. */
  readonly fraction: number;
  readonly then: { readonly heading: string; readonly width: number };
  readonly mark: number;
}

const WIDEST_TITLE = 9;
const HEADINGS = { number: 'row', now: 'now', change: 'change' };
/** `✗ farther`, and where there is room `✓ 1,100 times smaller`. */
const MARK = { least: 9, most: 21 };
const ROOMY = 68;
/** How many targets say how many decimals there are. */
const SAMPLES = 100;

/** A row for each output of each example. */
export function rowsOf({ targets }: Pick<Compared, 'targets'>): number {
  return targets.rows * targets.columns;
}

/** What fits: row, target, both predictions and the change always, then as many inputs as there is room for. */
export function tableOf(props: Compared, room: number, theme: Theme): Table {
  const heading = abbreviate(props.title, WIDEST_TITLE, theme.glyphs.ellipsis);
  const then = { heading, width: Math.max(FIGURE, widthOf(heading)) };
  const number = Math.max(HEADINGS.number.length, formatCount(props.targets.rows).length);
  const names = { predictionName: '', targetName: props.program.roles.target };
  // Beside the columns of the predictions stand the number, one figure more, and the mark in place of a check mark.
  const reserved = number + then.width + (room >= ROOMY ? MARK.most : MARK.least) + 2 * GAP.length;
  const given = columnsOf({ ...props, ...names }, room - reserved, theme);
  const fraction = Math.max(
    0,
    ...Array.from(props.targets.data.subarray(0, SAMPLES), (value) => fractionOf(value, theme)),
  );
  const figures = then.width + FIGURE + MISS + 4 * GAP.length;
  return { number, given, fraction, then, mark: room - leftWidth({ number, given }) - figures };
}

/** The headings; those of the rows only while there are rows in sight. */
export function drawHeadings(table: Table, withRows: boolean, { glyphs, styles }: Theme): Line {
  const { inputs, moreInputs, output, target } = table.given;
  const names = inputs.map(({ name, width }) => padStart(abbreviate(name, width, glyphs.ellipsis), width)).join(' ');
  const left = [
    padStart(HEADINGS.number, table.number),
    ...(inputs.length > 0 ? [names + (moreInputs ? ` ${glyphs.ellipsis}` : '')] : []),
    ...(output > 0 ? [padEnd('', output)] : []),
    target,
  ].join(GAP);
  const right = [
    padStart(table.then.heading, table.then.width),
    padStart(HEADINGS.now, FIGURE),
    padStart(HEADINGS.change, MISS),
  ];
  return [span([withRows ? left : padEnd('', widthOf(left)), ...right].join(GAP), styles.quiet)];
}

/** Both errors, by how much the newer one is smaller or larger, and how many times. */
export function drawErrors({ earlier: then, now }: Compared, table: Table, theme: Theme): Line {
  return [
    span(padEnd('error', leftWidth(table)), theme.styles.quiet),
    ...drawFigures(then.error, now.error, table.then.width, errorText, theme),
    ...drawFactor(then.error, now.error, table.mark, theme),
  ];
}

/** So many rows from one on: what the target is, what was predicted then and now, and which is closer. */
export function drawRows(props: Compared, table: Table, first: number, count: number, theme: Theme): Frame {
  return Array.from({ length: count }, (_, index) => drawRow(props, table, first + index, index === 0, theme));
}

function drawRow(props: Compared, table: Table, row: number, isTop: boolean, theme: Theme): Line {
  const { given } = table;
  const { glyphs, styles } = theme;
  const { columns } = props.targets;
  const example = Math.floor(row / columns);
  const output = row % columns;
  // Number and inputs stand beside the first output of their example, and beside the first row in sight.
  const isNamed = output === 0 || isTop;
  const target = props.targets.data[row]!;
  const [then, now] = [props.earlier.prediction[row], props.now.prediction[row]];
  const inputs = given.inputs.map(({ index, width }) =>
    padStart(isNamed ? datum(props.inputs.data[example * props.inputs.columns + index]!, width, theme) : '', width),
  );
  const name = padEnd(abbreviate(props.targetNames[output] ?? '', given.output, glyphs.ellipsis), given.output);
  return [
    span(padStart(isNamed ? formatCount(example + 1) : '', table.number), styles.quiet),
    ...(inputs.length > 0 ? [span(GAP + inputs.join(' ') + (given.moreInputs ? GAP : ''))] : []),
    ...(given.output > 0 ? [span(GAP + name, styles.quiet)] : []),
    span(GAP + targetText(target, table, theme)),
    ...drawFigures(then, now, table.then.width, figureText, theme),
    ...drawMark(missOf(target, then), missOf(target, now), theme),
  ];
}

function missOf(target: number, prediction = Number.NaN): number {
  return Math.abs(target - prediction);
}

function leftWidth({ number, given }: Pick<Table, 'number' | 'given'>): number {
  const inputs = given.inputs.reduce((sum, { width }) => sum + width + 1, 0);
  const shown = inputs > 0 ? inputs + 1 + (given.moreInputs ? GAP.length : 0) : 0;
  return number + shown + (given.output > 0 ? GAP.length + given.output : 0) + GAP.length + widthOf(given.target);
}

/** A target with its point below those of the others, where there is room for that. */
function targetText(value: number, { given, fraction }: Table, theme: Theme): string {
  const target = widthOf(given.target);
  const text = datum(value, target, theme);
  const aligned = text + ' '.repeat(Math.max(0, fraction - fractionOf(value, theme)));
  return padStart(widthOf(aligned) <= target ? aligned : text, target);
}

function fractionOf(value: number, { glyphs }: Theme): number {
  const [, fraction] = /^[^e]*?(\.\d+)$/.exec(formatDatum(value, glyphs, WIDEST_DATUM)) ?? [];
  return fraction?.length ?? 0;
}

/** A number that was given, without an end cut off: the end may be its exponent. */
function datum(value: number, width: number, { glyphs }: Theme): string {
  const text = formatDatum(value, glyphs, Math.min(width, WIDEST_DATUM));
  return widthOf(text) <= width ? text : truncate(glyphs.ellipsis, width, '');
}

/** Between columns. */
export const GAP = '  ';
/** The width of a figure from 0 to 1. */
const FIGURE = DECIMALS + 2;

/** Smaller differences are rounded away. */
const SMALLEST = 0.5 * 10 ** -DECIMALS;
const SMALLEST_ERROR = 10 ** (1 - DECIMALS);
const SMALLEST_FACTOR = 1.05;
/** From here on a factor needs no decimal, and from there on not all of its digits. */
const WHOLE_FACTOR = 10;
const LONG_FACTOR = 1e6;

/** A figure then, one now and the change between them; dashes for what is not there. */
function drawFigures(
  then: number | undefined,
  now: number | undefined,
  width: number,
  textOf: (value: number | undefined, theme: Theme) => string,
  theme: Theme,
): readonly Span[] {
  const { glyphs, styles } = theme;
  const isChange = then !== undefined && now !== undefined;
  const change = isChange ? formatSignedIn(MISS, now - then, DECIMALS, glyphs) : glyphs.dash;
  return [
    span(GAP + padStart(textOf(then, theme), width)),
    span(GAP + padStart(textOf(now, theme), FIGURE), styles.strong),
    span(GAP + padStart(change, MISS)),
  ];
}

/** A figure, or a dash for none. */
function figureText(value: number | undefined, { glyphs }: Theme): string {
  return value === undefined ? glyphs.dash : formatPlain(value, DECIMALS, FIGURE, glyphs);
}

/** The same of an error: one that is too small for its decimals is written as a power of ten. */
function errorText(error: number | undefined, theme: Theme): string {
  return error !== undefined && error > 0 && error < SMALLEST_ERROR
    ? formatError(error, FIGURE)
    : figureText(error, theme);
}

/** Whether the newer of two misses is the smaller one. */
function drawMark(then: number, now: number, { glyphs, styles }: Theme): readonly Span[] {
  if (Number.isNaN(now - then)) return [];
  if (Math.abs(now - then) < SMALLEST) return markOf(`${glyphs.dot} same`, styles.quiet);
  return now < then ? markOf(`${glyphs.check} closer`, styles.good) : markOf(`${glyphs.cross} farther`, styles.bad);
}

/** How many times smaller or larger the newer of two errors is, in at most `width` columns. */
function drawFactor(
  then: number | undefined,
  now: number | undefined,
  width: number,
  { glyphs, styles }: Theme,
): readonly Span[] {
  if (then === undefined || now === undefined) return [];
  const isSmaller = now < then;
  const factor = isSmaller ? then / now : now / then;
  if (Number.isNaN(factor)) return [];
  const fitting = (glyph: string, texts: readonly string[]): string =>
    texts.map((text) => `${glyph} ${text}`).find((text) => widthOf(text) <= width) ?? glyph;
  if (factor < SMALLEST_FACTOR) return markOf(fitting(glyphs.dot, ['about the same', 'same']), styles.quiet);
  const word = isSmaller ? 'smaller' : 'larger';
  const times = factorText(factor);
  const texts = times === undefined ? [word] : [`${times} times ${word}`, `${times}${glyphs.times} ${word}`, word];
  return isSmaller
    ? markOf(fitting(glyphs.check, texts), styles.good)
    : markOf(fitting(glyphs.cross, texts), styles.bad);
}

function markOf(text: string, style: Style): readonly Span[] {
  return [span(GAP + text, style)];
}

/** Undefined for what is beyond all measure. */
function factorText(factor: number): string | undefined {
  if (!Number.isFinite(factor)) return undefined;
  if (factor >= LONG_FACTOR) return formatShort(factor);
  return factor < WHOLE_FACTOR ? factor.toFixed(1) : formatCount(factor);
}
