/*
 * Reasons for NaN and infinite results of a ufunc: a division by zero, an overflow, an invalid operation.
 */
import type { Cells } from '../../engine/views.ts';
import type { Host } from '../machine/values.ts';
import { raise } from './float-errors.ts';
import type { Ufunc } from './ufunc.ts';

/**
 * Warns about results that are NaN or infinite although the operands are not.
 * @param y the second operand; `x` again for a function of one
 * @param z the `n` results, which follow each other
 */
export function explainResults(f: Ufunc, x: Cells, y: Cells, z: Cells, n: number, host: Host, name: string): void {
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
