import { cos, exp, expm1, log, log1p, tanh } from './elementary.ts';
/** σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1. */
export function sigmoid(z: number): number {
  return 1 / (1 + exp(-z));
}

/** dσ/dz in the output l = σ(z): l (1 − l), at most ¼, at l = ½. */
export function slope(l: number): number {
  return l * (1 - l);
}

/** d tanh/dz in the output l = tanh z: 1 − l². */
function tanhSlope(l: number): number {
  return 1 - l * l;
}

/** max(z, 0); NaN stays NaN. */
function relu(z: number): number {
  return z > 0 || Number.isNaN(z) ? z : 0;
}

/** In the output l: 1 above 0, otherwise 0. */
function reluSlope(l: number): number {
  return l > 0 ? 1 : 0;
}

/** The slope of a leaky relu below 0: PyTorch's default. */
export const LEAK = 0.01;

function leakyRelu(z: number): number {
  return z > 0 ? z : LEAK * z;
}

function leakyReluSlope(l: number): number {
  return l > 0 ? 1 : LEAK;
}

/** z above 0, eᶻ − 1 below (Clevert et al. 2016, with α = 1). */
function elu(z: number): number {
  return z > 0 ? z : expm1(z);
}

/** In the output l: 1 above 0, eᶻ = l + 1 below. */
function eluSlope(l: number): number {
  return l > 0 ? 1 : l + 1;
}

/** log(1 + eᶻ), without overflow. */
function softplus(z: number): number {
  return Math.max(z, 0) + log1p(exp(-Math.abs(z)));
}

/** In the output l = log(1 + eᶻ): σ(z) = 1 − e⁻ˡ. */
function softplusSlope(l: number): number {
  return -expm1(-l);
}

/** z σ(z) (Ramachandran et al. 2017), also called SiLU. */
function swish(z: number): number {
  return z * sigmoid(z);
}

/** In the input z, because two inputs can have the same output: σ(z) (1 + z (1 − σ(z))). */
function swishSlope(z: number): number {
  const s = sigmoid(z);
  return s * (1 + z * (1 - s));
}

const SQRT_HALF = Math.SQRT1_2;
const NORMAL_DENSITY = 1 / Math.sqrt(2 * Math.PI);

/** z Φ(z) with the normal distribution function Φ (Hendrycks and Gimpel 2016), without approximation. */
function gelu(z: number): number {
  return 0.5 * z * (1 + erf(z * SQRT_HALF));
}

/** In the input z, with the normal density φ: Φ(z) + z φ(z). */
function geluSlope(z: number): number {
  return 0.5 * (1 + erf(z * SQRT_HALF)) + z * NORMAL_DENSITY * exp((-z * z) / 2);
}

/**
 * The error function, to about 1e-16: a power series up to 2.5, beyond it the continued fraction of erfc (Abramowitz and
 * Stegun, 7.1.6 and 7.1.14).
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size < 6)) return Number.isNaN(x) ? x : Math.sign(x);
  if (size < 2.5) {
    let [term, sum] = [size, size];
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * size * size) / (2 * n + 1);
      sum += term;
    }
    return (Math.sign(x) * 2 * sum * exp(-size * size)) / Math.sqrt(Math.PI);
  }
  let fraction = size;
  for (let n = 60; n > 0; n--) fraction = size + n / 2 / fraction;
  return Math.sign(x) * (1 - exp(-size * size) / (fraction * Math.sqrt(Math.PI)));
}

/**
 * The functions of a single cell; a result has the shape of its argument. Each activation is followed by its derivative: as a
 * function of the output where possible, so that no line has to keep the input; for `swish` and `gelu` of the input.
 */
export const elementwise = {
  sigmoid,
  slope,
  tanh,
  tanh_slope: tanhSlope,
  relu,
  relu_slope: reluSlope,
  leaky_relu: leakyRelu,
  leaky_relu_slope: leakyReluSlope,
  elu,
  elu_slope: eluSlope,
  softplus,
  softplus_slope: softplusSlope,
  swish,
  swish_slope: swishSlope,
  gelu,
  gelu_slope: geluSlope,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  sqrt: Math.sqrt,
  exp,
  log,
  cos,
} satisfies Readonly<Record<string, (x: number) => number>>;

export type ElementwiseName = keyof typeof elementwise;

const reductions = ['sum', 'mean', 'max', 'min'] as const;

/** Reduces all cells of a matrix, or those of each column or row, to one. */
export type ReductionName = (typeof reductions)[number];

export type FunctionName = ElementwiseName | ReductionName;

export const functionNames: readonly string[] = [...Object.keys(elementwise), ...reductions];

export function isFunction(word: string): word is FunctionName {
  return Object.hasOwn(elementwise, word) || isReduction(word);
}

/** True for every word that the notation calls with parentheses. */
export function isCallable(word: string): boolean {
  return isFunction(word) || isFill(word) || word === 'clip' || word === 'array';
}

export function isReduction(word: string): word is ReductionName {
  return isOneOf(reductions, word);
}

const tableFills = ['random', 'randn', 'zeros'] as const;
const columnFills = ['arange', 'permutation'] as const;

/** Makes a new matrix of a literal size. */
export type FillName = (typeof tableFills | typeof columnFills)[number];

export function isFill(word: string): word is FillName {
  return isOneOf(tableFills, word) || isOneOf(columnFills, word);
}

/** True when the matrix is a column, and its size is written as a number of rows alone: `arange(4)`. */
export function isColumnFill(fill: FillName): boolean {
  return isOneOf(columnFills, fill);
}

function isOneOf<Name extends string>(names: readonly Name[], word: string): word is Name {
  return (names as readonly string[]).includes(word);
}
