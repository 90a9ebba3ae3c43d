import type { Colour } from './style.ts';

const DARKEST = 16;
const LIGHTEST = 255;
/** In 16 colours: black, grey, light grey, white. */
const ansiGreys = [0, 8, 7, 15];

/** A grey between the darkest at 0 and the lightest at 1. */
export function greyColour(share: number): Colour {
  const t = Number.isNaN(share) ? 0 : Math.max(0, Math.min(1, share));
  const level = Math.round(DARKEST + (LIGHTEST - DARKEST) * t);
  return { rgb: [level, level, level], xterm: 232 + Math.round(23 * t), ansi: ansiGreys[Math.round(3 * t)]! };
}
