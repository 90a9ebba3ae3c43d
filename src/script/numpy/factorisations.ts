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

/** Jacobi's rotation by a cosine `c` and a sine `s` of two rows or columns: `count` elements at a stride, from `p` and from `q` on. */
function rotate(a: Float64Array, p: number, q: number, stride: number, count: number, c: number, s: number): void {
  for (let k = 0; k < count; k++) {
    const x = a[p + k * stride]!;
    const y = a[q + k * stride]!;
    a[p + k * stride] = c * x - s * y;
    a[q + k * stride] = s * x + c * y;
  }
}

/** Eigenvalues, ascending, and eigenvectors, in columns, of a symmetric matrix: Jacobi's rotations. */
export function symmetricEigen(
  a: Float64Array,
  n: number,
  host: Host,
): { values: Float64Array; vectors: Float64Array } {
  const v = identity(n);
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q]! * a[p * n + q]!;
    if (off < 1e-300) break;
    spend(host, 6 * n ** 3);
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = a[p * n + q]!;
        if (Math.abs(apq) < 1e-300) continue;
        const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        rotate(a, p, q, n, n, c, s);
        rotate(a, p * n, q * n, 1, n, c, s);
        rotate(v, p, q, n, n, c, s);
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((p, q) => a[p * n + p]! - a[q * n + q]!);
  const values = Float64Array.from(order, (k) => a[k * n + k]!);
  const vectors = new Float64Array(n * n);
  order.forEach((k, column) => {
    for (let r = 0; r < n; r++) vectors[r * n + column] = v[r * n + k]!;
  });
  return { values, vectors };
}

/** Singular values, descending, with U (m×k) and V (n×k), k = min(m, n): one-sided Jacobi rotations. */
export function singular(of: NdArray, host: Host): { u: Float64Array; s: Float64Array; v: Float64Array; k: number } {
  const [m, n] = of.shape as [number, number];
  if (m < n) {
    const flipped = singular(transpose(of), host);
    return { u: flipped.v, s: flipped.s, v: flipped.u, k: flipped.k };
  }
  const a = doublesOf(of).slice();
  const v = identity(n);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    spend(host, n * n * (3.5 * m + 2 * n));
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        let alpha = 0;
        let beta = 0;
        let gamma = 0;
        for (let k = 0; k < m; k++) {
          const x = a[k * n + p]!;
          const y = a[k * n + q]!;
          alpha += x * x;
          beta += y * y;
          gamma += x * y;
        }
        if (gamma === 0 || Math.abs(gamma) <= 1e-16 * Math.sqrt(alpha * beta)) continue;
        rotated = true;
        const zeta = (beta - alpha) / (2 * gamma);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = c * t;
        rotate(a, p, q, n, m, c, s);
        rotate(v, p, q, n, n, c, s);
      }
    }
    if (!rotated) break;
  }
  const lengths = Float64Array.from({ length: n }, (_, c) => {
    let sum = 0;
    for (let k = 0; k < m; k++) sum += a[k * n + c]! * a[k * n + c]!;
    return Math.sqrt(sum);
  });
  const order = Array.from({ length: n }, (_, i) => i).sort((p, q) => lengths[q]! - lengths[p]!);
  const u = new Float64Array(m * n);
  const w = new Float64Array(n * n);
  const s = new Float64Array(n);
  order.forEach((from, c) => {
    const length = lengths[from]!;
    s[c] = length;
    for (let k = 0; k < m; k++) u[k * n + c] = length === 0 ? 0 : a[k * n + from]! / length;
    for (let k = 0; k < n; k++) w[k * n + c] = v[k * n + from]!;
  });
  return { u, s, v: w, k: n };
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

/** Householder's QR: R with the signs of LAPACK. */
export function qr(of: NdArray, host: Host): { q: NdArray; r: NdArray } {
  const [m, n] = of.shape as [number, number];
  const k = Math.min(m, n);
  spend(host, 2 * m * k * (m + n));
  const a = doublesOf(of).slice();
  const q = identity(m);
  for (let c = 0; c < Math.min(m - 1, n); c++) {
    let length = 0;
    for (let r = c; r < m; r++) length += a[r * n + c]! * a[r * n + c]!;
    length = Math.sqrt(length);
    if (length === 0) continue;
    const alpha = a[c * n + c]! > 0 ? -length : length;
    const w = new Float64Array(m);
    for (let r = c; r < m; r++) w[r] = a[r * n + c]!;
    w[c] = w[c]! - alpha;
    let square = 0;
    for (let r = c; r < m; r++) square += w[r]! * w[r]!;
    if (square === 0) continue;
    for (let j = 0; j < n; j++) {
      let dot = 0;
      for (let r = c; r < m; r++) dot += w[r]! * a[r * n + j]!;
      for (let r = c; r < m; r++) a[r * n + j] = a[r * n + j]! - ((2 * dot) / square) * w[r]!;
    }
    for (let j = 0; j < m; j++) {
      let dot = 0;
      for (let r = c; r < m; r++) dot += w[r]! * q[j * m + r]!;
      for (let r = c; r < m; r++) q[j * m + r] = q[j * m + r]! - ((2 * dot) / square) * w[r]!;
    }
  }
  const qData = new Float64Array(m * k);
  for (let r = 0; r < m; r++) for (let c = 0; c < k; c++) qData[r * k + c] = q[r * m + c]!;
  const rData = new Float64Array(k * n);
  for (let r = 0; r < k; r++) for (let c = r; c < n; c++) rData[r * n + c] = a[r * n + c]!;
  return { q: adopt(host, qData, float64, [m, k]), r: adopt(host, rData, float64, [k, n]) };
}
