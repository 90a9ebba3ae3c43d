/*
 * Eigenvalues and eigenvectors of a symmetric matrix, in the steps of LAPACK and with its letters, so that their order and their signs
 * agree for small matrices: a tridiagonal matrix (dsytd2), made diagonal by QL and QR steps (dsteqr).
 */
import { spend } from '../machine/bounds.ts';
import type { Host } from '../machine/values.ts';
import type { Eigen } from './eigenvalues.ts';
import { EPSILON, identity, linalgError, reflected, rotate, TINY, withSign } from './factorisations.ts';
import { floats } from './storage.ts';

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
  if (c !== 1 || s !== 0) rotate(z, j * n, (j + 1) * n, 1, n, c, s);
}

/** dsteqr: makes a tridiagonal matrix diagonal, ascending, and turns the columns of Z (n×n, column by column) with it. */
function diagonalise(d: Float64Array, e: Float64Array, z: Float64Array, n: number): void {
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
    // From the end with the smaller cell to the other one: forward by QL steps, back by QR steps.
    const way = end > l ? 1 : -1;
    /** The number of the cell of `e` between the cells i and i + way of the diagonal. */
    const link = (i: number): number => (way > 0 ? i : i - 1);
    while (way * (end - l) >= 0) {
      m = l;
      while (m !== end && !isSmall(link(m))) m += way;
      if (m !== end) e[link(m)] = 0;
      const p = d[l]!;
      const first = link(l);
      if (m === l) {
        l += way;
      } else if (m === l + way) {
        const [rt1, rt2, cs, sn] = smallEigen(d[first]!, e[first]!, d[first + 1]!);
        turn(z, n, first, cs, sn);
        d[first] = rt1;
        d[first + 1] = rt2;
        e[first] = 0;
        l += 2 * way;
      } else {
        count();
        let g = (d[l + way]! - p) / (2 * e[first]!);
        g = d[m]! - p + e[first]! / (g + withSign(Math.hypot(g, 1), g));
        let [sine, cosine, shift] = [1, 1, 0];
        for (let i = m; i !== l; i -= way) {
          const k = link(i - way);
          const f = sine * e[k]!;
          const b = cosine * e[k]!;
          let r = 0;
          [cosine, sine, r] = rotation(g, f);
          if (i !== m) e[k + way] = r;
          g = d[i]! - shift;
          r = (d[i - way]! - g) * sine + 2 * cosine * b;
          shift = sine * r;
          d[i] = g + shift;
          g = cosine * r - b;
          turn(z, n, k, cosine, -way * sine);
        }
        d[l] = d[l]! - shift;
        e[first] = g;
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
