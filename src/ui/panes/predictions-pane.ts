import type { Size } from '../layout.ts';
import { abbreviate, type Frame, type Line, padEnd, padStart, type Span, span, widthOf } from '../text/line.ts';
import { formatCount, formatDatum, formatPlain, formatSignedIn } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { BORDER, box } from './box.ts';
import { type Columns, columnsOf, DECIMALS, MISS, type Table, WIDEST_DATUM } from './predictions-columns.ts';

export interface PredictionsProps extends Table {
  /** Examples × outputs; empty while nothing has been predicted. */
  readonly prediction: Float64Array;
  /** The examples that the last iteration worked on, where those are not all. */
  readonly batch?: readonly number[] | undefined;
  /** What the name of the prediction stands for, where that is not the last layer; the longest form first. */
  readonly meaning?: readonly string[];
  /** First visible row. */
  readonly first: number;
  readonly focused: boolean;
}

/** Closer than this to its target a prediction gets a check mark. */
const CLOSE = 0.1;
const HEADER_ROWS = 1;
const BATCH_MARK = 2;

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
  const room = size.columns - BORDER.columns - (props.batch === undefined ? 0 : BATCH_MARK);
  const columns = columnsOf(props, room, theme);
  const rows = Array.from({ length: visible }, (_, row) => drawRow(props, props.first + row, columns, theme));
  const shown = `${formatCount(props.first + 1)}${theme.glyphs.dash}${formatCount(props.first + visible)}`;
  const note = visible < total ? `${shown} of ${formatCount(total)}` : undefined;
  const text = {
    title: 'predicted vs target',
    details: [
      ...(props.batch === undefined
        ? []
        : [`${props.predictionName}, ${props.targetName}  ${theme.glyphs.pointer} in the batch`]),
      `${props.predictionName}, ${props.targetName}`,
    ],
    footnotes: props.meaning ?? [],
    focused: props.focused,
  };
  return box(note === undefined ? text : { ...text, note }, size, [headerOf(columns, theme), ...rows], theme);
}

function headerOf({ inputs, moreInputs, output, target, predicted, bar }: Columns, { glyphs, styles }: Theme): Line {
  const names = inputs.map(({ name, width }) => padStart(abbreviate(name, width, glyphs.ellipsis), width)).join(' ');
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
  // The inputs stand beside the first output of their example, and beside the first row in sight.
  const withInputs = output === 0 || row === props.first;
  const inputs = columns.inputs.map(({ index, width }) => {
    if (!withInputs) return padStart('', width);
    return datumIn(width, props.inputs.data[example * props.inputs.columns + index]!, theme);
  });
  const name = abbreviate(props.targetNames[output] ?? '', columns.output, glyphs.ellipsis);
  const close = Math.abs(miss) <= CLOSE;
  const line: Span[] = [];
  const add = (text: string, style?: Span['style']): void => {
    line.push(span(line.length === 0 ? text : `  ${text}`, style));
  };
  if (inputs.length > 0) add(inputs.join(' ') + (columns.moreInputs ? '  ' : ''));
  if (columns.output > 0) add(padEnd(name, columns.output), styles.quiet);
  add(datumIn(columns.target.length, target, theme));
  const width = columns.predicted.length;
  const figure = known ? formatPlain(predicted, DECIMALS, width, glyphs) : glyphs.dash;
  add(padStart(widthOf(figure) <= width ? figure : glyphs.ellipsis, width), styles.strong);
  if (columns.bar > 0) add(known ? barOf(predicted, columns.bar, theme) : padEnd('', columns.bar), styles.accent);
  const off = known ? formatSignedIn(MISS, miss, DECIMALS, glyphs) : glyphs.dash;
  add(padStart(off, MISS), !known ? styles.quiet : close ? styles.good : styles.bad);
  if (known) line.push(span(close ? ` ${glyphs.check}` : '  ', styles.good));
  if (props.batch?.includes(example) === true) line.push(span(` ${glyphs.pointer}`, styles.accent));
  return line;
}

/** A number that was given, without an end cut off: the end may be its exponent. */
function datumIn(width: number, value: number, { glyphs }: Theme): string {
  const text = formatDatum(value, glyphs, Math.min(width, WIDEST_DATUM));
  return padStart(widthOf(text) <= width ? text : glyphs.ellipsis, width);
}

/** A share of the width, by eighths of a column; values beyond 0 and 1 stay at the ends. */
function barOf(share: number, width: number, { glyphs }: Theme): string {
  if (Number.isNaN(share)) return padEnd('', width);
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const full = Math.floor(eighths / 8);
  const rest = eighths % 8 === 0 ? '' : glyphs.eighths[eighths % 8]!;
  return padEnd(glyphs.eighths[8]!.repeat(full) + rest, width);
}
