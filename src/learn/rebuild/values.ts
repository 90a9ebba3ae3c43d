/* Comparison of values by their numbers. Names, axes of length 1 and the layout do not matter. */
import type { Numbers } from '../../script/debug/numbers.ts';

/** The numbers of an array, row by row. A single number has the shape []. */
export interface Value {
  readonly shape: readonly number[];
  readonly cells: Float64Array;
}

export function fromNumbers({ shape, data }: Numbers): Value {
  return { shape, cells: data };
}

/** The largest relative distance of two values that count as equal. */
const TOLERANCE = 1e-9;

/** Lengths without the axes of length 1: a column, a row and a vector of four cells are all [4]. */
function extent({ shape }: Value): readonly number[] {
  return shape.filter((length) => length !== 1);
}

function isSameExtent(one: Value, other: Value): boolean {
  return extent(one).join() === extent(other).join();
}

/** (m×n) → (n×m), for a value of two axes longer than 1; undefined for any other. */
export function transposed(value: Value): Value | undefined {
  const [rows, columns, ...more] = extent(value);
  if (rows === undefined || columns === undefined || more.length > 0) return undefined;
  const cells = Float64Array.from(value.cells, (_, i) => value.cells[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
  return { shape: [columns, rows], cells };
}

/**
 * The factor c for which `one` is c × `other`, up to axes of length 1 and a transposition; undefined where there is none. A single
 * cell has no direction: its factor is found only where it is 1 or −1.
 */
export function factorBetween(one: Value, other: Value, tolerance = TOLERANCE): number | undefined {
  const straight = isSameExtent(one, other) ? factorOf(one.cells, other.cells, tolerance) : undefined;
  if (straight !== undefined) return straight;
  const turned = transposed(one);
  return turned !== undefined && isSameExtent(turned, other)
    ? factorOf(turned.cells, other.cells, tolerance)
    : undefined;
}

function factorOf(one: Float64Array, other: Float64Array, tolerance: number): number | undefined {
  let at = 0;
  for (let i = 1; i < other.length; i++) if (Math.abs(other[i]!) > Math.abs(other[at]!)) at = i;
  const largest = other[at];
  if (largest === undefined || largest === 0) return one.every((cell) => cell === 0) ? 1 : undefined;
  const exact = distance(one, other, 1) <= tolerance * Math.abs(largest) ? 1 : undefined;
  if (exact !== undefined) return exact;
  const factor = one[at]! / largest;
  if (!Number.isFinite(factor) || factor === 0) return undefined;
  if (other.length === 1 && Math.abs(factor + 1) > tolerance) return undefined;
  return distance(one, other, factor) <= tolerance * Math.abs(factor * largest) ? factor : undefined;
}

/** max |one − factor × other| */
function distance(one: Float64Array, other: Float64Array, factor: number): number {
  let most = 0;
  for (let i = 0; i < one.length; i++) {
    const apart = Math.abs(one[i]! - factor * other[i]!);
    if (!(apart <= most)) most = apart;
  }
  return most;
}

/** True for the same numbers, up to axes of length 1 and a transposition. */
export function isSame(one: Value, other: Value, tolerance = TOLERANCE): boolean {
  return factorBetween(one, other, tolerance) === 1;
}

/** `other` in the layout of `one`; undefined where the cells do not fit. */
export function inLayoutOf(one: Value, other: Value): Value | undefined {
  if (isSameExtent(one, other)) return { shape: one.shape, cells: other.cells };
  const turned = transposed(other);
  return turned !== undefined && isSameExtent(one, turned) ? { shape: one.shape, cells: turned.cells } : undefined;
}

/** True where the axes fit, up to those of length 1 and a transposition. */
export function fits(one: Value, other: Value): boolean {
  return inLayoutOf(one, other) !== undefined;
}

/** after − before, in the layout of `after`. */
export function difference(after: Value, before: Value): Value {
  return { shape: after.shape, cells: after.cells.map((cell, i) => cell - (before.cells[i] ?? Number.NaN)) };
}

/** `4×1`; a vector is `4 numbers`, a single number `one number`. */
export function shapeText(shape: readonly number[]): string {
  if (shape.length === 0) return 'one number';
  if (shape.length === 1) return shape[0] === 1 ? 'a list of one number' : `a list of ${shape[0]} numbers`;
  return shape.join('×');
}

/** `0.4966 0.5101 0.4732 …`: the first cells of a value. */
export function cellsText({ cells }: Value, digits = 4): string {
  const texts = Array.from(cells.subarray(0, MOST_SHOWN), (cell) => numberText(cell, digits));
  return `${texts.join(' ')}${cells.length > MOST_SHOWN ? ' …' : ''}`;
}

/** Cells of a value in a sentence. */
const MOST_SHOWN = 4;

/** The cells of two values, with as many digits as it takes to see that they differ. */
export function textsApart(one: Value, other: Value): readonly [string, string] {
  const laid = inLayoutOf(one, other) ?? other;
  for (const digits of [4, 6, 8, 10, 12, 14]) {
    const texts = [cellsText(one, digits), cellsText(laid, digits)] as const;
    if (texts[0] !== texts[1]) return texts;
  }
  return [cellsText(one), cellsText(laid)];
}

export function numberText(value: number, digits = 4): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-4 ? value.toExponential(digits - 2) : String(Number(value.toPrecision(digits)));
}
