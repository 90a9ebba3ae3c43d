/*
 * Views of cells: the place of a matrix, or of a row of cells, in a typed array. A kernel takes views, so that it reads transposed matrices, slices
 * and repeated numbers where they are. Arrays of scripts are views themselves.
 */
import type { Floats } from '../language/dtypes.ts';
import type { Matrix } from './matrix.ts';

/** A matrix: cell (r, c) is `data[offset + r * strides[0] + c * strides[1]]`. */
export interface View {
  readonly data: Floats;
  readonly offset: number;
  /** The numbers of rows and columns. */
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** Cells one after the other: cell i is `data[offset + i * step]`. A step of 0 repeats one cell. */
export interface Cells<Data = Floats> {
  readonly data: Data;
  readonly offset: number;
  readonly step: number;
}

/** All cells of a typed array. */
export function asCells<Data extends Floats | Uint8Array>(data: Data): Cells<Data> {
  return { data, offset: 0, step: 1 };
}

/** A matrix whose cells are row by row in a typed array. */
export function rowByRow(data: Floats, offset: number, rows: number, columns: number): View {
  return { data, offset, shape: [rows, columns], strides: [columns, 1] };
}

export function asView({ data, rows, columns }: Matrix): View {
  return rowByRow(data, 0, rows, columns);
}

/** (m×n) → (n×m), over the same cells. */
export function transposed({ data, offset, shape, strides }: View): View {
  return { data, offset, shape: [shape[1]!, shape[0]!], strides: [strides[1]!, strides[0]!] };
}

/** Some rows and columns of a matrix, over the same cells. */
export function part(
  { data, offset, strides }: View,
  row: number,
  column: number,
  rows: number,
  columns: number,
): View {
  return { data, offset: offset + row * strides[0]! + column * strides[1]!, shape: [rows, columns], strides };
}
