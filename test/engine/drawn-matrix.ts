import { emptyMatrix } from '../../src/engine/matrix.ts';
import { numpyRandom } from '../../src/engine/random.ts';

/** Numbers on [0, 1) from a seed. */
export function drawnMatrix(rows: number, columns: number, seed: number): ReturnType<typeof emptyMatrix> {
  const random = numpyRandom(seed);
  const matrix = emptyMatrix({ rows, columns });
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] = random.nextDouble();
  return matrix;
}
