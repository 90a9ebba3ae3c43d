import { signedBar } from '../charts/signed-bar.ts';
import { abbreviate, type Frame, padEnd, padStart, span, widthOf } from '../text/line.ts';
import type { Pen } from './inspect-pen.ts';

const WIDEST_BAR = 16;
const NARROWEST_BAR = 3;
const SHORT_NAMES = 16;

/** A part of a whole: what it is called, how it is made, how much it is, and what that means. */
export interface Row {
  readonly names: string;
  readonly numbers: string;
  readonly value: number;
  readonly words?: string;
}

/** Rows under one another, with a bar for each value; where there is little room bars go first, then names are cut. */
export function drawTable(rows: readonly Row[], columns: number, pen: Pen): Frame {
  const { styles, glyphs } = pen.theme;
  const widest = (of: (row: Row) => string): number => Math.max(...rows.map((row) => widthOf(of(row))));
  const own = widest((row) => row.names);
  const numbers = widest((row) => row.numbers);
  const values = widest((row) => pen.number(row.value));
  const words = widest(({ words = '' }) => words);
  const fixed = values + (numbers > 0 ? numbers + 5 : 2) + (words > 0 ? words + 2 : 0);
  // Numbers need their names in full; where there are none, names give way to the bars.
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

/** The length of a bar to each side, in so many columns with the gap before it. */
function halfBar(columns: number): number {
  return Math.min(WIDEST_BAR, Math.floor((columns - 4) / 2));
}
