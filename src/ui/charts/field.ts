import { classOf } from '../../language/class-of.ts';

/** What a network says at each place of a plane: rows from the top to the bottom, columns from left to right. */
export type Field = FieldOfValues | FieldOfClasses;

interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** One value from 0 to 1 for each place; what is above a half belongs to the second class, the rest to the first. */
export interface FieldOfValues extends Grid {
  readonly kind: 'values';
  readonly values: Float64Array;
}

/** The class with the largest value for each place, and how sure the network is of it, from 0 to 1. */
export interface FieldOfClasses extends Grid {
  readonly kind: 'classes';
  readonly classes: Uint8Array;
  readonly sureness: Float64Array;
}

/** The index of the place that stands in a column and row of a picture, which may have more or fewer of both. */
export function placeIn(field: Field, column: number, row: number, columns: number, rows: number): number {
  const across = Math.min(field.columns - 1, Math.floor(((column + 0.5) * field.columns) / columns));
  const down = Math.min(field.rows - 1, Math.floor(((row + 0.5) * field.rows) / rows));
  return down * field.columns + across;
}

export function classAt(field: Field, place: number): number {
  return field.kind === 'classes' ? field.classes[place]! : Math.max(0, classOf(field.values, place, 1));
}

/** How strongly a place belongs to its class: 0 on the border, 1 where there is no doubt. */
export function surenessAt(field: Field, place: number): number {
  const sureness = field.kind === 'classes' ? field.sureness[place]! : Math.abs(2 * field.values[place]! - 1);
  // Outputs that are no shares go beyond their ends.
  return Math.max(0, Math.min(1, sureness));
}
