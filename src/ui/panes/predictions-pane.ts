import type { Job } from '../../worker/protocol.ts';
import type { Size } from '../layout.ts';
import { type Frame, type Line, padEnd, padStart, type Span, span, truncate, widthOf } from '../text/line.ts';
import { formatCount, formatDatum, formatSigned } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { BORDER, box } from './box.ts';

type Matrix = Job['inputs'];

export interface PredictionsProps {
  /** Examples × inputs, examples × outputs. */
  readonly inputs: Matrix;
  readonly targets: Matrix;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** Examples × outputs; empty while nothing has been predicted. */
  readonly prediction: Float64Array;
  readonly predictionName: string;
  readonly targetName: string;
  /** First visible row. */
  readonly first: number;
  readonly focused: boolean;
}

/** Closer than this to its target a prediction gets a check mark. */
const CLOSE = 0.1;
const DECIMALS = 4;
const WIDEST_INPUT = 7;
const NARROWEST_BAR = 4;
const WIDEST_BAR = 24;
const HEADER_ROWS = 1;

/** A row for each output of each example. */
export function predictionRows({ targets }: Pick<PredictionsProps, 'targets'>): number {
  return targets.rows * targets.columns;
}

/** How many of them a box shows. */
export function visiblePredictions(size: Size): number {
  return size.rows - BORDER.rows - HEADER_ROWS;
}

/** A table: inputs, target, prediction, the prediction as a bar from 0 to 1, and how far off it is. */
export function drawPredictions(props: PredictionsProps, size: Size, theme: Theme): Frame {
  const total = predictionRows(props);
  const visible = Math.min(visiblePredictions(size), total - props.first);
  const columns = columnsOf(props, size.columns - BORDER.columns, theme);
  const rows = Array.from({ length: visible }, (_, row) => drawRow(props, props.first + row, columns, theme));
  const shown = `${formatCount(props.first + 1)}${theme.glyphs.dash}${formatCount(props.first + visible)}`;
  const note = visible < total ? `${shown} of ${formatCount(total)}` : undefined;
  const text = {
    title: 'predicted vs target',
    details: [`${props.predictionName}, ${props.targetName}`],
    focused: props.focused,
  };
  return box(note === undefined ? text : { ...text, note }, size, [headerOf(columns, theme), ...rows], theme);
}

interface Columns {
  readonly inputs: readonly { readonly index: number; readonly name: string; readonly width: number }[];
  readonly moreInputs: boolean;
  /** Width of the names of the outputs; 0 where there is one output only. */
  readonly output: number;
  /** The headings over targets and predictions, as wide as their columns: words, or the program's names where it is narrow. */
  readonly target: string;
  readonly predicted: string;
  readonly bar: number;
}

const HEADINGS = { target: 'target', predicted: 'predicted' };
const NARROW = { target: 3, predicted: DECIMALS + 2 };
const MISS = DECIMALS + 3;

/** What fits: target, prediction and miss always, then as many inputs as there is room for, then a bar. */
function columnsOf(props: PredictionsProps, room: number, theme: Theme): Columns {
  const output = props.targets.columns > 1 ? Math.min(8, Math.max(...props.targetNames.map(widthOf))) : 0;
  const inputsWidth = sum(props.inputNames.map((name, index) => inputWidth(props, name, index, theme) + 1)) + 1;
  // Between columns stand two spaces, and the check mark takes two.
  const rest = room - (output > 0 ? output + 2 : 0) - 2 - 2 - MISS - 2;
  const wordsFit = rest - HEADINGS.target.length - HEADINGS.predicted.length >= inputsWidth;
  const target = wordsFit ? HEADINGS.target : padStart(props.targetName, NARROW.target);
  const predicted = wordsFit ? HEADINGS.predicted : padStart(props.predictionName, NARROW.predicted);
  let left = rest - target.length - predicted.length;
  const inputs: Columns['inputs'][number][] = [];
  for (const [index, name] of props.inputNames.entries()) {
    const width = inputWidth(props, name, index, theme);
    if (left < width + 2) break;
    inputs.push({ index, name, width });
    left -= width + 1;
  }
  left -= inputs.length > 0 ? 1 : 0;
  const moreInputs = inputs.length < props.inputNames.length && left >= 2;
  if (moreInputs) left -= 2;
  const bar = left - 2 >= NARROWEST_BAR ? Math.min(WIDEST_BAR, left - 2) : 0;
  return { inputs, moreInputs, output, target, predicted, bar };
}

function inputWidth({ inputs }: PredictionsProps, name: string, index: number, theme: Theme): number {
  return Math.min(WIDEST_INPUT, Math.max(widthOf(name), widestDatum(inputs, index, theme)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The widest of the first hundred values of a column; a longer one further down is cut. */
function widestDatum({ rows, columns, data }: Matrix, column: number, { glyphs }: Theme): number {
  let widest = 1;
  for (let row = 0; row < Math.min(rows, 100); row++) {
    widest = Math.max(widest, widthOf(formatDatum(data[row * columns + column]!, glyphs)));
  }
  return widest;
}

function headerOf({ inputs, moreInputs, output, target, predicted, bar }: Columns, { glyphs, styles }: Theme): Line {
  const names = inputs.map(({ name, width }) => padStart(truncate(name, width, glyphs.ellipsis), width)).join(' ');
  const parts = [
    ...(inputs.length > 0 ? [names + (moreInputs ? ` ${glyphs.ellipsis}` : '')] : []),
    ...(output > 0 ? [padEnd('', output)] : []),
    target,
    predicted,
    ...(bar > 0 ? [padEnd('', bar)] : []),
    padStart('miss', MISS),
  ];
  return [span(parts.join('  '), styles.quiet)];
}

function drawRow(props: PredictionsProps, row: number, columns: Columns, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const outputs = props.targets.columns;
  const example = Math.floor(row / outputs);
  const output = row % outputs;
  const target = props.targets.data[row]!;
  const predicted = props.prediction[row];
  const known = predicted !== undefined;
  const miss = known ? target - predicted : Number.NaN;
  const inputs = columns.inputs.map(({ index, width }) => {
    const text = output === 0 ? formatDatum(props.inputs.data[example * props.inputs.columns + index]!, glyphs) : '';
    return padStart(truncate(text, width, glyphs.ellipsis), width);
  });
  const name = truncate(props.targetNames[output] ?? '', columns.output, glyphs.ellipsis);
  const close = Math.abs(miss) <= CLOSE;
  const line: Span[] = [];
  const add = (text: string, style?: Span['style']): void => {
    line.push(span(line.length === 0 ? text : `  ${text}`, style));
  };
  if (inputs.length > 0) add(inputs.join(' ') + (columns.moreInputs ? '  ' : ''));
  if (columns.output > 0) add(padEnd(name, columns.output), styles.quiet);
  add(padStart(formatDatum(target, glyphs), columns.target.length));
  add(padStart(known ? predicted.toFixed(DECIMALS) : glyphs.dash, columns.predicted.length), styles.strong);
  if (columns.bar > 0) add(known ? barOf(predicted, columns.bar, theme) : padEnd('', columns.bar), styles.accent);
  add(padStart(known ? formatSigned(miss, DECIMALS, glyphs) : glyphs.dash, MISS), close ? styles.good : styles.bad);
  if (known) line.push(span(close ? ` ${glyphs.check}` : '  ', styles.good));
  return line;
}

/** A share of the width, by eighths of a column; values beyond 0 and 1 stay at the ends. */
function barOf(share: number, width: number, { glyphs }: Theme): string {
  if (Number.isNaN(share)) return padEnd('', width);
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const full = Math.floor(eighths / 8);
  const rest = eighths % 8 === 0 ? '' : glyphs.eighths[eighths % 8]!;
  return padEnd(glyphs.eighths[8]!.repeat(full) + rest, width);
}
