/*
 * Inverse, hyperbolic and other functions of one real number, for the module math. Each follows fdlibm 5.3 step by step: the same bits in
 * every version of Node, while those of `Math.asin` and the like are left to the engine. The error is below 1 ulp, of log2 below 2.
 *
 * fdlibm is Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */
import { exp, expm1, log, log1p, reduceByHalfPi, remainder } from '../../language/elementary.ts';

const words = new DataView(new ArrayBuffer(8));

/** x with the low 32 bits cleared. */
function highPart(x: number): number {
  words.setFloat64(0, x);
  words.setUint32(4, 0);
  return words.getFloat64(0);
}

const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const QUARTER_PI = 0.7853981633974483;

/** (asin(x) − x) / x as a function of t = x². */
function arcRest(t: number): number {
  const p =
    t *
    (0.16666666666666666 +
      t *
        (-0.3255658186224009 +
          t *
            (0.20121253213486293 +
              t * (-0.04005553450067941 + t * (0.0007915349942898145 + t * 3.479331075960212e-5)))));
  const q =
    1 + t * (-2.403394911734414 + t * (2.0209457602335057 + t * (-0.6882839716054533 + t * 0.07703815055590194)));
  return p / q;
}

export function asin(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return size === 1 ? x * HALF_PI + x * HALF_PI_LOW : Number.NaN;
  if (size < 2 ** -27) return x;
  if (size < 0.5) return x + x * arcRest(x * x);
  const t = (1 - size) * 0.5;
  const s = Math.sqrt(t);
  let angle: number;
  if (size >= 0.975) angle = HALF_PI - (2 * (s + s * arcRest(t)) - HALF_PI_LOW);
  else {
    const w = highPart(s);
    const c = (t - w * w) / (s + w);
    const p = 2 * s * arcRest(t) - (HALF_PI_LOW - 2 * c);
    angle = QUARTER_PI - (p - (QUARTER_PI - 2 * w));
  }
  return x > 0 ? angle : -angle;
}

export function acos(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return x === 1 ? 0 : x === -1 ? Math.PI + 2 * HALF_PI_LOW : Number.NaN;
  if (size < 0.5) {
    return size < 2 ** -57 ? HALF_PI + HALF_PI_LOW : HALF_PI - (x - (HALF_PI_LOW - x * arcRest(x * x)));
  }
  if (x < 0) {
    const z = (1 + x) * 0.5;
    const s = Math.sqrt(z);
    return Math.PI - 2 * (s + (arcRest(z) * s - HALF_PI_LOW));
  }
  const z = (1 - x) * 0.5;
  const s = Math.sqrt(z);
  const high = highPart(s);
  const c = (z - high * high) / (s + high);
  return 2 * (high + (arcRest(z) * s + c));
}

/** The logarithm of the largest double. */
const LOG_MAX = 709.782712893384;

export function sinh(x: number): number {
  const size = Math.abs(x);
  const half = x < 0 ? -0.5 : 0.5;
  if (size < 22) {
    if (size < 2 ** -28) return x;
    const t = expm1(size);
    return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  if (size < LOG_MAX) return half * exp(size);
  const w = exp(0.5 * size);
  return half * w * w;
}

export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.34657359027997264) {
    const t = expm1(size);
    return 1 + (t * t) / (2 * (1 + t));
  }
  if (size < 22) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  if (size < LOG_MAX) return 0.5 * exp(size);
  const w = exp(0.5 * size);
  return 0.5 * w * w;
}

export function asinh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 2 ** -28) || size === Number.POSITIVE_INFINITY) return x;
  let w: number;
  if (size > 2 ** 28) w = log(size) + Math.LN2;
  else if (size > 2) w = log(2 * size + 1 / (Math.sqrt(x * x + 1) + size));
  else w = log1p(size + (x * x) / (1 + Math.sqrt(1 + x * x)));
  return x > 0 ? w : -w;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return Number.NaN;
  if (x > 2 ** 28) return log(x) + Math.LN2;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

export function atanh(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return Number.NaN;
  if (size < 2 ** -28) return x;
  const twice = size + size;
  const t = 0.5 * log1p(size < 0.5 ? twice + (twice * size) / (1 - size) : twice / (1 - size));
  return x > 0 ? t : -t;
}

/** The cube root, by a step of Halley's method from 23 bits. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  words.setFloat64(0, x);
  const sign = words.getUint32(0) & 0x80000000;
  let high = words.getUint32(0) & 0x7fffffff;
  if (high < 0x00100000) {
    words.setFloat64(0, x * 2 ** 54);
    high = Math.floor((words.getUint32(0) & 0x7fffffff) / 3) + 696219795;
  } else high = Math.floor(high / 3) + 715094163;
  words.setUint32(0, (sign | high) >>> 0);
  words.setUint32(4, 0);
  let t = words.getFloat64(0);
  const r = t * t * (t / x);
  t *=
    1.87595182427177 +
    r * (-1.8849797954337717 + r * 1.6214297201053545) +
    r * r * r * (-0.758397934778766 + r * 0.14599619288661245);
  // Rounded to 23 bits, so that its square is exact.
  words.setFloat64(0, t);
  words.setBigUint64(0, (words.getBigUint64(0) + 0x80000000n) & 0xffffffffc0000000n);
  t = words.getFloat64(0);
  const quotient = x / (t * t);
  return t + t * ((quotient - t) / (t + t + quotient));
}

/** x as m · 2^k, with m between 0.5 and 2. */
function divided(x: number): readonly [m: number, k: number] {
  let value = x;
  let k = 0;
  if (value < 2.2250738585072014e-308) {
    value *= 2 ** 54;
    k -= 54;
  }
  words.setFloat64(0, value);
  const high = words.getUint32(0);
  k += (high >>> 20) - 1023;
  const below = k < 0 ? 1 : 0;
  words.setUint32(0, ((high & 0x000fffff) | ((0x3ff - below) << 20)) >>> 0);
  return [words.getFloat64(0), k + below];
}

export function log10(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  const [m, k] = divided(x);
  return k * 3.694239077158931e-13 + Math.LOG10E * log(m) + k * 0.30102999566361177;
}

export function log2(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  let [m, k] = divided(x);
  if (m > Math.SQRT2) [m, k] = [m / 2, k + 1];
  else if (m < Math.SQRT1_2) [m, k] = [m * 2, k - 1];
  return k + log(m) * Math.LOG2E;
}

/** √(Σ x²), without overflow of the squares; the sum is compensated. */
export function hypot(values: readonly number[]): number {
  const sizes = values.map(Math.abs);
  if (sizes.includes(Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
  const most = Math.max(0, ...sizes);
  if (most === 0 || Number.isNaN(most)) return most;
  let sum = 0;
  let lost = 0;
  for (const size of sizes) {
    const square = (size / most) * (size / most) - lost;
    const next = sum + square;
    lost = next - sum - square;
    sum = next;
  }
  return Math.sqrt(sum) * most;
}

/** The size from which tan x is computed from tan(π/4 − x). */
const TANGENT_TURNS_AT = 0.6743354797363281;

/** tan(x + tail) for |x| ≤ π/4, or −1 / tan(x + tail). */
function tanNear0(x: number, tail: number, isInverse: boolean): number {
  const size = Math.abs(x);
  const isLarge = size >= TANGENT_TURNS_AT;
  let near = x;
  let rest = tail;
  if (size < 2 ** -28) {
    if (!isInverse) return x;
    return negativeInverse(x + tail, x, tail);
  }
  if (isLarge) {
    // tan x by tan(π/4 − x), which is more exact there.
    near = Math.PI / 4 - size + (3.061616997868383e-17 - (x < 0 ? -tail : tail));
    rest = 0;
  }
  const z = near * near;
  const w = z * z;
  const odd =
    0.13333333333320124 +
    w *
      (0.021869488294859542 +
        w *
          (0.0035920791075913124 +
            w * (0.0005880412408202641 + w * (0.00007817944429395571 + w * -0.000018558637485527546))));
  const even =
    z *
    (0.05396825397622605 +
      w *
        (0.0088632398235993 +
          w *
            (0.0014562094543252903 +
              w * (0.0002464631348184699 + w * (0.00007140724913826082 + w * 0.00002590730518636337)))));
  const cube = z * near;
  let r = rest + z * (cube * (odd + even) + rest);
  r += 0.3333333333333341 * cube;
  const sum = near + r;
  if (isLarge) {
    const v = isInverse ? -1 : 1;
    return (x < 0 ? -1 : 1) * (v - 2 * (near - ((sum * sum) / (sum + v) - r)));
  }
  return isInverse ? negativeInverse(sum, near, r) : sum;
}

/** −1 / (x + y), where sum is x + y rounded. */
function negativeInverse(sum: number, x: number, y: number): number {
  const z = highPart(sum);
  const v = y - (z - x);
  const a = -1 / sum;
  const t = highPart(a);
  return t + a * (1 + t * z + t * v);
}

/** tan x, x in radians; NaN at ±Infinity. */
export function tan(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return tanNear0(x, 0, false);
  if (!Number.isFinite(x)) return Number.NaN;
  const quadrant = reduceByHalfPi(x);
  return tanNear0(remainder.high, remainder.low, (quadrant & 1) === 1);
}
