/*
 * The gamma and error functions, as CPython computes them, and the exact sum.
 */
import { exp, log, pow, sin } from '../../../language/elementary.ts';
import { erf } from '../../../language/functions.ts';
import type { RaisedError } from '../../machine/values.ts';
import { valueError } from '../protocols.ts';

export function domainError(): RaisedError {
  return valueError('math domain error');
}

/** Shewchuk's sum: correctly rounded. */
export function exactSum(numbers: readonly number[]): number {
  const partials: number[] = [];
  let special = 0;
  for (const number of numbers) {
    if (!Number.isFinite(number)) {
      special += number;
      continue;
    }
    let x = number;
    let count = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[count++] = low;
      x = high;
    }
    partials.length = count;
    partials.push(x);
  }
  if (special !== 0 || Number.isNaN(special)) return special;
  let n = partials.length;
  if (n === 0) return 0;
  let high = partials[--n]!;
  let low = 0;
  while (n > 0) {
    const x = high;
    const y = partials[--n]!;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  // A half is rounded by the sign of the rest.
  if (n > 0 && ((low < 0 && partials[n - 1]! < 0) || (low > 0 && partials[n - 1]! > 0))) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}

/** Lanczos' approximation as CPython has it, to about 15 digits. */
const LANCZOS_G = 6.02468004077673;
const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.037209, 6039542586.352028, 1439720407.3117216,
  248874557.8620541, 31426415.58540019, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

function lanczosSum(x: number): number {
  let numerator = 0;
  let denominator = 0;
  if (x < 5) {
    for (let i = NUMERATOR.length - 1; i >= 0; i--) {
      numerator = numerator * x + NUMERATOR[i]!;
      denominator = denominator * x + DENOMINATOR[i]!;
    }
  } else {
    for (let i = 0; i < NUMERATOR.length; i++) {
      numerator = numerator / x + NUMERATOR[i]!;
      denominator = denominator / x + DENOMINATOR[i]!;
    }
  }
  return numerator / denominator;
}

export function logGamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Infinity;
  if (Number.isInteger(x) && x <= 2) {
    if (x <= 0) throw domainError();
    return 0;
  }
  const size = Math.abs(x);
  if (size < 1e-20) return -log(size);
  let result = log(lanczosSum(size)) - LANCZOS_G;
  result += (size - 0.5) * (log(size + LANCZOS_G - 0.5) - 1);
  if (x < 0) result = log(Math.PI) - log(Math.abs(sin(Math.PI * (size - Math.floor(size))))) - log(size) - result;
  return result;
}

export function gamma(x: number): number {
  if (Number.isInteger(x)) {
    if (x <= 0) throw domainError();
    if (x <= 23) return factorialFloat(x - 1);
  }
  if (x < 0.5) return Math.PI / (sin(Math.PI * x) * gamma(1 - x));
  const y = x + LANCZOS_G - 0.5;
  const result = (lanczosSum(x) / exp(y)) * pow(y, (x - 0.5) / 2);
  return result * pow(y, (x - 0.5) / 2);
}

function factorialFloat(n: number): number {
  let result = 1;
  for (let i = 2; i <= n; i++) result *= i;
  return result;
}

const SQRT_PI = 1.772453850905516;

/** erfc(x) for x ≥ 1.5, by its continued fraction, as CPython computes it. */
function complement(x: number): number {
  if (x >= 30) return 0;
  const square = x * x;
  let a = 0;
  let da = 0.5;
  let [p, p1] = [1, 0];
  let [q, q1] = [da + square, 1];
  for (let i = 0; i < 50; i++) {
    a += da;
    da += 2;
    const b = da + square;
    [p1, p] = [p, b * p - a * p1];
    [q1, q] = [q, b * q - a * q1];
  }
  return ((p / q) * x * exp(-square)) / SQRT_PI;
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < 1.5) return 1 - erf(x);
  const rest = complement(Math.abs(x));
  return x > 0 ? rest : 2 - rest;
}
