/*
 * Products of matrices, which take most of the time of training. Each cell is a sum in the order of the inner index, from 0, so the
 * order in which the cells are computed does not change its bits. Here eight cells are computed at a time, two rows by four columns:
 * their sums stay in registers, and each value that is read serves several of them. A call may compute only the rows of `out` from
 * `first` to before `end`.
 */
import type { Matrix } from './matrix.ts';

/** (a×n) @ (n×b) → (a×b) */
export function multiply(left: Matrix, right: Matrix, out: Matrix, first = 0, end = out.rows): void {
  const { columns: inner } = left;
  const { columns } = right;
  multiplyInto(out.data, 0, columns, first, end, inner, left.data, 0, inner, 1, right.data, 0, 1, columns);
}

/** (n×a).T @ (n×b) → (a×b) */
export function multiplyTransposedLeft(left: Matrix, right: Matrix, out: Matrix, first = 0, end = out.rows): void {
  const { rows: inner, columns: rows } = left;
  const { columns } = right;
  multiplyInto(out.data, 0, columns, first, end, inner, left.data, 0, 1, rows, right.data, 0, 1, columns);
}

/** (a×n) @ (b×n).T → (a×b) */
export function multiplyTransposedRight(left: Matrix, right: Matrix, out: Matrix, first = 0, end = out.rows): void {
  const { columns: inner } = left;
  multiplyInto(out.data, 0, out.columns, first, end, inner, left.data, 0, inner, 1, right.data, 0, inner, 1);
}

const TALL = 2;
const WIDE = 4;

/**
 * z(r, c) = Σ x(r, k) y(k, c), in the rows from `first` to before `end`. The matrices begin at an index of their data each; z is row by row.
 * @param xRow, xStep the distance in x from a row to the next, and from an inner index to the next.
 * @param yColumn, yStep the distance in y from a column to the next, and from an inner index to the next.
 */
export function multiplyInto(
  z: Float64Array,
  zFirst: number,
  columns: number,
  first: number,
  end: number,
  inner: number,
  x: Float64Array,
  xFirst: number,
  xRow: number,
  xStep: number,
  y: Float64Array,
  yFirst: number,
  yColumn: number,
  yStep: number,
): void {
  const evenRows = end - ((end - first) % TALL);
  const evenColumns = columns - (columns % WIDE);
  for (let r = first; r < evenRows; r += TALL) {
    const upper = zFirst + r * columns;
    const lower = upper + columns;
    for (let c = 0; c < evenColumns; c += WIDE) {
      let u0 = 0;
      let u1 = 0;
      let u2 = 0;
      let u3 = 0;
      let l0 = 0;
      let l1 = 0;
      let l2 = 0;
      let l3 = 0;
      for (let k = 0, a = xFirst + r * xRow, b = yFirst + c * yColumn; k < inner; k++, a += xStep, b += yStep) {
        const above = x[a]!;
        const below = x[a + xRow]!;
        const y0 = y[b]!;
        const y1 = y[b + yColumn]!;
        const y2 = y[b + 2 * yColumn]!;
        const y3 = y[b + 3 * yColumn]!;
        u0 += above * y0;
        u1 += above * y1;
        u2 += above * y2;
        u3 += above * y3;
        l0 += below * y0;
        l1 += below * y1;
        l2 += below * y2;
        l3 += below * y3;
      }
      z[upper + c] = u0;
      z[upper + c + 1] = u1;
      z[upper + c + 2] = u2;
      z[upper + c + 3] = u3;
      z[lower + c] = l0;
      z[lower + c + 1] = l1;
      z[lower + c + 2] = l2;
      z[lower + c + 3] = l3;
    }
    for (let c = evenColumns; c < columns; c++) {
      let u = 0;
      let l = 0;
      for (let k = 0, a = xFirst + r * xRow, b = yFirst + c * yColumn; k < inner; k++, a += xStep, b += yStep) {
        u += x[a]! * y[b]!;
        l += x[a + xRow]! * y[b]!;
      }
      z[upper + c] = u;
      z[lower + c] = l;
    }
  }
  for (let r = evenRows; r < end; r++) {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let k = 0, a = xFirst + r * xRow, b = yFirst + c * yColumn; k < inner; k++, a += xStep, b += yStep)
        sum += x[a]! * y[b]!;
      z[zFirst + r * columns + c] = sum;
    }
  }
}
