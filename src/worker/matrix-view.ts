import type { Matrix } from '../engine/matrix.ts';
import type { MatrixView } from './protocol.ts';

/** More cells than this in a row or column no terminal shows. */
const MOST_BLOCKS = 128;

/** A copy of a matrix for the dashboard, summed over blocks where it is large. */
export function viewOf(name: string, { rows, columns, data }: Matrix): MatrixView {
  const blockRows = Math.ceil(rows / MOST_BLOCKS);
  const blockColumns = Math.ceil(columns / MOST_BLOCKS);
  if (blockRows === 1 && blockColumns === 1) {
    return { name, rows, columns, blockRows, blockColumns, sums: data.slice() };
  }
  const across = Math.ceil(columns / blockColumns);
  const sums = new Float64Array(Math.ceil(rows / blockRows) * across);
  for (let r = 0; r < rows; r++) {
    const line = Math.floor(r / blockRows) * across;
    for (let c = 0; c < columns; c++) sums[line + Math.floor(c / blockColumns)]! += data[r * columns + c]!;
  }
  return { name, rows, columns, blockRows, blockColumns, sums };
}
