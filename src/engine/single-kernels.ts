import type { ElementwiseName } from '../language/functions.ts';
import { singleFunctions } from '../language/single-functions.ts';
import { type Unary, unaryLoop } from './loops.ts';
import type { View } from './views.ts';

/*
 * Kernels for 32-bit floats, where those of `kernels.ts` do not serve: a product of matrices is rounded after each step. A single operation on two 32-bit
 * floats, computed with 64 bits and rounded as it is stored, has the bits of the operation with 32 bits (Figueroa 1995), so all other
 * kernels serve both types.
 */

const { fround } = Math;

/** The loop of a function of each cell: (m×n) → (m×n) */
export function singleLoop(callee: ElementwiseName): Unary {
  return unaryLoop(singleFunctions[callee]);
}

/** As `multiplyInto` in `products.ts`, with each product and each sum rounded to 32 bits. Each cell is a sum in the order of the inner index, from 0. */
export function multiplySingleInto(left: View, right: View, out: View, first = 0, end = out.shape[0]!): void {
  const { data: x } = left;
  const { data: y } = right;
  const { data: z } = out;
  const columns = out.shape[1]!;
  const inner = left.shape[1]!;
  const xStep = left.strides[1]!;
  const yStep = right.strides[0]!;
  const yColumn = right.strides[1]!;
  const even = columns - (columns % 4);
  for (let r = first; r < end; r++) {
    const from = left.offset + r * left.strides[0]!;
    const to = out.offset + r * columns;
    for (let c = 0; c < even; c += 4) {
      let s0 = fround(0);
      let s1 = fround(0);
      let s2 = fround(0);
      let s3 = fround(0);
      for (let k = 0, a = from, b = right.offset + c * yColumn; k < inner; k++, a += xStep, b += yStep) {
        const own = x[a]!;
        s0 = fround(s0 + fround(own * y[b]!));
        s1 = fround(s1 + fround(own * y[b + yColumn]!));
        s2 = fround(s2 + fround(own * y[b + 2 * yColumn]!));
        s3 = fround(s3 + fround(own * y[b + 3 * yColumn]!));
      }
      z[to + c] = s0;
      z[to + c + 1] = s1;
      z[to + c + 2] = s2;
      z[to + c + 3] = s3;
    }
    for (let c = even; c < columns; c++) {
      let s = fround(0);
      for (let k = 0, a = from, b = right.offset + c * yColumn; k < inner; k++, a += xStep, b += yStep) {
        s = fround(s + fround(x[a]! * y[b]!));
      }
      z[to + c] = s;
    }
  }
}
