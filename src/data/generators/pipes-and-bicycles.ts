import type { RandomSource } from '../../engine/random.ts';
import type { Generator } from './generator.ts';

const SIZE = 8;

const bicycle = [
  '.##..##', //
  '..####.',
  '.#.#.#.',
  '#.###.#',
  '.#...#.',
];
const pipe = [
  '....#.#', //
  '....###',
  '##..###',
  '.######',
  '..####.',
];
/** By class. */
const shapes = [bicycle, pipe];

/**
 * Images of a bicycle or a tobacco pipe, in any place, facing either way, light on dark or dark on light: the
 * tutorial's example of data whose single pixels say nothing about the class, while combinations of pixels do.
 *
 * Images come in pairs, and the second is the negative of the first, 1 - image, noise included. Over whole pairs, each
 * pixel has the mean ½ in both classes, so it does not correlate with the class. Neither does any weighted sum of
 * pixels: the sums of an image and of its negative lie on opposite sides of the middle, at the same distance.
 *
 * A pair draws its row, its column and its direction with `int(np.random.random() * n)` each, then the noise of each
 * pixel.
 */
export const pipesAndBicycles: Generator = {
  name: 'pipes-and-bicycles',
  about: 'Images of pipes and bicycles: no single pixel predicts the class, so a hidden layer is needed.',
  inputNames: Array.from({ length: SIZE * SIZE }, (_, at) => `r${Math.floor(at / SIZE) + 1}c${(at % SIZE) + 1}`),
  targetName: 'kind',
  classes: ['bicycle', 'pipe'],
  image: { width: SIZE, height: SIZE },
  // A pair of each class.
  perDraw: 4,
  noise: { of: 'standard deviation of what is added to each pixel, which is 0 or 1', default: 0.1 },
  draw(_, noise, random) {
    return shapes.flatMap((shape, target) => {
      const image = drawn(shape, noise, random);
      return [image, image.map((pixel) => 1 - pixel)].map((inputs) => ({ inputs, target }));
    });
  },
};

function drawn(shape: readonly string[], noise: number, random: RandomSource): readonly number[] {
  const [height, width] = [shape.length, shape[0]?.length ?? 0];
  const below = (most: number): number => Math.floor(random.nextDouble() * most);
  const [top, left, isMirrored] = [below(SIZE - height + 1), below(SIZE - width + 1), below(2) === 1];
  return Array.from({ length: SIZE * SIZE }, (_, at) => {
    const [row, column] = [Math.floor(at / SIZE) - top, (at % SIZE) - left];
    const isLit = shape[row]?.[isMirrored ? width - 1 - column : column] === '#';
    return (isLit ? 1 : 0) + noise * random.nextGaussian();
  });
}
