import type { Statement } from '../../language/program.ts';
import { abbreviate, type Frame, type Line, lineWidth, padEnd, padStart, span, widthOf } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import { partWords } from '../words/inspect-words.ts';
import type { Block, Fold, Sum } from './inspect-blocks.ts';
import { equation, names, numbers, type Pen } from './inspect-pen.ts';

/** The most lines of a sum. */
export function sumRows({ terms }: Sum): number {
  return terms.length + 2;
}

/**
 * A sum: its terms with bars, the positive and the negative part, and the result. With too few lines, the largest terms
 * and the number of all.
 */
export function drawSum(sum: Sum, columns: number, rows: number, pen: Pen): Frame {
  const all = rowsOf(sum, pen);
  const count = all.length + (sum.rest?.count ?? 0);
  const after = [
    ...(mayCancel(sum, all) ? [balance(sum, all, columns, pen)] : []),
    [span(totalOf(sum, columns, pen), pen.theme.styles.strong)],
  ];
  const room = Math.max(1, rows - after.length - (count > rows - after.length ? 1 : 0));
  const shown = all.length <= room ? all : largest(all, room);
  const left = count > shown.length ? [hidden(count, shown.length, pen)] : [];
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

function hidden(count: number, shown: number, { theme }: Pen): Line {
  const which = shown === 1 ? 'the largest' : `the ${shown} largest`;
  return [span(`${theme.glyphs.ellipsis} ${which} of ${count} terms`, theme.styles.quiet)];
}

/** True when terms of both signs may cancel: a product, or a sum with negative terms. */
function mayCancel(sum: Sum, rows: readonly Row[]): boolean {
  const hasNegative = rows.some(({ value }) => value < 0) || (sum.rest !== undefined && sum.rest.down < 0);
  return sum.kind === 'product' || (sum.function === 'sum' && hasNegative);
}

/** The sums of the positive and of the negative terms: `up +0.6600   down −0.7400   9 % remains`. */
function balance({ rest }: Sum, rows: readonly Row[], columns: number, { theme, number }: Pen): Line {
  const { styles } = theme;
  const up = rows.reduce((sum, { value }) => sum + Math.max(0, value), rest?.up ?? 0);
  const down = rows.reduce((sum, { value }) => sum + Math.min(0, value), rest?.down ?? 0);
  const left = up - down === 0 ? 0 : Math.round((100 * Math.abs(up + down)) / (up - down));
  const pushes = [
    span('up ', styles.quiet),
    span(number(up), styles.positive),
    span('   down ', styles.quiet),
    span(number(down), styles.negative),
  ];
  if (up === 0 || down === 0) return pushes;
  const texts = [`   ${left} % remains, the rest cancels`, `   ${left} % remains`];
  const text = texts.find((own) => lineWidth(pushes) + widthOf(own) <= columns) ?? '';
  return [...pushes, span(text, styles.quiet)];
}

/** The result of a sum; of a mean, with its division. */
function totalOf(sum: Sum, columns: number, pen: Pen): string {
  const own = names(sum.text, pen);
  if (sum.kind === 'product' || sum.function !== 'mean') return `${own} = ${pen.number(sum.value)}`;
  const { count, up, down } = sum.rest ?? { count: 0, up: 0, down: 0 };
  const total = sum.terms.reduce((all, { value }) => all + value, up + down);
  const numbers = `${pen.number(total)} / ${sum.terms.length + count} = ${pen.number(sum.value)}`;
  return widthOf(own) + widthOf(numbers) + 3 <= columns ? `${own} = ${numbers}` : numbers;
}

/** The addends of a cell with their meaning in words, and their sum. */
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
  return [...drawTable(rows, columns, pen), [span(`sum ${pen.number(of.value)}`, pen.theme.styles.strong)]];
}

const WIDEST_SHARE = 30;
/** Columns of a line besides name, number and bar: the mark, the gaps, and the share in percent. */
const SHARE_FIGURES = 14;

/** The terms of a row as shares of their sum; with too few lines, the largest and the chosen term. */
export function drawShares({ of, row }: Block & { kind: 'shares' }, columns: number, rows: number, pen: Pen): Frame {
  const { styles, glyphs } = pen.theme;
  const shown = row.terms.length < rows ? row.terms : largestShares(row, of.left.text, Math.max(1, rows - 2));
  const names = Math.max(...shown.map(({ text }) => widthOf(text)));
  const values = Math.max(...shown.map(({ value }) => widthOf(pen.number(value))));
  const room = Math.max(0, Math.min(WIDEST_SHARE, columns - names - values - SHARE_FIGURES));
  const bars = shown.map(({ text, value }): Line => {
    const share = row.value === 0 ? 0 : value / row.value;
    const isChosen = text === of.left.text;
    const style = isChosen ? styles.strong : undefined;
    const bar = glyphs.eighths[8]!.repeat(Math.round(Math.max(0, Math.min(1, share)) * room));
    return [
      span(`${isChosen ? glyphs.pointer : ' '} ${padEnd(text, names)}  `, styles.quiet),
      span(`${padStart(pen.number(value), values)}  `, style),
      span(padEnd(bar, room), isChosen ? styles.accent : styles.positive),
      span(` ${padStart((100 * share).toFixed(1), 5)} %`, style),
    ];
  });
  const hidden = `${glyphs.ellipsis} ${shown.length} of ${row.terms.length}`;
  const left = shown.length < row.terms.length ? [[span(hidden, styles.quiet)]] : [];
  return [...bars, ...left, [span(equation(of, columns, pen), styles.strong)]];
}

function largestShares({ terms }: Fold, chosen: string, count: number): Fold['terms'] {
  const others = terms.filter(({ text }) => text !== chosen).sort((one, other) => other.value - one.value);
  const kept = new Set([chosen, ...others.slice(0, count - 1).map(({ text }) => text)]);
  return terms.filter(({ text }) => kept.has(text));
}

const WIDEST_BAR = 16;
const NARROWEST_BAR = 3;
const SHORT_NAMES = 16;

/** A row of a table: names, arithmetic in numbers, value, and meaning in words. */
interface Row {
  readonly names: string;
  readonly numbers: string;
  readonly value: number;
  readonly words?: string;
}

/** Rows with a bar for each value; in a narrow table the bars go first, then names are cut. */
function drawTable(rows: readonly Row[], columns: number, pen: Pen): Frame {
  const { styles, glyphs } = pen.theme;
  const widest = (of: (row: Row) => string): number => Math.max(...rows.map((row) => widthOf(of(row))));
  const own = widest((row) => row.names);
  const numbers = widest((row) => row.numbers);
  const values = widest((row) => pen.number(row.value));
  const words = widest(({ words = '' }) => words);
  const fixed = values + (numbers > 0 ? numbers + 5 : 2) + (words > 0 ? words + 2 : 0);
  // Names are whole beside numbers; without numbers they are cut for the bars.
  const least = numbers > 0 ? own : Math.min(own, SHORT_NAMES);
  const half = Math.max(halfBar(columns - own - fixed), Math.min(NARROWEST_BAR, halfBar(columns - least - fixed)));
  const hasBars = half >= NARROWEST_BAR;
  const room = Math.max(0, Math.min(own, columns - fixed - (hasBars ? 2 * half + 3 : 0)));
  const most = Math.max(...rows.map(({ value }) => Math.abs(value)));
  return rows.map((row) => [
    span(padEnd(abbreviate(row.names, room, glyphs.ellipsis), room), styles.quiet),
    ...(numbers > 0
      ? [span(`  ${padStart(row.numbers, numbers)}`), span(row.numbers === '' ? '   ' : ' = ', styles.quiet)]
      : [span('  ')]),
    span(padStart(pen.number(row.value), values), styles.strong),
    ...(hasBars ? [span('  '), ...signedBar(row.value, most, half, pen.theme)] : []),
    ...(words > 0 ? [span(`  ${row.words ?? ''}`, styles.quiet)] : []),
  ]);
}

/** The length of a bar to each side in `columns` with the gap before it. */
function halfBar(columns: number): number {
  return Math.min(WIDEST_BAR, Math.floor((columns - 4) / 2));
}

/** A bar in 2 × `half` + 1 columns: to the left of the middle for negative values, to the right for positive ones. */
export function signedBar(value: number, largest: number, half: number, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const share = largest === 0 || !Number.isFinite(value) ? 0 : Math.min(1, Math.abs(value) / largest);
  const length = value === 0 ? 0 : Math.max(1, Math.round(share * half));
  const bar = glyphs.eighths[8]!.repeat(length);
  const style: Style = value < 0 ? styles.negative : styles.positive;
  return [
    span(value < 0 ? padStart(bar, half) : ' '.repeat(half), style),
    span(glyphs.box.down, styles.quiet),
    span(value < 0 ? ' '.repeat(half) : padEnd(bar, half), style),
  ];
}
