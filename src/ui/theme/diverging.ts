import { inkOn } from './contrast.ts';
import type { Colour, ColourDepth, Style } from './style.ts';

/*
 * Signed numbers from blue (negative) over a dark grey to orange (positive): two hues that every common kind of
 * colour blindness keeps apart. The sign is always written too.
 */
type Rgb = readonly [number, number, number];
const negativeEnd: Rgb = [64, 148, 240];
const middle: Rgb = [44, 47, 53];
const positiveEnd: Rgb = [240, 144, 48];

/** The same in xterm's 256, from the middle to the end. */
const negativeRamp = [236, 23, 24, 25, 32, 33];
const positiveRamp = [236, 58, 94, 130, 172, 208];

/** In 16 colours: below this share of the scale a cell keeps the terminal's own background, above the other it is bright. */
const FAINT = 0.2;
const STRONG = 0.6;

/** The colour of a value between −1 and 1, beyond them that of the end; none where the terminal's own background is left. */
export function divergingColour(value: number, depth: ColourDepth): Colour | undefined {
  const t = Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
  const size = Math.abs(t);
  if (depth === 4 && size < FAINT) return undefined;
  const end = t < 0 ? negativeEnd : positiveEnd;
  const ramp = t < 0 ? negativeRamp : positiveRamp;
  return {
    rgb: [mix(0, end, size), mix(1, end, size), mix(2, end, size)],
    xterm: ramp[Math.round(size * (ramp.length - 1))]!,
    ansi: (t < 0 ? 4 : 3) + (size < STRONG ? 0 : 8),
  };
}

/** The style of a cell for such a value. */
export function divergingStyle(value: number, depth: ColourDepth): Style {
  const background = divergingColour(value, depth);
  return background === undefined ? {} : { background, foreground: inkOn(background, depth) };
}

function mix(channel: 0 | 1 | 2, end: Rgb, share: number): number {
  return Math.round(middle[channel] + (end[channel] - middle[channel]) * share);
}
