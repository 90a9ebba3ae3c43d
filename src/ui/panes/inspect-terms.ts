import type { Statement } from '../../language/program.ts';
import { type Frame, type Line, lineWidth, span, widthOf } from '../text/line.ts';
import { partWords } from '../words/part-words.ts';
import type { Block, Sum } from './inspect-blocks.ts';
import { names, numbers, type Pen } from './inspect-pen.ts';
import { drawTable, type Row } from './inspect-table.ts';

/** How many lines a sum takes at the most. */
export function sumRows({ terms }: Sum): number {
  return terms.length + 2;
}

/**
 * A sum, term by term, each with its bar; then what pushed up, what pushed down, and what is left. Where there are more
 * terms than lines, the largest are shown, and how many there are is said.
 */
export function drawSum(sum: Sum, columns: number, rows: number, pen: Pen): Frame {
  const all = rowsOf(sum, pen);
  const after = [
    ...(isPushed(sum, all) ? [balance(all, columns, pen)] : []),
    [span(totalOf(sum, columns, pen), pen.theme.styles.strong)],
  ];
  const room = Math.max(1, rows - after.length - (all.length > rows - after.length ? 1 : 0));
  const shown = all.length <= room ? all : largest(all, room);
  const left = all.length > shown.length ? [hidden(all, shown.length, pen)] : [];
  return [...drawTable(shown, columns, pen), ...left, ...after];
}

function rowsOf(sum: Sum, pen: Pen): readonly Row[] {
  const { times } = pen.theme.glyphs;
  return sum.kind === 'fold'
    ? sum.terms.map((term) => ({ names: names(term.text, pen), numbers: numbers(term, pen), value: term.value }))
    : sum.terms.map(({ left, right, product }) => ({
        names: `${left.text} ${times} ${right.text}`,
        numbers: `${pen.number(left.value)} ${times} ${pen.number(right.value)}`,
        value: product,
      }));
}

function largest(rows: readonly Row[], count: number): readonly Row[] {
  const bySize = [...rows].sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
  const chosen = new Set(bySize.slice(0, count));
  return rows.filter((row) => chosen.has(row));
}

function hidden(rows: readonly Row[], shown: number, { theme }: Pen): Line {
  const which = shown === 1 ? 'the largest' : `the ${shown} largest`;
  return [span(`${theme.glyphs.ellipsis} ${which} of ${rows.length} terms`, theme.styles.quiet)];
}

/** Whether the terms push against one another: what only counts, or looks for the largest, has no up and down. */
function isPushed(sum: Sum, rows: readonly Row[]): boolean {
  return sum.kind === 'product' || (sum.function === 'sum' && rows.some(({ value }) => value < 0));
}

/** `up +0.6600   down −0.7400   9 % is left` */
function balance(rows: readonly Row[], columns: number, { theme, number }: Pen): Line {
  const { styles } = theme;
  const up = rows.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const down = rows.reduce((sum, { value }) => sum + Math.min(0, value), 0);
  const left = up - down === 0 ? 0 : Math.round((100 * Math.abs(up + down)) / (up - down));
  const pushes = [
    span('up ', styles.quiet),
    span(number(up), styles.positive),
    span('   down ', styles.quiet),
    span(number(down), styles.negative),
  ];
  if (up === 0 || down === 0) return pushes;
  const texts = [`   ${left} % is left, the rest cancels`, `   ${left} % is left`];
  const text = texts.find((own) => lineWidth(pushes) + widthOf(own) <= columns) ?? '';
  return [...pushes, span(text, styles.quiet)];
}

/** A mean is the sum over how many there are. */
function totalOf(sum: Sum, columns: number, pen: Pen): string {
  const own = names(sum.text, pen);
  if (sum.kind === 'product' || sum.function !== 'mean') return `${own} = ${pen.number(sum.value)}`;
  const total = sum.terms.reduce((up, { value }) => up + value, 0);
  const numbers = `${pen.number(total)} / ${sum.terms.length} = ${pen.number(sum.value)}`;
  return widthOf(own) + widthOf(numbers) + 3 <= columns ? `${own} = ${numbers}` : numbers;
}

/** What is added up, each for what it is: what the examples add, what is carried over, what is taken away. */
export function drawAddends(
  { of, addends }: Block & { kind: 'addends' },
  statement: Statement,
  columns: number,
  pen: Pen,
): Frame {
  const rows = addends.map(({ sign, of: part }, index): Row => {
    const shown = sign < 0 ? `${pen.theme.glyphs.minus} ` : index === 0 ? '  ' : '+ ';
    return {
      names: shown + names(part.text, pen),
      numbers: '',
      value: sign * part.value,
      words: partWords(part, statement),
    };
  });
  return [...drawTable(rows, columns, pen), [span(`together ${pen.number(of.value)}`, pen.theme.styles.strong)]];
}
