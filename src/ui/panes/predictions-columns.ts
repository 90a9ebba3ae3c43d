import { ownDifference, ownValue } from '../../language/scaling.ts';
import { columnOf, extentOf } from '../model/data-facts.ts';
import { padEnd, padStart, widthOf } from '../text/line.ts';
import { formatBrief, formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { datumForm, isCoarse, WIDEST_DATUM, widestDatum } from './datum-text.ts';
import {
  fitInputs,
  type InputColumn,
  type InputColumns,
  inputColumns,
  numberWidth,
  POINTER,
  type Table,
  WIDEST_NAME,
} from './example-table.ts';

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

/** The most decimals of predictions and errors, and columns of a signed error. */
export const DECIMALS = 4;
export const ERROR_WIDTH = DECIMALS + 3;
/** Columns of a confidence. */
export const CONFIDENCE = DECIMALS + 2;
const WIDEST_CLASS = 14;
const NARROWEST_CLASS = 4;
const WIDEST_OUTPUT = 8;
const NARROWEST_BAR = 4;
const WIDEST_BAR = 24;
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
  const withPredicted = (predicted: string): Columns => {
    // An input is worth more than space before a short target: without it, two rows may look the same.
    const [wide, tight] = [target, padStart(table.targetName, datum)].map((own): Columns => {
      const { left, ...shown } = fitInputs(table, inputs, rest - own.length - predicted.length);
      return { number, ...shown, output, target: own, predicted, bar: barIn(left) };
    });
    // The ellipsis says that inputs are missing: it is worth more than one of them.
    const isAll = (table.firstInput ?? 0) + tight!.inputs.length === table.inputNames.length;
    const isMarked = isAll || tight!.moreInputs || !wide!.moreInputs;
    return tight!.inputs.length > wide!.inputs.length && isMarked ? tight! : wide!;
  };
  if (wordsFit) return withPredicted(HEADINGS.predicted);
  const narrow = withPredicted(padStart(table.predictionName, NARROW.predicted));
  if (!hasNegativeTargets(table)) return narrow;
  // With a column for the minus, all predictions have the same decimals; an input is worth more.
  const signed = withPredicted(padStart(table.predictionName, NARROW.predicted + 1));
  return signed.inputs.length < narrow.inputs.length ? narrow : signed;
}

function hasNegativeTargets(table: Table): boolean {
  return table.targetNames.some((_, output) => {
    const [low] = extentOf(columnOf(table.targets, output));
    return ownValue(low, output, table) < 0;
  });
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
  // A whole name says more than a bar.
  const whole = Math.min(WIDEST_CLASS, widest);
  const wish = [target, predicted].map((width) => Math.max(0, whole - width));
  const more = [Math.min(wish[0]!, Math.ceil(left / 2)), 0];
  more[1] = Math.min(wish[1]!, left - more[0]!);
  more[0] = Math.min(wish[0]!, left - more[1]!);
  return {
    number,
    ...shown,
    target: target + more[0]!,
    predicted: predicted + more[1]!,
    bar: barIn(left - more[0]! - more[1]!),
  };
}

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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A bar of `width` columns filled to a share from 0 to 1, in eighths of a column; clamped, empty for NaN. */
export function barOf(share: number, width: number, { glyphs }: Theme): string {
  if (Number.isNaN(share)) return padEnd('', width);
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const full = Math.floor(eighths / 8);
  const rest = eighths % 8 === 0 ? '' : glyphs.eighths[eighths % 8]!;
  return padEnd(glyphs.eighths[8]!.repeat(full) + rest, width);
}
