import type { Colour, ColourDepth, Style } from './style.ts';

/*
 * Signed numbers from blue (negative) over a dark grey to orange (positive): two hues that every common kind of
 * colour blindness keeps apart. The sign is always written too.
 */
type Rgb = readonly [number, number, number];
const negativeEnd: Rgb = [64, 148, 240];
const middle: Rgb = [44, 47, 53];
const positiveEnd: Rgb = [240, 144, 48];

const black: Colour = { rgb: [16, 16, 16], ansi: 0 };
const white: Colour = { rgb: [238, 238, 238], ansi: 15 };
/** Below this share of the scale a cell in 16 colours keeps the terminal's own background. */
const FAINT = 0.2;
const STRONG = 0.6;

/** The style of a cell for a value between −1 and 1; beyond them it stays at the end. */
export function divergingStyle(value: number, depth: ColourDepth): Style {
  const t = Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
  const size = Math.abs(t);
  if (depth === 4) {
    if (size < FAINT) return {};
    const hue = t < 0 ? 4 : 3;
    const ansi = size < STRONG ? hue : hue + 8;
    return { background: { rgb: middle, ansi }, foreground: hue === 4 && size < STRONG ? white : black };
  }
  const end = t < 0 ? negativeEnd : positiveEnd;
  const rgb: Rgb = [mix(0, end, size), mix(1, end, size), mix(2, end, size)];
  // Luminance as in ITU-R BT.601: dark text where the cell is light.
  const luminance = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
  return { background: { rgb, ansi: 0 }, foreground: luminance > 115 ? black : white };
}

function mix(channel: 0 | 1 | 2, end: Rgb, share: number): number {
  return Math.round(middle[channel] + (end[channel] - middle[channel]) * share);
}
