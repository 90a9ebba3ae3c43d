import type { MatrixView } from '../../worker/protocol.ts';

/** A matrix drawn with fewer cells than it has: each is the mean of a block. */
export interface Bins {
  readonly rows: number;
  readonly columns: number;
  readonly means: Float64Array;
  /** Cells of the matrix in a block; fewer at the lower and right edge. */
  readonly blockRows: number;
  readonly blockColumns: number;
}

/** The means of the smallest blocks with which a matrix takes at most so many rows and columns. */
export function binView(view: MatrixView, mostRows: number, mostColumns: number): Bins {
  const blockRows = blockSize(view.rows, view.blockRows, mostRows);
  const blockColumns = blockSize(view.columns, view.blockColumns, mostColumns);
  const rows = Math.ceil(view.rows / blockRows);
  const columns = Math.ceil(view.columns / blockColumns);
  const means = new Float64Array(rows * columns);
  const across = Math.ceil(view.columns / view.blockColumns);
  view.sums.forEach((sum, index) => {
    const row = Math.floor((Math.floor(index / across) * view.blockRows) / blockRows);
    const column = Math.floor(((index % across) * view.blockColumns) / blockColumns);
    means[row * columns + column]! += sum;
  });
  for (let row = 0; row < rows; row++) {
    const height = Math.min(blockRows, view.rows - row * blockRows);
    for (let column = 0; column < columns; column++) {
      means[row * columns + column]! /= height * Math.min(blockColumns, view.columns - column * blockColumns);
    }
  }
  return { rows, columns, means, blockRows, blockColumns };
}

/** The smallest multiple of the view's own block that divides `count` cells into at most `most` blocks. */
function blockSize(count: number, block: number, most: number): number {
  return block * Math.ceil(Math.ceil(count / block) / most);
}
