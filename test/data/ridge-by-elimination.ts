import type { Dataset } from '../../src/data/dataset.ts';
import { rowsOf } from '../../src/engine/matrix.ts';

/*
 * Ridge regression by Gaussian elimination, which refits for each row that is left out: slow, and independent of
 * `src/data/ridge.ts`.
 */

type Rows = readonly (readonly number[])[];

const penalties = [0.01, 0.1, 1, 10, 100, 1000];

/** r² on the test set of the ridge regression whose penalty has the smallest leave-one-out error. A single target. */
export function ridgeR2({ train, test }: Dataset): number {
  if (test === undefined) throw new RangeError('no test set');
  const [x, y] = [rowsOf(train.inputs), rowsOf(train.targets).flat()];
  const errors = penalties.map((alpha) => leaveOneOutSquares(x, y, alpha));
  const predict = fitTo(x, y, penalties[errors.indexOf(Math.min(...errors))] as number);
  const answers = rowsOf(test.targets).flat();
  const mean = answers.reduce((sum, value) => sum + value, 0) / answers.length;
  const predicted = rowsOf(test.inputs).map(predict);
  const missed = answers.reduce((sum, value, at) => sum + (value - predicted[at]!) ** 2, 0);
  return 1 - missed / answers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Σ of the squared error of each row in a fit to all other rows. */
export function leaveOneOutSquares(x: Rows, y: readonly number[], alpha: number): number {
  const others = <Item>(list: readonly Item[], row: number): Item[] => list.filter((_, at) => at !== row);
  return y.reduce((sum, value, row) => sum + (value - fitTo(others(x, row), others(y, row), alpha)(x[row]!)) ** 2, 0);
}

function fitTo(x: Rows, y: readonly number[], alpha: number): (row: readonly number[]) => number {
  const width = x[0]!.length;
  const columns = Array.from({ length: width }, (_, column) => x.map((row) => row[column]!));
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [means, mean] = [columns.map(meanOf), meanOf(y)];
  const products = (one: readonly number[], other: readonly number[]): number =>
    one.reduce((sum, value, at) => sum + value * other[at]!, 0);
  const centred = columns.map((values, column) => values.map((value) => value - means[column]!));
  const system = centred.map((one, row) => [
    ...centred.map((other, column) => products(one, other) + (row === column ? alpha : 0)),
    products(one, y),
  ]);
  for (let pivot = 0; pivot < width; pivot++) {
    for (let row = 0; row < width; row++) {
      if (row === pivot) continue;
      const factor = system[row]![pivot]! / system[pivot]![pivot]!;
      for (let k = pivot; k <= width; k++) system[row]![k]! -= factor * system[pivot]![k]!;
    }
  }
  const weights = system.map((row, at) => row[width]! / row[at]!);
  return (row) => mean + row.reduce((sum, value, at) => sum + (value - means[at]!) * weights[at]!, 0);
}
