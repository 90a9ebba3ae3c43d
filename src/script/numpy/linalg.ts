/*
 * `numpy.linalg`: norms, and solving, inverting and factoring small matrices. Sums run in a fixed order, so the last bits differ from
 * LAPACK's.
 */

import { pow } from '../../language/elementary.ts';
import { native } from '../machine/natives.ts';
import { type Host, Module, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { flag, type Given, must, numberOf, numberOr } from './arguments.ts';
import { toArray } from './convert.ts';
import { float64, int64, isNumeric } from './dtypes.ts';
import { create, doublesOf, type NdArray, NumpyScalar, shapeText, wrap } from './ndarray.ts';
import { matmul } from './products.ts';
import { axesFrom, type Fold, foldOver, packed } from './reductions.ts';
import { transpose } from './shaping.ts';

function matrixOf(value: Value, host: Host): NdArray {
  const of = toArray(value, host);
  if (of.shape.length !== 2) {
    throw linalgError(
      of.shape.length < 2
        ? `${of.shape.length}-dimensional array given. Array must be at least two-dimensional`
        : `an array of shape ${shapeText(of.shape)} is not supported here: it must have two dimensions`,
    );
  }
  if (!isNumeric(of.dtype)) throw new RaisedError('TypeError', 'Array type object is unsupported in linalg');
  return of;
}

function linalgError(message: string): RaisedError {
  return new RaisedError('LinAlgError', message);
}

function squareOf(value: Value, host: Host): { n: number; data: Float64Array } {
  const of = matrixOf(value, host);
  const [rows, columns] = of.shape as [number, number];
  if (rows !== columns) throw linalgError('Last 2 dimensions of the array must be square');
  return { n: rows, data: doublesOf(of).slice() };
}

/** Gaussian elimination with row exchanges, in place: A = P L U. @returns the order of rows and the sign; undefined when singular. */
function decompose(a: Float64Array, n: number): { order: number[]; sign: number; isSingular: boolean } {
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

function solveInto(a: Float64Array, n: number, b: Float64Array, columns: number): Float64Array {
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

function identity(n: number): Float64Array {
  const made = new Float64Array(n * n);
  for (let i = 0; i < n; i++) made[i * n + i] = 1;
  return made;
}

function inverse(value: Value, host: Host): NdArray {
  const { n, data } = squareOf(value, host);
  return wrap(solveInto(data, n, identity(n), n), float64, [n, n]);
}

function solve(a: Value, b: Value, host: Host): NdArray {
  const { n, data } = squareOf(a, host);
  const right = toArray(b, host);
  const columns = right.shape.length === 1 ? 1 : right.shape[1]!;
  if (right.shape[0] !== n) {
    throw new RaisedError(
      'ValueError',
      `${right.shape.length === 1 ? 'solve1' : 'solve'}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ${right.shape.length === 1 ? '(m,m),(m)->(m)' : '(m,m),(m,n)->(m,n)'} (size ${right.shape[0]} is different from ${n})`,
    );
  }
  return wrap(solveInto(data, n, doublesOf(right), columns), float64, right.shape);
}

function determinant(value: Value, host: Host): Value {
  const { n, data } = squareOf(value, host);
  const { sign, isSingular } = decompose(data, n);
  let product = sign;
  for (let i = 0; i < n; i++) product *= data[i * n + i]!;
  return new NumpyScalar(float64, isSingular ? 0 : product);
}

/** Eigenvalues, ascending, and eigenvectors, in columns, of a symmetric matrix: Jacobi's rotations. */
function symmetricEigen(a: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const v = identity(n);
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q]! * a[p * n + q]!;
    if (off < 1e-300) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = a[p * n + q]!;
        if (Math.abs(apq) < 1e-300) continue;
        const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const x = a[k * n + p]!;
          const y = a[k * n + q]!;
          a[k * n + p] = c * x - s * y;
          a[k * n + q] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const x = a[p * n + k]!;
          const y = a[q * n + k]!;
          a[p * n + k] = c * x - s * y;
          a[q * n + k] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const x = v[k * n + p]!;
          const y = v[k * n + q]!;
          v[k * n + p] = c * x - s * y;
          v[k * n + q] = s * x + c * y;
        }
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
export function singular(of: NdArray): { u: Float64Array; s: Float64Array; v: Float64Array; k: number } {
  const [m, n] = of.shape as [number, number];
  if (m < n) {
    const flipped = singular(transpose(of));
    return { u: flipped.v, s: flipped.s, v: flipped.u, k: flipped.k };
  }
  const a = doublesOf(of).slice();
  const v = identity(n);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
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
        for (let k = 0; k < m; k++) {
          const x = a[k * n + p]!;
          const y = a[k * n + q]!;
          a[k * n + p] = c * x - s * y;
          a[k * n + q] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const x = v[k * n + p]!;
          const y = v[k * n + q]!;
          v[k * n + p] = c * x - s * y;
          v[k * n + q] = s * x + c * y;
        }
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

/** The pseudo-inverse (Moore and Penrose): V S⁺ Uᵀ, without singular values below `rcond` times the largest. */
export function pseudoInverse(value: Value, rcond: number, host: Host): NdArray {
  const of = matrixOf(value, host);
  const [m, n] = of.shape as [number, number];
  const { u, s, v, k } = singular(of);
  const made = new Float64Array(n * m);
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < m; c++) {
      let sum = 0;
      for (let i = 0; i < k; i++) if (s[i]! > rcond * s[0]!) sum += (v[r * k + i]! * u[c * k + i]!) / s[i]!;
      made[r * m + c] = sum;
    }
  }
  return wrap(made, float64, [n, m]);
}

const squares: Fold = (x, start, step, n) => {
  let sum = 0;
  for (let i = 0, at = start; i < n; i++, at += step) sum += x[at]! * x[at]!;
  return Math.sqrt(sum);
};
const sizes: Fold = (x, start, step, n) => {
  let sum = 0;
  for (let i = 0, at = start; i < n; i++, at += step) sum += Math.abs(x[at]!);
  return sum;
};

function norm([x, ord, axis, keepdims]: readonly Given[], host: Host): Value {
  const of = toArray(must(x), host);
  const keeps = flag(keepdims);
  const axes = axesFrom(axis, of.shape.length);
  const isMatrix = axes === undefined ? of.shape.length === 2 : axes.length === 2;
  const order = ord === undefined || ord === null ? undefined : typeof ord === 'string' ? ord : numberOf(ord);
  let fold: Fold = squares;
  if (order !== undefined && order !== 'fro' && !(order === 2 && !isMatrix)) {
    if (isMatrix) return matrixNorm(of, order);
    if (order === 1) fold = sizes;
    else if (order === Number.POSITIVE_INFINITY) fold = (a, start, step, n) => extremeSize(a, start, step, n, Math.max);
    else if (order === Number.NEGATIVE_INFINITY) fold = (a, start, step, n) => extremeSize(a, start, step, n, Math.min);
    else if (order === 0) fold = (a, start, step, n) => count(a, start, step, n);
    else if (typeof order === 'number') {
      const p = order;
      fold = (a, start, step, n) => {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += pow(Math.abs(a[start + i * step]!), p);
        return pow(sum, 1 / p);
      };
    } else throw new RaisedError('ValueError', `Invalid norm order '${order}' for vectors`);
  }
  const { values, shape } = foldOver(of, axes, keeps, fold, 0, 'norm');
  return packed(values, shape, of.dtype.kind === 'f' ? of.dtype : float64, host);
}

function extremeSize(
  a: Float64Array,
  start: number,
  step: number,
  n: number,
  pick: (p: number, q: number) => number,
): number {
  let found = Math.abs(a[start]!);
  for (let i = 1; i < n; i++) found = pick(found, Math.abs(a[start + i * step]!));
  return found;
}
function count(a: Float64Array, start: number, step: number, n: number): number {
  let found = 0;
  for (let i = 0; i < n; i++) if (a[start + i * step] !== 0) found++;
  return found;
}

function matrixNorm(of: NdArray, order: number | string): Value {
  if (order === 2 || order === -2 || order === 'nuc') {
    const { s } = singular(of);
    const value = order === 'nuc' ? s.reduce((sum, x) => sum + x, 0) : order === 2 ? s[0]! : s.at(-1)!;
    return new NumpyScalar(float64, value);
  }
  const along = Math.abs(Number(order)) === 1 ? 0 : 1;
  const sums = foldOver(of, [along], false, sizes, 0, 'norm').values;
  if (order === 1 || order === Number.POSITIVE_INFINITY) return new NumpyScalar(float64, Math.max(...sums));
  if (order === -1 || order === Number.NEGATIVE_INFINITY) return new NumpyScalar(float64, Math.min(...sums));
  throw new RaisedError('ValueError', 'Invalid norm order for matrices.');
}

function cholesky(value: Value, host: Host): NdArray {
  const { n, data } = squareOf(value, host);
  const lower = new Float64Array(n * n);
  for (let r = 0; r < n; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = data[r * n + c]!;
      for (let k = 0; k < c; k++) sum -= lower[r * n + k]! * lower[c * n + k]!;
      if (r === c) {
        if (!(sum > 0)) throw linalgError('Matrix is not positive definite');
        lower[r * n + r] = Math.sqrt(sum);
      } else lower[r * n + c] = sum / lower[c * n + c]!;
    }
  }
  return wrap(lower, float64, [n, n]);
}

/** Householder's QR: R with the signs of LAPACK. */
function qr(of: NdArray): { q: NdArray; r: NdArray } {
  const [m, n] = of.shape as [number, number];
  const k = Math.min(m, n);
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
  return { q: wrap(qData, float64, [m, k]), r: wrap(rData, float64, [k, n]) };
}

function matrixPower(value: Value, power: number, host: Host): Value {
  const { n } = squareOf(value, host);
  let base: Value = power < 0 ? inverse(value, host) : toArray(value, host);
  let left = Math.abs(power);
  let made: Value | undefined;
  while (left > 0) {
    if (left % 2 === 1) made = made === undefined ? base : matmul(made, base, host);
    base = matmul(base, base, host);
    left = Math.floor(left / 2);
  }
  return made ?? wrap(identity(n), float64, [n, n]);
}

export function linalgModule(): Module {
  const module = new Module('numpy.linalg');
  for (const made of functions) module.names.set(made.name, made);
  return module;
}

const functions = [
  native('norm', 'x, ord=, axis=, keepdims=', (args, host) => norm(args, host)),
  native('inv', 'a', ([a], host) => inverse(must(a), host)),
  native('solve', 'a, b', ([a, b], host) => solve(must(a), must(b), host)),
  native('det', 'a', ([a], host) => determinant(must(a), host)),
  native('pinv', 'a, rcond=, hermitian=', ([a, rcond], host) => pseudoInverse(must(a), numberOr(rcond, 1e-15), host)),
  native('matrix_rank', 'A, tol=', ([a], host) => {
    const of = matrixOf(must(a), host);
    const { s } = singular(of);
    const least = (s[0] ?? 0) * Math.max(...of.shape) * Number.EPSILON;
    return new NumpyScalar(int64, s.filter((x) => x > least).length);
  }),
  native('svd', 'a, full_matrices=, compute_uv=', ([a, full, compute], host) => {
    const of = matrixOf(must(a), host);
    const { u, s, v, k } = singular(of);
    const values = wrap(s, float64, [k]);
    if (!flag(compute, true)) return values;
    const [m, n] = of.shape as [number, number];
    if (flag(full, true) && m !== n) {
      throw new RaisedError(
        'ValueError',
        'full_matrices=True of a matrix that is not square is not supported here',
        'Use full_matrices=False.',
      );
    }
    return new Tuple([wrap(u, float64, [m, k]), values, transpose(wrap(v, float64, [n, k]))]);
  }),
  native('eigh', 'a, UPLO=', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    const { values, vectors } = symmetricEigen(data, n);
    return new Tuple([wrap(values, float64, [n]), wrap(vectors, float64, [n, n])]);
  }),
  native('eigvalsh', 'a, UPLO=', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    return wrap(symmetricEigen(data, n).values, float64, [n]);
  }),
  native('eig', 'a', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    for (let r = 0; r < n; r++) {
      for (let c = 0; c < r; c++) {
        if (Math.abs(data[r * n + c]! - data[c * n + r]!) > 1e-12 * Math.abs(data[r * n + c]!)) {
          throw new RaisedError('ValueError', 'eigenvalues of a matrix that is not symmetric are not supported here');
        }
      }
    }
    const { values, vectors } = symmetricEigen(data, n);
    return new Tuple([wrap(values, float64, [n]), wrap(vectors, float64, [n, n])]);
  }),
  native('cholesky', 'a', ([a], host) => cholesky(must(a), host)),
  native('qr', 'a, mode=', ([a], host) => {
    const { q, r } = qr(matrixOf(must(a), host));
    return new Tuple([q, r]);
  }),
  native('lstsq', 'a, b, rcond=', ([a, b], host) => {
    const of = matrixOf(must(a), host);
    const right = toArray(must(b), host);
    const [m, n] = of.shape as [number, number];
    if (right.shape[0] !== m) throw linalgError('Incompatible dimensions');
    const least = Number.EPSILON * Math.max(m, n);
    const x = matmul(pseudoInverse(of, least, host), right, host) as NdArray;
    const { s, k } = singular(of);
    const rank = s.filter((value) => value > least * s[0]!).length;
    const columns = right.shape.length === 1 ? 1 : right.shape[1]!;
    const predicted = doublesOf(toArray(matmul(of, x, host), host));
    const target = doublesOf(right);
    const rests = new Float64Array(columns);
    for (let i = 0; i < target.length; i++) {
      const rest = target[i]! - predicted[i]!;
      rests[i % columns] = rests[i % columns]! + rest * rest;
    }
    const hasRests = rank === n && m > n;
    return new Tuple([
      x,
      hasRests ? wrap(rests, float64, [columns]) : create(host, float64, [0]),
      rank,
      wrap(s, float64, [k]),
    ]);
  }),
  native('matrix_power', 'a, n', ([a, n], host) => matrixPower(must(a), numberOf(must(n)), host)),
  native('multi_dot', 'arrays', ([arrays], host) => {
    const list = arrays as { readonly items?: readonly Value[] };
    const items = list.items ?? [];
    return items.slice(1).reduce<Value>((product, item) => matmul(product, item, host), items[0] ?? null);
  }),
];
