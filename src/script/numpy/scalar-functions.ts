/*
 * Functions of one or two numbers, from which loops are made: division of whole numbers, rounding, logarithms, trigonometric and
 * hyperbolic functions, operations on bits. They use `elementary.ts`, since the bits of `Math.sinh` and the like may differ between
 * versions of Node.
 */
import { exp, expm1, log, log1p, pow } from '../../language/elementary.ts';

/** Python's floor division of floats. */
export function floorDivide(x: number, y: number): number {
  if (y === 0) return x / y;
  const rest = x % y;
  let quotient = (x - rest) / y;
  if (rest !== 0 && rest < 0 !== y < 0) quotient -= 1;
  if (quotient === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
/** The remainder with the sign of the divisor. */
export function remainder(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 !== y < 0 ? rest + y : rest;
}
export function wholeFloorDivide(x: number, y: number): number {
  return y === 0 ? 0 : Math.floor(exactQuotient(x, y)) + 0;
}
/** x / y, whose floor is exact for safe integers: a quotient that rounds up to a whole number is corrected. */
function exactQuotient(x: number, y: number): number {
  const rest = x % y;
  return rest === 0 ? x / y : (x - rest) / y + (rest < 0 !== y < 0 ? -0.5 : 0.5);
}
export function wholeRemainder(x: number, y: number): number {
  if (y === 0) return 0;
  const rest = x % y;
  return (rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest) + 0;
}
/** x^y for whole y ≥ 0, by repeated squaring; the caller checks the range. */
export function wholePower(x: number, y: number): number {
  let result = 1;
  let base = x;
  for (let k = y; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result *= base;
    base *= base;
  }
  return result + 0;
}
/** x^y modulo 2³², for the types of at most 32 bits. */
export function narrowPower(x: number, y: number): number {
  let result = 1;
  let base = x | 0;
  for (let k = y; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = Math.imul(result, base);
    base = Math.imul(base, base);
  }
  return result;
}
export function wholeMultiply(x: number, y: number): number {
  return x * y + 0;
}

/** The nearest whole number, a half to the even one. */
export function rint(x: number): number {
  if (!(Math.abs(x) < 2 ** 52)) return x;
  const floor = Math.floor(x);
  const rest = x - floor;
  const rounded = rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
}

const INVERSE_LN2 = Math.LOG2E;
export function log2(x: number): number {
  const near = Math.round(log(x) * INVERSE_LN2);
  // Powers of two have whole logarithms.
  return Number.isFinite(near) && Math.abs(near) < 1023 && 2 ** near === x ? near : log(x) * INVERSE_LN2;
}
export function log10(x: number): number {
  const near = Math.round(log(x) / Math.LN10);
  return Number.isFinite(near) && near >= 0 && near < 23 && Number(`1e${near}`) === x ? near : log(x) / Math.LN10;
}
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size < 22) {
    const t = expm1(size);
    const half = x < 0 ? -0.5 : 0.5;
    return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  const w = exp(0.5 * size);
  return (x < 0 ? -0.5 : 0.5) * w * w;
}
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < 22) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  const w = exp(0.5 * size);
  return 0.5 * w * w;
}

const ARCTAN_SPLITS = [0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966];
const ARCTAN_TAILS = [2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17];
const ARCTAN = [
  0.3333333333333293, -0.19999999999876483, 0.14285714272503466, -0.11111110405462356, 0.09090887133436507,
  -0.0769187620504483, 0.06661073137387531, -0.058335701337905735, 0.049768779946159324, -0.036531572744216916,
  0.016285820115365782,
];
/** fdlibm's atan: the argument is moved to an interval around 0. */
export function arctan(x: number): number {
  if (Number.isNaN(x)) return x;
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1;
  let size = Math.abs(x);
  if (size >= 2 ** 66) return sign * (ARCTAN_SPLITS[3]! + ARCTAN_TAILS[3]!);
  let part = -1;
  if (size < 0.4375) {
    if (size < 2 ** -27) return x;
  } else if (size < 1.1875) {
    if (size < 0.6875) {
      part = 0;
      size = (2 * size - 1) / (2 + size);
    } else {
      part = 1;
      size = (size - 1) / (size + 1);
    }
  } else if (size < 2.4375) {
    part = 2;
    size = (size - 1.5) / (1 + 1.5 * size);
  } else {
    part = 3;
    size = -1 / size;
  }
  const z = size * size;
  const w = z * z;
  const even =
    z * (ARCTAN[0]! + w * (ARCTAN[2]! + w * (ARCTAN[4]! + w * (ARCTAN[6]! + w * (ARCTAN[8]! + w * ARCTAN[10]!)))));
  const odd = w * (ARCTAN[1]! + w * (ARCTAN[3]! + w * (ARCTAN[5]! + w * (ARCTAN[7]! + w * ARCTAN[9]!))));
  if (part < 0) return sign * (size - size * (even + odd));
  return sign * (ARCTAN_SPLITS[part]! - (size * (even + odd) - ARCTAN_TAILS[part]! - size));
}
export function arcsin(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return Number.NaN;
  return size === 1 ? (x * Math.PI) / 2 : arctan(x / Math.sqrt((1 - x) * (1 + x)));
}
export function arccos(x: number): number {
  if (!(Math.abs(x) <= 1)) return Number.NaN;
  return 2 * arctan2(Math.sqrt(1 - x), Math.sqrt(1 + x));
}
export function arctan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const down = y < 0 || Object.is(y, -0);
  const left = x < 0 || Object.is(x, -0);
  const sign = down ? -1 : 1;
  if (y === 0) return left ? sign * Math.PI : y;
  if (x === 0) return (sign * Math.PI) / 2;
  if (!Number.isFinite(x)) {
    if (!Number.isFinite(y)) return sign * (left ? 0.75 : 0.25) * Math.PI;
    return left ? sign * Math.PI : sign * 0;
  }
  const angle = arctan(Math.abs(y / x));
  return sign * (left ? Math.PI - (angle - 1.2246467991473532e-16) : angle);
}
export function arcsinh(x: number): number {
  const size = Math.abs(x);
  const sign = x < 0 ? -1 : 1;
  if (size > 2 ** 28) return sign * (log(size) + Math.LN2);
  if (size < 2 ** -28) return x;
  return sign * log1p(size + (size * size) / (1 + Math.sqrt(1 + size * size)));
}
export function arccosh(x: number): number {
  if (x < 1) return Number.NaN;
  if (x > 2 ** 28) return log(x) + Math.LN2;
  return log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));
}
export function arctanh(x: number): number {
  return 0.5 * log1p((2 * x) / (1 - x));
}
export function hypot(x: number, y: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    return Math.abs(x) === Number.POSITIVE_INFINITY || Math.abs(y) === Number.POSITIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : Number.NaN;
  }
  const large = Math.max(Math.abs(x), Math.abs(y));
  if (large === 0) return 0;
  if (large < 1e150 && large > 1e-150) return Math.sqrt(x * x + y * y);
  return large * Math.sqrt((x / large) ** 2 + (y / large) ** 2);
}
export function logAddExp(x: number, y: number): number {
  if (x === y) return x + Math.LN2;
  const d = x - y;
  if (d > 0) return x + log1p(exp(-d));
  return d <= 0 ? y + log1p(exp(d)) : Number.NaN;
}

const WORD = 2 ** 31;
/** A bit operation on safe integers: on 32 bits where they suffice. */
function bits(
  x: number,
  y: number,
  narrow: (x: number, y: number) => number,
  wide: (x: bigint, y: bigint) => bigint,
): number {
  if (x >= -WORD && x < WORD && y >= -WORD && y < WORD) return narrow(x, y);
  return Number(wide(BigInt(x), BigInt(y)));
}
export const bitAnd = (x: number, y: number): number =>
  bits(
    x,
    y,
    (p, q) => p & q,
    (p, q) => p & q,
  );
export const bitOr = (x: number, y: number): number =>
  bits(
    x,
    y,
    (p, q) => p | q,
    (p, q) => p | q,
  );
export const bitXor = (x: number, y: number): number =>
  bits(
    x,
    y,
    (p, q) => p ^ q,
    (p, q) => p ^ q,
  );
export const shiftLeft = (x: number, y: number): number => (y >= 64 || y < 0 ? 0 : x * 2 ** y + 0);
export const shiftRight = (x: number, y: number): number =>
  y >= 64 || y < 0 ? (x < 0 ? -1 : 0) : Math.floor(x / 2 ** y) + 0;
export function exp2(x: number): number {
  return Number.isInteger(x) && Math.abs(x) < 1022 ? 2 ** x : pow(2, x);
}
/** The cube root of x ≥ 0: a power, corrected by one step of Newton. */
export function cubeRoot(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const near = pow(x, 1 / 3);
  return near - (near - x / (near * near)) / 3;
}
/** The greatest common divisor of two whole numbers. */
export function greatestDivisor(x: number, y: number): number {
  let a = Math.abs(x);
  let b = Math.abs(y);
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
