import { original, type Scaling } from '../../language/scaling.ts';
import type { Subject } from '../../worker/subject.ts';
import { abbreviate, padEnd, padStart, type Span, span, widthOf } from '../text/line.ts';
import { formatCount, formatDatum } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';

type Matrix = Subject['inputs'];

/** What the table of predictions is about. */
export interface Table {
  /** Examples × inputs, examples × outputs. */
  readonly inputs: Matrix;
  /** How the inputs were scaled; they are shown as they were before. */
  readonly inputScaling?: Scaling | undefined;
  readonly targets: Matrix;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  readonly predictionName: string;
  readonly targetName: string;
  /**
   * What the targets are names of: a class for each output, or the two of a single one. Without them they are
   * quantities.
   */
  readonly classes?: readonly string[] | undefined;
  /** The examples in the order in which they are shown, where that is not the order of the data or not all of them. */
  readonly order?: Uint32Array | undefined;
  /** The example that a person has chosen, counted from 0. */
  readonly chosen?: number | undefined;
}

/** Its columns, as far as they fit. */
export interface Columns extends InputColumns {
  /** Width of the numbers of examples; 0 where they stand in the order of the data, and none is chosen. */
  readonly number: number;
  /** Width of the names of the outputs; 0 where there is one output only. */
  readonly output: number;
  /**
   * The headings over targets and predictions, as wide as their columns: words, or the program's names where it is
   * narrow.
   */
  readonly target: string;
  readonly predicted: string;
  readonly bar: number;
}

/** Of the inputs, as many as fit. */
export interface InputColumns {
  readonly inputs: readonly { readonly index: number; readonly name: string; readonly width: number }[];
  readonly moreInputs: boolean;
}

/** Of predictions, and of how far they miss. */
export const DECIMALS = 4;
export const MISS = DECIMALS + 3;
/** Of an input's name, and of every number that was given. */
export const WIDEST_DATUM = 7;
const WIDEST_OUTPUT = 8;
const NARROWEST_BAR = 4;
const WIDEST_BAR = 24;
/** Before the number of the chosen example. */
const POINTER = 1;
const HEADINGS = { target: 'target', predicted: 'predicted' };
const NARROW = { target: 3, predicted: DECIMALS + 2 };
/** How many values of a column say how wide it is. */
const SAMPLES = 100;

/** What fits: target, prediction and miss always, then as many inputs as there is room for, then a bar. */
export function columnsOf(table: Table, room: number, theme: Theme): Columns {
  const output = table.targets.columns > 1 ? Math.min(WIDEST_OUTPUT, Math.max(...table.targetNames.map(widthOf))) : 0;
  const datum = widestDatum({ values: table.targets.data, first: 0, step: 1 }, theme);
  const number = numberWidth(table);
  const widths = inputWidths(table, room, theme);
  const inputsWidth = sum(widths.map((width) => width + 1)) + 1;
  // Between columns stand two spaces, and the check mark takes two.
  const rest = room - (output > 0 ? output + 2 : 0) - (number > 0 ? number + 2 : 0) - 2 - 2 - MISS - 2;
  const wordsFit = rest - Math.max(HEADINGS.target.length, datum) - HEADINGS.predicted.length >= inputsWidth;
  const target = padStart(wordsFit ? HEADINGS.target : table.targetName, Math.max(NARROW.target, datum));
  const predicted = wordsFit ? HEADINGS.predicted : padStart(table.predictionName, NARROW.predicted);
  const { left, ...shown } = fitInputs(table, widths, rest - target.length - predicted.length);
  const bar = barIn(left);
  return { number, ...shown, output, target, predicted, bar };
}

/** The columns of a classification: classes by name, and how sure the network is of the one that it says. */
export interface ClassColumns extends InputColumns {
  readonly number: number;
  /** Widths of the names of classes. */
  readonly target: number;
  readonly predicted: number;
  readonly bar: number;
}

export const SURE = DECIMALS + 2;
const WIDEST_CLASS = 14;
const NARROWEST_CLASS = 4;

export function classColumnsOf(table: Table, classes: readonly string[], room: number, theme: Theme): ClassColumns {
  const number = numberWidth(table);
  // Between columns stand two spaces, and the mark takes two.
  const rest = room - (number > 0 ? number + 2 : 0) - 2 - 2 - SURE - 2;
  const widest = Math.max(NARROWEST_CLASS, ...classes.map(widthOf));
  const name = Math.max(NARROWEST_CLASS, Math.min(WIDEST_CLASS, widest, Math.floor(rest / 2)));
  const words = rest - Math.max(HEADINGS.target.length, name) - Math.max(HEADINGS.predicted.length, name);
  const target = words >= 0 ? Math.max(HEADINGS.target.length, name) : name;
  const predicted = words >= 0 ? Math.max(HEADINGS.predicted.length, name) : name;
  const { left, ...shown } = fitInputs(table, inputWidths(table, room, theme), rest - target - predicted);
  return { number, ...shown, target, predicted, bar: barIn(left) };
}

/** As many inputs as a room has place for, and what it leaves. */
function fitInputs(table: Table, widths: readonly number[], room: number): InputColumns & { readonly left: number } {
  let left = room;
  const inputs: InputColumns['inputs'][number][] = [];
  for (const [index, name] of table.inputNames.entries()) {
    const width = widths[index];
    if (width === undefined || left < width + 2) break;
    inputs.push({ index, name, width });
    left -= width + 1;
  }
  left -= inputs.length > 0 ? 1 : 0;
  const moreInputs = inputs.length < table.inputNames.length && left >= 2;
  return { inputs, moreInputs, left: moreInputs ? left - 2 : left };
}

function barIn(left: number): number {
  return left - 2 >= NARROWEST_BAR ? Math.min(WIDEST_BAR, left - 2) : 0;
}

function numberWidth({ order, chosen, targets }: Table): number {
  const number = formatCount(targets.rows).length;
  if (chosen !== undefined) return POINTER + number;
  return order === undefined ? 0 : number;
}

/** The widths of the first inputs, until they take more than the room: there may be hundreds. */
function inputWidths({ inputs, inputNames, inputScaling }: Table, room: number, theme: Theme): readonly number[] {
  const widths: number[] = [];
  let used = 0;
  for (const [index, name] of inputNames.entries()) {
    if (used > room) break;
    const column = { values: inputs.data, first: index, step: inputs.columns };
    const shown = (value: number): number => original(value, index, inputScaling);
    const width = Math.min(WIDEST_DATUM, Math.max(widthOf(name), widestDatum(column, theme, shown)));
    widths.push(width);
    used += width + 1;
  }
  return widths;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Every `step`-th of some values, from the first on. */
interface Slice {
  readonly values: Float64Array;
  readonly first: number;
  readonly step: number;
}

/** The widest of some values from the first to the last; a longer one between them loses digits. */
function widestDatum(
  { values, first, step }: Slice,
  { glyphs }: Theme,
  shown: (value: number) => number = (value) => value,
): number {
  const count = Math.ceil((values.length - first) / step);
  let widest = 1;
  for (let sample = 0; sample < Math.min(count, SAMPLES); sample++) {
    const place = count <= SAMPLES ? sample : Math.round((sample * (count - 1)) / (SAMPLES - 1));
    widest = Math.max(widest, widthOf(formatDatum(shown(values[first + place * step]!), glyphs, WIDEST_DATUM)));
  }
  return widest;
}

/** The names over the inputs in one text, none where no input is shown. */
export function inputHeading({ inputs, moreInputs }: InputColumns, glyphs: Glyphs): readonly string[] {
  const names = inputs.map(({ name, width }) => padStart(abbreviate(name, width, glyphs.ellipsis), width)).join(' ');
  return inputs.length > 0 ? [names + (moreInputs ? ` ${glyphs.ellipsis}` : '')] : [];
}

/** The inputs of an example in one text, empty cells for none. */
export function inputCells(
  { inputs, inputScaling }: Table,
  columns: InputColumns,
  example: number | undefined,
  theme: Theme,
): readonly string[] {
  const cells = columns.inputs.map(({ index, width }) =>
    example === undefined
      ? padStart('', width)
      : datumIn(width, original(inputs.data[example * inputs.columns + index]!, index, inputScaling), theme),
  );
  return cells.length > 0 ? [cells.join(' ') + (columns.moreInputs ? '  ' : '')] : [];
}

/** The number of an example, counted from 1, marked where it is the chosen one; nothing beside its further outputs. */
export function numberCell({ chosen }: Table, width: number, example: number | undefined, theme: Theme): Span {
  if (example === undefined) return span(padStart('', width));
  const { glyphs, styles } = theme;
  const number = formatCount(example + 1);
  if (example !== chosen) return span(padStart(number, width), styles.quiet);
  return span(glyphs.pointer + padStart(number, width - 1), styles.accent);
}

/** A number that was given, without an end cut off: the end may be its exponent. */
export function datumIn(width: number, value: number, { glyphs }: Theme): string {
  const text = formatDatum(value, glyphs, Math.min(width, WIDEST_DATUM));
  return padStart(widthOf(text) <= width ? text : glyphs.ellipsis, width);
}

/** A share of the width, by eighths of a column; values beyond 0 and 1 stay at the ends. */
export function barOf(share: number, width: number, { glyphs }: Theme): string {
  if (Number.isNaN(share)) return padEnd('', width);
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const full = Math.floor(eighths / 8);
  const rest = eighths % 8 === 0 ? '' : glyphs.eighths[eighths % 8]!;
  return padEnd(glyphs.eighths[8]!.repeat(full) + rest, width);
}
