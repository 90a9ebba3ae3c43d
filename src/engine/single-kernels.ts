import type { Floats } from '../language/dtypes.ts';
import type { ElementwiseName } from '../language/functions.ts';
import { singleFunctions } from '../language/single-functions.ts';
import type { Matrix } from './matrix.ts';

/*
 * Kernels for 32-bit floats, where those of `kernels.ts` do not serve: a product of matrices is rounded after each step. A single operation on two 32-bit
 * floats, computed with 64 bits and rounded as it is stored, has the bits of the operation with 32 bits (Figueroa 1995), so all other
 * kernels serve both types.
 */

const { fround } = Math;

/** A function of each cell: (m×n) → (m×n) */
export function singleKernel(callee: ElementwiseName): (x: Floats, z: Floats) => void {
  const f = singleFunctions[callee];
  return (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = f(x[i]!);
  };
}

/**
 * out(r, c) = Σ x(r, k) y(k, c) in the rows from `first` to before `end`, each product and each sum rounded. Each cell is a sum in the order of
 * the inner index, from 0.
 * @param transposed the operand that is read in place: left (k×m), or right (n×k).
 */
export function multiplySingle(
  transposed: 'neither' | 'left' | 'right',
  left: Matrix,
  right: Matrix,
  out: Matrix,
  first: number,
  end: number,
): void {
  const inner = transposed === 'left' ? left.rows : left.columns;
  const [xRow, xStep] = transposed === 'left' ? [1, left.columns] : [inner, 1];
  const [yColumn, yStep] = transposed === 'right' ? [inner, 1] : [1, right.columns];
  const { columns } = out;
  multiplySingleInto(out.data, 0, columns, first, end, inner, left.data, 0, xRow, xStep, right.data, 0, yColumn, yStep);
}

/** As `multiplyInto` in `products.ts`, with each product and each sum rounded to 32 bits. */
export function multiplySingleInto(
  z: Floats,
  zFirst: number,
  columns: number,
  first: number,
  end: number,
  inner: number,
  x: Floats,
  xFirst: number,
  xRow: number,
  xStep: number,
  y: Floats,
  yFirst: number,
  yColumn: number,
  yStep: number,
): void {
  const even = columns - (columns % 4);
  for (let r = first; r < end; r++) {
    const from = xFirst + r * xRow;
    const to = zFirst + r * columns;
    for (let c = 0; c < even; c += 4) {
      let s0 = fround(0);
      let s1 = fround(0);
      let s2 = fround(0);
      let s3 = fround(0);
      for (let k = 0, a = from, b = yFirst + c * yColumn; k < inner; k++, a += xStep, b += yStep) {
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
      for (let k = 0, a = from, b = yFirst + c * yColumn; k < inner; k++, a += xStep, b += yStep) {
        s = fround(s + fround(x[a]! * y[b]!));
      }
      z[to + c] = s;
    }
  }
}
