import type { Floats } from '../language/dtypes.ts';
import { exp, log, pow } from '../language/elementary.ts';
/*
 * Kernels: the loops of the operations, over the cells of matrices, row by row. Every sum runs in one fixed order (ascending index,
 * from 0), so that a program gives the same bits on every machine and in every backend. Products are in `products.ts`.
 */
import type { BinaryOperator } from '../language/expression.ts';
import {
  type ElementwiseName,
  elementwise,
  type FillName,
  type ReductionName,
  sigmoid,
  slope,
} from '../language/functions.ts';
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

type CellKernel = (x: Floats, y: Floats, z: Floats) => void;

/**
 * Cell by cell: (m×n), (m×n) → (m×n). Each operator has its own loop, because a shared loop that calls a function is much slower.
 */
export const cellKernels: Readonly<Record<Exclude<BinaryOperator, '@'>, CellKernel>> = {
  '+': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! + y[i]!;
  },
  '-': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! - y[i]!;
  },
  '*': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! * y[i]!;
  },
  '/': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! / y[i]!;
  },
  '**': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = pow(x[i]!, y[i]!);
  },
  '%': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = remainder(x[i]!, y[i]!);
  },
  '<': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! < y[i]! ? 1 : 0;
  },
  '<=': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! <= y[i]! ? 1 : 0;
  },
  '>': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! > y[i]! ? 1 : 0;
  },
  '>=': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! >= y[i]! ? 1 : 0;
  },
  '==': (x, y, z) => {
    for (let i = 0; i < z.length; i++) z[i] = x[i]! === y[i]! ? 1 : 0;
  },
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

/** (m×n) → (m×n) */
export function negateInto(of: Matrix, out: Matrix): void {
  for (let i = 0; i < out.data.length; i++) out.data[i] = -of.data[i]!;
}

type ElementwiseKernel = (x: Floats, z: Floats) => void;

/** A function of each cell: (m×n) → (m×n) */
export function elementwiseKernel(callee: ElementwiseName): ElementwiseKernel {
  const own = fastKernels[callee];
  if (own !== undefined) return own;
  const f: (x: number) => number = elementwise[callee];
  return (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = f(x[i]!);
  };
}

/**
 * The functions of the tutorial's lines have their own loops, because a loop that several functions share calls them more slowly.
 */
const fastKernels: Readonly<Partial<Record<ElementwiseName, ElementwiseKernel>>> = {
  sigmoid: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = sigmoid(x[i]!);
  },
  slope: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = slope(x[i]!);
  },
  abs: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.abs(x[i]!);
  },
  sqrt: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = Math.sqrt(x[i]!);
  },
  exp: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = exp(x[i]!);
  },
  log: (x, z) => {
    for (let i = 0; i < z.length; i++) z[i] = log(x[i]!);
  },
};

/** Folds `count` cells in ascending order, from `start` on at a distance of `stride`, into `z[lane]`. */
type Fold = (x: Floats, start: number, stride: number, count: number, z: Floats, lane: number) => void;

/** Added with 64 bits: a sum of 32-bit floats is rounded once, as it is stored. */
const sum: Fold = (x, start, stride, count, z, lane) => {
  let total = 0;
  for (let i = 0; i < count; i++) total += x[start + i * stride]!;
  z[lane] = total;
};

const folds: Readonly<Record<ReductionName, Fold>> = {
  sum,
  mean: (x, start, stride, count, z, lane) => {
    let total = 0;
    for (let i = 0; i < count; i++) total += x[start + i * stride]!;
    z[lane] = total / count;
  },
  max: (x, start, stride, count, z, lane) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) largest = Math.max(largest, x[start + i * stride]!);
    z[lane] = largest;
  },
  min: (x, start, stride, count, z, lane) => {
    let smallest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < count; i++) smallest = Math.min(smallest, x[start + i * stride]!);
    z[lane] = smallest;
  },
};

/** (m×n) → (1×1); with axis 0, down the rows, (1×n); with axis 1, along the columns, (m×1) */
export function reduceInto(reduction: ReductionName, argument: Matrix, axis: 0 | 1 | undefined, out: Matrix): void {
  const { rows, columns, data } = argument;
  const fold = folds[reduction];
  if (axis === undefined) fold(data, 0, 1, data.length, out.data, 0);
  else if (axis === 0) for (let c = 0; c < columns; c++) fold(data, c, columns, rows, out.data, c);
  else for (let r = 0; r < rows; r++) fold(data, r * columns, 1, columns, out.data, r);
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
