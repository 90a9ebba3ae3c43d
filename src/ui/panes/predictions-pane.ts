/*
 * The table of predictions. Rows of quantities, of classes and of the typed row are one file: they have the same columns, and a click
 * finds its row in them.
 */

import type { Floats } from '../../language/dtypes.ts';
import { classOf, MARGIN, outputFor } from '../../language/example-rows.ts';
import { ownDifference, ownValue } from '../../language/scaling.ts';
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
import { formatCount, formatPlain, formatSignedIn } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { unitOfTargets } from '../words/unit-words.ts';
import { BORDER, box, scrollNote } from './box.ts';
import { inputCells, inputHeading, numberCell, type Table } from './example-table.ts';
import {
  barOf,
  type ClassColumns,
  CONFIDENCE,
  type Columns,
  classColumnsOf,
  columnsOf,
  DECIMALS,
  decimalsOf,
  ERROR_WIDTH,
  shareOf,
  targetFigure,
} from './predictions-columns.ts';

export interface PredictionsProps extends Table {
  /** Examples × outputs, row-major; empty before the first prediction. */
  readonly prediction: Floats;
  /** A prediction is right when it is at most this far from its target; 0.1 by default. */
  readonly margin?: number;
  /** The examples of the last mini-batch, if any. */
  readonly batch?: readonly number[] | undefined;
  /** Footnotes about the predictions, longest form first: `accuracy 97 %; p2 is l2 without dropout`. */
  readonly meaning?: readonly string[];
  /** Training set or test set; undefined without a test set. */
  readonly part?: 'train' | 'test' | undefined;
  /** Order and filter of the examples, longest form first: `worst first, only wrong`, `worst, wrong`. */
  readonly arrangement?: readonly string[];
  /** The reason why no example is shown. */
  readonly nothing?: string | undefined;
  /** Rows of the file, and how many of them are used; set where some are left out. */
  readonly fileRows?: { readonly all: number; readonly used: number } | undefined;
  /** First visible row. */
  readonly first: number;
  readonly focused: boolean;
}

const HEADER_ROWS = 1;
const WIDE = 45;
const BATCH_MARK = 2;

/** Rows of the table: one for each output of each example; one for each example with classes. */
export function predictionRows({
  targets,
  classes,
  order,
}: Pick<PredictionsProps, 'targets' | 'classes' | 'order'>): number {
  return (order?.length ?? targets.rows) * (classes === undefined ? targets.columns : 1);
}

/** Rows of the table that a pane of this size shows, without those of the typed row. */
export function visiblePredictions(size: Size, props: Pick<PredictionsProps, 'asked' | 'classes' | 'targets'>): number {
  return Math.max(1, size.rows - BORDER.rows - HEADER_ROWS - askedRows(props));
}

/** The most outputs of the typed row in the table. */
const MOST_ASKED = 4;

/** Rows of the typed row: one, or of quantities one for each output. */
export function askedRows({
  asked,
  classes,
  targets,
}: Pick<PredictionsProps, 'asked' | 'classes' | 'targets'>): number {
  if (asked === undefined) return 0;
  return classes === undefined ? Math.min(MOST_ASKED, targets.columns) : 1;
}

/** Columns of the table in a pane of this size. */
export function tableRoom({ columns }: Size, batch: PredictionsProps['batch']): number {
  return columns - BORDER.columns - (batch === undefined ? 0 : BATCH_MARK);
}

/** The table of predictions: inputs, target, prediction, a bar of the prediction (`shareOf`), and its error. */
export function drawPredictions(props: PredictionsProps, size: Size, theme: Theme): Frame {
  const total = predictionRows(props);
  const visible = Math.min(visiblePredictions(size, props), total - props.first);
  const room = tableRoom(size, props.batch);
  const content =
    total === 0
      ? [
          [
            span(
              truncate(props.nothing ?? 'no example matches', size.columns - BORDER.columns, theme.glyphs.ellipsis),
              theme.styles.quiet,
            ),
          ],
        ]
      : contentOf(props, visible, room, theme);
  const text = {
    title: titleOf(props, size.columns),
    details: detailsOf(props, size.columns, theme),
    note: scrollNote(props.first, visible, total, theme) ?? chosenNote(props),
    footnotes: footnotesOf(props),
    focused: props.focused,
  };
  return box(text, size, content, theme);
}

/** In a narrow pane, the rows that are used have room only in place of the usual title, which the header of the table repeats. */
function titleOf({ fileRows }: PredictionsProps, columns: number): string {
  return fileRows === undefined || columns >= WIDE ? 'predicted vs target' : rowsUsed(fileRows);
}

function rowsUsed({ all, used }: NonNullable<PredictionsProps['fileRows']>): string {
  return `${formatCount(used)} of ${formatCount(all)} rows`;
}

/** `l2, y in €  146 of 891 rows used  › in the batch`, longest form first. */
function detailsOf(props: PredictionsProps, columns: number, { glyphs }: Theme): readonly string[] {
  const { predictionName, targetName, batch, fileRows } = props;
  const names = `${predictionName}, ${targetName}`;
  const unit = unitOfTargets(props);
  const inUnit = unit === undefined ? [] : [`${names} in ${unit}`];
  const all = [...inUnit, names];
  const withBatch = (forms: readonly string[]): readonly string[] =>
    batch === undefined ? forms : [...forms.map((form) => `${form}  ${glyphs.pointer} in the batch`), ...forms];
  if (fileRows === undefined || columns < WIDE) return withBatch(all);
  // The rows that are left out matter more than names.
  const short = rowsUsed(fileRows);
  return [
    ...withBatch(all.map((form) => `${form}  ${short} used`)),
    `${short} used`,
    short,
    short.replace(' of ', '/'),
  ];
}

/** `test set, worst first; accuracy 97 %`, longest form first. */
function footnotesOf({ part, arrangement = [], meaning = [] }: PredictionsProps): readonly string[] {
  // The training set in the order of the data needs no note.
  if (arrangement.length === 0 && part !== 'test') return meaning;
  const set = part === undefined ? [] : [part === 'test' ? 'test set' : 'training set'];
  const withPart = (words: string | undefined): string => [...set, ...(words === undefined ? [] : [words])].join(', ');
  const whole = withPart(arrangement[0]);
  return [...meaning.map((meant) => `${whole}; ${meant}`), whole, ...arrangement.map(withPart), ...arrangement];
}

/** `12 of 150`: the number of filtered examples, if all of them are visible. */
function chosenNote({ order, targets }: PredictionsProps): string | undefined {
  if (order === undefined || order.length === 0) return undefined;
  return order.length < targets.rows ? `${formatCount(order.length)} of ${formatCount(targets.rows)}` : undefined;
}

function contentOf(props: PredictionsProps, visible: number, room: number, theme: Theme): Frame {
  const rows = Array.from({ length: visible }, (_, row) => props.first + row);
  if (props.classes !== undefined) return drawClassRows({ ...props, classes: props.classes }, rows, room, theme);
  const columns = columnsOf(props, room, theme);
  const asked = Array.from({ length: askedRows(props) }, (_, output) => drawAsked(props, output, columns, theme));
  return [headerOf(columns, theme), ...rows.map((row) => drawRow(props, row, columns, theme)), ...asked];
}

function headerOf(columns: Columns, { glyphs, styles }: Theme): Line {
  const { number, output, target, predicted, bar } = columns;
  const parts = [
    ...(number > 0 ? [padStart('#', number)] : []),
    ...inputHeading(columns, glyphs),
    ...(output > 0 ? [padEnd('', output)] : []),
    target,
    predicted,
    ...(bar > 0 ? [padEnd('', bar)] : []),
    padStart('error', ERROR_WIDTH),
  ];
  return [span(parts.join('  '), styles.quiet)];
}

function drawRow(props: PredictionsProps, row: number, columns: Columns, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const outputs = props.targets.columns;
  const place = Math.floor(row / outputs);
  const example = props.order?.[place] ?? place;
  const output = row % outputs;
  const cell = example * outputs + output;
  const target = props.targets.data[cell]!;
  const predicted = props.prediction[cell];
  const known = predicted !== undefined;
  const error = known ? target - predicted : Number.NaN;
  // The inputs are beside the first output of their example, and beside the first visible row.
  const withInputs = output === 0 || row === props.first;
  const name = abbreviate(props.targetNames[output] ?? '', columns.output, glyphs.ellipsis);
  const close = Math.abs(error) <= (props.margin ?? MARGIN);
  const line: Span[] = [];
  const add = (text: string, style?: Span['style']): void => {
    line.push(span(line.length === 0 ? text : `  ${text}`, style));
  };
  if (columns.number > 0) line.push(numberCell(props, columns.number, withInputs ? example : undefined, theme));
  for (const text of inputCells(props, columns, withInputs ? example : undefined, theme)) add(text);
  if (columns.output > 0) add(padEnd(name, columns.output), styles.quiet);
  const decimals = decimalsOf(props, output);
  const wanted = targetFigure(props, target, output, theme);
  add(padStart(widthOf(wanted) <= columns.target.length ? wanted : glyphs.ellipsis, columns.target.length));
  const width = columns.predicted.length;
  const figure = known ? formatPlain(ownValue(predicted, output, props), decimals, width, glyphs) : glyphs.dash;
  add(padStart(widthOf(figure) <= width ? figure : glyphs.ellipsis, width), styles.strong);
  if (columns.bar > 0)
    add(known ? barOf(shareOf(props, output, predicted), columns.bar, theme) : padEnd('', columns.bar), styles.accent);
  const ownError = ownDifference(error, output, props);
  const off = known ? formatSignedIn(ERROR_WIDTH, ownError, decimals, glyphs) : glyphs.dash;
  add(padStart(off, ERROR_WIDTH), !known ? styles.quiet : close ? styles.good : styles.bad);
  if (known) line.push(span(close ? ` ${glyphs.check}` : '  ', styles.good));
  if (props.batch?.includes(example) === true) line.push(span(` ${glyphs.pointer}`, styles.accent));
  return line;
}

/** The typed row as a row of the table: it has no target, and so no error. */
function drawAsked(props: PredictionsProps, output: number, columns: Columns, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const predicted = props.asked?.outputs?.[output];
  const decimals = decimalsOf(props, output);
  const { length: width } = columns.predicted;
  const known = predicted !== undefined;
  const figure = known ? formatPlain(ownValue(predicted, output, props), decimals, width, glyphs) : glyphs.dash;
  const name = abbreviate(props.targetNames[output] ?? '', columns.output, glyphs.ellipsis);
  return [
    ...askedStart(props, columns, output === 0, theme),
    ...(columns.output > 0 ? [span(`  ${padEnd(name, columns.output)}`, styles.quiet)] : []),
    span(`  ${padStart('?', columns.target.length)}`, styles.quiet),
    span(`  ${padStart(widthOf(figure) <= width ? figure : glyphs.ellipsis, width)}`, styles.strong),
    ...(columns.bar > 0
      ? [span(`  ${known ? barOf(shareOf(props, output, predicted), columns.bar, theme) : ''}`, styles.accent)]
      : []),
  ];
}

/** The mark and the inputs of the typed row. */
function askedStart(
  props: PredictionsProps | Classified,
  columns: Columns | ClassColumns,
  withInputs: boolean,
  theme: Theme,
): readonly Span[] {
  const { asked } = props;
  if (asked === undefined) return [];
  const { glyphs, styles } = theme;
  const data = Float64Array.from(asked.inputs);
  const inputs = { ...props, inputs: { rows: 1, columns: data.length, data } };
  const mark = `${asked.isChosen ? glyphs.pointer : ' '}${padStart('?', columns.number - 1)}`;
  return [
    span(withInputs ? mark : ' '.repeat(columns.number), styles.accent),
    ...inputCells(inputs, columns, withInputs ? 0 : undefined, theme).map((text) => span(`  ${text}`)),
  ];
}

/** The typed row in a table of classes: the predicted class and its confidence. */
function drawAskedClass(table: Classified, columns: ClassColumns, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const outputs = table.asked?.outputs;
  const predicted = outputs === undefined ? -1 : classOf(outputs, 0, table.targets.columns);
  const isKnown = outputs !== undefined && predicted !== -1;
  const confidence = isKnown ? outputFor(predicted, outputs, 0, table.targets.columns) : Number.NaN;
  const name = abbreviate(table.classes[predicted] ?? glyphs.dash, columns.predicted, glyphs.ellipsis);
  const figure = isKnown ? formatPlain(confidence, DECIMALS, CONFIDENCE, glyphs) : glyphs.dash;
  return [
    ...askedStart(table, columns, true, theme),
    span(`  ${padEnd('?', columns.target)}`, styles.quiet),
    span(`  ${padEnd(name, columns.predicted)}`, styles.strong),
    ...(columns.bar > 0 ? [span(`  ${barOf(confidence, columns.bar, theme)}`, styles.accent)] : []),
    span(`  ${padStart(figure, CONFIDENCE)}`),
  ];
}

interface Classified extends Table {
  readonly classes: readonly string[];
  readonly prediction: Floats;
  readonly batch?: readonly number[] | undefined;
}

/** The table of classes: a heading, and a row for each example with target, predicted class and confidence. */
function drawClassRows(table: Classified, rows: readonly number[], room: number, theme: Theme): Frame {
  const columns = classColumnsOf(table, table.classes, room, theme);
  const asked = table.asked === undefined ? [] : [drawAskedClass(table, columns, theme)];
  return [classHeadingOf(columns, theme), ...rows.map((row) => drawClassRow(table, row, columns, theme)), ...asked];
}

function classHeadingOf(columns: ClassColumns, { glyphs, styles }: Theme): Line {
  const { number, target, predicted, bar } = columns;
  const word = (text: string, short: string, width: number): string =>
    padEnd(text.length <= width ? text : short, width);
  const parts = [
    ...(number > 0 ? [padStart('#', number)] : []),
    ...inputHeading(columns, glyphs),
    word('target', 'true', target),
    word('predicted', 'pred', predicted),
    bar > 0 ? padStart('confidence', bar + 2 + CONFIDENCE) : padStart('conf.', CONFIDENCE),
  ];
  return [span(parts.join('  '), styles.quiet)];
}

function drawClassRow(table: Classified, row: number, columns: ClassColumns, theme: Theme): Line {
  const { targets, prediction, classes, order, batch } = table;
  const { glyphs, styles } = theme;
  const example = order?.[row] ?? row;
  const target = classOf(targets.data, example, targets.columns);
  const predicted = classOf(prediction, example, targets.columns);
  const isKnown = predicted !== -1;
  const isRight = predicted === target;
  const confidence = isKnown ? outputFor(predicted, prediction, example, targets.columns) : Number.NaN;
  const name = (index: number, width: number): string =>
    padEnd(abbreviate(classes[index] ?? glyphs.dash, width, glyphs.ellipsis), width);
  const line: Span[] = [];
  const add = (text: string, style?: Span['style']): void => {
    line.push(span(line.length === 0 ? text : `  ${text}`, style));
  };
  if (columns.number > 0) line.push(numberCell(table, columns.number, example, theme));
  for (const text of inputCells(table, columns, example, theme)) add(text);
  add(name(target, columns.target));
  add(name(predicted, columns.predicted), isKnown ? (isRight ? styles.strong : styles.bad) : styles.quiet);
  if (columns.bar > 0) add(barOf(confidence, columns.bar, theme), styles.accent);
  const figure = formatPlain(confidence, DECIMALS, CONFIDENCE, glyphs);
  add(padStart(isKnown ? figure : glyphs.dash, CONFIDENCE), isKnown ? undefined : styles.quiet);
  if (isKnown) line.push(span(` ${isRight ? glyphs.check : glyphs.cross}`, isRight ? styles.good : styles.bad));
  if (batch?.includes(example) === true) line.push(span(` ${glyphs.pointer}`, styles.accent));
  return line;
}
