import type { Colour, ColourDepth } from './style.ts';

type Rgb = Colour['rgb'];

/** Pure ones: on any background one of the two has a contrast of 4.58 or more, where WCAG asks for 4.5. */
const black: Colour = { rgb: [0, 0, 0], xterm: 16, ansi: 0 };
const white: Colour = { rgb: [255, 255, 255], xterm: 231, ansi: 15 };
/** The relative luminance of a background on which the two have the same contrast. */
const EVEN_CONTRAST = 0.179;
/** Of the sixteen, whose looks are the terminal's own affair, those that are taken to be dark. */
const DARK = [0, 1, 4, 5, 8];

/** Black or white, whichever is easier to read on a background. */
export function inkOn({ rgb, xterm, ansi }: Colour, depth: ColourDepth): Colour {
  if (depth === 4) return DARK.includes(ansi) ? white : black;
  return luminance(depth === 8 ? xtermRgb(xterm) : rgb) > EVEN_CONTRAST ? black : white;
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
  if (index >= FIRST_GREY) {
    const grey = 8 + 10 * (index - FIRST_GREY);
    return [grey, grey, grey];
  }
  const cube = index - 16;
  return [CUBE_STEPS[Math.floor(cube / 36)]!, CUBE_STEPS[Math.floor(cube / 6) % 6]!, CUBE_STEPS[cube % 6]!];
}

const FIRST_GREY = 232;
const CUBE_STEPS = [0, 95, 135, 175, 215, 255];

/** The index of xterm's 256 that comes closest to a colour, of the cube or of the greys. */
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
