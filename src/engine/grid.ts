import { emptyMatrix, type Matrix } from './matrix.ts';

/** A rectangle of a plane, divided into so many cells. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** The first input, from the left edge of the first column to the right edge of the last; as the network sees it. */
  readonly x: readonly [number, number];
  /** The second input, in the same way: which end is up is for those to say who draw it. */
  readonly y: readonly [number, number];
}

/** The same rectangle in cells that are so many times as wide and as tall, or a bit less, so that they fill it. */
export function coarser(grid: Grid, times: number): Grid {
  return { ...grid, columns: Math.ceil(grid.columns / times), rows: Math.ceil(grid.rows / times) };
}

/** The middles of all cells, row by row (cells × inputs); a third input is 1. */
export function middlesOf({ columns, rows, x, y }: Grid, inputs: number): Matrix {
  const points = emptyMatrix({ rows: rows * columns, columns: inputs });
  const middle = ([from, to]: readonly [number, number], cell: number, cells: number): number =>
    from + ((to - from) * (cell + 0.5)) / cells;
  for (let cell = 0; cell < points.rows; cell++) {
    points.data[cell * inputs] = middle(x, cell % columns, columns);
    points.data[cell * inputs + 1] = middle(y, Math.floor(cell / columns), rows);
    if (inputs === 3) points.data[cell * inputs + 2] = 1;
  }
  return points;
}

/** Which two of `few` cells in a line the middle of one of `many` lies between, and how far it is from the first to the second. */
function between(cell: number, many: number, few: number): { readonly from: number; readonly share: number } {
  const place = Math.max(0, Math.min(few - 1, ((cell + 0.5) * few) / many - 0.5));
  const from = Math.min(Math.floor(place), Math.max(0, few - 2));
  return { from, share: few === 1 ? 0 : place - from };
}

/**
 * What lies between the middles of a coarse grid, for each cell of a fine one over the same rectangle: in proportion to how near
 * it is to the four around it.
 * @param known (coarse cells × values)
 * @param tell called with each fine cell, row by row, and its values (1 × values), which stay until the next.
 */
export function eachBetween(
  known: Matrix,
  coarse: Grid,
  { columns, rows }: Grid,
  tell: (cell: number, values: Matrix) => void,
): void {
  const { columns: depth, data } = known;
  const values = emptyMatrix({ rows: 1, columns: depth });
  const across = Array.from({ length: columns }, (_, column) => between(column, columns, coarse.columns));
  const [right, below] = [coarse.columns > 1 ? depth : 0, coarse.rows > 1 ? coarse.columns * depth : 0];
  for (let row = 0; row < rows; row++) {
    const down = between(row, rows, coarse.rows);
    for (let column = 0; column < columns; column++) {
      const { from, share } = across[column]!;
      const start = (down.from * coarse.columns + from) * depth;
      for (let k = start; k < start + depth; k++) {
        const upper = data[k]! + share * (data[k + right]! - data[k]!);
        const lower = data[k + below]! + share * (data[k + below + right]! - data[k + below]!);
        values.data[k - start] = upper + down.share * (lower - upper);
      }
      tell(row * columns + column, values);
    }
  }
}
