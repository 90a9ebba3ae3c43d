import type { FunctionName } from './expression.ts';

/** Applied to each cell on its own; the result has the argument's shape. */
export type ElementwiseName = 'sigmoid' | 'slope' | 'abs';

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

const reductions: ReadonlySet<FunctionName> = new Set<ReductionName>(['sum', 'mean', 'max']);

export function isReduction(functionName: FunctionName): functionName is ReductionName {
  return reductions.has(functionName);
}
