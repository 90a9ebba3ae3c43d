import { circles, moons, spirals } from './arcs.ts';
import { checkerboard, twoGaussians, xorCloud } from './clouds.ts';
import type { Generator } from './generator.ts';
import { pipesAndBicycles } from './pipes-and-bicycles.ts';
import { bumps, plane, sine } from './surfaces.ts';

/** All rules by which examples can be drawn: of two classes, of quantities, and of images. */
export const generators: readonly Generator[] = [
  twoGaussians,
  circles,
  moons,
  spirals,
  xorCloud,
  checkerboard,
  plane,
  sine,
  bumps,
  pipesAndBicycles,
];
