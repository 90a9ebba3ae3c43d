import { emptyMatrix, type Matrix } from '../engine/matrix.ts';
import type { Reading } from './reading.ts';

/** A column for a network, and what it is made of. */
export interface CodedColumn {
  readonly name: string;
  /** Of 0 and 1, by a class. */
  readonly isCoded: boolean;
}

/** A column for each quantity, and one for each class: `colour=red`. */
export function inputColumns(readings: readonly Reading[]): readonly CodedColumn[] {
  return readings.flatMap((reading): readonly CodedColumn[] =>
    reading.kind === 'quantity'
      ? [{ name: reading.name, isCoded: false }]
      : reading.classes.map((name) => ({ name: `${reading.name}=${name}`, isCoded: true })),
  );
}

/** One column for two classes, one for each of more. */
export function targetColumns(readings: readonly Reading[]): readonly CodedColumn[] {
  return readings.flatMap((reading): readonly CodedColumn[] => {
    if (reading.kind === 'quantity') return [{ name: reading.name, isCoded: false }];
    const names = reading.classes.length === 2 ? [reading.name] : reading.classes;
    return names.map((name) => ({ name, isCoded: true }));
  });
}

/** Rows of columns in which nothing is missing; a class is 1 in its own column. */
export function inputMatrix(readings: readonly Reading[], rows: readonly number[]): Matrix {
  return matrixOf(readings, rows, (reading) => (reading.kind === 'quantity' ? 1 : reading.classes.length));
}

/** A row of inputs of these values, each a number or the index of a class. */
export function inputRow(readings: readonly Reading[], values: readonly number[]): Float64Array {
  return Float64Array.from(
    readings.flatMap((reading, at) => {
      const value = values[at] as number;
      return reading.kind === 'quantity' ? [value] : reading.classes.map((_, code) => (code === value ? 1 : 0));
    }),
  );
}

/** The same for targets: of two classes 0 and 1 in a single column. */
export function targetMatrix(readings: readonly Reading[], rows: readonly number[]): Matrix {
  return matrixOf(readings, rows, (reading) => {
    if (reading.kind === 'quantity' || reading.classes.length === 2) return 1;
    return reading.classes.length;
  });
}

function matrixOf(readings: readonly Reading[], rows: readonly number[], width: (reading: Reading) => number): Matrix {
  const columns = readings.reduce((sum, reading) => sum + width(reading), 0);
  const matrix = emptyMatrix({ rows: rows.length, columns });
  let first = 0;
  for (const reading of readings) {
    const own = width(reading);
    rows.forEach((row, at) => {
      const start = at * columns + first;
      if (reading.kind === 'quantity') matrix.data[start] = reading.values[row] as number;
      else if (own < reading.classes.length) matrix.data[start] = reading.codes[row] as number;
      else matrix.data[start + (reading.codes[row] as number)] = 1;
    });
    first += own;
  }
  return matrix;
}
