import { exp, expm1, log1p } from './elementary.ts';
import { type ElementwiseName, elementwise, LEAK } from './functions.ts';

const { fround } = Math;

/** A function that computes with 64 bits and rounds its result once. */
const rounded =
  (f: (x: number) => number) =>
  (x: number): number =>
    fround(f(x));

function sigmoid(z: number): number {
  return fround(1 / fround(1 + fround(exp(-z))));
}

const leak = fround(LEAK);

/**
 * The functions of a cell of 32-bit floats. Each operation of a formula is rounded to 32 bits, as NumPy rounds it. The elementary functions
 * and gelu are those for 64 bits, rounded once: they are the nearest 32-bit floats to the exact values in nearly all cases, and NumPy's own
 * may be one beside it.
 */
export const singleFunctions: Readonly<Record<ElementwiseName, (x: number) => number>> = {
  sigmoid,
  slope: (l) => fround(l * fround(1 - l)),
  tanh: rounded(elementwise.tanh),
  tanh_slope: (l) => fround(1 - fround(l * l)),
  relu: elementwise.relu,
  relu_slope: elementwise.relu_slope,
  leaky_relu: (z) => (z > 0 ? z : fround(leak * z)),
  leaky_relu_slope: (l) => (l > 0 ? 1 : leak),
  elu: (z) => (z > 0 ? z : fround(expm1(z))),
  elu_slope: (l) => (l > 0 ? 1 : fround(l + 1)),
  softplus: (z) => fround(Math.max(z, 0) + fround(log1p(fround(exp(-Math.abs(z)))))),
  softplus_slope: rounded(elementwise.softplus_slope),
  swish: (z) => fround(z * sigmoid(z)),
  swish_slope: (z) => {
    const s = sigmoid(z);
    return fround(s * fround(1 + fround(z * fround(1 - s))));
  },
  gelu: rounded(elementwise.gelu),
  gelu_slope: rounded(elementwise.gelu_slope),
  abs: elementwise.abs,
  sign: elementwise.sign,
  floor: elementwise.floor,
  sqrt: rounded(elementwise.sqrt),
  exp: rounded(elementwise.exp),
  log: rounded(elementwise.log),
  cos: rounded(elementwise.cos),
};
