import type { Statement } from '../../language/program.ts';
import type { Explanation, Inspection } from '../../worker/protocol.ts';
import { signedBar } from '../charts/signed-bar.ts';
import { type Frame, type Line, padStart, type Span, span, widthOf } from '../text/line.ts';
import { deltaFacts, deltaWords } from '../words/delta-words.ts';
import { maskWords, stepWords } from '../words/part-words.ts';
import type { Pen } from './inspect-pen.ts';

const BARS = [3, 2, 1] as const;

/** A number of a row, with what stands before it. */
interface Figure {
  readonly sign: string;
  readonly value: number;
  /** A number that all rows share needs no bar, nor does one that only counts. */
  readonly hasBar: boolean;
}

/**
 * A line for each example, with bars: what goes in, what comes out, and what that means in words. Where there is no room for
 * the words of all, those of the chosen one stand below.
 */
export function drawColumn(
  { column, cell, firstRow }: Inspection,
  statement: Statement,
  error: string,
  columns: number,
  most: number,
  pen: Pen,
): Frame {
  const { styles, glyphs } = pen.theme;
  const figures = column.map((row) => figuresOf(row, pen));
  const words = column.map((row) => columnWords(row, statement, error));
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
  const longest = Math.max(...words.map(widthOf));
  const inLine = BARS.find((half) => widthWith(half) + longest + 2 <= columns);
  const half = inLine ?? BARS.find((bar) => widthWith(bar) <= columns) ?? 0;
  const chosenWords = words[cell.row - firstRow] ?? '';
  const hasWordsBelow = longest > 0 && inLine === undefined;
  const room = Math.max(1, hasWordsBelow ? most - 1 : most);
  const first = Math.max(0, Math.min(cell.row - firstRow - Math.floor(room / 2), column.length - room));
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
      ...(inLine === undefined ? [] : [span(`  ${words[first + index]}`, styles.quiet)]),
    ];
  });
  return hasWordsBelow ? [...lines, [span(chosenWords, styles.quiet)]] : lines;
}

/** The fewest lines in which a column says anything. */
export const LEAST_COLUMN_ROWS = 3;

function figuresOf(row: Explanation, pen: Pen): readonly Figure[] {
  const result = { value: row.value, hasBar: true };
  const from = (part: Explanation): Figure => ({ sign: '', value: part.value, hasBar: part.text.includes('[') });
  switch (row.kind) {
    case 'cells': {
      const operator = row.operator === '*' ? pen.theme.glyphs.times : row.operator;
      return [from(row.left), { ...from(row.right), sign: ` ${operator} ` }, { ...result, sign: ' = ' }];
    }
    case 'negate':
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

function columnWords(row: Explanation, statement: Statement, error: string): string {
  if (row.kind === 'drawn') return statement.techniques?.includes('dropout') ? maskWords(row.value) : '';
  const facts = deltaFacts(row, statement.target, error);
  return facts === undefined ? stepWords(row, statement) : deltaWords(facts);
}
