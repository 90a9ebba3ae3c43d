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

/** Pure ones: on any background one of the two has a contrast of 4.58 or more, where WCAG asks for 4.5. */
const black: Colour = { rgb: [0, 0, 0], xterm: 16, ansi: 0 };
const white: Colour = { rgb: [255, 255, 255], xterm: 231, ansi: 15 };
/** The relative luminance of a background on which the two have the same contrast. */
const EVEN_CONTRAST = 0.179;
/** In 16 colours: below this share of the scale a cell keeps the terminal's own background, above the other it is bright. */
const FAINT = 0.2;
const STRONG = 0.6;

/** The style of a cell for a value between −1 and 1; beyond them it stays at the end. */
export function divergingStyle(value: number, depth: ColourDepth): Style {
  const t = Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
  const size = Math.abs(t);
  if (depth === 4 && size < FAINT) return {};
  const end = t < 0 ? negativeEnd : positiveEnd;
  const ramp = t < 0 ? negativeRamp : positiveRamp;
  const background: Colour = {
    rgb: [mix(0, end, size), mix(1, end, size), mix(2, end, size)],
    xterm: ramp[Math.round(size * (ramp.length - 1))]!,
    ansi: (t < 0 ? 4 : 3) + (size < STRONG ? 0 : 8),
  };
  // What the sixteen look like is the terminal's own affair: of these only the normal blue is taken to be dark.
  const isLight =
    depth === 4
      ? t > 0 || size >= STRONG
      : luminance(depth === 8 ? xtermRgb(background.xterm) : background.rgb) > EVEN_CONTRAST;
  return { background, foreground: isLight ? black : white };
}

/** Relative luminance as WCAG 2 defines it, from 0 to 1. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What xterm's index 16 and up stands for: a cube of 6×6×6, then greys. */
function xtermRgb(index: number): Rgb {
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return [grey, grey, grey];
  }
  const level = (step: number): number => (step === 0 ? 0 : 55 + 40 * step);
  const cube = index - 16;
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}

function mix(channel: 0 | 1 | 2, end: Rgb, share: number): number {
  return Math.round(middle[channel] + (end[channel] - middle[channel]) * share);
}
