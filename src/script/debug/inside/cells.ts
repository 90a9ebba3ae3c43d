/* Places of cells in arrays: by index along each axis, and by row and column as the screen shows them. */
import type { Seen, SliceSeen } from './record.ts';

/** The place of a cell along each axis; empty for a single number. */
export type Index = readonly number[];

/** A cell as the screen shows it: an array of more than two axes has its first ones as rows. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The length of each axis; undefined for a value without numbers. */
export function shapeOf({ numbers }: Seen): readonly number[] | undefined {
  return numbers?.shape;
}

/** The place in the numbers, row by row. */
export function flatOf(shape: readonly number[], index: Index): number {
  let flat = 0;
  for (const [axis, length] of shape.entries()) flat = flat * length + (index[axis] ?? 0);
  return flat;
}

/** The inverse of `flatOf`. */
export function indexOf(shape: readonly number[], flat: number): Index {
  const index: number[] = [];
  let left = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    index[axis] = left % length;
    left = Math.floor(left / length);
  }
  return index;
}

/** The nearest existing cell. */
export function cellIn({ numbers }: Seen, { row, column }: Cell): Cell {
  const { rows = 1, columns = 1 } = numbers ?? {};
  return { row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
}

/** The number of a cell; NaN where there is none. */
export function valueAt({ numbers }: Seen, index: Index): number {
  return numbers?.data[flatOf(numbers.shape, index)] ?? Number.NaN;
}

/** The index in an operand of this shape that broadcasting uses for a cell of the result. */
export function broadcastIndex(shape: readonly number[], index: Index): Index {
  const missing = index.length - shape.length;
  return shape.map((length, axis) => (length === 1 ? 0 : (index[axis + missing] ?? 0)));
}

/** A part of an index: a number, a range, a new axis, the rest, or places chosen by an array. */
export type IndexPart =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'slice'; readonly slice: SliceSeen }
  | { readonly kind: 'new axis' }
  | { readonly kind: 'rest' }
  | { readonly kind: 'chosen'; readonly rows: readonly number[] };

/** The index in an array of a cell of `array[parts]`; undefined for an index that is not followed. */
export function throughIndex(shape: readonly number[], parts: readonly IndexPart[], index: Index): Index | undefined {
  const used = parts.filter(({ kind }) => kind !== 'new axis' && kind !== 'rest').length;
  if (used > shape.length || parts.filter(({ kind }) => kind === 'chosen').length > 1) return undefined;
  const full = parts.some(({ kind }) => kind === 'rest') ? parts : [...parts, { kind: 'rest' } as const];
  const from: number[] = [];
  let at = 0;
  for (const part of full) {
    const length = shape[from.length] ?? 1;
    switch (part.kind) {
      case 'new axis':
        at++;
        break;
      case 'at':
        from.push(part.at < 0 ? part.at + length : part.at);
        break;
      case 'slice': {
        const { start, step } = part.slice;
        const by = step ?? 1;
        const first = start === null ? (by < 0 ? length - 1 : 0) : start < 0 ? start + length : start;
        from.push(Math.max(by < 0 ? -1 : 0, Math.min(by < 0 ? length - 1 : length, first)) + by * (index[at++] ?? 0));
        break;
      }
      case 'chosen': {
        const row = part.rows[index[at++] ?? 0] ?? 0;
        from.push(row < 0 ? row + length : row);
        break;
      }
      case 'rest':
        for (let left = shape.length - used; left > 0; left--) from.push(index[at++] ?? 0);
        break;
    }
  }
  return from.length === shape.length ? from : undefined;
}
