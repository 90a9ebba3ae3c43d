import type { Floats } from '../language/dtypes.ts';
import { pow } from '../language/elementary.ts';
/*
 * Kernels: the loops of the operations, over the cells of matrices, row by row. Every sum runs in one fixed order (ascending index,
 * from 0), so that a program gives the same bits on every machine and in every backend. Products are in `products.ts`.
 */
import type { BinaryOperator } from '../language/expression.ts';
import { type ElementwiseName, elementwise, type FillName, type ReductionName } from '../language/functions.ts';
import * as loops from './loops.ts';
import type { Matrix } from './matrix.ts';
import type { RandomSource } from './random.ts';

/** (m×n) → (m×n) */
export function copyInto(of: Matrix, out: Matrix): void {
  for (let i = 0; i < out.data.length; i++) out.data[i] = of.data[i]!;
}

/** (m×n) → (n×m) */
export function transposeInto(of: Matrix, out: Matrix): void {
  for (let r = 0; r < of.rows; r++) {
    for (let c = 0; c < of.columns; c++) out.data[c * of.rows + r] = of.data[r * of.columns + c]!;
  }
}

/** (1×n), (m×1) or (1×1) → (m×n): repeats a size of 1, as NumPy does. */
export function broadcastInto(of: Matrix, out: Matrix): void {
  const rowStep = of.rows === 1 ? 0 : of.columns;
  const columnStep = of.columns === 1 ? 0 : 1;
  let cell = 0;
  for (let r = 0; r < out.rows; r++) {
    for (let c = 0; c < out.columns; c++) out.data[cell++] = of.data[r * rowStep + c * columnStep]!;
  }
}

/** The loop of an operator: (m×n), (m×n) → (m×n) */
export const operatorLoops: Readonly<Record<Exclude<BinaryOperator, '@'>, loops.Binary>> = {
  '+': loops.add,
  '-': loops.subtract,
  '*': loops.multiply,
  '/': loops.divide,
  '**': loops.binaryLoop(pow),
  '%': loops.binaryLoop(remainder),
  '<': loops.less,
  '<=': loops.lessEqual,
  '>': loops.greater,
  '>=': loops.greaterEqual,
  '==': loops.equal,
};

/** The remainder as in Python: with the sign of the divisor. */
export function remainder(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}

/** (m×n) → (m×n), each cell between the bounds. NaN stays NaN. */
export function clipInto(of: Matrix, low: number, high: number, out: Matrix): void {
  for (let i = 0; i < out.data.length; i++) {
    const cell = of.data[i]!;
    out.data[i] = cell < low ? low : cell > high ? high : cell;
  }
}

/** (n×c), (m×1) → (m×c): the rows of `of` with the numbers `at`. */
export function rowsInto(of: Matrix, at: Matrix, out: Matrix): void {
  const { columns, data } = of;
  for (let r = 0; r < out.rows; r++) {
    const start = at.data[r]! * columns;
    for (let c = 0; c < columns; c++) out.data[r * columns + c] = data[start + c]!;
  }
}

/** The loop of a function of each cell: (m×n) → (m×n) */
export function functionLoop(callee: ElementwiseName): loops.Unary {
  return commonLoops[callee] ?? loops.unaryLoop(elementwise[callee]);
}

const commonLoops: Readonly<Partial<Record<ElementwiseName, loops.Unary>>> = {
  sigmoid: loops.sigmoidLoop,
  slope: loops.slopeLoop,
  abs: loops.absoluteLoop,
  sqrt: loops.sqrtLoop,
  exp: loops.expLoop,
  log: loops.logLoop,
  tanh: loops.tanhLoop,
};

/** A function of `count` cells from `start` on, `step` apart, in ascending order. */
export type Fold = (x: Floats, start: number, step: number, count: number) => number;

/** Added with 64 bits: a sum of 32-bit floats is rounded once, as it is stored. */
export const sumFold: Fold = (x, start, step, count) => {
  let total = 0;
  for (let i = 0, at = start; i < count; i++, at += step) total += x[at]!;
  return total;
};

const folds: Readonly<Record<ReductionName, Fold>> = {
  sum: sumFold,
  mean: (x, start, step, count) => sumFold(x, start, step, count) / count,
  max: (x, start, step, count) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) largest = Math.max(largest, x[start + i * step]!);
    return largest;
  },
  min: (x, start, step, count) => {
    let smallest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < count; i++) smallest = Math.min(smallest, x[start + i * step]!);
    return smallest;
  },
};

/** (m×n) → (1×1); with axis 0, down the rows, (1×n); with axis 1, along the columns, (m×1) */
export function reduceInto(reduction: ReductionName, argument: Matrix, axis: 0 | 1 | undefined, out: Matrix): void {
  const { rows, columns, data } = argument;
  const { data: z } = out;
  const fold = folds[reduction];
  if (axis === undefined) z[0] = fold(data, 0, 1, data.length);
  else if (axis === 0) for (let c = 0; c < columns; c++) z[c] = fold(data, c, columns, rows);
  else for (let r = 0; r < rows; r++) z[r] = fold(data, r * columns, 1, columns);
}

/** Makes a function that fills a matrix each time it is called. Random numbers are drawn row by row. */
export function filling(fill: FillName, { data }: Matrix, random: RandomSource): () => void {
  switch (fill) {
    case 'zeros':
      return () => data.fill(0);
    case 'random':
      return () => {
        for (let i = 0; i < data.length; i++) data[i] = random.nextDouble();
      };
    case 'randn':
      return () => {
        for (let i = 0; i < data.length; i++) data[i] = random.nextGaussian();
      };
    case 'arange':
      return () => {
        for (let i = 0; i < data.length; i++) data[i] = i;
      };
    case 'permutation':
      return () => random.permute(data);
  }
}
