import { exp, sin, square } from '../../language/elementary.ts';
import { type Generator, uniform } from './generator.ts';

const quantity = {
  targetName: 'y',
  perDraw: 1,
  noise: { of: 'standard deviation of what is added to the target', default: 0.05 },
};

/** y = 2 x1 - x2 + 0.5 */
export const plane: Generator = {
  ...quantity,
  name: 'plane',
  about: 'A slanted plane: a network without a hidden layer fits it.',
  inputNames: ['x1', 'x2'],
  draw(_, noise, random) {
    const [x1, x2] = [uniform(random), uniform(random)];
    return [{ inputs: [x1, x2], target: 2 * x1 - x2 + 0.5 + noise * random.nextGaussian() }];
  },
};

/** y = sin(π x) on [-1, 1): one wave. */
export const sine: Generator = {
  ...quantity,
  name: 'sine',
  about: 'One wave of a sine over a single input.',
  inputNames: ['x'],
  draw(_, noise, random) {
    const x = uniform(random);
    return [{ inputs: [x], target: sin(Math.PI * x) + noise * random.nextGaussian() }];
  },
};

/** A hill exp(-d²/0.2) at (0.4, 0.4), and an equal hollow at (-0.4, -0.4). */
export const bumps: Generator = {
  ...quantity,
  name: 'bumps',
  about: 'A hill and a hollow in a plain.',
  inputNames: ['x1', 'x2'],
  draw(_, noise, random) {
    const [x1, x2] = [uniform(random), uniform(random)];
    const hill = exp(-(square(x1 - 0.4) + square(x2 - 0.4)) / 0.2);
    const hollow = exp(-(square(x1 + 0.4) + square(x2 + 0.4)) / 0.2);
    return [{ inputs: [x1, x2], target: hill - hollow + noise * random.nextGaussian() }];
  },
};
