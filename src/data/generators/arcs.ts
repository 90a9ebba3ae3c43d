import { cos, sin } from '../../language/elementary.ts';
import { type Generator, jittered } from './generator.ts';

const point = { inputNames: ['x1', 'x2'], targetName: 'class', perDraw: 1 };
const jitter = 'standard deviation by which points are moved';

/** Radius 0.5 and 1, alternating. */
export const circles: Generator = {
  ...point,
  name: 'circles',
  about: 'A circle around another one: no straight line separates them, but three hidden units can.',
  classes: ['inner', 'outer'],
  noise: { of: jitter, default: 0.1 },
  draw(turn, noise, random) {
    const target = turn % 2;
    const radius = target === 1 ? 1 : 0.5;
    const angle = 2 * Math.PI * random.nextDouble();
    return [{ inputs: jittered([radius * cos(angle), radius * sin(angle)], noise, random), target }];
  },
};

/** A half circle around (1, 0.5), upside down, and one around (0, 0), alternating. */
export const moons: Generator = {
  ...point,
  name: 'moons',
  about: 'Two half circles that interlock.',
  classes: ['lower', 'upper'],
  noise: { of: jitter, default: 0.1 },
  draw(turn, noise, random) {
    const target = turn % 2;
    const angle = Math.PI * random.nextDouble();
    const [x, y] = [cos(angle), sin(angle)];
    return [{ inputs: jittered(target === 1 ? [x, y] : [1 - x, 0.5 - y], noise, random), target }];
  },
};

const TURNS = 1.25;

/** From the centre out to radius 1; the two arms are half a turn apart. */
export const spirals: Generator = {
  ...point,
  name: 'spirals',
  about: 'Two arms wound around each other, one turn and a quarter: hard for a small network.',
  classes: ['first arm', 'second arm'],
  noise: { of: jitter, default: 0.02 },
  draw(turn, noise, random) {
    const target = turn % 2;
    const radius = random.nextDouble();
    const angle = 2 * Math.PI * TURNS * radius + Math.PI * target;
    return [{ inputs: jittered([radius * cos(angle), radius * sin(angle)], noise, random), target }];
  },
};
