/*
 * The rules by which two data types meet (NEP 50), and by which one may be cast to another.
 */
import { type Dtype, float64, int16, int32, int64, type Kind, object, textOf } from './dtypes.ts';

/** The type in which two types meet. Arrays of text meet numbers as text, as in `np.array([1, 'a'])`. */
export function promote(a: Dtype, b: Dtype): Dtype {
  if (a === b) return a;
  if (a.kind === 'O' || b.kind === 'O') return object;
  if (a.kind === 'U' || b.kind === 'U') return textOf(Math.max(charactersOf(a), charactersOf(b)));
  if (a.kind === 'b') return b;
  if (b.kind === 'b') return a;
  if (a.kind === 'f' || b.kind === 'f') {
    if (a.kind === b.kind) return a.bytes > b.bytes ? a : b;
    const [float, other] = a.kind === 'f' ? [a, b] : [b, a];
    return other.bytes > 2 ? float64 : float;
  }
  if (a.kind === b.kind) return a.bytes > b.bytes ? a : b;
  const [signed, unsigned] = a.kind === 'i' ? [a, b] : [b, a];
  if (signed.bytes > unsigned.bytes) return signed;
  if (unsigned.bytes === 1) return int16;
  if (unsigned.bytes === 2) return int32;
  return unsigned.bytes === 4 ? int64 : float64;
}

/** The characters that hold any element as text. */
function charactersOf(dtype: Dtype): number {
  if (dtype.kind === 'U') return dtype.bytes / 4;
  if (dtype.kind === 'f') return 32;
  if (dtype.kind === 'b') return 5;
  return { 1: 4, 2: 6, 4: 11, 8: 21 }[dtype.bytes] ?? 21;
}

const ranks: Readonly<Record<Kind, number>> = { b: 0, u: 1, i: 2, f: 3, U: 4, O: 5 };

/** NumPy's casting rule `same_kind`, for numbers: a float64 may become a float32, but no integer. */
export function mayCastSameKind(from: Dtype, to: Dtype): boolean {
  return ranks[from.kind] <= ranks[to.kind];
}

/** NumPy's casting rule `safe`. */
export function mayCastSafely(from: Dtype, to: Dtype): boolean {
  if (from === to || to.kind === 'O') return true;
  if (from.kind === 'U') return to.kind === 'U' && from.bytes <= to.bytes;
  if (to.kind === 'U') return charactersOf(from) <= to.bytes / 4;
  return promote(from, to) === to || (to === float64 && from.kind !== 'O');
}
