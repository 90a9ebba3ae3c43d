/*
 * The singular value decomposition: Householder's reflections make the matrix bidiagonal, and implicit QR steps make it diagonal (Golub and
 * Kahan). Matrices are kept column by column here, so that each inner loop reads cells that follow each other.
 */
import { spend } from '../machine/bounds.ts';
import type { Host } from '../machine/values.ts';
import { linalgError, rotate } from './factorisations.ts';
import { doublesOf, type NdArray } from './ndarray.ts';
import { transpose } from './shaping.ts';
import { floats } from './storage.ts';

/** The cells of a matrix of `rows` rows, column by column. */
type Columns = Float64Array;

/** Lengths below it count as 0. */
const TINY = 2 ** -966;

/** Steps of QR for one singular value. LAPACK allows 6 n² for all. */
const MOST_STEPS = 200;

export interface Singular {
  /** m×k, row by row. */
  readonly u: Float64Array;
  /** k singular values, descending. */
  readonly s: Float64Array;
  /** n×k, row by row. */
  readonly v: Float64Array;
  /** min(m, n) */
  readonly k: number;
}

/** A = U diag(s) Vᵀ, of an m×n matrix. */
export function singular(of: NdArray, host: Host): Singular {
  const [m, n] = of.shape as [number, number];
  if (m < n) {
    const flipped = singular(transpose(of), host);
    return { u: flipped.v, s: flipped.s, v: flipped.u, k: flipped.k };
  }
  spend(host, 4 * m * n * n + 8 * n ** 3);
  const a = doublesOf(transpose(of)).slice();
  if (!a.every(Number.isFinite)) throw linalgError('SVD did not converge');
  const u = floats(m * n);
  const v = floats(n * n);
  const s = floats(n);
  const e = floats(n);
  reduce(a, m, n, s, e, u, v);
  iterate(s, e, u, m, v, n);
  return { u: byRows(u, m, n), s, v: byRows(v, n, n), k: n };
}

function byRows(columns: Columns, rows: number, count: number): Float64Array {
  const made = floats(rows * count);
  for (let c = 0; c < count; c++) for (let r = 0; r < rows; r++) made[r * count + c] = columns[c * rows + r]!;
  return made;
}

/** The dot product of `x` from `xo` on and `y` from `yo` on. */
function dot(x: Float64Array, xo: number, y: Float64Array, yo: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += x[xo + i]! * y[yo + i]!;
  return sum;
}

/** y += t x */
function addTo(y: Float64Array, yo: number, t: number, x: Float64Array, xo: number, count: number): void {
  for (let i = 0; i < count; i++) y[yo + i] = y[yo + i]! + t * x[xo + i]!;
}

/** √(Σ x²) of `count` cells; scaled, so that no square overflows. */
function lengthOf(x: Float64Array, from: number, count: number): number {
  let largest = 0;
  for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(x[from + i]!));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (x[from + i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/**
 * Reflects `count` cells from `at` on to a multiple of the first unit vector; they keep the reflection, scaled so that its first cell is
 * 1 plus a cosine.
 * @returns the multiple, with the sign that LAPACK gives it
 */
function reflect(x: Float64Array, at: number, count: number): number {
  let length = lengthOf(x, at, count);
  // Numbers this small have lost their digits.
  if (length < TINY) {
    x.fill(0, at, at + count);
    return 0;
  }
  if (x[at]! < 0) length = -length;
  for (let i = 0; i < count; i++) x[at + i] = x[at + i]! / length;
  x[at] = x[at]! + 1;
  return -length;
}

/** A = U B Vᵀ, (m×n) = (m×n) (n×n) (n×n), with a bidiagonal B: `s` is its diagonal, `e` the one above. A is overwritten. */
function reduce(a: Columns, m: number, n: number, s: Float64Array, e: Float64Array, u: Columns, v: Columns): void {
  const columns = Math.min(m - 1, n);
  const rows = Math.max(0, n - 2);
  const work = floats(m);
  for (let k = 0; k < Math.max(columns, rows); k++) {
    const head = k * m + k;
    if (k < columns) s[k] = reflect(a, head, m - k);
    for (let j = k + 1; j < n; j++) {
      const at = j * m + k;
      if (k < columns && s[k] !== 0) addTo(a, at, -dot(a, head, a, at, m - k) / a[head]!, a, head, m - k);
      e[j] = a[at]!;
    }
    if (k < columns) u.set(a.subarray(head, head + m - k), head);
    if (k >= rows) continue;
    const length = reflect(e, k + 1, n - k - 1);
    e[k] = length;
    if (length !== 0) {
      work.fill(0, k + 1);
      for (let j = k + 1; j < n; j++) addTo(work, k + 1, e[j]!, a, j * m + k + 1, m - k - 1);
      for (let j = k + 1; j < n; j++) addTo(a, j * m + k + 1, -e[j]! / e[k + 1]!, work, k + 1, m - k - 1);
    }
    for (let i = k + 1; i < n; i++) v[k * n + i] = e[i]!;
  }
  if (columns < n) s[columns] = a[columns * m + columns]!;
  if (rows + 1 < n) e[rows] = a[(n - 1) * m + rows]!;
  if (n > 0) e[n - 1] = 0;
  expand(u, m, n, columns, s, 0);
  expand(v, n, n, rows, e, 1);
}

/** Makes an orthogonal matrix Q (rows×count) of the reflections in its columns. @param shift the first cell of reflection k is cell k + shift */
function expand(q: Columns, rows: number, count: number, known: number, sizes: Float64Array, shift: number): void {
  for (let k = count - 1; k >= 0; k--) {
    const head = k * rows + k + shift;
    const length = rows - k - shift;
    if (k < known && sizes[k] !== 0) {
      for (let j = k + 1; j < count; j++) {
        const at = j * rows + k + shift;
        addTo(q, at, -dot(q, head, q, at, length) / q[head]!, q, head, length);
      }
      if (shift === 0) {
        for (let i = 0; i < length; i++) q[head + i] = -q[head + i]!;
        q[head] = 1 + q[head]!;
        for (let i = 0; i < k; i++) q[k * rows + i] = 0;
        continue;
      }
    }
    q.fill(0, k * rows, (k + 1) * rows);
    q[k * rows + k] = 1;
  }
}

/** Rotates the columns j and k, of `rows` cells. */
function turn(q: Columns, rows: number, j: number, k: number, c: number, s: number): void {
  rotate(q, j * rows, k * rows, 1, rows, c, s);
}

/** Makes the bidiagonal matrix diagonal: the diagonal `s`, positive and descending, with the columns of U (m×n) and V (n×n). */
function iterate(s: Float64Array, e: Float64Array, u: Columns, m: number, v: Columns, n: number): void {
  const last = n - 1;
  let steps = 0;
  for (let p = n; p > 0; ) {
    // Cells that are too small to matter become 0 and divide the matrix.
    let k = p - 2;
    for (; k >= 0; k--) {
      if (Math.abs(e[k]!) <= TINY + Number.EPSILON * (Math.abs(s[k]!) + Math.abs(s[k + 1]!))) {
        e[k] = 0;
        break;
      }
    }
    if (k === p - 2) {
      settle(s, u, m, v, n, p - 1, last);
      steps = 0;
      p--;
      continue;
    }
    let zero = p - 1;
    for (; zero > k; zero--) {
      const near = (zero < p - 1 ? Math.abs(e[zero]!) : 0) + (zero > k + 1 ? Math.abs(e[zero - 1]!) : 0);
      if (Math.abs(s[zero]!) <= TINY + Number.EPSILON * near) {
        s[zero] = 0;
        break;
      }
    }
    if (zero === k) {
      if (++steps > MOST_STEPS) throw linalgError('SVD did not converge');
      step(s, e, u, m, v, n, k + 1, p);
    } else if (zero === p - 1) {
      // The last singular value of the part is 0: its neighbour above goes.
      let f = e[p - 2]!;
      e[p - 2] = 0;
      for (let j = p - 2; j > k; j--) {
        const t = Math.hypot(s[j]!, f);
        const c = s[j]! / t;
        const sine = f / t;
        s[j] = t;
        if (j !== k + 1) {
          f = -sine * e[j - 1]!;
          e[j - 1] = c * e[j - 1]!;
        }
        turn(v, n, j, p - 1, c, sine);
      }
    } else {
      let f = e[zero]!;
      e[zero] = 0;
      for (let j = zero + 1; j < p; j++) {
        const t = Math.hypot(s[j]!, f);
        const c = s[j]! / t;
        const sine = f / t;
        s[j] = t;
        f = -sine * e[j]!;
        e[j] = c * e[j]!;
        turn(u, m, j, zero, c, sine);
      }
    }
  }
}

/** Makes a singular value that is found positive, and moves it up to its place, with its columns of U and V. */
function settle(s: Float64Array, u: Columns, m: number, v: Columns, n: number, at: number, last: number): void {
  if (s[at]! < 0) {
    s[at] = -s[at]!;
    for (let i = 0; i < n; i++) v[at * n + i] = -v[at * n + i]!;
  } else s[at] = s[at]! + 0;
  for (let k = at; k < last && s[k]! < s[k + 1]!; k++) {
    [s[k], s[k + 1]] = [s[k + 1]!, s[k]!];
    exchange(v, n, k);
    exchange(u, m, k);
  }
}

/** Exchanges the columns k and k + 1. */
function exchange(q: Columns, rows: number, k: number): void {
  const kept = q.slice(k * rows, (k + 1) * rows);
  q.copyWithin(k * rows, (k + 1) * rows, (k + 2) * rows);
  q.set(kept, (k + 1) * rows);
}

/** One implicit QR step on the part from `k` to `p`, with the shift of its last 2×2 block. */
function step(
  s: Float64Array,
  e: Float64Array,
  u: Columns,
  m: number,
  v: Columns,
  n: number,
  k: number,
  p: number,
): void {
  const scale = Math.max(
    Math.abs(s[p - 1]!),
    Math.abs(s[p - 2]!),
    Math.abs(e[p - 2]!),
    Math.abs(s[k]!),
    Math.abs(e[k]!),
  );
  const sp = s[p - 1]! / scale;
  const before = s[p - 2]! / scale;
  const ep = e[p - 2]! / scale;
  const sk = s[k]! / scale;
  const b = ((before + sp) * (before - sp) + ep * ep) / 2;
  const c = (sp * ep) ** 2;
  let shift = 0;
  if (b !== 0 || c !== 0) {
    const root = Math.sqrt(b * b + c);
    shift = c / (b + (b < 0 ? -root : root));
  }
  let f = (sk + sp) * (sk - sp) + shift;
  let g = sk * (e[k]! / scale);
  for (let j = k; j < p - 1; j++) {
    let t = Math.hypot(f, g);
    let cosine = f / t;
    let sine = g / t;
    if (j !== k) e[j - 1] = t;
    f = cosine * s[j]! + sine * e[j]!;
    e[j] = cosine * e[j]! - sine * s[j]!;
    g = sine * s[j + 1]!;
    s[j + 1] = cosine * s[j + 1]!;
    turn(v, n, j, j + 1, cosine, sine);
    t = Math.hypot(f, g);
    cosine = f / t;
    sine = g / t;
    s[j] = t;
    f = cosine * e[j]! + sine * s[j + 1]!;
    s[j + 1] = cosine * s[j + 1]! - sine * e[j]!;
    g = sine * e[j + 1]!;
    e[j + 1] = cosine * e[j + 1]!;
    if (j < m - 1) turn(u, m, j, j + 1, cosine, sine);
  }
  e[p - 2] = f;
}
