import { nearestXterm } from './contrast.ts';
import type { Colour, ColourDepth } from './style.ts';

type Rgb = Colour['rgb'];

/*
 * Ten hues that the common kinds of colour blindness keep apart: those of Okabe and Ito (jfly.uni-koeln.de/color) without
 * their black, then three of Paul Tol's muted ones. Neighbours differ most. Each class has a letter too.
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
const middle: Rgb = [44, 47, 53];
/** A class is never so unsure that its hue goes. */
const LEAST_HUE = 0.3;

/**
 * The colour of a class, the darker the less sure it is.
 * @param sureness from 0 to 1. In 16 colours there are no shades.
 */
export function classColour(index: number, sureness: number, depth: ColourDepth): Colour {
  const [hue, ansi] = hues[index % hues.length]!;
  const share = LEAST_HUE + (1 - LEAST_HUE) * (Number.isNaN(sureness) ? 0 : Math.max(0, Math.min(1, sureness)));
  const rgb = hue.map((channel, i) => Math.round(middle[i]! + (channel - middle[i]!) * share)) as [
    number,
    number,
    number,
  ];
  return { rgb, xterm: depth === 8 ? nearestXterm(rgb) : 0, ansi };
}

/** `a` for the first class, `b` for the second, and after `z` from the beginning. */
export function classLetter(index: number): string {
  return String.fromCharCode(97 + (index % 26));
}
