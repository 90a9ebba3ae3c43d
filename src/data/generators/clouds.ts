import { type Generator, jittered } from './generator.ts';

const point = { inputNames: ['x1', 'x2'], targetName: 'class', perDraw: 1 };
const jitter = 'standard deviation by which points are moved';

/** Around (-1, -1) and (1, 1), alternating. */
export const twoGaussians: Generator = {
  ...point,
  name: 'two-gaussians',
  about: 'Two round clouds: no model separates them better than a straight line.',
  classes: ['lower', 'upper'],
  noise: { of: 'standard deviation of each cloud', default: 0.5 },
  draw(turn, noise, random) {
    const target = turn % 2;
    const centre = 2 * target - 1;
    return [{ inputs: jittered([centre, centre], noise, random), target }];
  },
};

/** The four quadrants in turn, each filled evenly from 0 to ±1. */
export const xorCloud: Generator = {
  ...point,
  name: 'xor-cloud',
  about: 'XOR with a cloud for each of its four examples: neither coordinate alone predicts the class.',
  classes: ['signs agree', 'signs differ'],
  noise: { of: jitter, default: 0.05 },
  draw(turn, noise, random) {
    const [right, upper] = [turn % 2, Math.floor(turn / 2) % 2];
    const x = (2 * right - 1) * random.nextDouble();
    const y = (2 * upper - 1) * random.nextDouble();
    return [{ inputs: jittered([x, y], noise, random), target: right === upper ? 0 : 1 }];
  },
};

const SQUARES = 4;

/** The squares of a board from -1 to 1, row by row, each filled evenly. */
export const checkerboard: Generator = {
  ...point,
  name: 'checkerboard',
  about: 'A board of 4×4 squares, which needs many hidden units.',
  classes: ['black', 'white'],
  noise: { of: jitter, default: 0 },
  draw(turn, noise, random) {
    const [column, row] = [turn % SQUARES, Math.floor(turn / SQUARES) % SQUARES];
    const x = (2 * (column + random.nextDouble())) / SQUARES - 1;
    const y = (2 * (row + random.nextDouble())) / SQUARES - 1;
    return [{ inputs: jittered([x, y], noise, random), target: (column + row) % 2 }];
  },
};
