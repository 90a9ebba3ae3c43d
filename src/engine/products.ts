/*
 * Products of matrices, which take most of the time of training. Each cell is a sum in the order of the inner index, from 0, so the
 * order in which the cells are computed does not change its bits. Here eight cells are computed at a time, two rows by four columns:
 * their sums stay in registers, do not wait for each other, and each value that is read serves several of them. Copies of blocks of the
 * operands, which would be read in order, were measured to gain nothing: the additions take the time.
 */
import type { View } from './views.ts';

const TALL = 2;
const WIDE = 4;

/** (a×n) @ (n×b) → (a×b), of which only the rows from `first` to before `end` are computed. The cells of `out` are row by row. */
export function multiplyInto(left: View, right: View, out: View, first = 0, end = out.shape[0]!): void {
  const columns = out.shape[1]!;
  const evenRows = end - ((end - first) % TALL);
  const evenColumns = columns - (columns % WIDE);
  const { data: x } = left;
  const { data: y } = right;
  const { data: z } = out;
  const inner = left.shape[1]!;
  const xRow = left.strides[0]!;
  const xStep = left.strides[1]!;
  const yStep = right.strides[0]!;
  const yColumn = right.strides[1]!;
  for (let r = first; r < evenRows; r += TALL) {
    const upper = out.offset + r * columns;
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
      for (
        let k = 0, a = left.offset + r * xRow, b = right.offset + c * yColumn;
        k < inner;
        k++, a += xStep, b += yStep
      ) {
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
  }
  if (evenColumns < columns) narrow(left, right, out, evenColumns, first, evenRows);
  if (evenRows < end) lastRow(left, right, out, evenRows);
}

/** The one to three columns from `from` on. One column is computed four rows at a time. */
function narrow(left: View, right: View, out: View, from: number, first: number, end: number): void {
  const { data: x } = left;
  const { data: y } = right;
  const { data: z } = out;
  const columns = out.shape[1]!;
  const inner = left.shape[1]!;
  const xRow = left.strides[0]!;
  const xStep = left.strides[1]!;
  const yStep = right.strides[0]!;
  const yColumn = right.strides[1]!;
  const start = right.offset + from * yColumn;
  const width = columns - from;
  if (width === 1) {
    let r = first;
    for (; r + 4 <= end; r += 4) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0, a = left.offset + r * xRow, b = start; k < inner; k++, a += xStep, b += yStep) {
        const y0 = y[b]!;
        s0 += x[a]! * y0;
        s1 += x[a + xRow]! * y0;
        s2 += x[a + 2 * xRow]! * y0;
        s3 += x[a + 3 * xRow]! * y0;
      }
      const at = out.offset + r * columns + from;
      z[at] = s0;
      z[at + columns] = s1;
      z[at + 2 * columns] = s2;
      z[at + 3 * columns] = s3;
    }
    for (; r < end; r++) {
      let s0 = 0;
      for (let k = 0, a = left.offset + r * xRow, b = start; k < inner; k++, a += xStep, b += yStep)
        s0 += x[a]! * y[b]!;
      z[out.offset + r * columns + from] = s0;
    }
    return;
  }
  // The third of two columns is the second again.
  const third = (width - 1) * yColumn;
  for (let r = first; r < end; r += TALL) {
    let u0 = 0;
    let u1 = 0;
    let u2 = 0;
    let l0 = 0;
    let l1 = 0;
    let l2 = 0;
    for (let k = 0, a = left.offset + r * xRow, b = start; k < inner; k++, a += xStep, b += yStep) {
      const above = x[a]!;
      const below = x[a + xRow]!;
      const y0 = y[b]!;
      const y1 = y[b + yColumn]!;
      const y2 = y[b + third]!;
      u0 += above * y0;
      u1 += above * y1;
      u2 += above * y2;
      l0 += below * y0;
      l1 += below * y1;
      l2 += below * y2;
    }
    const upper = out.offset + r * columns + from;
    const lower = upper + columns;
    z[upper] = u0;
    z[upper + 1] = u1;
    z[upper + width - 1] = u2;
    z[lower] = l0;
    z[lower + 1] = l1;
    z[lower + width - 1] = l2;
  }
}

/** A single row, four columns at a time. */
function lastRow(left: View, right: View, out: View, r: number): void {
  const { data: x } = left;
  const { data: y } = right;
  const { data: z } = out;
  const columns = out.shape[1]!;
  const inner = left.shape[1]!;
  const xAt = left.offset + r * left.strides[0]!;
  const xStep = left.strides[1]!;
  const yStep = right.strides[0]!;
  const yColumn = right.strides[1]!;
  const at = out.offset + r * columns;
  let c = 0;
  for (; c + WIDE <= columns; c += WIDE) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0, a = xAt, b = right.offset + c * yColumn; k < inner; k++, a += xStep, b += yStep) {
      const only = x[a]!;
      s0 += only * y[b]!;
      s1 += only * y[b + yColumn]!;
      s2 += only * y[b + 2 * yColumn]!;
      s3 += only * y[b + 3 * yColumn]!;
    }
    z[at + c] = s0;
    z[at + c + 1] = s1;
    z[at + c + 2] = s2;
    z[at + c + 3] = s3;
  }
  for (; c < columns; c++) {
    let s = 0;
    for (let k = 0, a = xAt, b = right.offset + c * yColumn; k < inner; k++, a += xStep, b += yStep) s += x[a]! * y[b]!;
    z[at + c] = s;
  }
}
