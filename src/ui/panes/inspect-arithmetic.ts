import type { Statement } from '../../language/program.ts';
import type { Explanation, Inspection } from '../../worker/protocol.ts';
import {
  abbreviate,
  type Frame,
  type Line,
  lineWidth,
  padEnd,
  padStart,
  type Span,
  span,
  widthOf,
} from '../text/line.ts';
import { deltaFacts, deltaForms, findSlope, maskWords, slopeFormula, stepWords } from '../words/inspect-words.ts';
import { type Block, blocksOf } from './inspect-blocks.ts';
import { afterSign, equation, names, type Pen } from './inspect-pen.ts';
import { drawAddends, drawShares, drawSum, signedBar, sumRows } from './inspect-terms.ts';

/** A drawable piece of `least` to `most` lines. */
interface Piece {
  readonly least: number;
  readonly most: number;
  /** True for a single operation: no empty line between two of them. */
  readonly isStep: boolean;
  draw(rows: number): Frame;
}

/** The fewest useful lines of a column, and of a sum of several blocks. */
const LEAST_COLUMN_ROWS = 4;
const LEAST_SUM_ROWS = 4;

/**
 * The arithmetic of a cell from the inside out. Operations and addends are always drawn; the terms of sums, and the
 * other cells of the column, take the lines that are left.
 */
export function drawArithmetic(
  inspection: Inspection,
  statement: Statement,
  error: string | undefined,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  pen: Pen,
): Frame {
  const blocks = blocksOf(inspection.explanation);
  const pieces = blocks.map((block) => pieceOf(block, blocks.length === 1, statement, columns, pen));
  const last = blocks.at(-1)?.kind;
  const formula = drawSlope(inspection.explanation, columns, pen);
  if (formula !== undefined) pieces.splice(-1, 0, { least: 1, most: 1, isStep: true, draw: () => [formula] });
  if (inspection.column.length > 1 && last !== 'addends')
    pieces.unshift({
      least: LEAST_COLUMN_ROWS,
      most: inspection.column.length + 2,
      isStep: false,
      draw: (room) => drawColumn(inspection, statement, error, columns, room, pen),
    });
  return arrange(pieces, rows);
}

function pieceOf(block: Block, isAlone: boolean, statement: Statement, columns: number, pen: Pen): Piece {
  switch (block.kind) {
    case 'step':
      return { least: 1, most: 1, isStep: true, draw: () => [drawStep(block, statement, columns, pen)] };
    case 'addends': {
      const rows = block.addends.length + 1;
      return { least: rows, most: rows, isStep: false, draw: () => drawAddends(block, statement, columns, pen) };
    }
    case 'shares':
      return {
        least: 3,
        most: block.row.terms.length + 1,
        isStep: false,
        draw: (rows) => drawShares(block, columns, rows, pen),
      };
    case 'sum': {
      const most = sumRows(block.of);
      const least = isAlone ? 1 : Math.min(LEAST_SUM_ROWS, most);
      return { least, most, isStep: false, draw: (rows) => drawSum(block.of, columns, rows, pen) };
    }
  }
}

/** `slope(l1[0,0]) = l1[0,0] × (1 - l1[0,0]) = +0.9744 × (1 - +0.9744) = +0.0249`, the derivative of an activation in its output. */
function drawSlope(explanation: Explanation, columns: number, pen: Pen): Line | undefined {
  const call = findSlope(explanation);
  const formula = call && slopeFormula(call.function);
  if (call === undefined || formula === undefined || call.of.kind !== 'given') return undefined;
  const output = afterSign(pen.number(call.of.value), call.of.value);
  const inNames = names(formula(call.of.text), pen);
  const inNumbers = names(formula(output), pen);
  const value = pen.number(call.value);
  const forms = [
    `${call.text} = ${inNames} = ${inNumbers} = ${value}`,
    `${inNames} = ${inNumbers} = ${value}`,
    `${inNumbers} = ${value}`,
  ];
  return [span(forms.find((form) => widthOf(form) <= columns) ?? inNumbers, pen.theme.styles.quiet)];
}

function drawStep({ of }: Block & { kind: 'step' }, statement: Statement, columns: number, pen: Pen): Line {
  const words = stepWords(of, statement);
  const line = [span(equation(of, columns, pen), pen.theme.styles.strong)];
  const withWords = [...line, span(`   ${words}`, pen.theme.styles.quiet)];
  return words !== '' && lineWidth(withWords) <= columns ? withWords : line;
}

/** The pieces that fit: first those of fixed height from the last back, then the others in order. */
function arrange(pieces: readonly Piece[], rows: number): Frame {
  const isFixed = ({ least, most }: Piece): boolean => least === most;
  const heights = new Map<Piece, number>();
  let left = rows;
  for (const piece of [...pieces.filter(isFixed).toReversed(), ...pieces.filter((own) => !isFixed(own))]) {
    // A single sum of several would look like the whole.
    if (piece.least > left) break;
    const height = Math.min(piece.most, left);
    heights.set(piece, height);
    left -= height;
  }
  const frames = pieces.flatMap((piece) => {
    const height = heights.get(piece);
    return height === undefined ? [] : [{ piece, frame: piece.draw(height) }];
  });
  let free = rows - frames.reduce((sum, { frame }) => sum + frame.length, 0);
  return frames.flatMap(({ piece, frame }, index) => {
    const previous = frames[index - 1]?.piece;
    const isApart = previous !== undefined && !(piece.isStep && previous.isStep) && free-- > 0;
    return isApart ? [[], ...frame] : frame;
  });
}

/** The training thread explains no more cells of a column. */
const MOST_ROWS = 200;
const BARS = [3, 2, 1, 0] as const;

/** A number of a row, with the sign before it. */
interface Figure {
  readonly sign: string;
  readonly value: number;
  /** False for a number that is the same in all rows. */
  readonly hasBar: boolean;
}

/**
 * A line for each example under the names of its numbers: the input, the result, bars, and their meaning in words. In a narrow pane
 * only the words of the chosen example are drawn, below.
 */
function drawColumn(
  { column, cell, firstRow }: Inspection,
  statement: Statement,
  error: string | undefined,
  columns: number,
  most: number,
  pen: Pen,
): Frame {
  const { styles, glyphs } = pen.theme;
  const figures = column.map((row) => figuresOf(row, pen));
  const forms = columnWords(column, statement, error, firstRow === 0 && column.length < MOST_ROWS);
  const heads = headsOf(column[0]!, statement.target, pen);
  const parts = figures[0]!.map((_, part) => figures.map((row) => row[part]!));
  const largest = parts.map((part) => Math.max(...part.map(({ value }) => Math.abs(value))));
  const widths = parts.map((part) => Math.max(...part.map(({ value }) => widthOf(pen.number(value)))));
  const labels = String(firstRow + column.length).length;
  const widthWith = (half: number): number =>
    labels +
    3 +
    parts.reduce((sum, [first], part) => {
      const bar = first!.hasBar && half > 0 ? 2 * half + 2 : 0;
      return sum + widthOf(first!.sign) + widths[part]! + bar;
    }, 0);
  const choices = forms.flatMap((words) =>
    BARS.map((half) => ({ words, half, longest: Math.max(...words.map(widthOf)) })),
  );
  const inLine = [...choices.filter(({ half }) => half > 0), ...choices.filter(({ half }) => half === 0)].find(
    ({ half, longest }) => widthWith(half) + longest + 2 <= columns,
  );
  const half = inLine?.half ?? BARS.find((bar) => widthWith(bar) <= columns) ?? 0;
  const chosenWords = forms[0]![cell.row - firstRow] ?? '';
  const hasWordsBelow = chosenWords !== '' && inLine === undefined;
  const room = Math.max(1, (hasWordsBelow ? most - 1 : most) - 1);
  const first = Math.max(0, Math.min(cell.row - firstRow - Math.floor(room / 2), column.length - room));
  const head: Line = [
    span(' '.repeat(labels + 3)),
    ...figures[0]!.flatMap(({ sign, hasBar }, part): readonly Span[] => {
      const width = widths[part]! + (hasBar && half > 0 ? 2 * half + 2 : 0);
      return [span(sign), span(padEnd(abbreviate(heads[part] ?? '', width, glyphs.ellipsis), width), styles.strong)];
    }),
  ];
  const lines = figures.slice(first, first + room).map((row, index): Line => {
    const place = first + index + firstRow;
    const style = place === cell.row ? styles.strong : undefined;
    const mark = place === cell.row ? glyphs.pointer : ' ';
    return [
      span(`${mark} ${padStart(String(place + 1), labels)} `, styles.quiet),
      ...row.flatMap(({ sign, value, hasBar }, part): readonly Span[] => [
        span(sign, styles.quiet),
        span(padStart(pen.number(value), widths[part]!), style),
        ...(hasBar && half > 0 ? [span(' '), ...signedBar(value, largest[part]!, half, pen.theme)] : []),
      ]),
      ...(inLine === undefined ? [] : [span(`  ${inLine.words[first + index]}`, styles.quiet)]),
    ];
  });
  return [head, ...lines, ...(hasWordsBelow ? [[span(chosenWords, styles.quiet)]] : [])];
}

/** The names above the numbers of a column: `l2_error`, `slope(l2)`, `l2_delta`. */
function headsOf(row: Explanation, target: string, pen: Pen): readonly string[] {
  const name = ({ text }: Explanation): string => names(text.replaceAll(/\[[^\]]*\]/g, ''), pen);
  switch (row.kind) {
    case 'cells':
      return [name(row.left), name(row.right), target];
    case 'negate':
    case 'cast':
    case 'clip':
    case 'call':
      return [name(row.of), target];
    case 'given':
    case 'drawn':
    case 'skipped':
    case 'row':
    case 'product':
    case 'fold':
      return [target];
  }
}

function figuresOf(row: Explanation, pen: Pen): readonly Figure[] {
  const result = { value: row.value, hasBar: true };
  const from = (part: Explanation): Figure => ({ sign: '', value: part.value, hasBar: part.text.includes('[') });
  switch (row.kind) {
    case 'cells': {
      const operator = row.operator === '*' ? pen.theme.glyphs.times : row.operator;
      return [from(row.left), { ...from(row.right), sign: ` ${operator} ` }, { ...result, sign: ' = ' }];
    }
    case 'negate':
    case 'cast':
    case 'clip':
    case 'call':
      return [from(row.of), { ...result, sign: ` ${pen.theme.glyphs.arrow} ` }];
    case 'given':
    case 'drawn':
    case 'skipped':
    case 'row':
    case 'product':
    case 'fold':
      return [{ ...result, sign: '' }];
  }
}

/** The words of each row, in the longest form first. The delta of each example is compared with the largest of those in sight. */
function columnWords(
  column: readonly Explanation[],
  statement: Statement,
  error: string | undefined,
  isWhole: boolean,
): readonly (readonly string[])[] {
  const largest = Math.max(...column.map(({ value }) => Math.abs(value)));
  const forms = column.map((row): readonly [string, string, string] => {
    const facts = deltaFacts(row, statement.target, error);
    if (facts !== undefined) return deltaForms(facts, row.value, largest, isWhole);
    const isMask = row.kind === 'drawn' && statement.techniques?.includes('dropout') === true;
    const words = row.kind !== 'drawn' ? stepWords(row, statement) : isMask ? maskWords(row.value) : '';
    return [words, words, words];
  });
  return [0, 1, 2].map((form) => forms.map((own) => own[form] as string));
}
