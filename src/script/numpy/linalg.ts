/*
 * The module `numpy.linalg`.
 */
import { log } from '../../language/elementary.ts';
import { namedTuple } from '../library/modules/named-tuple.ts';
import { spend } from '../machine/bounds.ts';
import { native } from '../machine/natives.ts';
import { type Host, Module, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { flag, must, numberOf, numberOr } from './arguments.ts';
import { toArray } from './convert.ts';
import { float64, int64, isNumeric } from './dtypes.ts';
import { type Eigen, generalEigen } from './eigenvalues.ts';
import { cholesky, decompose, identity, linalgError, qr, solveInto } from './factorisations.ts';
import { adopt, create, doublesOf, type NdArray, NumpyScalar, shapeText } from './ndarray.ts';
import { norm } from './norms.ts';
import { matmul } from './products.ts';
import { transpose } from './shaping.ts';
import { singular } from './singular-values.ts';
import { floats } from './storage.ts';
import { symmetricEigen } from './symmetric-eigenvalues.ts';
import { applyBinary } from './ufunc-calls.ts';
import { multiply } from './ufuncs.ts';

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

function squareOf(value: Value, host: Host): { n: number; data: Float64Array } {
  const of = matrixOf(value, host);
  const [rows, columns] = of.shape as [number, number];
  if (rows !== columns) throw linalgError('Last 2 dimensions of the array must be square');
  return { n: rows, data: doublesOf(of).slice() };
}

export function inverse(value: Value, host: Host): NdArray {
  const { n, data } = squareOf(value, host);
  spend(host, 1.33 * n ** 3);
  return adopt(host, solveInto(data, n, identity(n), n), float64, [n, n]);
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
  spend(host, n ** 3 / 3 + n * n * columns);
  return adopt(host, solveInto(data, n, doublesOf(right), columns), float64, right.shape);
}

function determinant(value: Value, host: Host): Value {
  const { n, data } = squareOf(value, host);
  spend(host, n ** 3 / 3);
  const { sign, isSingular } = decompose(data, n);
  let product = sign;
  for (let i = 0; i < n; i++) product *= data[i * n + i]!;
  return new NumpyScalar(float64, isSingular ? 0 : product);
}

/** The pseudo-inverse (Moore and Penrose): V S⁺ Uᵀ, without singular values below `rcond` times the largest. */
export function pseudoInverse(value: Value, rcond: number, host: Host): NdArray {
  const of = matrixOf(value, host);
  const [m, n] = of.shape as [number, number];
  const { u, s, v, k } = singular(of, host);
  spend(host, n * m * k);
  const made = floats(n * m);
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < m; c++) {
      let sum = 0;
      for (let i = 0; i < k; i++) if (s[i]! > rcond * s[0]!) sum += (v[r * k + i]! * u[c * k + i]!) / s[i]!;
      made[r * m + c] = sum;
    }
  }
  return adopt(host, made, float64, [n, m]);
}

export function matrixPower(value: Value, power: number, host: Host): Value {
  const { n } = squareOf(value, host);
  let base: Value = power < 0 ? inverse(value, host) : toArray(value, host);
  let left = Math.abs(power);
  let made: Value | undefined;
  while (left > 0) {
    if (left % 2 === 1) made = made === undefined ? base : matmul(made, base, host);
    base = matmul(base, base, host);
    left = Math.floor(left / 2);
  }
  return made ?? adopt(host, identity(n), float64, [n, n]);
}

/** Eigenvalues of any matrix. @throws RaisedError where some are complex: there are no complex numbers here. */
export function realEigen(data: Float64Array, n: number, host: Host): Eigen {
  const found = generalEigen(data, n, host);
  if (found.imaginary !== undefined) {
    throw new RaisedError(
      'ValueError',
      'complex eigenvalues are not supported here',
      'The eigenvalues of a symmetric matrix are real: np.linalg.eigh gives them.',
    );
  }
  return found;
}

export function linalgModule(): Module {
  const module = new Module('numpy.linalg');
  for (const made of functions) module.names.set(made.name, made);
  return module;
}

/** Results with names. */
const results = {
  eig: namedTuple('EigResult', ['eigenvalues', 'eigenvectors']),
  eigh: namedTuple('EighResult', ['eigenvalues', 'eigenvectors']),
  qr: namedTuple('QRResult', ['Q', 'R']),
  slogdet: namedTuple('SlogdetResult', ['sign', 'logabsdet']),
  svd: namedTuple('SVDResult', ['U', 'S', 'Vh']),
};

const functions = [
  native('norm', 'x, ord=, axis=, keepdims=', (args, host) => norm(args, host)),
  native('inv', 'a', ([a], host) => inverse(must(a), host)),
  native('solve', 'a, b', ([a, b], host) => solve(must(a), must(b), host)),
  native('det', 'a', ([a], host) => determinant(must(a), host)),
  native('pinv', 'a, rcond=, hermitian=', ([a, rcond], host) => pseudoInverse(must(a), numberOr(rcond, 1e-15), host)),
  native('matrix_rank', 'A, tol=', ([a], host) => {
    const of = matrixOf(must(a), host);
    const { s } = singular(of, host);
    const least = (s[0] ?? 0) * Math.max(...of.shape) * Number.EPSILON;
    return new NumpyScalar(int64, s.filter((x) => x > least).length);
  }),
  native('svd', 'a, full_matrices=, compute_uv=', ([a, full, compute], host) => {
    const of = matrixOf(must(a), host);
    const { u, s, v, k } = singular(of, host);
    const values = adopt(host, s, float64, [k]);
    if (!flag(compute, true)) return values;
    const [m, n] = of.shape as [number, number];
    if (flag(full, true) && m !== n) {
      throw new RaisedError(
        'ValueError',
        'full_matrices=True of a matrix that is not square is not supported here',
        'Use full_matrices=False.',
      );
    }
    return results.svd.make([adopt(host, u, float64, [m, k]), values, transpose(adopt(host, v, float64, [n, k]))]);
  }),
  native('eigh', 'a, UPLO=', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    const { values, vectors } = symmetricEigen(data, n, host);
    return results.eigh.make([adopt(host, values, float64, [n]), adopt(host, vectors, float64, [n, n])]);
  }),
  native('eigvalsh', 'a, UPLO=', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    return adopt(host, symmetricEigen(data, n, host).values, float64, [n]);
  }),
  native('eig', 'a', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    const { values, vectors } = realEigen(data, n, host);
    return results.eig.make([adopt(host, values, float64, [n]), adopt(host, vectors, float64, [n, n])]);
  }),
  native('eigvals', 'a', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    return adopt(host, realEigen(data, n, host).values, float64, [n]);
  }),
  native('cholesky', 'a', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    spend(host, n ** 3 / 6);
    return adopt(host, cholesky(data, n), float64, [n, n]);
  }),
  native('qr', 'a, mode=', ([a], host) => {
    const { q, r } = qr(matrixOf(must(a), host), host);
    return results.qr.make([q, r]);
  }),
  native('lstsq', 'a, b, rcond=', ([a, b], host) => {
    const of = matrixOf(must(a), host);
    const right = toArray(must(b), host);
    const [m, n] = of.shape as [number, number];
    if (right.shape[0] !== m) throw linalgError('Incompatible dimensions');
    const least = Number.EPSILON * Math.max(m, n);
    const x = matmul(pseudoInverse(of, least, host), right, host) as NdArray;
    const { s, k } = singular(of, host);
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
      hasRests ? adopt(host, rests, float64, [columns]) : create(host, float64, [0]),
      rank,
      adopt(host, s, float64, [k]),
    ]);
  }),
  native('matrix_power', 'a, n', ([a, n], host) => matrixPower(must(a), numberOf(must(n)), host)),
  native('multi_dot', 'arrays', ([arrays], host) => {
    const list = arrays as { readonly items?: readonly Value[] };
    const items = list.items ?? [];
    return items.slice(1).reduce<Value>((product, item) => matmul(product, item, host), items[0] ?? null);
  }),
  native('svdvals', 'x, /', ([x], host) => {
    const { s, k } = singular(matrixOf(must(x), host), host);
    return adopt(host, s, float64, [k]);
  }),
  native('cond', 'x, p=', ([x, p], host) => {
    if (p !== undefined && p !== null && p !== 2) {
      const own = norm([must(x), p], host);
      return applyBinary(multiply, own, norm([inverse(must(x), host), p], host), host);
    }
    const { s } = singular(matrixOf(must(x), host), host);
    return new NumpyScalar(float64, s[0]! / s.at(-1)!);
  }),
  native('slogdet', 'a', ([a], host) => {
    const { n, data } = squareOf(must(a), host);
    spend(host, n ** 3 / 3);
    const found = decompose(data, n);
    let { sign } = found;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const cell = data[i * n + i]!;
      sum += log(Math.abs(cell));
      if (cell < 0) sign = -sign;
    }
    const values = found.isSingular ? [0, Number.NEGATIVE_INFINITY] : [sign, sum];
    return results.slogdet.make(values.map((value) => new NumpyScalar(float64, value)));
  }),
];
