import { original, ownDifference, ownValue, type Scaling, type TargetWords } from '../../language/scaling.ts';
import type { Subject } from '../../worker/subject.ts';
import { columnOf, extentOf } from '../model/data-facts.ts';
import { abbreviate, padEnd, padStart, type Span, span, widthOf } from '../text/line.ts';
import { formatBrief, formatCount } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';
import { datumForm, datumIn, isCoarse, WIDEST_DATUM, widestDatum } from './datum-text.ts';

type Matrix = Subject['inputs'];

/** Examples and their names, as tables of predictions show them: in own units. */
export interface Table extends Pick<TargetWords, 'targetScaling' | 'targetUnits' | 'classes'> {
  /** Examples × inputs, examples × outputs: the numbers of the program. */
  readonly inputs: Matrix;
  readonly inputScaling?: Scaling | undefined;
  readonly targets: Matrix;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  readonly predictionName: string;
  readonly targetName: string;
  /** The shown examples in order; undefined for all in the order of the data. */
  readonly order?: Uint32Array | undefined;
  /** The chosen example, from 0. */
  readonly chosen?: number | undefined;
  /** A row that is no example, below the last one. */
  readonly asked?: AskedProps | undefined;
  /** The first visible input, from 0. */
  readonly firstInput?: number | undefined;
}

/** A row that a person asks about, in the numbers of the program. */
export interface AskedProps {
  readonly inputs: readonly number[];
  /** Undefined before the answer. */
  readonly outputs: Float64Array | undefined;
  readonly isChosen: boolean;
}

/** The columns of a table of quantities, with their widths. */
export interface Columns extends InputColumns {
  /** Width of example numbers; 0 for none: the order is that of the data, and no example is chosen. */
  readonly number: number;
  /** Width of output names; 0 for a single output. */
  readonly output: number;
  /** Headings of targets and predictions, as wide as their columns: words, or matrix names in a narrow table. */
  readonly target: string;
  readonly predicted: string;
  readonly bar: number;
}

/** The columns of a table of classes: target and predicted class by name, and the confidence. */
export interface ClassColumns extends InputColumns {
  readonly number: number;
  /** Widths of class names. */
  readonly target: number;
  readonly predicted: number;
  readonly bar: number;
}

/** The inputs that fit; `earlierInputs` and `moreInputs` for an ellipsis before and after them. */
export interface InputColumns {
  readonly inputs: readonly InputColumn[];
  readonly earlierInputs: boolean;
  readonly moreInputs: boolean;
}

interface InputColumn {
  readonly index: number;
  readonly name: string;
  readonly width: number;
  /** The decimals of all values; undefined where they differ too much in size for one format. */
  readonly decimals: number | undefined;
}

/** The most decimals of predictions and errors, and columns of a signed error. */
export const DECIMALS = 4;
export const ERROR_WIDTH = DECIMALS + 3;
/** Columns of a confidence. */
export const CONFIDENCE = DECIMALS + 2;
const WIDEST_CLASS = 14;
const NARROWEST_CLASS = 4;
/** The most columns of a name, where there is room. */
const WIDEST_NAME = 20;
const WIDEST_OUTPUT = 8;
const NARROWEST_BAR = 4;
const WIDEST_BAR = 24;
/** Columns of the pointer before the number of the chosen example. */
const POINTER = 1;
const HEADINGS = { target: 'target', predicted: 'predicted' };
const NARROW = { target: 3, predicted: DECIMALS + 2 };

/** Significant digits of the range of a target, to which predictions are shown. */
const DIGITS_OF_RANGE = 5;

/** The decimals of the predictions of an output: with a unit, as many as its range needs. */
export function decimalsOf(table: Pick<Table, 'targets' | 'targetScaling' | 'targetUnits'>, output: number): number {
  if (table.targetUnits === undefined) return DECIMALS;
  const [low, high] = extentOf(columnOf(table.targets, output));
  const size = Math.floor(Math.log10(ownDifference(high - low, output, table)));
  return Math.max(0, Math.min(DECIMALS, DIGITS_OF_RANGE - 1 - size));
}

/**
 * A target in its own unit: four significant digits, or more where `decimals` of its predictions show more, so that target, prediction
 * and error fit each other. At most `WIDEST_DATUM` columns.
 */
export function targetText(value: number, decimals: number, minus: string): string {
  const size = Math.abs(value);
  const sign = value < 0 ? minus : '';
  const width = WIDEST_DATUM - sign.length;
  const brief = formatBrief(size, width, 4);
  const fixed = String(Number(size.toFixed(decimals)));
  const isCloser = Math.abs(Number(fixed) - size) < Math.abs(Number(brief) - size);
  return sign + (isCloser && fixed.length <= width ? fixed : brief);
}

/** A target in the one format of its column, or in one of its own where it would lose digits. */
export function targetFigure(
  table: Pick<Table, 'targets' | 'targetScaling' | 'targetUnits'>,
  value: number,
  output: number,
  theme: Theme,
): string {
  const own = ownValue(value, output, table);
  const { decimals } = datumForm(table.targets, output, table.targetScaling, theme);
  if (decimals !== undefined && !isCoarse(Math.abs(own), decimals)) {
    const text = (own < 0 ? theme.glyphs.minus : '') + Math.abs(own).toFixed(decimals);
    if (widthOf(text) <= WIDEST_DATUM) return text;
  }
  return targetText(own, decimalsOf(table, output), theme.glyphs.minus);
}

/** The place of a prediction between the least and the largest target of its output; without a unit, between 0 and 1. */
export function shareOf(
  { targets, targetUnits }: Pick<Table, 'targets' | 'targetUnits'>,
  output: number,
  prediction: number,
): number {
  if (targetUnits === undefined) return prediction;
  const [low, high] = extentOf(columnOf(targets, output));
  return (prediction - low) / (high - low);
}

/** The columns that fit: target, prediction and error always, then as many inputs as possible, then a bar. */
export function columnsOf(table: Table, room: number, theme: Theme): Columns {
  const output = table.targets.columns > 1 ? Math.min(WIDEST_OUTPUT, Math.max(...table.targetNames.map(widthOf))) : 0;
  const outputs = table.targets.columns;
  const shownTarget = (value: number, place: number): string => targetFigure(table, value, place % outputs, theme);
  const datum = widestDatum({ values: table.targets.data, first: 0, step: 1 }, shownTarget);
  const number = numberWidth(table);
  const inputs = inputColumns(table, room, theme);
  const inputsWidth = sum(inputs.map(({ width }) => width + 1)) + 1;
  // Two spaces between columns, and two columns for the check mark.
  const rest = room - (output > 0 ? output + 2 : 0) - (number > 0 ? number + 2 : 0) - 2 - 2 - ERROR_WIDTH - 2;
  const wordsFit = rest - Math.max(HEADINGS.target.length, datum) - HEADINGS.predicted.length >= inputsWidth;
  const target = padStart(wordsFit ? HEADINGS.target : table.targetName, Math.max(NARROW.target, datum));
  const predicted = wordsFit ? HEADINGS.predicted : padStart(table.predictionName, NARROW.predicted);
  const { left, ...shown } = fitInputs(table, inputs, rest - target.length - predicted.length);
  const bar = barIn(left);
  return { number, ...shown, output, target, predicted, bar };
}

/** The columns of a table of classes that fit: all but inputs and bar always. */
export function classColumnsOf(table: Table, classes: readonly string[], room: number, theme: Theme): ClassColumns {
  const number = numberWidth(table);
  // Two spaces between columns, and two columns for the mark.
  const rest = room - (number > 0 ? number + 2 : 0) - 2 - 2 - CONFIDENCE - 2;
  const widest = Math.max(NARROWEST_CLASS, ...classes.map(widthOf));
  const name = Math.max(NARROWEST_CLASS, Math.min(WIDEST_CLASS, widest, Math.floor(rest / 2)));
  const words = rest - Math.max(HEADINGS.target.length, name) - Math.max(HEADINGS.predicted.length, name);
  const target = words >= 0 ? Math.max(HEADINGS.target.length, name) : name;
  const predicted = words >= 0 ? Math.max(HEADINGS.predicted.length, name) : name;
  const { left, ...shown } = fitInputs(table, inputColumns(table, room, theme), rest - target - predicted);
  return { number, ...shown, target, predicted, bar: barIn(left) };
}

/** The inputs from the first visible one on that fit `room`, with whole names where there is room, and the columns left. */
function fitInputs(
  { inputNames, firstInput = 0 }: Table,
  columns: readonly InputColumn[],
  room: number,
): InputColumns & { readonly left: number } {
  const earlierInputs = firstInput > 0;
  let left = room - (earlierInputs ? MORE : 0);
  const fitting: InputColumn[] = [];
  for (const column of columns) {
    if (left < column.width + 2) break;
    fitting.push(column);
    left -= column.width + 1;
  }
  left -= fitting.length > 0 ? 1 : 0;
  const moreInputs = firstInput + fitting.length < inputNames.length && left >= MORE;
  if (moreInputs) left -= MORE;
  const inputs = fitting.map((column): InputColumn => {
    const wish = Math.min(WIDEST_NAME, widthOf(column.name)) - column.width;
    // A part of a longer name is no better than its beginning and end.
    if (wish <= 0 || wish > left) return column;
    left -= wish;
    return { ...column, width: column.width + wish };
  });
  return { inputs, earlierInputs, moreInputs, left };
}

/** Columns of an ellipsis beside the inputs. */
const MORE = 2;

/** The columns in which a table shows all inputs, with short names and with whole ones; at most `most`. */
export function tableWish(
  table: Table,
  most: number,
  theme: Theme,
): { readonly short: number; readonly columns: number } {
  const inputs = inputColumns({ ...table, firstInput: 0 }, most, theme);
  const names = table.classes ?? [];
  const targets =
    table.classes === undefined
      ? HEADINGS.target.length +
        HEADINGS.predicted.length +
        ERROR_WIDTH +
        8 +
        (table.targets.columns > 1 ? WIDEST_OUTPUT + 2 : 0)
      : 2 * Math.min(WIDEST_CLASS, Math.max(HEADINGS.predicted.length, ...names.map(widthOf))) + CONFIDENCE + 8;
  const number = POINTER + formatCount(table.targets.rows).length + 2;
  const widthWith = (width: (column: InputColumn) => number): number =>
    Math.min(most, number + sum(inputs.map((column) => width(column) + 1)) + targets);
  return {
    short: widthWith(({ width }) => width),
    columns: widthWith(({ name, width }) => Math.max(width, Math.min(WIDEST_NAME, widthOf(name)))),
  };
}

function barIn(left: number): number {
  return left - 2 >= NARROWEST_BAR ? Math.min(WIDEST_BAR, left - 2) : 0;
}

function numberWidth({ order, chosen, targets, asked }: Table): number {
  const number = formatCount(targets.rows).length;
  if (chosen !== undefined || asked !== undefined) return POINTER + number;
  return order === undefined ? 0 : number;
}

/** The inputs from the first visible one on until `room` is full, with short names; there may be hundreds of inputs. */
function inputColumns(
  { inputs, inputNames, inputScaling, firstInput = 0 }: Table,
  room: number,
  theme: Theme,
): readonly InputColumn[] {
  const columns: InputColumn[] = [];
  let used = 0;
  for (let index = firstInput; index < inputNames.length && used <= room; index++) {
    const name = inputNames[index]!;
    const { decimals, datum } = datumForm(inputs, index, inputScaling, theme);
    const width = Math.min(WIDEST_DATUM, Math.max(widthOf(name), datum));
    columns.push({ index, name, width, decimals });
    used += width + 1;
  }
  return columns;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The input names as one heading; none without inputs. */
export function inputHeading({ inputs, earlierInputs, moreInputs }: InputColumns, glyphs: Glyphs): readonly string[] {
  const names = inputs.map(({ name, width }) => padStart(abbreviate(name, width, glyphs.ellipsis), width)).join(' ');
  if (inputs.length === 0) return [];
  return [`${earlierInputs ? `${glyphs.ellipsis} ` : ''}${names}${moreInputs ? ` ${glyphs.ellipsis}` : ''}`];
}

/** The inputs of an example as one text; blank for no example. */
export function inputCells(
  { inputs, inputScaling }: Table,
  columns: InputColumns,
  example: number | undefined,
  theme: Theme,
): readonly string[] {
  const cells = columns.inputs.map(({ index, width, decimals }) => {
    if (example === undefined) return padStart('', width);
    return datumIn(
      width,
      original(inputs.data[example * inputs.columns + index]!, index, inputScaling),
      theme,
      decimals,
    );
  });
  if (cells.length === 0) return [];
  return [`${columns.earlierInputs ? '  ' : ''}${cells.join(' ')}${columns.moreInputs ? '  ' : ''}`];
}

/** The number of an example from 1, with a pointer at the chosen one; blank for no example. */
export function numberCell({ chosen }: Table, width: number, example: number | undefined, theme: Theme): Span {
  if (example === undefined) return span(padStart('', width));
  const { glyphs, styles } = theme;
  const number = formatCount(example + 1);
  if (example !== chosen) return span(padStart(number, width), styles.quiet);
  return span(glyphs.pointer + padStart(number, width - 1), styles.accent);
}

/** A bar of `width` columns filled to a share from 0 to 1, in eighths of a column; clamped, empty for NaN. */
export function barOf(share: number, width: number, { glyphs }: Theme): string {
  if (Number.isNaN(share)) return padEnd('', width);
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const full = Math.floor(eighths / 8);
  const rest = eighths % 8 === 0 ? '' : glyphs.eighths[eighths % 8]!;
  return padEnd(glyphs.eighths[8]!.repeat(full) + rest, width);
}
