import { emptyMatrix, type Matrix } from '../../src/engine/matrix.ts';
import { numpyRandom } from '../../src/engine/random.ts';

/** Numbers on [0, 1) from a seed. */
export function drawnMatrix(rows: number, columns: number, seed: number): Matrix {
  const random = numpyRandom(seed);
  const matrix = emptyMatrix({ rows, columns });
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] = random.nextDouble();
  return matrix;
}
