import { type DifferenceLine, iterationLine } from '../../language/difference.ts';
import { type Frame, type Line, span, truncate, wrap } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

const SIGN = 2;
/** A long line goes on below itself, farther in; nobody reads more of it than that. */
const MOST_ROWS = 3;
const CONTINUED = '    ';

/** Lines that have come and gone, with their signs. Those around them are there where all fits with them. */
export function drawDifference(lines: readonly DifferenceLine[], columns: number, rows: number, theme: Theme): Frame {
  const all = lines.flatMap((line) => drawLine(line, columns, theme));
  if (all.length <= rows) return all;
  const isKept = (line: DifferenceLine): boolean => line.sign !== ' ' || line === iterationLine;
  return lines.filter(isKept).flatMap((line) => drawLine(line, columns, theme));
}

/** `+3 −2` */
export function countText(lines: readonly DifferenceLine[], { glyphs }: Theme): string {
  const count = (own: DifferenceLine['sign']): number => lines.filter(({ sign }) => sign === own).length;
  return `+${count('+')} ${glyphs.minus}${count('-')}`;
}

function drawLine({ sign, text }: DifferenceLine, columns: number, { glyphs, styles }: Theme): Frame {
  const room = columns - SIGN;
  if (sign === ' ') return [[span(`  ${truncate(text, room, glyphs.ellipsis)}`, styles.quiet)]];
  const style = sign === '+' ? styles.good : styles.bad;
  const mark = sign === '+' ? '+' : glyphs.minus;
  const parts = wrap(truncate(text, MOST_ROWS * (room - CONTINUED.length), glyphs.ellipsis), room - CONTINUED.length);
  return parts.slice(0, MOST_ROWS + 1).map((part, row): Line => {
    const start = row === 0 ? `${mark} ` : ' '.repeat(SIGN) + CONTINUED;
    return [span(start + part, style)];
  });
}
