/*
 * Solving and factoring of small matrices, row by row in a `Float64Array`. Sums run in a fixed order, so the last bits differ from
 * LAPACK's.
 */
import { spend } from '../machine/bounds.ts';
import { type Host, RaisedError } from '../machine/values.ts';
import { float64 } from './dtypes.ts';
import { adopt, doublesOf, type NdArray } from './ndarray.ts';
import { transpose } from './shaping.ts';
import { floats } from './storage.ts';

export function linalgError(message: string): RaisedError {
  return new RaisedError('LinAlgError', message);
}

/** LAPACK's relative precision: half of the distance from 1 to the next number. */
export const EPSILON = Number.EPSILON / 2;
/** The least number with all of its digits. */
export const TINY = 2 ** -1022;

/** The size of one number with the sign of another, also that of −0. */
export const withSign = (size: number, of: number): number =>
  of < 0 || Object.is(of, -0) ? -Math.abs(size) : Math.abs(size);

/**
 * LAPACK's drot: rotates two rows or columns of a matrix, (x, y) → (c x + s y, c y − s x).
 * @param p the place of the first cell of one, @param q that of the other
 * @param stride the distance of two cells that follow each other
 */
export function rotate(
  a: Float64Array,
  p: number,
  q: number,
  stride: number,
  count: number,
  c: number,
  s: number,
): void {
  for (let i = 0; i < count; i++) {
    const x = a[p + i * stride]!;
    const y = a[q + i * stride]!;
    a[p + i * stride] = c * x + s * y;
    a[q + i * stride] = c * y - s * x;
  }
}

/** Gaussian elimination with row exchanges, in place: A = P L U. @returns the order of rows and the sign; undefined when singular. */
export function decompose(a: Float64Array, n: number): { order: number[]; sign: number; isSingular: boolean } {
  const order = Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  let isSingular = false;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let r = k + 1; r < n; r++) if (Math.abs(a[r * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = r;
    if (a[pivot * n + k] === 0) {
      isSingular = true;
      continue;
    }
    if (pivot !== k) {
      sign = -sign;
      [order[k], order[pivot]] = [order[pivot]!, order[k]!];
      for (let c = 0; c < n; c++) {
        const kept = a[k * n + c]!;
        a[k * n + c] = a[pivot * n + c]!;
        a[pivot * n + c] = kept;
      }
    }
    for (let r = k + 1; r < n; r++) {
      const factor = a[r * n + k]! / a[k * n + k]!;
      a[r * n + k] = factor;
      for (let c = k + 1; c < n; c++) a[r * n + c] = a[r * n + c]! - factor * a[k * n + c]!;
    }
  }
  return { order, sign, isSingular };
}

export function solveInto(a: Float64Array, n: number, b: Float64Array, columns: number): Float64Array {
  const { order, isSingular } = decompose(a, n);
  if (isSingular) throw linalgError('Singular matrix');
  const x = new Float64Array(n * columns);
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < n; r++) {
      let sum = b[order[r]! * columns + c]!;
      for (let k = 0; k < r; k++) sum -= a[r * n + k]! * x[k * columns + c]!;
      x[r * columns + c] = sum;
    }
    for (let r = n - 1; r >= 0; r--) {
      let sum = x[r * columns + c]!;
      for (let k = r + 1; k < n; k++) sum -= a[r * n + k]! * x[k * columns + c]!;
      x[r * columns + c] = sum / a[r * n + r]!;
    }
  }
  return x;
}

export function identity(n: number): Float64Array {
  const made = floats(n * n);
  for (let i = 0; i < n; i++) made[i * n + i] = 1;
  return made;
}

/** The lower factor L of a symmetric matrix: A = L Lᵀ. */
export function cholesky(a: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let r = 0; r < n; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = a[r * n + c]!;
      for (let k = 0; k < c; k++) sum -= lower[r * n + k]! * lower[c * n + k]!;
      if (r === c) {
        if (!(sum > 0)) throw linalgError('Matrix is not positive definite');
        lower[r * n + r] = Math.sqrt(sum);
      } else lower[r * n + c] = sum / lower[c * n + c]!;
    }
  }
  return lower;
}

/**
 * LAPACK's dlarfg: the reflection H = 1 − τ v vᵀ of `count` cells from `at` on to the first axis. The first cell becomes their length with
 * its sign, the others those of v, whose first is 1.
 * @returns τ; 0 where the others are 0 already
 */
export function reflected(x: Float64Array, at: number, count: number): number {
  let norm = 0;
  for (let i = 1; i < count; i++) norm = Math.hypot(norm, x[at + i]!);
  if (norm === 0) return 0;
  const alpha = x[at]!;
  const length = Math.hypot(alpha, norm);
  const beta = -withSign(length, alpha);
  for (let i = 1; i < count; i++) x[at + i] = x[at + i]! / (alpha - beta);
  x[at] = beta;
  return (beta - alpha) / beta;
}

/** Householder's QR, in the steps of LAPACK: A = Q R, (m×n) = (m×k) (k×n), k = min(m, n). Matrices are kept column by column. */
export function qr(of: NdArray, host: Host): { q: NdArray; r: NdArray } {
  const [m, n] = of.shape as [number, number];
  const k = Math.min(m, n);
  spend(host, 2 * m * k * (n + k));
  const a = doublesOf(transpose(of)).slice();
  const q = floats(k * m);
  const taus = floats(k);
  const reflect = (columns: Float64Array, from: number, to: number, c: number): void => {
    const head = c * m + c;
    for (let j = from; j < to; j++) {
      const at = j * m + c;
      let dot = columns[at]!;
      for (let i = 1; i < m - c; i++) dot += a[head + i]! * columns[at + i]!;
      dot *= taus[c]!;
      columns[at] = columns[at]! - dot;
      for (let i = 1; i < m - c; i++) columns[at + i] = columns[at + i]! - dot * a[head + i]!;
    }
  };
  for (let c = 0; c < k; c++) {
    taus[c] = reflected(a, c * m + c, m - c);
    if (taus[c] !== 0) reflect(a, c + 1, n, c);
  }
  for (let c = k - 1; c >= 0; c--) {
    q[c * m + c] = 1;
    if (taus[c] !== 0) reflect(q, c, k, c);
  }
  const r = floats(k * n);
  for (let c = 0; c < n; c++) for (let i = 0; i <= Math.min(c, k - 1); i++) r[i * n + c] = a[c * m + i]!;
  const byRows = floats(m * k);
  for (let c = 0; c < k; c++) for (let i = 0; i < m; i++) byRows[i * k + c] = q[c * m + i]!;
  return { q: adopt(host, byRows, float64, [m, k]), r: adopt(host, r, float64, [k, n]) };
}
