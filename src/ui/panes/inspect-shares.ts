import { type Frame, type Line, padEnd, padStart, span, widthOf } from '../text/line.ts';
import type { Block, Fold } from './inspect-blocks.ts';
import { equation, type Pen } from './inspect-pen.ts';

const WIDEST_BAR = 30;
/** Columns of a line besides name, number and bar: the mark, the gaps, and the share in per cent. */
const OTHERS = 14;

/** Every term of a row as its share of the whole; where there are more than lines, the largest and the chosen one. */
export function drawShares({ of, row }: Block & { kind: 'shares' }, columns: number, rows: number, pen: Pen): Frame {
  const { styles, glyphs } = pen.theme;
  const shown = row.terms.length < rows ? row.terms : largest(row, of.left.text, Math.max(1, rows - 2));
  const names = Math.max(...shown.map(({ text }) => widthOf(text)));
  const values = Math.max(...shown.map(({ value }) => widthOf(pen.number(value))));
  const room = Math.max(0, Math.min(WIDEST_BAR, columns - names - values - OTHERS));
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

function largest({ terms }: Fold, chosen: string, count: number): Fold['terms'] {
  const others = terms.filter(({ text }) => text !== chosen).sort((one, other) => other.value - one.value);
  const kept = new Set([chosen, ...others.slice(0, count - 1).map(({ text }) => text)]);
  return terms.filter(({ text }) => kept.has(text));
}
