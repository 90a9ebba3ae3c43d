/*
 * Reasons for NaN and infinite results of a ufunc: a division by zero, an overflow, an invalid operation.
 */
import { asCells, type Cells } from '../../engine/views.ts';
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
  before: Cells | undefined,
  y: Cells,
  self: NdArray<Float64Array>,
  host: Host,
): void {
  explainBinary(f, before ?? undo(f, self, y), y, self, self.size, host, f.name);
}

/** A left operand that may have given the results: 1 for an infinite one, from a finite right operand. */
function undo(f: Ufunc, { data, offset, size }: NdArray<Float64Array>, y: Cells): Cells {
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const r = data[offset + i]!;
    const b = y.data[y.offset + i * y.step]!;
    x[i] = Number.isNaN(r) || f.name === 'divide' || !Number.isFinite(b) ? Number.NaN : 1;
    if (f.name === 'divide' && b === 0 && !Number.isNaN(r)) x[i] = 1;
  }
  return asCells(x);
}

/** Warns about results that are NaN or infinite although the operands are not. @param z the `n` results, which follow each other */
export function explainBinary(f: Ufunc, x: Cells, y: Cells, z: Cells, n: number, host: Host, name: string): void {
  let divided = false;
  let overflowed = false;
  let invalid = false;
  for (let i = 0; i < n; i++) {
    const r = z.data[z.offset + i]!;
    if (Number.isFinite(r)) continue;
    const a = x.data[x.offset + i * x.step]!;
    const b = y.data[y.offset + i * y.step]!;
    if (Number.isNaN(r)) invalid ||= !Number.isNaN(a) && !Number.isNaN(b);
    else if (f.pole?.(a, b)) divided ||= Number.isFinite(a);
    else overflowed ||= Number.isFinite(a) && Number.isFinite(b);
  }
  if (divided) raise(host, 'divide', name);
  if (overflowed) raise(host, 'over', name);
  if (invalid) raise(host, 'invalid', name);
}

export function explainUnary(f: Ufunc, x: Cells, z: Cells, n: number, host: Host): void {
  let divided = false;
  let overflowed = false;
  let invalid = false;
  for (let i = 0; i < n; i++) {
    const r = z.data[z.offset + i]!;
    if (Number.isFinite(r)) continue;
    const a = x.data[x.offset + i * x.step]!;
    if (Number.isNaN(r)) invalid ||= !Number.isNaN(a);
    else if (f.pole?.(a, a)) divided = true;
    else overflowed ||= Number.isFinite(a);
  }
  if (divided) raise(host, 'divide', f.name);
  if (overflowed) raise(host, 'over', f.name);
  if (invalid) raise(host, 'invalid', f.name);
}
