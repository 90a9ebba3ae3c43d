import type { Colour, ColourDepth, Palette, Scheme, Style } from './style.ts';

/*
 * Colours of values: a diverging scale for signed numbers, hues for classes, greys for pixels, and black or white ink
 * for text on them.
 */

type Rgb = Colour['rgb'];

/** A diverging scale. */
interface Scale {
  readonly negative: Rgb;
  /** The colour of 0: near the ground, so that it is the quietest. */
  readonly middle: Rgb;
  readonly positive: Rgb;
  /** The same scale in xterm's 256 colours, from 0 to an end. */
  readonly ramps: { readonly negative: readonly number[]; readonly positive: readonly number[] };
}

/*
 * Blue (negative) over a grey (0) to orange (positive). The common kinds of colour blindness keep the two hues apart. The sign is always
 * written as well.
 */
const scales: Readonly<Record<Scheme['ground'], Scale>> = {
  dark: {
    negative: [64, 148, 240],
    middle: [44, 47, 53],
    positive: [240, 144, 48],
    ramps: { negative: [236, 23, 24, 25, 32, 33], positive: [236, 58, 94, 130, 172, 208] },
  },
  light: {
    negative: [24, 96, 190],
    middle: [228, 230, 234],
    positive: [196, 92, 8],
    ramps: { negative: [254, 153, 111, 68, 26, 25], positive: [254, 223, 216, 173, 166, 130] },
  },
};

/**
 * 16 colours: below `FAINT` of the scale a cell keeps the terminal's background, from `STRONG` on its colour is bright.
 */
const FAINT = 0.2;
const STRONG = 0.6;

/** Steps of the scale from 0 to an end, in 24 bits: finer ones are hardly seen, and each change of a cell is sent. */
const STEPS = 24;

/** The diverging colour of a value, clamped to −1 to 1; undefined for the terminal's own background. */
export function divergingColour(value: number, { depth, scheme }: Palette): Colour | undefined {
  const t = Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
  const size = Math.abs(t);
  if (depth === 4 && size < FAINT) return undefined;
  const sign = t < 0 ? 'negative' : 'positive';
  const { middle, ramps, [sign]: end } = scales[scheme.ground];
  const ramp = ramps[sign];
  const step = Math.round(size * STEPS) / STEPS;
  return {
    rgb: mixed(middle, end, step),
    xterm: ramp[Math.round(size * (ramp.length - 1))]!,
    ansi: (t < 0 ? 4 : 3) + (size < STRONG ? 0 : 8),
  };
}

/** A cell's style for a value from −1 to 1: diverging background, legible ink. */
export function divergingStyle(value: number, palette: Palette): Style {
  const background = divergingColour(value, palette);
  return background === undefined ? {} : { background, foreground: inkOn(background, palette.depth) };
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (channel: 0 | 1 | 2): number => Math.round(from[channel] + (to[channel] - from[channel]) * share);
  return [mix(0), mix(1), mix(2)];
}

/*
 * Ten hues for classes that the common kinds of colour blindness keep apart: those of Okabe and Ito
 * (jfly.uni-koeln.de/color) without black, then three of Paul Tol's muted scheme. Neighbours differ most. Each class
 * has a letter as well.
 */
const hues: readonly (readonly [rgb: Rgb, ansi: number])[] = [
  [[0, 114, 178], 4],
  [[230, 159, 0], 3],
  [[0, 158, 115], 2],
  [[204, 121, 167], 5],
  [[86, 180, 233], 6],
  [[213, 94, 0], 1],
  [[240, 228, 66], 11],
  [[187, 187, 187], 7],
  [[136, 34, 85], 13],
  [[153, 153, 51], 10],
];
/** The share of the hue at confidence 0: the class stays recognizable. */
const LEAST_HUE = 0.3;

/**
 * The colour of a class, nearer to the ground at lower confidence.
 * @param confidence from 0 to 1; 16 colours have no shades.
 */
export function classColour(index: number, confidence: number, { depth, scheme }: Palette): Colour {
  const [hue, ansi] = hues[index % hues.length]!;
  const share = LEAST_HUE + (1 - LEAST_HUE) * (Number.isNaN(confidence) ? 0 : Math.max(0, Math.min(1, confidence)));
  const rgb = mixed(scales[scheme.ground].middle, hue, share);
  return { rgb, xterm: depth === 8 ? nearestXterm(rgb) : 0, ansi };
}

/** `a` for the first class, `b` for the second; `a` again after `z`. */
export function classLetter(index: number): string {
  return String.fromCharCode(97 + (index % 26));
}

const DARKEST = 16;
const LIGHTEST = 255;
/** 16 colours: black, grey, light grey, white. */
const ansiGreys = [0, 8, 7, 15];

/** A grey from the darkest at 0 to the lightest at 1. */
export function greyColour(share: number): Colour {
  const t = Number.isNaN(share) ? 0 : Math.max(0, Math.min(1, share));
  const level = Math.round(DARKEST + (LIGHTEST - DARKEST) * t);
  return { rgb: [level, level, level], xterm: 232 + Math.round(23 * t), ansi: ansiGreys[Math.round(3 * t)]! };
}

/** Inks: on any background one of the two has a contrast of at least 4.58; WCAG 2 asks for 4.5. */
const black: Colour = { rgb: [0, 0, 0], xterm: 16, ansi: 0 };
const white: Colour = { rgb: [255, 255, 255], xterm: 231, ansi: 15 };
/** The relative luminance of a background on which both inks have the same contrast. */
const EVEN_CONTRAST = 0.179;
/** The ANSI colours assumed to be dark; each terminal defines its own. */
const DARK = [0, 1, 4, 5, 8];

/** The more legible ink on a background: black or white. */
export function inkOn({ rgb, xterm, ansi }: Colour, depth: ColourDepth): Colour {
  if (depth === 4) return DARK.includes(ansi) ? white : black;
  return luminance(depth === 8 ? xtermRgb(xterm) : rgb) > EVEN_CONTRAST ? black : white;
}

/** Relative luminance from 0 to 1, as defined by WCAG 2. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colour of xterm's index 16 to 255: a 6×6×6 cube, then greys. */
function xtermRgb(index: number): Rgb {
  if (index >= FIRST_GREY) {
    const grey = 8 + 10 * (index - FIRST_GREY);
    return [grey, grey, grey];
  }
  const cube = index - 16;
  return [CUBE_STEPS[Math.floor(cube / 36)]!, CUBE_STEPS[Math.floor(cube / 6) % 6]!, CUBE_STEPS[cube % 6]!];
}

const FIRST_GREY = 232;
const CUBE_STEPS = [0, 95, 135, 175, 215, 255];

/** The index of the nearest colour in xterm's cube and greys. */
export function nearestXterm(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(nearestStep) as [number, number, number];
  const inCube = 16 + 36 * red + 6 * green + blue;
  const mean = (rgb[0] + rgb[1] + rgb[2]) / 3;
  const grey = FIRST_GREY + Math.max(0, Math.min(23, Math.round((mean - 8) / 10)));
  return distance(xtermRgb(grey), rgb) < distance(xtermRgb(inCube), rgb) ? grey : inCube;
}

function nearestStep(channel: number): number {
  const distances = CUBE_STEPS.map((step) => Math.abs(step - channel));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: Rgb, other: Rgb): number {
  return one.reduce((sum, channel, i) => sum + (channel - other[i]!) ** 2, 0);
}
