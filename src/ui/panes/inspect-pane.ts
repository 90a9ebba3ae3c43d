import type { CellName } from '../../language/change.ts';
import { printStatement } from '../../language/print.ts';
import type { Statement } from '../../language/program.ts';
import type { Inspection } from '../../worker/protocol.ts';
import { besideFrames, type Frame, type Line, lineWidth, span, widthOf, wrap } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { deltaFacts, deltaWords } from '../words/inspect-words.ts';
import { box, inside } from './box.ts';
import { drawArithmetic } from './inspect-arithmetic.ts';
import { CURVE_COLUMNS, CURVE_ROWS, curvePlace, drawPlace, LEAST_CURVE_ROWS } from './inspect-curve.ts';
import { names, type Pen, penFor } from './inspect-pen.ts';

export interface InspectProps {
  readonly statement: Statement;
  readonly line: number;
  /** The name of the prediction error: `l2_error`. */
  readonly error: string | undefined;
  /** Undefined before the answer of the training thread. */
  readonly inspection: Inspection | undefined;
  /** True for a line that has not run yet: its cell has this value once it runs. */
  readonly isNext?: boolean;
}

const NOTE = 'esc closes';
/** The fewest columns of the numbers beside the curve; in a narrower pane the curve is below them. */
const NUMBERS_COLUMNS = 60;

/** Rows besides the examples of a column, so that the curve is below them, and the words of each example have the whole width. */
const LEAST_BELOW = 12 + LEAST_CURVE_ROWS;

/** The arithmetic of one cell of a line in numbers, and the place of an activation on its curve. */
export function drawInspect(props: InspectProps, size: Size, theme: Theme): Frame {
  const { statement, line, inspection } = props;
  const inner = inside(size);
  const title =
    statement.techniques === undefined ? `line ${line + 1}` : `line ${line + 1} by ${statement.techniques.join(', ')}`;
  const code = printStatement(statement);
  // 12 columns for the corners, the pointer, the rule and the spaces between.
  const isInBorder = widthOf(title) + widthOf(code) + widthOf(NOTE) + 12 <= size.columns;
  const text = { title, details: [code], note: NOTE, focused: true };
  const head = isInBorder ? [] : wrap(code, inner.columns).map((part) => [span(part, theme.styles.accent)]);
  if (inspection === undefined) return box(text, size, [...head, [span('computing', theme.styles.quiet)]], theme);
  const content = drawContent(props, inspection, { ...inner, rows: inner.rows - head.length }, theme);
  return box(text, size, [...head, ...content], theme);
}

/** The row of the matrix, from 0, that a line of the pane shows; undefined where it shows none. */
export function matrixRowAt(props: InspectProps, size: Size, line: number, theme: Theme): number | undefined {
  const { column, firstRow } = props.inspection ?? { column: [], firstRow: 0 };
  // After the border: the pointer or a space, and the number of the row.
  const [, start] = drawInspect(props, size, theme)[line] ?? [];
  const [, number] = /^\S? +(\d+) $/.exec(start?.text ?? '') ?? [];
  const row = Number(number) - 1;
  return column.length > 1 && row >= firstRow && row < firstRow + column.length ? row : undefined;
}

const CELL_NAME = /([A-Za-z_]\w*)\[(\d+),(\d+)\]/g;

/** The cell whose name is at a cell of the pane: `syn0[1,2]`; undefined where there is none. */
export function cellNameAt(
  props: InspectProps,
  size: Size,
  at: { readonly column: number; readonly row: number },
  theme: Theme,
): CellName | undefined {
  const text = (drawInspect(props, size, theme)[at.row] ?? []).map((part) => part.text).join('');
  for (const { index, 0: whole, 1: name = '', 2: row, 3: column } of text.matchAll(CELL_NAME)) {
    const start = widthOf(text.slice(0, index));
    if (at.column >= start && at.column < start + whole.length)
      return { name, row: Number(row), column: Number(column) };
  }
  return undefined;
}

function drawContent(props: InspectProps, inspection: Inspection, { columns, rows }: Size, theme: Theme): Frame {
  const place = curvePlace(inspection.explanation);
  if (place === undefined) return drawNumbers(props, inspection, { columns, rows }, theme);
  const isNarrowBeside = inspection.column.length > 0 && rows >= inspection.column.length + LEAST_BELOW;
  if (columns >= NUMBERS_COLUMNS + CURVE_COLUMNS && !isNarrowBeside) {
    const left = columns - CURVE_COLUMNS;
    const numbers = drawNumbers(props, inspection, { columns: left - 2, rows }, theme);
    return besideFrames(numbers, drawPlace(place, CURVE_COLUMNS, Math.min(CURVE_ROWS, rows), theme), left);
  }
  const numbers = drawNumbers(props, inspection, { columns, rows }, theme);
  const dense = numbers.filter((line) => line.length > 0);
  const shown = numbers.length + LEAST_CURVE_ROWS <= rows ? numbers : dense;
  if (shown.length + LEAST_CURVE_ROWS > rows) return numbers;
  const curveRows = Math.min(CURVE_ROWS, rows - shown.length);
  const gap = Array.from({ length: rows - shown.length - curveRows }, () => []);
  return [...shown, ...gap, ...drawPlace(place, CURVE_COLUMNS, curveRows, theme)];
}

/** The cell, its arithmetic, and its change, line by line. */
export function drawNumbers(props: InspectProps, inspection: Inspection, size: Size, theme: Theme): Frame {
  const { name, iteration } = inspection;
  const pen = penFor(inspection, theme);
  const { styles } = theme;
  const when = `${inspection.isAsked ? 'the typed row, after ' : ''}iteration ${formatCount(iteration)}${props.isNext ? ', about to run' : ''}`;
  const heading = [span(name, styles.accent), span(`   ${when}`, styles.quiet)];
  const withHint = [...heading, span('   arrows choose a cell', styles.quiet)];
  // The cell of a 1×1 matrix has the name of the matrix.
  const hasHint = name !== props.statement.target && lineWidth(withHint) <= size.columns;
  const body = drawBody(props, inspection, { columns: size.columns, rows: size.rows - 4 }, pen);
  return [hasHint ? withHint : heading, [], ...body, [], drawChange(props.statement, inspection, pen)];
}

function drawBody({ statement, error }: InspectProps, inspection: Inspection, size: Size, pen: Pen): Frame {
  const { explanation } = inspection;
  const { styles } = pen.theme;
  const arithmetic = (rows: number): Frame => drawArithmetic(inspection, statement, error, { ...size, rows }, pen);
  const sentence = (text: string): Frame => wrap(text, size.columns).map((part) => [span(part)]);
  switch (explanation.kind) {
    case 'given': {
      const facts = deltaFacts(explanation, statement.target, error);
      const words = facts === undefined ? [] : [[span(deltaWords(facts), styles.quiet)]];
      // A literal needs no explanation.
      const copy = /[a-z]/i.test(explanation.text) ? copyOf(explanation, pen) : '';
      return [...sentence(copy), ...words];
    }
    case 'drawn': {
      const drawn = sentence('drawn at random each time the line runs');
      return [...drawn, [], ...arithmetic(size.rows - drawn.length - 1)];
    }
    case 'skipped': {
      const skipped = sentence(`so the line did not run: ${explanation.text} is unchanged`);
      return [...arithmetic(size.rows - skipped.length), ...skipped];
    }
    case 'row': {
      const picked = sentence(
        `${names(explanation.at.text, pen)} is ${explanation.at.value}: row ${explanation.at.value}, counted from 0, is used`,
      );
      const copy = sentence(copyOf(explanation, pen));
      return [...arithmetic(size.rows - picked.length - copy.length), ...picked, ...copy];
    }
    case 'negate':
    case 'cast':
    case 'clip':
    case 'call':
    case 'cells':
    case 'product':
    case 'fold':
      return arithmetic(size.rows);
  }
}

function copyOf({ text, value }: Inspection['explanation'], pen: Pen): string {
  return `a copy of ${text}, ${pen.number(value).trim()}`;
}

/** `syn0[1,0]  −0.7576 + (−0.0042) → −0.7618` for an update, otherwise the value of the cell. */
function drawChange({ operator }: Statement, { name, before, after, explanation }: Inspection, pen: Pen): Line {
  const { styles, glyphs } = pen.theme;
  if (before === undefined) return [span(`${name} = ${pen.number(after)}`, styles.accent)];
  return [
    span(`${name}  `, styles.accent),
    span(`${pen.number(before)} ${operator === '-=' ? glyphs.minus : '+'} (`),
    span(pen.number(explanation.value), styles.strong),
    span(`) ${glyphs.arrow} `),
    span(pen.number(after), styles.accent),
  ];
}
