import { printStatement } from '../../program/print.ts';
import type { Statement } from '../../program/program.ts';
import type { Explanation, Inspection } from '../../worker/protocol.ts';
import { drawSigmoid } from '../charts/sigmoid-curve.ts';
import { signedBar } from '../charts/signed-bar.ts';
import type { Size } from '../layout.ts';
import { type Frame, fitLine, type Line, padStart, span } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { deltaWords } from '../words/delta-words.ts';
import { BORDER, box } from './box.ts';
import { drawSum, signed } from './inspect-terms.ts';

export interface InspectProps {
  readonly statement: Statement;
  readonly line: number;
  /** Undefined until the thread has answered. */
  readonly inspection: Inspection | undefined;
}

const CURVE_COLUMNS = 36;
const CURVE_ROWS = 11;
/** Narrower than this beside the numbers, the curve stands below them. */
const NUMBERS_COLUMNS = 60;

/** The arithmetic of one cell of a line with its real numbers; where a sigmoid is part of it, where on the curve it is. */
export function drawInspect({ statement, line, inspection }: InspectProps, size: Size, theme: Theme): Frame {
  const inner = { columns: size.columns - BORDER.columns, rows: size.rows - BORDER.rows };
  const title = `line ${line + 1}`;
  const text = { title, details: [printStatement(statement)], note: 'esc closes', focused: true };
  if (inspection === undefined) return box(text, size, [[span('looking', theme.styles.quiet)]], theme);
  const z = curvePoint(inspection.explanation);
  const beside = z !== undefined && inner.columns >= NUMBERS_COLUMNS + CURVE_COLUMNS;
  const below = z !== undefined && !beside && inner.rows >= 20;
  const numbers = drawNumbers(
    statement,
    inspection,
    {
      columns: beside ? inner.columns - CURVE_COLUMNS - 2 : inner.columns,
      rows: below ? inner.rows - CURVE_ROWS : inner.rows,
    },
    theme,
  );
  if (z === undefined) return box(text, size, numbers, theme);
  const curve = drawSigmoid(z, CURVE_COLUMNS, CURVE_ROWS, theme);
  const content = beside
    ? besideEachOther(numbers, curve, inner.columns - CURVE_COLUMNS)
    : below
      ? [
          ...numbers,
          ...Array.from({ length: Math.max(0, inner.rows - CURVE_ROWS - numbers.length) }, () => []),
          ...curve,
        ]
      : numbers;
  return box(text, size, content, theme);
}

function drawNumbers(statement: Statement, inspection: Inspection, size: Size, theme: Theme): Frame {
  const { explanation, cell, iteration, before, after } = inspection;
  const { styles, glyphs } = theme;
  const name = `${statement.target}[${cell.row},${cell.column}]`;
  const heading: Line = [
    span(name, styles.accent),
    span(`   iteration ${formatCount(iteration)}   arrows choose the cell`, styles.quiet),
  ];
  const change: Frame =
    before === undefined
      ? [[span(`${name} = ${signed(after, theme)}`, styles.accent)]]
      : [
          [
            span(`${name}  `, styles.accent),
            span(`${signed(before, theme)} ${statement.operator === '-=' ? glyphs.minus : '+'} (`),
            span(signed(explanation.value, theme), styles.strong),
            span(`) ${glyphs.arrow} `),
            span(signed(after, theme), styles.accent),
          ],
        ];
  const body = drawExplanation(explanation, inspection, { columns: size.columns, rows: size.rows - 4 }, theme);
  return [heading, [], ...body, [], ...change];
}

function drawExplanation(explanation: Explanation, inspection: Inspection, size: Size, theme: Theme): Frame {
  switch (explanation.kind) {
    case 'product':
    case 'fold':
      return drawSum(explanation, size.columns, size.rows, theme);
    case 'given':
      return [[span(`a copy of ${explanation.text}, ${signed(explanation.value, theme)}`)]];
    case 'drawn':
      return [[span(`drawn at random by ${explanation.text}: ${signed(explanation.value, theme)}`)]];
    case 'negate':
    case 'clip':
      return [...drawExplanation(explanation.of, inspection, size, theme), [equation(explanation, theme)]];
    case 'call': {
      const inside =
        explanation.of.kind === 'given'
          ? []
          : drawExplanation(explanation.of, inspection, { ...size, rows: size.rows - 2 }, theme);
      const value = `${explanation.function}(${signed(explanation.of.value, theme)}) = ${signed(explanation.value, theme)}`;
      return [...inside, ...(inside.length > 0 ? [[]] : []), [span(value, theme.styles.strong)]];
    }
    case 'cells':
      return drawCells(explanation, inspection, size, theme);
  }
}

/** Two parts joined cell by cell: the sum inside is drawn as one; where there is none, every row of the column is shown. */
function drawCells(cells: Explanation & { kind: 'cells' }, inspection: Inspection, size: Size, theme: Theme): Frame {
  const inner = [cells.left, cells.right].find(({ kind }) => kind === 'product' || kind === 'fold');
  if (inner !== undefined) {
    return [...drawExplanation(inner, inspection, { ...size, rows: size.rows - 2 }, theme), [equation(cells, theme)]];
  }
  return [...drawColumn(inspection, size.rows - 1, theme), [], [equation(cells, theme)]];
}

/** A row of three bars for each example: the two parts, and what they make. */
function drawColumn({ column, cell }: Inspection, most: number, theme: Theme): Frame {
  const rows = column.filter((row) => row.kind === 'cells');
  const first = Math.max(0, Math.min(cell.row - Math.floor(most / 2), rows.length - most));
  const parts = [(row: CellsRow) => row.left.value, (row: CellsRow) => row.right.value, (row: CellsRow) => row.value];
  const largest = parts.map((part) => Math.max(...rows.map((row) => Math.abs(part(row)))));
  return rows.slice(first, first + most).map((row, index): Line => {
    const chosen = first + index === cell.row;
    const style = chosen ? theme.styles.strong : undefined;
    const words = isDelta(row) ? deltaWords(row.left.value, row.right.value) : '';
    const drawn = parts.flatMap((part, i) => {
      const sign = i === 0 ? '' : i === 1 ? ` ${row.operator} ` : ' = ';
      return [
        span(sign, theme.styles.quiet),
        span(padStart(signed(part(row), theme), 9), style),
        span(' '),
        ...signedBar(part(row), largest[i]!, 3, theme),
      ];
    });
    const mark = chosen ? theme.glyphs.pointer : ' ';
    return [
      span(`${mark} ${padStart(String(first + index + 1), 3)} `, theme.styles.quiet),
      ...drawn,
      span(`  ${words}`, theme.styles.quiet),
    ];
  });
}

type CellsRow = Explanation & { kind: 'cells' };

function isDelta({ operator, right }: CellsRow): boolean {
  return operator === '*' && right.kind === 'call' && right.function === 'slope';
}

/** `0.4737 × 0.2493 = 0.1181`, under the names of what is joined. */
function equation(explanation: Explanation, theme: Theme): ReturnType<typeof span> {
  if (explanation.kind !== 'cells')
    return span(`${explanation.text} = ${signed(explanation.value, theme)}`, theme.styles.strong);
  const { left, right, operator, value } = explanation;
  const shown = operator === '*' ? theme.glyphs.times : operator;
  const part = (of: Explanation): string => (of.text.includes(' ') && of.kind !== 'call' ? `(${of.text})` : of.text);
  const names = `${part(left)} ${shown} ${part(right)}`;
  return span(
    `${names} = ${signed(left.value, theme)} ${shown} ${signed(right.value, theme)} = ${signed(value, theme)}`,
    theme.styles.strong,
  );
}

/** Where on the sigmoid an explanation has its place: the sum that goes in, or the output that a slope is taken of. */
function curvePoint(explanation: Explanation): { readonly z: number; readonly tangent: boolean } | undefined {
  if (explanation.kind === 'call') {
    if (explanation.function === 'sigmoid') return { z: explanation.of.value, tangent: false };
    if (explanation.function === 'slope') return { z: logit(explanation.of.value), tangent: true };
    return undefined;
  }
  return explanation.kind === 'cells' ? (curvePoint(explanation.right) ?? curvePoint(explanation.left)) : undefined;
}

/** The z with σ(z) = l; far out, where l is rounded to 0 or 1, an end of the picture. */
function logit(l: number): number {
  return Math.max(-20, Math.min(20, Math.log(l / (1 - l))));
}

function besideEachOther(left: Frame, right: Frame, column: number): Frame {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => [
    ...fitLine(left[row] ?? [], column),
    ...(right[row] ?? []),
  ]);
}
