/*
 * Reasons for NaN and infinite results of a ufunc: a division by zero, an overflow, an invalid operation.
 */
import type { Host } from '../machine/values.ts';
import { raise } from './float-errors.ts';
import type { NdArray } from './ndarray.ts';
import type { Ufunc } from './ufunc.ts';

/**
 * Reasons for NaN or infinity after an operation whose left operand is overwritten. A sum or a product that is new and infinite has
 * overflowed; the values before are not known any more, so a result that was infinite before gives no warning.
 */
export function explainInPlace(
  f: Ufunc,
  before: Float64Array | undefined,
  y: Float64Array,
  yo: number,
  ys: number,
  self: NdArray,
  host: Host,
): void {
  const z = self.data as Float64Array;
  if (before !== undefined) {
    explainBinary(f, before, 0, 1, y, yo, ys, z, self.offset, self.size, host, f.name);
    return;
  }
  explainBinary(
    f,
    undo(f, z, self.offset, self.size, y, yo, ys),
    0,
    1,
    y,
    yo,
    ys,
    z,
    self.offset,
    self.size,
    host,
    f.name,
  );
}

/** A left operand that may have given the results: 1 for an infinite one, from a finite right operand. */
function undo(f: Ufunc, z: Float64Array, zo: number, n: number, y: Float64Array, yo: number, ys: number): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const r = z[zo + i]!;
    const b = y[yo + i * ys]!;
    x[i] = Number.isNaN(r) || f.name === 'divide' || !Number.isFinite(b) ? Number.NaN : 1;
    if (f.name === 'divide' && b === 0 && !Number.isNaN(r)) x[i] = 1;
  }
  return x;
}

/** Warns about results that are NaN or infinite although the operands are not. */
export function explainBinary(
  f: Ufunc,
  x: Float64Array,
  xo: number,
  xs: number,
  y: Float64Array,
  yo: number,
  ys: number,
  z: Float64Array,
  zo: number,
  n: number,
  host: Host,
  name: string,
): void {
  let divided = false;
  let overflowed = false;
  let invalid = false;
  for (let i = 0; i < n; i++) {
    const r = z[zo + i]!;
    if (Number.isFinite(r)) continue;
    const a = x[xo + i * xs]!;
    const b = y[yo + i * ys]!;
    if (Number.isNaN(r)) invalid ||= !Number.isNaN(a) && !Number.isNaN(b);
    else if (f.pole?.(a, b)) divided ||= Number.isFinite(a);
    else overflowed ||= Number.isFinite(a) && Number.isFinite(b);
  }
  if (divided) raise(host, 'divide', name);
  if (overflowed) raise(host, 'over', name);
  if (invalid) raise(host, 'invalid', name);
}

export function explainUnary(
  f: Ufunc,
  x: Float64Array,
  xo: number,
  xs: number,
  z: Float64Array,
  n: number,
  host: Host,
): void {
  let divided = false;
  let overflowed = false;
  let invalid = false;
  for (let i = 0; i < n; i++) {
    const r = z[i]!;
    if (Number.isFinite(r)) continue;
    const a = x[xo + i * xs]!;
    if (Number.isNaN(r)) invalid ||= !Number.isNaN(a);
    else if (f.pole?.(a, a)) divided = true;
    else overflowed ||= Number.isFinite(a);
  }
  if (divided) raise(host, 'divide', f.name);
  if (overflowed) raise(host, 'over', f.name);
  if (invalid) raise(host, 'invalid', f.name);
}
