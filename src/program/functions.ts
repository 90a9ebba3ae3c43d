import type { FillName, FunctionName } from './expression.ts';

/** Applied to each cell on its own; the result has the argument's shape. */
export type ElementwiseName = 'sigmoid' | 'slope' | 'abs' | 'sqrt' | 'exp' | 'log';

/** Folds all cells of a matrix, or those of each column or row, into one. */
export type ReductionName = Exclude<FunctionName, ElementwiseName>;

/** σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** dσ/dz, written in the sigmoid's output l = σ(z): l (1 − l), at most ¼, at l = ½. */
export function slope(l: number): number {
  return l * (1 - l);
}

/** The functions that are applied to each cell on its own. */
export const elementwise: Readonly<Record<ElementwiseName, (x: number) => number>> = {
  sigmoid,
  slope,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
};

const reductions: Readonly<Record<FunctionName, boolean>> = {
  sigmoid: false,
  slope: false,
  abs: false,
  sqrt: false,
  exp: false,
  log: false,
  sum: true,
  mean: true,
  max: true,
  min: true,
};

export const functionNames = Object.keys(reductions) as readonly FunctionName[];

export function isFunction(word: string): word is FunctionName {
  return Object.hasOwn(reductions, word);
}

const fillNames: readonly string[] = ['random', 'zeros'] satisfies FillName[];

export function isFill(word: string): word is FillName {
  return fillNames.includes(word);
}

export function isReduction(functionName: FunctionName): functionName is ReductionName {
  return reductions[functionName];
}
