// One long file: exported TypeScript carries its statements as they are, so each uses only statements before it in this file.

/**
 * The elementary functions that a run computes with. The same argument gives the same bits in every version of Node:
 * ECMAScript leaves the last bits of `Math.exp`, `**` and the others to the engine, and V8 has changed `**` before.
 *
 * `exp` reads a table, as glibc's and NumPy's do. Its error is at most 0.55 ulp, and its bits are theirs for 999 of 1,000 arguments; 0.8 ulp
 * and 99 of 100 where the result is subnormal. The other functions follow fdlibm 5.3 step by step, as V8's own do. Their error is below
 * 1 ulp, of tanh below 2 (test/goldens/elementary.py records an arbitrary-precision reference). `Math.sqrt` and `Math.abs` are exact by the
 * standard.
 *
 * fdlibm is Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */

/** One double and its two words, for reading and setting single bits. */
const words = (() => {
  const double = new Float64Array(1);
  return { double, int: new Int32Array(double.buffer) };
})();

/** The place of the high word: 1 where bytes are little-endian. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

function fromWords(high: number, low: number): number {
  words.int[HIGH] = high;
  words.int[1 - HIGH] = low;
  return words.double[0]!;
}

function highWord(x: number): number {
  words.double[0] = x;
  return words.int[HIGH]!;
}

/** x with the low 32 bits cleared. */
function highPart(x: number): number {
  words.double[0] = x;
  words.int[1 - HIGH] = 0;
  return words.double[0]!;
}

function exponentOf(x: number): number {
  return (highWord(x) >> 20) - 1023;
}

/** The version of this arithmetic. Two runs of equal version have equal bits; a checkpoint names the version it was made with. */
export const ARITHMETIC_VERSION = 2;

/** x². V8 computes `x ** 2` in two ways, as a product only once the code is optimized. */
export function square(x: number): number {
  return x * x;
}

/** 2^k for k from -1022 to 1023: the exponents of normal numbers. */
const powersOfTwo = Float64Array.from({ length: 2046 }, (_, index) => fromWords((index + 1) << 20, 0));

function powerOfTwo(k: number): number {
  return powersOfTwo[k + 1022]!;
}

// ln 2 in two parts: a product of the first with a whole number below 2^21 is exact.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;

/** Above this, e^x is larger than every finite number. */
const EXP_OVERFLOW = 709.782712893384;

/** Below this, e^x rounds to 0. */
const EXP_UNDERFLOW = -745.1332191019411;

// |x| is compared by its high 32 bits in fdlibm; these are the doubles at which the comparisons change.
const HALF_LN2 = fromWords(0x3fd62e43, 0);
const THREE_HALVES_LN2 = fromWords(0x3ff0a2b2, 0);

/** The steps of the table of `exp` in one doubling: 2^7. */
export const EXP_STEPS = 128;

/**
 * 2^(j/128) for j from 0 to 127, each in two numbers: at 2j + 1 the nearest double, at 2j the rest that it lacks, as a share of it.
 */
export const expTable = (() => {
  const bits = 120n;
  // 2^(1/128) · 2^120
  const step = 1336445572358397051530787326350183930n;
  const table = new Float64Array(2 * EXP_STEPS);
  let power = 1n << bits;
  for (let place = 0; place < table.length; place += 2) {
    // A whole number becomes the double nearest to it.
    const nearest = Number(power);
    table[place] = Number(power - BigInt(nearest)) / nearest;
    table[place + 1] = nearest / 2 ** Number(bits);
    power = (power * step) >> bits;
  }
  return table;
})();

/** A sum with it is a whole number, and its last bits are those of that number. */
const TO_WHOLE = 1.5 * 2 ** 52;

/**
 * e^x = 2^(k/128) e^r, where k is the whole number nearest to 128 x / ln 2, so that |r| is at most ln 2 / 256. The first power comes from
 * a table, the second from the first terms of its series.
 */
export function exp(x: number): number {
  if (!(x <= EXP_OVERFLOW)) return x > 0 ? Number.POSITIVE_INFINITY : x;
  if (x < EXP_UNDERFLOW) return 0;
  const k = x * (INVERSE_LN2 * EXP_STEPS) + TO_WHOLE - TO_WHOLE;
  const r = x - k * (LN2_HIGH / EXP_STEPS) - k * (LN2_LOW / EXP_STEPS);
  const r2 = r * r;
  const place = 2 * (k & (EXP_STEPS - 1));
  const power = expTable[place + 1]!;
  const less1 = expTable[place]! + r + r2 * (1 / 2 + r * (1 / 6)) + r2 * r2 * (1 / 24 + r * (1 / 120));
  const y = power + power * less1;
  const doublings = k >> 7;
  if (doublings >= -1021) return doublings === 1024 ? y * 2 * powerOfTwo(1023) : y * powerOfTwo(doublings);
  return y * powerOfTwo(doublings + 1000) * powerOfTwo(-1000);
}

/** −56 ln 2: from here down, e^x − 1 rounds to −1. */
const MINUS_ONE_FROM = fromWords(0xc043687a, 0);

/** e^x − 1, accurate near 0. */
export function expm1(x: number): number {
  if (!(x <= EXP_OVERFLOW)) return x > 0 ? Number.POSITIVE_INFINITY : x;
  if (x <= MINUS_ONE_FROM) return -1;
  const size = x < 0 ? -x : x;
  if (size < 2 ** -54) return x;
  let k = 0;
  let r = x;
  let c = 0;
  if (size >= HALF_LN2) {
    k = x < 0 ? -1 : 1;
    if (size >= THREE_HALVES_LN2) k = (INVERSE_LN2 * x + 0.5 * k) | 0;
    const high = x - k * LN2_HIGH;
    const low = k * LN2_LOW;
    r = high - low;
    c = high - r - low;
  }
  const half = 0.5 * r;
  const halfSquare = r * half;
  const r1 =
    1 +
    halfSquare *
      (-0.03333333333333313 +
        halfSquare *
          (0.0015873015872548146 +
            halfSquare *
              (-0.0000793650757867488 + halfSquare * (0.000004008217827329362 + halfSquare * -2.0109921818362437e-7))));
  const t = 3 - r1 * half;
  let e = halfSquare * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * e - halfSquare);
  e = r * (e - c) - c - halfSquare;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - r);
    return (k === 1024 ? y * 2 * powerOfTwo(1023) : y * powerOfTwo(k)) - 1;
  }
  const y = k < 20 ? 1 - powerOfTwo(-k) - (e - r) : r - (e + powerOfTwo(-k)) + 1;
  return y * powerOfTwo(k);
}

/** tanh x = 1 − 2 / (e^2x + 1). */
export function tanh(x: number): number {
  const size = x < 0 ? -x : x;
  if (size < 2 ** -28) return x;
  if (Number.isNaN(x)) return x;
  if (size >= 22) return x < 0 ? -1 : 1;
  const t = expm1(size >= 1 ? 2 * size : -2 * size);
  const z = size >= 1 ? 1 - 2 / (t + 2) : -t / (t + 2);
  return x < 0 ? -z : z;
}

// log(1 + f) = 2 s + s R(s²) with s = f / (2 + f): the minimax polynomial of R on [0, 0.1716].
const LG1 = 0.6666666666666735;
const LG2 = 0.3999999999940942;
const LG3 = 0.2857142874366239;
const LG4 = 0.22222198432149784;
const LG5 = 0.1818357216161805;
const LG6 = 0.15313837699209373;
const LG7 = 0.14798198605116586;

/** The natural logarithm: NaN below 0, −Infinity at 0. */
export function log(x: number): number {
  let k = 0;
  let scaled = x;
  if (x < 2 ** -1022) {
    if (x === 0) return Number.NEGATIVE_INFINITY;
    if (x < 0) return Number.NaN;
    k = -54;
    scaled = x * 2 ** 54;
  }
  if (!(scaled < Number.POSITIVE_INFINITY)) return x;
  // x = 2^k (1 + f) with √½ < 1 + f < √2.
  words.double[0] = scaled;
  const exponentAndTop = words.int[HIGH]!;
  const top = exponentAndTop & 0x000fffff;
  const carry = (top + 0x95f64) & 0x100000;
  words.int[HIGH] = top | (carry ^ 0x3ff00000);
  k += (exponentAndTop >> 20) - 1023 + (carry >> 20);
  const f = words.double[0]! - 1;
  if ((0x000fffff & (2 + top)) < 3) {
    // |f| < 2^-20
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const rest = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - rest : k * LN2_HIGH - (rest - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (LG2 + w * (LG4 + w * LG6));
  const odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  const rest = odd + even;
  if (((top - 0x6147a) | (0x6b851 - top)) > 0) {
    const halfSquare = 0.5 * f * f;
    return k === 0
      ? f - (halfSquare - s * (halfSquare + rest))
      : k * LN2_HIGH - (halfSquare - (s * (halfSquare + rest) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - rest) : k * LN2_HIGH - (s * (f - rest) - k * LN2_LOW - f);
}

const SQRT_HALF_LESS_1 = fromWords(0xbfd2bec5, 0);
const SQRT_2_LESS_1 = fromWords(0x3fda827a, 0);

/** log(1 + x), accurate near 0. */
export function log1p(x: number): number {
  if (x <= -1) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (!(x < Number.POSITIVE_INFINITY)) return x;
  const size = x < 0 ? -x : x;
  if (size < 2 ** -29) return size < 2 ** -54 ? x : x - x * x * 0.5;
  let k = 0;
  let f = x;
  let c = 0;
  let top = 1;
  if (!(x > SQRT_HALF_LESS_1 && x < SQRT_2_LESS_1)) {
    let u = x;
    if (x < 2 ** 53) {
      u = 1 + x;
      k = exponentOf(u);
      c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    } else k = exponentOf(u);
    words.double[0] = u;
    top = words.int[HIGH]! & 0x000fffff;
    if (top < 0x6a09e) words.int[HIGH] = top | 0x3ff00000;
    else {
      k++;
      words.int[HIGH] = top | 0x3fe00000;
      top = (0x00100000 - top) >> 2;
    }
    f = words.double[0]! - 1;
  }
  const halfSquare = 0.5 * f * f;
  if (top === 0) {
    // |f| < 2^-20
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + (c + k * LN2_LOW);
    const rest = halfSquare * (1 - 0.6666666666666666 * f);
    return k === 0 ? f - rest : k * LN2_HIGH - (rest - (k * LN2_LOW + c) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const rest = z * (LG1 + z * (LG2 + z * (LG3 + z * (LG4 + z * (LG5 + z * (LG6 + z * LG7))))));
  return k === 0
    ? f - (halfSquare - s * (halfSquare + rest))
    : k * LN2_HIGH - (halfSquare - (s * (halfSquare + rest) + (k * LN2_LOW + c)) - f);
}

/** r − R(r²), where e^r = 1 + 2 r / (R − r): a minimax polynomial on [−ln 2 / 2, ln 2 / 2]. */
function expRemainder(r: number): number {
  const t = r * r;
  return (
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))))
  );
}

const LN2_UPPER = 0.6931471824645996;
const LN2_LOWER = -1.904654299957768e-9;

/** 2^(high + low), where z = high + low rounded, −1075 ≤ z ≤ 1024. */
function exp2(high: number, low: number, z: number): number {
  let n = 0;
  let whole = high;
  words.double[0] = z;
  const zTop = words.int[HIGH]!;
  const size = zTop & 0x7fffffff;
  if (size > 0x3fe00000) {
    // |z| > ½: n = z rounded to a whole number.
    let k = (size >> 20) - 0x3ff;
    n = zTop + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = fromWords(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (zTop < 0) n = -n;
    whole -= t;
  }
  const t = highPart(low + whole);
  const u = t * LN2_UPPER;
  const v = (low - (t - whole)) * Math.LN2 + t * LN2_LOWER;
  const r = u + v;
  const w = v - (r - u);
  const t1 = expRemainder(r);
  const y = 1 - ((r * t1) / (t1 - 2) - (w + r * w) - r);
  words.double[0] = y;
  const top = words.int[HIGH]! + (n << 20);
  // A subnormal result is rounded once, by the product.
  if (top >> 20 <= 0) return y * powerOfTwo(n + 1000) * powerOfTwo(-1000);
  words.int[HIGH] = top;
  return words.double[0]!;
}

const INVERSE_LN2_HIGH = 1.4426950216293335;
const INVERSE_LN2_LOW = 1.9259629911266175e-8;

// 2 / (3 ln 2), whole, and in two parts.
const CP = 0.9617966939259756;
const CP_HIGH = 0.9617967009544373;
const CP_LOW = -7.028461650952758e-9;
const LOG2_1_5_HIGH = 0.5849624872207642;
const LOG2_1_5_LOW = 1.350039202129749e-8;

/** −(1024 − log₂(largest finite number + ½ ulp)). */
const OVERFLOW_TAIL = 8.008566259537294e-17;

/** x^y with the special cases of IEEE 754, but for 1^±Infinity and 1^NaN, which are NaN in JavaScript's `**` and here. */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (!Number.isFinite(y)) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  // The sum makes 0 of √−0.
  if (y === 0.5 && x >= 0) return Math.sqrt(x) + 0;
  const isWhole = Number.isInteger(y);
  const sign = x < 0 || Object.is(x, -0) ? (isWhole && Math.abs(y % 2) === 1 ? -1 : 1) : 1;
  if (size === 0 || size === 1 || size === Number.POSITIVE_INFINITY) {
    if (x === -1 && !isWhole) return Number.NaN;
    return sign * (y < 0 ? 1 / size : size);
  }
  if (x < 0 && !isWhole) return Number.NaN;
  words.double[0] = y;
  const yTop = words.int[HIGH]! & 0x7fffffff;
  // |y| > 2^64: the power overflows or underflows for every x but 1.
  if (yTop > 0x43f00000) return size < 1 === y < 0 ? sign * Number.POSITIVE_INFINITY : sign * 0;
  let t1 = 0;
  let t2 = 0;
  if (yTop > 0x41e00000) {
    // |y| > 2^31: only an x within 2^-20 of 1 neither overflows nor underflows.
    words.double[0] = size;
    const xTop = words.int[HIGH]!;
    if (xTop < 0x3fefffff) return y < 0 ? sign * Number.POSITIVE_INFINITY : sign * 0;
    if (xTop > 0x3ff00000) return y > 0 ? sign * Number.POSITIVE_INFINITY : sign * 0;
    // log x by x − x²/2 + x³/3 − x⁴/4.
    const t = size - 1;
    const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
    const u = INVERSE_LN2_HIGH * t;
    const v = t * INVERSE_LN2_LOW - w * INVERSE_LN2;
    t1 = highPart(u + v);
    t2 = v - (t1 - u);
  } else {
    let n = 0;
    let ax = size;
    if (ax < 2 ** -1022) {
      ax *= 2 ** 53;
      n = -53;
    }
    words.double[0] = ax;
    let top = words.int[HIGH]!;
    n += (top >> 20) - 0x3ff;
    const fraction = top & 0x000fffff;
    top = fraction | 0x3ff00000;
    // The interval of ax: around 1 (base 0) or around 1.5 (base 1).
    let base = 0;
    if (fraction > 0x3988e) {
      if (fraction < 0xbb67a) base = 1;
      else {
        n++;
        top -= 0x00100000;
      }
    }
    words.int[HIGH] = top;
    ax = words.double[0]!;
    const centre = base === 0 ? 1 : 1.5;
    // s = s_h + s_l = (ax − centre) / (ax + centre)
    const u = ax - centre;
    const v = 1 / (ax + centre);
    const s = u * v;
    const sHigh = highPart(s);
    const sumHigh = fromWords(((top >> 1) | 0x20000000) + 0x00080000 + (base << 18), 0);
    const sumLow = ax - (sumHigh - centre);
    const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);
    // log ax
    let s2 = s * s;
    let r =
      s2 *
      s2 *
      (0.5999999999999946 +
        s2 *
          (0.4285714285785502 +
            s2 *
              (0.33333332981837743 +
                s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842)))));
    r += sLow * (sHigh + s);
    s2 = sHigh * sHigh;
    const tHigh = highPart(3 + s2 + r);
    const tLow = r - (tHigh - 3 - s2);
    const high = sHigh * tHigh;
    const low = sLow * tHigh + tLow * s;
    // 2 / (3 ln 2) (s + …)
    const pHigh = highPart(high + low);
    const pLow = low - (pHigh - high);
    const zHigh = CP_HIGH * pHigh;
    const zLow = CP_LOW * pHigh + pLow * CP + (base === 0 ? 0 : LOG2_1_5_LOW);
    const log2Centre = base === 0 ? 0 : LOG2_1_5_HIGH;
    // log₂ ax = n + log₂ centre + zHigh + zLow
    t1 = highPart(zHigh + zLow + log2Centre + n);
    t2 = zLow - (t1 - n - log2Centre - zHigh);
  }
  // y log₂ x in two parts, with y split at the same place.
  const yHigh = highPart(y);
  const pLow = (y - yHigh) * t1 + y * t2;
  const pHigh = yHigh * t1;
  const z = pLow + pHigh;
  if (z >= 1024) {
    if (z > 1024 || pLow + OVERFLOW_TAIL > z - pHigh) return sign * Number.POSITIVE_INFINITY;
  } else if (z <= -1075 && (z < -1075 || pLow <= z - pHigh)) return sign * 0;
  return sign * exp2(pHigh, pLow, z);
}

/** x modulo π/2, in two parts; `reduce` writes it. */
export const remainder = { high: 0, low: 0 };

/** 2/π · 2^1280, rounded down: enough bits for the largest finite number. */
const TWO_OVER_PI_BITS = 1280n;

const twoOverPiDigits =
  '0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921c' +
  'fe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980f' +
  'ef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d08' +
  '56033046fc7b6babf0cfbc209af4361d';

/** π/2 · 2^191, rounded down. */
const HALF_PI_BITS = 191n;
const halfPiDigits = '0xc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74';

/** As `reduce` for x = sign · size with a large size, in exact whole numbers. Returns n modulo 4, for the size. */
function reduceLarge(size: number, sign: number): number {
  // size = mantissa · 2^exponent, exactly; a mantissa is below 2^53.
  const exponent = exponentOf(size) - 52;
  const mantissa = BigInt(size * 2 ** -(exponent >> 1) * 2 ** -(exponent - (exponent >> 1)));
  // size · 2/π = product / 2^scale
  const product = mantissa * BigInt(twoOverPiDigits);
  const scale = TWO_OVER_PI_BITS - BigInt(exponent);
  const n = (product + (1n << (scale - 1n))) >> scale;
  // (size · 2/π − n) · π/2, with 160 bits after the point.
  const fraction = (product - (n << scale)) >> (scale - 160n);
  const rest = (fraction * BigInt(halfPiDigits)) >> HALF_PI_BITS;
  const high = Number(rest) * 2 ** -160;
  const low = Number(rest - BigInt(high * 2 ** 160)) * 2 ** -160;
  remainder.high = sign * high;
  remainder.low = sign * low;
  return Number(n & 3n);
}

// π/2 in parts of 33 bits, each with what is left of π/2 after it.
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_1_REST = 6.077100506506192e-11;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_2_REST = 2.0222662487959506e-21;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_3_REST = 8.4784276603689e-32;
const TWO_OVER_PI = 0.6366197723675814;

/** Writes x − n π/2 to `remainder` and returns n, for a finite |x| > π/4. */
function reduce(x: number): number {
  const size = Math.abs(x);
  const sign = x < 0 ? -1 : 1;
  words.double[0] = size;
  const top = words.int[HIGH]!;
  // 2^19 π
  if (top > 0x413921fb) return sign * reduceLarge(size, sign);
  const n = top < 0x4002d97c ? 1 : (size * TWO_OVER_PI + 0.5) | 0;
  let r = size - n * HALF_PI_1;
  let w = n * HALF_PI_1_REST;
  let y = r - w;
  if (n >= 32 || top === highWord(n * (Math.PI / 2))) {
    const exponent = top >> 20;
    if (exponent - ((highWord(y) >> 20) & 0x7ff) > 16) {
      let t = r;
      w = n * HALF_PI_2;
      r = t - w;
      w = n * HALF_PI_2_REST - (t - r - w);
      y = r - w;
      if (exponent - ((highWord(y) >> 20) & 0x7ff) > 49) {
        t = r;
        w = n * HALF_PI_3;
        r = t - w;
        w = n * HALF_PI_3_REST - (t - r - w);
        y = r - w;
      }
    }
  }
  remainder.high = sign * y;
  remainder.low = sign * (r - y - w);
  return sign * n;
}

/** sin(x + tail) for |x| ≤ π/4. */
function sinNear0(x: number, tail: number, hasTail: boolean): number {
  if (Math.abs(x) < 2 ** -27) return x;
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (0.0000027557313707070068 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  const s1 = -0.16666666666666632;
  return hasTail ? x - (z * (0.5 * tail - v * r) - tail - v * s1) : x + v * (s1 + z * r);
}

/** cos(x + tail) for |x| ≤ π/4. */
function cosNear0(x: number, tail: number): number {
  const size = Math.abs(x);
  if (size < 2 ** -27) return 1;
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (0.00002480158728947673 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  words.double[0] = size;
  const top = words.int[HIGH]!;
  if (top < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * tail));
  // Above 0.3 the subtraction from 1 is split so that it stays exact.
  const q = top > 0x3fe90000 ? 0.28125 : fromWords(top - 0x00200000, 0);
  const halfSquare = 0.5 * z - q;
  return 1 - q - (halfSquare - (z * r - x * tail));
}

const QUARTER_PI = fromWords(0x3fe921fb, 0xffffffff);

/** sin x, x in radians; NaN at ±Infinity. */
export function sin(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return sinNear0(x, 0, false);
  if (!Number.isFinite(x)) return Number.NaN;
  const quadrant = reduce(x);
  switch (quadrant & 3) {
    case 0:
      return sinNear0(remainder.high, remainder.low, true);
    case 1:
      return cosNear0(remainder.high, remainder.low);
    case 2:
      return -sinNear0(remainder.high, remainder.low, true);
    default:
      return -cosNear0(remainder.high, remainder.low);
  }
}

/** cos x, x in radians; NaN at ±Infinity. */
export function cos(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return cosNear0(x, 0);
  if (!Number.isFinite(x)) return Number.NaN;
  const quadrant = reduce(x);
  switch (quadrant & 3) {
    case 0:
      return cosNear0(remainder.high, remainder.low);
    case 1:
      return -sinNear0(remainder.high, remainder.low, true);
    case 2:
      return -cosNear0(remainder.high, remainder.low);
    default:
      return sinNear0(remainder.high, remainder.low, true);
  }
}

/** `reduce` for other functions of angles; exported scripts do without it. */
export const reduceByHalfPi = reduce;
