/*
 * Eigenvalues and eigenvectors of any square matrix, in the steps of LAPACK and with its letters, so that their order and their signs
 * agree for small matrices: Hessenberg's form (dgehd2), and the real Schur form by QR steps with two shifts (dlahqr).
 */
import { spend } from '../machine/bounds.ts';
import type { Host } from '../machine/values.ts';
import { EPSILON, identity, linalgError, reflected, rotate, TINY, withSign } from './factorisations.ts';
import { floats } from './storage.ts';

export interface Eigen {
  readonly values: Float64Array;
  /** The imaginary parts of the values; undefined where all are 0. */
  readonly imaginary: Float64Array | undefined;
  /** The vectors in columns, row by row. */
  readonly vectors: Float64Array;
}

/** Eigenvalues of any square matrix A (n×n), which is overwritten. The vectors have length 1, and are right where all values are real. */
export function generalEigen(a: Float64Array, n: number, host: Host): Eigen {
  spend(host, 25 * n ** 3);
  if (!a.every(Number.isFinite)) throw linalgError('Array must not contain infs or NaNs');
  const v = identity(n);
  hessenberg(a, v, n);
  const values = floats(n);
  const imaginary = floats(n);
  const norm = schur(a, v, n, values, imaginary);
  if (imaginary.some((part) => part !== 0)) return { values, imaginary, vectors: v };
  solveBack(a, v, n, values, norm);
  return { values, imaginary: undefined, vectors: v };
}

/** dgehd2: A = V H Vᵀ (n×n, row by row) with zeros below the diagonal under that of H. H takes the place of A, V that of the identity. */
function hessenberg(h: Float64Array, v: Float64Array, n: number): void {
  const w = floats(n);
  for (let m = 1; m < n - 1; m++) {
    for (let i = m; i < n; i++) w[i] = h[i * n + m - 1]!;
    const tau = reflected(w, m, n - m);
    const length = w[m]!;
    w[m] = 1;
    if (tau === 0) continue;
    h[m * n + m - 1] = length;
    for (let i = m + 1; i < n; i++) h[i * n + m - 1] = 0;
    for (let j = m; j < n; j++) {
      let f = 0;
      for (let i = m; i < n; i++) f += w[i]! * h[i * n + j]!;
      for (let i = m; i < n; i++) h[i * n + j] = h[i * n + j]! - tau * f * w[i]!;
    }
    for (const q of [h, v]) {
      for (let i = 0; i < n; i++) {
        let f = 0;
        for (let j = m; j < n; j++) f += w[j]! * q[i * n + j]!;
        for (let j = m; j < n; j++) q[i * n + j] = q[i * n + j]! - tau * f * w[j]!;
      }
    }
  }
}

/** dlanv2: the Schur form of [[a, b], [c, d]], as the rotation that makes it, with its eigenvalues. */
function standardised([a, b, c, d]: readonly [number, number, number, number]): {
  readonly form: readonly [number, number, number, number];
  readonly cs: number;
  readonly sn: number;
} {
  if (c === 0) return { form: [a, b, c, d], cs: 1, sn: 0 };
  if (b === 0) return { form: [d, -c, 0, a], cs: 0, sn: 1 };
  if (a === d && b < 0 !== c < 0) return { form: [a, b, c, d], cs: 1, sn: 0 };
  const gap = a - d;
  const p = 0.5 * gap;
  const most = Math.max(Math.abs(b), Math.abs(c));
  const least = Math.min(Math.abs(b), Math.abs(c)) * withSign(1, b) * withSign(1, c);
  const scale = Math.max(Math.abs(p), most);
  const disc = (p / scale) * p + (most / scale) * least;
  if (disc >= 8 * EPSILON) {
    const z = p + withSign(Math.sqrt(scale) * Math.sqrt(disc), p);
    const tau = Math.hypot(c, z);
    return { form: [d + z, b - c, 0, d - (most / z) * least], cs: z / tau, sn: c / tau };
  }
  // Complex eigenvalues, or real ones that are almost equal: the diagonal becomes equal.
  const sigma = b + c;
  const tau = Math.hypot(sigma, gap);
  const cs = Math.sqrt(0.5 * (1 + Math.abs(sigma) / tau));
  const sn = -(p / (tau * cs)) * withSign(1, sigma);
  const [aa, bb, cc, dd] = [a * cs + b * sn, b * cs - a * sn, c * cs + d * sn, d * cs - c * sn];
  const [right, below] = [bb * cs + dd * sn, cc * cs - aa * sn];
  const middle = 0.5 * (aa * cs + cc * sn + dd * cs - bb * sn);
  if (below === 0) return { form: [middle, right, 0, middle], cs, sn };
  if (right === 0) return { form: [middle, -below, 0, middle], cs: -sn, sn: cs };
  if (right < 0 !== below < 0) return { form: [middle, right, below, middle], cs, sn };
  const [sab, sac] = [Math.sqrt(Math.abs(right)), Math.sqrt(Math.abs(below))];
  const half = withSign(sab * sac, below);
  const size = 1 / Math.sqrt(Math.abs(right + below));
  const [cs1, sn1] = [sab * size, sac * size];
  return {
    form: [middle + half, right - below, 0, middle - half],
    cs: cs * cs1 - sn * sn1,
    sn: cs * sn1 + sn * cs1,
  };
}

/** The two shifts of a step, from the block [[a, b], [c, d]]: both real parts, and the imaginary part of the first. */
function shiftsOf(a: number, b: number, c: number, d: number): [first: number, second: number, imaginary: number] {
  const scale = Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d);
  if (scale === 0) return [0, 0, 0];
  const [h11, h12, h21, h22] = [a / scale, b / scale, c / scale, d / scale];
  const half = (h11 + h22) / 2;
  const determinant = (h11 - half) * (h22 - half) - h12 * h21;
  const root = Math.sqrt(Math.abs(determinant));
  if (determinant >= 0) return [half * scale, half * scale, root * scale];
  const near = Math.abs(half + root - h22) <= Math.abs(half - root - h22) ? half + root : half - root;
  return [near * scale, near * scale, 0];
}

/** dlahqr: the real Schur form of H (n×n, row by row), and its rotations in V. @returns the sum of the absolute values of its cells */
function schur(h: Float64Array, v: Float64Array, n: number, values: Float64Array, imaginary: Float64Array): number {
  const at = (r: number, c: number): number => h[r * n + c]!;
  const size = (r: number, c: number): number => Math.abs(h[r * n + c]!);
  const small = TINY * (n / Number.EPSILON);
  const w = floats(3);
  let deflations = 0;
  let left = 30 * Math.max(10, n);
  for (let i = n - 1; i >= 0; ) {
    let l = i;
    for (; l > 0; l--) {
      if (size(l, l - 1) <= small) break;
      let near = size(l - 1, l - 1) + size(l, l);
      if (near === 0) near = (l > 1 ? size(l - 1, l - 2) : 0) + (l + 1 < n ? size(l + 1, l) : 0);
      if (size(l, l - 1) > Number.EPSILON * near) continue;
      const [below, above] = [size(l, l - 1), size(l - 1, l)];
      const gap = Math.abs(at(l - 1, l - 1) - at(l, l));
      const [ab, ba] = [Math.max(below, above), Math.min(below, above)];
      const [aa, bb] = [Math.max(size(l, l), gap), Math.min(size(l, l), gap)];
      if (ba * (ab / (aa + ab)) <= Math.max(small, Number.EPSILON * (bb * (aa / (aa + ab))))) break;
    }
    if (l > 0) h[l * n + l - 1] = 0;
    if (l >= i - 1) {
      if (l === i) values[i] = at(i, i);
      else {
        const { form, cs, sn } = standardised([at(l, l), at(l, i), at(i, l), at(i, i)]);
        [h[l * n + l], h[l * n + i], h[i * n + l], h[i * n + i]] = form;
        rotate(h, l * n + i + 1, i * n + i + 1, 1, n - i - 1, cs, sn);
        rotate(h, l, i, n, l, cs, sn);
        rotate(v, l, i, n, n, cs, sn);
        values[l] = form[0];
        values[i] = form[3];
        imaginary[l] = form[2] === 0 ? 0 : Math.sqrt(Math.abs(form[1])) * Math.sqrt(Math.abs(form[2]));
        imaginary[i] = -imaginary[l]!;
      }
      deflations = 0;
      i = l - 1;
      continue;
    }
    if (left-- === 0) throw linalgError('Eigenvalues did not converge');
    deflations++;
    let shifts: [number, number, number];
    if (deflations % 10 === 0) {
      const isLow = deflations % 20 === 0;
      const length = isLow ? size(i, i - 1) + size(i - 1, i - 2) : size(l + 1, l) + size(l + 2, l + 1);
      const corner = 0.75 * length + (isLow ? at(i, i) : at(l, l));
      shifts = shiftsOf(corner, -0.4375 * length, length, corner);
    } else shifts = shiftsOf(at(i - 1, i - 1), at(i - 1, i), at(i, i - 1), at(i, i));
    const [first, second, part] = shifts;
    let m = i - 2;
    for (; ; m--) {
      const scale = Math.abs(at(m, m) - second) + Math.abs(part) + size(m + 1, m);
      const below = at(m + 1, m) / scale;
      w[0] = below * at(m, m + 1) + (at(m, m) - first) * ((at(m, m) - second) / scale) + part * (part / scale);
      w[1] = below * (at(m, m) + at(m + 1, m + 1) - first - second);
      w[2] = below * at(m + 2, m + 1);
      const sum = Math.abs(w[0]) + Math.abs(w[1]) + Math.abs(w[2]);
      for (let k = 0; k < 3; k++) w[k] = w[k]! / sum;
      if (m === l) break;
      const around = size(m - 1, m - 1) + size(m, m) + size(m + 1, m + 1);
      if (size(m, m - 1) * (Math.abs(w[1]) + Math.abs(w[2])) <= Number.EPSILON * Math.abs(w[0]) * around) break;
    }
    for (let k = m; k < i; k++) {
      const count = Math.min(3, i - k + 1);
      if (k > m) for (let j = 0; j < count; j++) w[j] = at(k + j, k - 1);
      const t = reflected(w, 0, count);
      if (k > m) {
        h[k * n + k - 1] = w[0]!;
        h[(k + 1) * n + k - 1] = 0;
        if (k < i - 1) h[(k + 2) * n + k - 1] = 0;
      } else if (m > l) h[k * n + k - 1] = at(k, k - 1) * (1 - t);
      const v2 = w[1]!;
      const v3 = count === 3 ? w[2]! : 0;
      const turned = (q: Float64Array, from: number, stride: number): void => {
        const third = count === 3 ? from + 2 * stride : from + stride;
        const sum = q[from]! + v2 * q[from + stride]! + (count === 3 ? v3 * q[third]! : 0);
        q[from] = q[from]! - sum * t;
        q[from + stride] = q[from + stride]! - sum * t * v2;
        if (count === 3) q[third] = q[third]! - sum * t * v3;
      };
      for (let j = k; j < n; j++) turned(h, k * n + j, n);
      for (let j = 0; j <= Math.min(k + 3, i); j++) turned(h, j * n + k, 1);
      for (let j = 0; j < n; j++) turned(v, j * n + k, 1);
    }
  }
  let norm = 0;
  for (const cell of h) norm += Math.abs(cell);
  return norm;
}

/** The eigenvectors: those of a triangular Schur form H (n×n), times V, each of length 1. They take the place of V. */
function solveBack(h: Float64Array, v: Float64Array, n: number, values: Float64Array, norm: number): void {
  const x = floats(n);
  const made = floats(n * n);
  for (let k = 0; k < n; k++) {
    x.fill(0);
    x[k] = 1;
    for (let i = k - 1; i >= 0; i--) {
      let sum = 0;
      for (let j = i + 1; j <= k; j++) sum += h[i * n + j]! * x[j]!;
      const gap = values[i]! - values[k]!;
      x[i] = -sum / (gap === 0 ? Number.EPSILON * norm : gap);
    }
    let square = 0;
    for (let r = 0; r < n; r++) {
      let sum = 0;
      for (let j = 0; j <= k; j++) sum += v[r * n + j]! * x[j]!;
      made[r * n + k] = sum;
      square += sum * sum;
    }
    const length = Math.sqrt(square);
    for (let r = 0; r < n; r++) made[r * n + k] = made[r * n + k]! / length;
  }
  v.set(made);
}
