import { type Line, padEnd, padStart, span } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

/** A bar to the left of a line for negative values, to its right for positive ones, in 2 × `half` + 1 columns. */
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
