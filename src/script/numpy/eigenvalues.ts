/*
 * Eigenvalues and eigenvectors in the steps of LAPACK, so that their order and their signs agree for small matrices: of a symmetric
 * matrix by a tridiagonal one (dsytd2 and dsteqr, with their letters), of any other one by Hessenberg's form (dgehd2 and dlahqr). One file,
 * since a reader compares both with LAPACK.
 */
import { spend } from '../machine/bounds.ts';
import type { Host } from '../machine/values.ts';
import { identity, linalgError, reflected } from './factorisations.ts';
import { floats } from './storage.ts';

export interface Eigen {
  readonly values: Float64Array;
  /** The imaginary parts of the values; undefined where all are 0. */
  readonly imaginary: Float64Array | undefined;
  /** The vectors in columns, row by row. */
  readonly vectors: Float64Array;
}

const EPSILON = Number.EPSILON / 2;
const TINY = 2 ** -1022;

const withSign = (size: number, of: number): number => (of < 0 || Object.is(of, -0) ? -Math.abs(size) : Math.abs(size));

/** Eigenvalues, ascending, of a symmetric matrix A (n×n), of which the lower triangle is read. A is overwritten. */
export function symmetricEigen(a: Float64Array, n: number, host: Host): Eigen {
  spend(host, 9 * n ** 3);
  if (!a.every(Number.isFinite)) throw linalgError('Eigenvalues did not converge');
  const d = floats(n);
  const e = floats(n);
  // Columns of `z` follow each other in memory.
  const z = tridiagonal(a, n, d, e);
  diagonalise(d, e, z, n);
  const vectors = floats(n * n);
  for (let r = 0; r < n; r++) for (let c = 0; c < n; c++) vectors[r * n + c] = z[c * n + r]!;
  return { values: d, imaginary: undefined, vectors };
}

/** A = Q T Qᵀ (n×n) with a tridiagonal T: its diagonal `d` (n), the one beside it `e` (n − 1). @returns Q, column by column */
function tridiagonal(a: Float64Array, n: number, d: Float64Array, e: Float64Array): Float64Array {
  const tau = floats(n);
  const w = floats(n);
  // a[c * n + r] is row r of column c.
  for (let c = 0; c < n; c++) for (let r = 0; r < c; r++) a[r * n + c] = a[c * n + r]!;
  for (let i = 0; i < n - 1; i++) {
    const column = i * n;
    tau[i] = reflected(a, column + i + 1, n - i - 1);
    e[i] = a[column + i + 1]!;
    const t = tau[i]!;
    if (t === 0) continue;
    a[column + i + 1] = 1;
    for (let r = i + 1; r < n; r++) {
      let sum = 0;
      for (let c = i + 1; c < n; c++) sum += a[r * n + c]! * a[column + c]!;
      w[r] = t * sum;
    }
    let product = 0;
    for (let r = i + 1; r < n; r++) product += w[r]! * a[column + r]!;
    const alpha = -0.5 * t * product;
    for (let r = i + 1; r < n; r++) w[r] = w[r]! + alpha * a[column + r]!;
    for (let c = i + 1; c < n; c++) {
      const [x, y] = [w[c]!, a[column + c]!];
      for (let r = i + 1; r < n; r++) a[c * n + r] = a[c * n + r]! - a[column + r]! * x - w[r]! * y;
    }
  }
  for (let i = 0; i < n; i++) d[i] = a[i * n + i]!;
  const q = identity(n);
  for (let i = n - 2; i >= 0; i--) {
    if (tau[i] === 0) continue;
    for (let c = i + 1; c < n; c++) {
      let sum = 0;
      for (let r = i + 1; r < n; r++) sum += a[i * n + r]! * q[c * n + r]!;
      sum *= tau[i]!;
      for (let r = i + 1; r < n; r++) q[c * n + r] = q[c * n + r]! - sum * a[i * n + r]!;
    }
  }
  return q;
}

/** dlartg: the rotation [[c, s], [−s, c]] that turns (f, g) into (r, 0). */
function rotation(f: number, g: number): [c: number, s: number, r: number] {
  if (g === 0) return [1, 0, f];
  if (f === 0) return [0, withSign(1, g), Math.abs(g)];
  const r = withSign(Math.hypot(f, g), f);
  return [Math.abs(f / r), g / r, r];
}

/** dlaev2: the eigenvalues of [[a, b], [b, c]], the larger in size first, and the vector of it. */
function smallEigen(a: number, b: number, c: number): [rt1: number, rt2: number, cs: number, sn: number] {
  const [sm, df, tb] = [a + c, a - c, b + b];
  const [most, least] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a];
  const rt = Math.hypot(df, tb);
  const rt1 = sm === 0 ? 0.5 * rt : 0.5 * (sm < 0 ? sm - rt : sm + rt);
  const rt2 = sm === 0 ? -0.5 * rt : (most / rt1) * least - (b / rt1) * b;
  const cs = df >= 0 ? df + rt : df - rt;
  let [cs1, sn1] = [1, 0];
  if (Math.abs(cs) > Math.abs(tb)) {
    const ct = -tb / cs;
    sn1 = 1 / Math.sqrt(1 + ct * ct);
    cs1 = ct * sn1;
  } else if (tb !== 0) {
    const tn = -cs / tb;
    cs1 = 1 / Math.sqrt(1 + tn * tn);
    sn1 = tn * cs1;
  }
  return sm < 0 === df < 0 ? [rt1, rt2, -sn1, cs1] : [rt1, rt2, cs1, sn1];
}

/** Rotates the columns j and j + 1 of Z (n×n), which is kept column by column (dlasr). */
function turn(z: Float64Array, n: number, j: number, c: number, s: number): void {
  if (c === 1 && s === 0) return;
  const p = j * n;
  for (let i = p; i < p + n; i++) {
    const next = z[i + n]!;
    z[i + n] = c * next - s * z[i]!;
    z[i] = s * next + c * z[i]!;
  }
}

/** dsteqr: makes a tridiagonal matrix diagonal, ascending, and turns the columns of Z (n×n, column by column) with it. */
function diagonalise(d: Float64Array, e: Float64Array, z: Float64Array, n: number): void {
  const [c, s] = [floats(n), floats(n)];
  let left = 30 * n;
  const count = (): void => {
    if (left-- === 0) throw linalgError('Eigenvalues did not converge');
  };
  for (let next = 0; next < n; ) {
    if (next > 0) e[next - 1] = 0;
    let m = next;
    for (; m < n - 1; m++) {
      if (Math.abs(e[m]!) <= Math.sqrt(Math.abs(d[m]!)) * Math.sqrt(Math.abs(d[m + 1]!)) * EPSILON) {
        e[m] = 0;
        break;
      }
    }
    let l = next;
    let end = m;
    next = m + 1;
    if (end === l) continue;
    if (Math.abs(d[end]!) < Math.abs(d[l]!)) [l, end] = [end, l];
    const isSmall = (k: number): boolean =>
      e[k]! * e[k]! <= EPSILON * EPSILON * Math.abs(d[k]!) * Math.abs(d[k + 1]!) + TINY;
    if (end > l) {
      while (l <= end) {
        m = l;
        while (m < end && !isSmall(m)) m++;
        if (m < end) e[m] = 0;
        const p = d[l]!;
        if (m === l) {
          l++;
        } else if (m === l + 1) {
          const [rt1, rt2, cs, sn] = smallEigen(d[l]!, e[l]!, d[l + 1]!);
          turn(z, n, l, cs, sn);
          d[l] = rt1;
          d[l + 1] = rt2;
          e[l] = 0;
          l += 2;
        } else {
          count();
          let g = (d[l + 1]! - p) / (2 * e[l]!);
          g = d[m]! - p + e[l]! / (g + withSign(Math.hypot(g, 1), g));
          let [sine, cosine, shift] = [1, 1, 0];
          for (let i = m - 1; i >= l; i--) {
            const f = sine * e[i]!;
            const b = cosine * e[i]!;
            let r = 0;
            [cosine, sine, r] = rotation(g, f);
            if (i !== m - 1) e[i + 1] = r;
            g = d[i + 1]! - shift;
            r = (d[i]! - g) * sine + 2 * cosine * b;
            shift = sine * r;
            d[i + 1] = g + shift;
            g = cosine * r - b;
            c[i] = cosine;
            s[i] = -sine;
          }
          for (let i = m - 1; i >= l; i--) turn(z, n, i, c[i]!, s[i]!);
          d[l] = d[l]! - shift;
          e[l] = g;
        }
      }
    } else {
      while (l >= end) {
        m = l;
        while (m > end && !isSmall(m - 1)) m--;
        if (m > end) e[m - 1] = 0;
        const p = d[l]!;
        if (m === l) {
          l--;
        } else if (m === l - 1) {
          const [rt1, rt2, cs, sn] = smallEigen(d[l - 1]!, e[l - 1]!, d[l]!);
          turn(z, n, l - 1, cs, sn);
          d[l - 1] = rt1;
          d[l] = rt2;
          e[l - 1] = 0;
          l -= 2;
        } else {
          count();
          let g = (d[l - 1]! - p) / (2 * e[l - 1]!);
          g = d[m]! - p + e[l - 1]! / (g + withSign(Math.hypot(g, 1), g));
          let [sine, cosine, shift] = [1, 1, 0];
          for (let i = m; i < l; i++) {
            const f = sine * e[i]!;
            const b = cosine * e[i]!;
            let r = 0;
            [cosine, sine, r] = rotation(g, f);
            if (i !== m) e[i - 1] = r;
            g = d[i]! - shift;
            r = (d[i + 1]! - g) * sine + 2 * cosine * b;
            shift = sine * r;
            d[i] = g + shift;
            g = cosine * r - b;
            c[i] = cosine;
            s[i] = sine;
          }
          for (let i = m; i < l; i++) turn(z, n, i, c[i]!, s[i]!);
          d[l] = d[l]! - shift;
          e[l - 1] = g;
        }
      }
    }
  }
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let k = i + 1; k < n; k++) if (d[k]! < d[least]!) least = k;
    if (least === i) continue;
    [d[i], d[least]] = [d[least]!, d[i]!];
    const kept = z.slice(i * n, (i + 1) * n);
    z.copyWithin(i * n, least * n, (least + 1) * n);
    z.set(kept, least * n);
  }
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

/** Rotates two rows or columns: `count` cells at a stride, from `p` and from `q` on (drot). */
function rotate(a: Float64Array, p: number, q: number, stride: number, count: number, c: number, s: number): void {
  for (let i = 0; i < count; i++) {
    const x = a[p + i * stride]!;
    const y = a[q + i * stride]!;
    a[p + i * stride] = c * x + s * y;
    a[q + i * stride] = c * y - s * x;
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
