import { classOf, outputFor } from '../../language/class-of.ts';
import { abbreviate, type Frame, type Line, padEnd, padStart, type Span, span } from '../text/line.ts';
import { formatFixed } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { barOf, inputCells, inputHeading, numberCell } from './predictions-cells.ts';
import { type ClassColumns, classColumnsOf, DECIMALS, SURE, type Table } from './predictions-columns.ts';

interface Classified extends Table {
  readonly classes: readonly string[];
  readonly prediction: Float64Array;
  readonly batch?: readonly number[] | undefined;
}

/** A heading, and a row for each example: what it is, what the network says it is, and how sure it is of that. */
export function drawClassRows(table: Classified, rows: readonly number[], room: number, theme: Theme): Frame {
  const columns = classColumnsOf(table, table.classes, room, theme);
  return [headingOf(columns, theme), ...rows.map((row) => drawRow(table, row, columns, theme))];
}

function headingOf(columns: ClassColumns, { glyphs, styles }: Theme): Line {
  const { number, target, predicted, bar } = columns;
  const word = (text: string, short: string, width: number): string =>
    padEnd(text.length <= width ? text : short, width);
  const parts = [
    ...(number > 0 ? [padStart('#', number)] : []),
    ...inputHeading(columns, glyphs),
    word('target', 'is', target),
    word('predicted', 'said', predicted),
    ...(bar > 0 ? [padEnd('', bar)] : []),
    padStart('sure', SURE),
  ];
  return [span(parts.join('  '), styles.quiet)];
}

function drawRow(table: Classified, row: number, columns: ClassColumns, theme: Theme): Line {
  const { targets, prediction, classes, order, batch } = table;
  const { glyphs, styles } = theme;
  const example = order?.[row] ?? row;
  const is = classOf(targets.data, example, targets.columns);
  const said = classOf(prediction, example, targets.columns);
  const isKnown = said !== -1;
  const isRight = said === is;
  const sureness = isKnown ? outputFor(said, prediction, example, targets.columns) : Number.NaN;
  const name = (index: number, width: number): string =>
    padEnd(abbreviate(classes[index] ?? glyphs.dash, width, glyphs.ellipsis), width);
  const line: Span[] = [];
  const add = (text: string, style?: Span['style']): void => {
    line.push(span(line.length === 0 ? text : `  ${text}`, style));
  };
  if (columns.number > 0) line.push(numberCell(table, columns.number, example, theme));
  for (const text of inputCells(table, columns, example, theme)) add(text);
  add(name(is, columns.target));
  add(name(said, columns.predicted), isKnown ? (isRight ? styles.strong : styles.bad) : styles.quiet);
  if (columns.bar > 0) add(barOf(sureness, columns.bar, theme), styles.accent);
  const figure =
    sureness < 0 ? glyphs.minus + formatFixed(-sureness, DECIMALS - 1, SURE) : formatFixed(sureness, DECIMALS, SURE);
  add(padStart(isKnown ? figure : glyphs.dash, SURE), isKnown ? undefined : styles.quiet);
  if (isKnown) line.push(span(` ${isRight ? glyphs.check : glyphs.cross}`, isRight ? styles.good : styles.bad));
  if (batch?.includes(example) === true) line.push(span(` ${glyphs.pointer}`, styles.accent));
  return line;
}
