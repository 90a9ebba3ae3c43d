import { type Code, f64x2, I32, i32, i64, i64x2, type Local, repeat, returned, V128, v128, when } from './emitter.ts';
import {
  EXP_COEFFICIENTS,
  EXP_UNDERFLOW,
  fromWords,
  LG,
  LN2_HIGH,
  LN2_LOW,
  POW,
  polynomial,
  SQRT_2_LESS_1,
  SQRT_HALF_LESS_1,
} from './functions.ts';
import type { CalledName, PairWriter } from './vectors.ts';

/*
 * Longer functions of a pair of doubles. Each lane has the bits of the function in TypeScript. The branches of the scalar function are
 * computed side by side, and each lane takes its own; where a lane is rare, such as 0 or a subnormal number, the scalar function is called
 * for both.
 */

const { add, sub, mul, div, ge, lt } = f64x2;
const { and, or, andNot, select } = v128;

const MANTISSA = (1n << 52n) - 1n;
const EXPONENT_OF_1 = 0x3ffn << 52n;
/** The exponent of 2^52, whose last bits are those of a whole number that is added. */
const EXPONENT_OF_52 = 0x433n << 52n;
const HIGH_WORD = -(1n << 32n);

const highPart = (writer: PairWriter, x: Code): Code => and(x, writer.bits(HIGH_WORD));

/** Normal positive numbers x = m · 2^k with 1 ≤ m < 2. */
function split(writer: PairWriter, x: Local): { readonly m: Local; readonly k: Local } {
  const exponent = or(i64x2.shrUnsigned(x.get, 52), writer.bits(EXPONENT_OF_52));
  return {
    m: writer.keep(or(and(x.get, writer.bits(MANTISSA)), writer.bits(EXPONENT_OF_1))),
    k: writer.keep(sub(exponent, writer.constant(2 ** 52 + 1023))),
  };
}

/** Calls the scalar function for both lanes where one is rare. */
function repair(writer: PairWriter, name: CalledName, result: Local, isUsual: Code, ...of: readonly Local[]): Code {
  const called = writer.collect(() => {
    const [pair] = writer.calls(name, 2, ...of.map((own) => [own]));
    writer.push(result.set((pair as Local).get));
  });
  writer.push(when(i32.isZero(i64x2.allTrue(isUsual)), called));
  return result.get;
}

export function log(writer: PairWriter, x: Local): Code {
  const pair = writer.constant;
  const from = (high: number): Code => pair(fromWords(high, 0));
  const { m, k } = split(writer, x);
  const carry = writer.keep(ge(m.get, from(0x3ff6a09c)));
  const isTiny = or(lt(m.get, from(0x3ff00001)), ge(m.get, from(0x3ffffffe)));
  const isNear = and(ge(m.get, from(0x3ff6147a)), lt(m.get, from(0x3ff6b852)));
  const f = writer.keep(sub(select(mul(m.get, pair(0.5)), m.get, carry.get), pair(1)));
  writer.push(k.set(add(k.get, and(carry.get, pair(1)))));
  const low = writer.keep(mul(k.get, pair(LN2_LOW)));
  const s = writer.keep(div(f.get, add(pair(2), f.get)));
  const z = writer.keep(mul(s.get, s.get));
  const w = writer.keep(mul(z.get, z.get));
  const series = (coefficients: readonly number[]): Code => polynomial(w.get, pair, add, mul, coefficients);
  const rest = writer.keep(
    add(mul(z.get, series([LG[0], LG[2], LG[4], LG[6]])), mul(w.get, series([LG[1], LG[3], LG[5]]))),
  );
  const half = writer.keep(mul(mul(pair(0.5), f.get), f.get));
  const near = sub(half.get, add(mul(s.get, add(half.get, rest.get)), low.get));
  const far = sub(mul(s.get, sub(f.get, rest.get)), low.get);
  const tiny = sub(mul(mul(f.get, f.get), sub(pair(0.5), mul(pair(0.3333333333333333), f.get))), low.get);
  const less = select(tiny, select(near, far, isNear), isTiny);
  const result = writer.keep(sub(mul(k.get, pair(LN2_HIGH)), sub(less, f.get)));
  const isUsual = and(ge(x.get, pair(2 ** -1022)), lt(x.get, pair(Number.POSITIVE_INFINITY)));
  return repair(writer, 'log', result, isUsual, x);
}

export function log1p(writer: PairWriter, x: Local): Code {
  const pair = writer.constant;
  const from = (high: number): Code => pair(fromWords(high, 0));
  const isNear0 = writer.keep(and(f64x2.gt(x.get, pair(SQRT_HALF_LESS_1)), lt(x.get, pair(SQRT_2_LESS_1))));
  const u = writer.keep(add(pair(1), x.get));
  const { m, k } = split(writer, u);
  const lost = select(sub(pair(1), sub(u.get, x.get)), sub(x.get, sub(u.get, pair(1))), f64x2.gt(k.get, pair(0)));
  const c = writer.keep(div(lost, u.get));
  const carry = writer.keep(ge(m.get, from(0x3ff6a09e)));
  const isTiny = andNot(or(lt(m.get, from(0x3ff00001)), ge(m.get, from(0x3ffffffd))), isNear0.get);
  writer.push(k.set(andNot(add(k.get, and(carry.get, pair(1))), isNear0.get)));
  const scaled = sub(select(mul(m.get, pair(0.5)), m.get, carry.get), pair(1));
  const f = writer.keep(select(x.get, scaled, isNear0.get));
  // The part of 1 + x that its rounding has lost counts only where k is not 0.
  const low = writer.keep(add(mul(k.get, pair(LN2_LOW)), and(c.get, f64x2.ne(k.get, pair(0)))));
  const half = writer.keep(mul(mul(pair(0.5), f.get), f.get));
  const s = writer.keep(div(f.get, add(pair(2), f.get)));
  const z = writer.keep(mul(s.get, s.get));
  const rest = mul(z.get, polynomial(z.get, pair, add, mul, LG));
  const usual = sub(half.get, add(mul(s.get, add(half.get, rest)), low.get));
  const tiny = sub(mul(half.get, sub(pair(1), mul(pair(0.6666666666666666), f.get))), low.get);
  const value = sub(mul(k.get, pair(LN2_HIGH)), sub(select(tiny, usual, isTiny), f.get));
  const small = sub(x.get, mul(mul(x.get, x.get), pair(0.5)));
  const result = writer.keep(select(value, small, ge(f64x2.abs(x.get), pair(2 ** -29))));
  const isUsual = and(f64x2.gt(x.get, pair(-1)), lt(x.get, pair(2 ** 53)));
  return repair(writer, 'log1p', result, isUsual, x);
}

export function pow(writer: PairWriter, x: Local, y: Local): Code {
  const pair = writer.constant;
  const { m: ax, k: n } = split(writer, x);
  const isMiddle = writer.keep(and(ge(ax.get, pair(POW.middle)), lt(ax.get, pair(POW.upper))));
  const isUpper = writer.keep(ge(ax.get, pair(POW.upper)));
  writer.push(
    n.set(add(n.get, and(isUpper.get, pair(1)))),
    ax.set(select(mul(ax.get, pair(0.5)), ax.get, isUpper.get)),
  );
  const centre = writer.keep(select(pair(1.5), pair(1), isMiddle.get));
  const u = writer.keep(sub(ax.get, centre.get));
  const v = writer.keep(div(pair(1), add(ax.get, centre.get)));
  const s = writer.keep(mul(u.get, v.get));
  const sHigh = writer.keep(highPart(writer, s.get));
  const top = or(and(i64x2.shrUnsigned(ax.get, 1), writer.bits(HIGH_WORD)), writer.bits(0x20000000n << 32n));
  const step = select(writer.bits(0xc0000n << 32n), writer.bits(0x80000n << 32n), isMiddle.get);
  const sumHigh = writer.keep(i64x2.add(top, step));
  const sumLow = sub(ax.get, sub(sumHigh.get, centre.get));
  const sLow = writer.keep(mul(v.get, sub(sub(u.get, mul(sHigh.get, sumHigh.get)), mul(sHigh.get, sumLow))));
  const s2 = writer.keep(mul(s.get, s.get));
  const r = writer.keep(mul(mul(s2.get, s2.get), polynomial(s2.get, pair, add, mul, POW.coefficients)));
  writer.push(r.set(add(r.get, mul(sLow.get, add(sHigh.get, s.get)))), s2.set(mul(sHigh.get, sHigh.get)));
  const tHigh = writer.keep(highPart(writer, add(add(pair(3), s2.get), r.get)));
  const high = writer.keep(mul(sHigh.get, tHigh.get));
  const low = writer.keep(add(mul(sLow.get, tHigh.get), mul(sub(r.get, sub(sub(tHigh.get, pair(3)), s2.get)), s.get)));
  const partHigh = writer.keep(highPart(writer, add(high.get, low.get)));
  const partLow = sub(low.get, sub(partHigh.get, high.get));
  const zHigh = writer.keep(mul(pair(POW.cpHigh), partHigh.get));
  const zLow = writer.keep(
    add(add(mul(pair(POW.cpLow), partHigh.get), mul(partLow, pair(POW.cp))), and(isMiddle.get, pair(POW.logLow))),
  );
  const logCentre = writer.keep(and(isMiddle.get, pair(POW.logHigh)));
  // log₂ x = t1 + t2
  const t1 = writer.keep(highPart(writer, add(add(add(zHigh.get, zLow.get), logCentre.get), n.get)));
  const t2 = sub(zLow.get, sub(sub(sub(t1.get, n.get), logCentre.get), zHigh.get));
  const yHigh = writer.keep(highPart(writer, y.get));
  const pLow = writer.keep(add(mul(sub(y.get, yHigh.get), t1.get), mul(y.get, t2)));
  const pHigh = writer.keep(mul(yHigh.get, t1.get));
  const z = writer.keep(add(pLow.get, pHigh.get));
  // 2^z
  const toward = or(and(z.get, writer.bits(1n << 63n)), pair(0.5));
  const nearest = writer.keep(and(f64x2.trunc(add(z.get, toward)), ge(f64x2.abs(z.get), pair(POW.half))));
  const whole = writer.keep(sub(pHigh.get, nearest.get));
  const t = writer.keep(highPart(writer, add(pLow.get, whole.get)));
  writer.push(
    u.set(mul(t.get, pair(POW.ln2Upper))),
    v.set(add(mul(sub(pLow.get, sub(t.get, whole.get)), pair(Math.LN2)), mul(t.get, pair(POW.ln2Lower)))),
    r.set(add(u.get, v.get)),
  );
  const w = writer.keep(sub(v.get, sub(r.get, u.get)));
  writer.push(s2.set(mul(r.get, r.get)));
  const c = writer.keep(sub(r.get, mul(s2.get, polynomial(s2.get, pair, add, mul, EXP_COEFFICIENTS))));
  const quotient = div(mul(r.get, c.get), sub(c.get, pair(2)));
  const power = sub(pair(1), sub(sub(quotient, add(w.get, mul(r.get, w.get))), r.get));
  const exponent = i64x2.shl(add(nearest.get, pair(1.5 * 2 ** 52)), 52);
  const result = writer.keep(i64x2.add(power, exponent));
  const is = (value: number): Code => f64x2.eq(y.get, pair(value));
  const isUsual = and(
    and(
      and(ge(x.get, pair(2 ** -1022)), lt(x.get, pair(Number.POSITIVE_INFINITY))),
      // A product of a large y may be large, or NaN.
      and(lt(f64x2.abs(y.get), pair(2 ** 31)), lt(f64x2.abs(z.get), pair(1020))),
    ),
    v128.not(or(or(is(2), is(1)), or(is(-1), is(0.5)))),
  );
  return repair(writer, 'pow', result, isUsual, x, y);
}

const SIN = [
  0.00833333333332249, -0.0001984126982985795, 0.0000027557313707070068, -2.5050760253406863e-8, 1.58969099521155e-10,
];
const COS = [
  0.0416666666666666, -0.001388888888887411, 0.00002480158728947673, -2.7557314351390663e-7, 2.087572321298175e-9,
  -1.1359647557788195e-11,
];

/**
 * sin x, or cos x. Rare are an x close to a multiple of π/2, where its difference needs more digits of π, and one above 2^19 π: their
 * functions are in JavaScript.
 */
export function sineOrCosine(writer: PairWriter, name: 'sin' | 'cos', x: Local): Code {
  const pair = writer.constant;
  const from = (high: number): Code => pair(fromWords(high, 0));
  const size = writer.keep(f64x2.abs(x.get));
  const isNear0 = writer.keep(f64x2.le(size.get, pair(fromWords(0x3fe921fb, -1))));
  // x = n π/2 + y + tail
  const quotient = f64x2.trunc(add(mul(size.get, pair(0.6366197723675814)), pair(0.5)));
  const n = writer.keep(andNot(select(pair(1), quotient, lt(size.get, from(0x4002d97c))), isNear0.get));
  const r = writer.keep(sub(size.get, mul(n.get, pair(1.5707963267341256))));
  const w = writer.keep(mul(n.get, pair(6.077100506506192e-11)));
  const y = writer.keep(sub(r.get, w.get));
  const tail = writer.keep(sub(sub(r.get, y.get), w.get));
  const distance = writer.keep(f64x2.abs(y.get));
  const z = writer.keep(mul(y.get, y.get));
  const v = writer.keep(mul(z.get, y.get));
  const sinRest = writer.keep(polynomial(z.get, pair, add, mul, SIN));
  const cosRest = mul(z.get, polynomial(z.get, pair, add, mul, COS));
  const s1 = pair(-0.16666666666666632);
  const withTail = sub(
    y.get,
    sub(sub(mul(z.get, sub(mul(pair(0.5), tail.get), mul(v.get, sinRest.get))), tail.get), mul(v.get, s1)),
  );
  const withoutTail = add(y.get, mul(v.get, add(s1, mul(z.get, sinRest.get))));
  const sine = select(y.get, select(withoutTail, withTail, isNear0.get), lt(distance.get, pair(2 ** -27)));
  const quarter = and(i64x2.sub(distance.get, writer.bits(0x200000n << 32n)), writer.bits(HIGH_WORD));
  const q = writer.keep(
    and(select(pair(0.28125), quarter, ge(distance.get, from(0x3fe90001))), ge(distance.get, from(0x3fd33333))),
  );
  const half = sub(mul(pair(0.5), z.get), q.get);
  const cosine = sub(sub(pair(1), q.get), sub(half, sub(mul(z.get, cosRest), mul(y.get, tail.get))));
  // The last bits of the sum are those of the quadrant.
  const quadrant = writer.keep(add(n.get, pair(1.5 * 2 ** 52 + (name === 'cos' ? 1 : 0))));
  const isCosine = i64x2.shr(i64x2.shl(quadrant.get, 63), 63);
  const sign = and(i64x2.shl(quadrant.get, 62), writer.bits(1n << 63n));
  const value = v128.xor(select(cosine, sine, isCosine), sign);
  const result = writer.keep(name === 'cos' ? value : v128.xor(value, and(x.get, writer.bits(1n << 63n))));
  const isUsual = and(lt(size.get, from(0x413921fb)), ge(distance.get, mul(size.get, pair(2 ** -15))));
  return repair(writer, name, result, isUsual, x);
}

const SQRT_PI = Math.sqrt(Math.PI);

/**
 * Results of the error function in the memory, each beside its arguments: GELU and its slope need the same ones. A memory of zeros holds
 * the results of 0.
 */
export interface Memo {
  /** The first cell; an entry has four. */
  readonly at: number;
  /** The number of entries is 2^bits. */
  readonly bits: number;
}

/** `erf` with a memo. */
export function knownErf(writer: PairWriter, x: Local, { at, bits }: Memo): Code {
  const entry = writer.f.local(I32);
  // Products with odd numbers mix all bits into the upper ones.
  const mixed = i64.add(
    i64.mul(i64x2.lane(x.get, 0), i64.const(-0x61c8864680b583ebn)),
    i64.mul(i64x2.lane(x.get, 1), i64.const(-0x3d4d51c2d82b14b1n)),
  );
  writer.push(
    entry.set(i32.shl(i32.wrap(i64.shrUnsigned(mixed, i64.const(BigInt(64 - bits)))), i32.const(5))),
    when(i64x2.allTrue(i64x2.eq(v128.load(entry.get, 8 * at), x.get)), returned(v128.load(entry.get, 8 * at + 16))),
  );
  const result = writer.keep(erf(writer, x));
  writer.push(v128.store(entry.get, 8 * at, x.get), v128.store(entry.get, 8 * at + 16, result.get));
  return result.get;
}

/** The error function of `language/functions.ts`. */
export function erf(writer: PairWriter, x: Local): Code {
  const pair = writer.constant;
  const size = writer.keep(f64x2.abs(x.get));
  // From 6 on the value is 1.
  const result = writer.keep(pair(1));
  const isBelow = (bound: number): Code => lt(size.get, pair(bound));
  const below6 = writer.collect(() => {
    const [power] = writer.exp([writer.keep(and(f64x2.neg(mul(size.get, size.get)), isBelow(6)))]) as readonly [Local];
    const isSmall = writer.keep(isBelow(2.5));
    const isMiddle = writer.keep(andNot(isBelow(6), isSmall.get));
    // A lane that has ended may continue: such small terms do not change its sum. Lanes of other sizes sum zeros.
    const [term, sum] = [writer.keep(and(size.get, isSmall.get)), writer.keep(and(size.get, isSmall.get))];
    const numerator = writer.keep(mul(mul(pair(2), term.get), term.get));
    const divisor = writer.keep(pair(3));
    const terms = Array.from({ length: 4 }, () => [
      term.set(mul(term.get, div(numerator.get, divisor.get))),
      sum.set(add(sum.get, term.get)),
      divisor.set(add(divisor.get, pair(2))),
    ]);
    writer.push(
      repeat(terms, v128.anyTrue(f64x2.gt(term.get, mul(sum.get, pair(1e-17))))),
      result.set(select(div(mul(mul(pair(2), sum.get), power.get), pair(SQRT_PI)), result.get, isSmall.get)),
    );
    const [fraction, half] = [writer.f.local(V128), writer.f.local(V128)];
    const beyond = sub(pair(1), div(power.get, mul(fraction.get, pair(SQRT_PI))));
    writer.push(
      when(v128.anyTrue(isMiddle.get), [
        fraction.set(size.get),
        half.set(pair(30)),
        repeat(
          [fraction.set(add(size.get, div(half.get, fraction.get))), half.set(sub(half.get, pair(0.5)))],
          v128.anyTrue(f64x2.gt(half.get, pair(0))),
        ),
        result.set(select(beyond, result.get, isMiddle.get)),
      ]),
    );
  });
  writer.push(when(v128.anyTrue(isBelow(6)), below6));
  const signed = or(result.get, and(x.get, writer.bits(1n << 63n)));
  return select(signed, x.get, f64x2.eq(x.get, x.get));
}

/** 1 + erf(z / √2) */
function twiceNormal(writer: PairWriter, z: Local): Code {
  const pair = writer.constant;
  const [own] = writer.pairCalls('erfPair', [writer.keep(mul(z.get, pair(Math.SQRT1_2)))]) as readonly [Local];
  return add(pair(1), own.get);
}

export function gelu(writer: PairWriter, z: Local): Code {
  return mul(mul(writer.constant(0.5), z.get), twiceNormal(writer, z));
}

export function geluSlope(writer: PairWriter, z: Local): Code {
  const pair = writer.constant;
  const exponent = writer.keep(div(mul(f64x2.neg(z.get), z.get), pair(2)));
  // Below, the power is 0: a far argument is not rare here.
  const isAbove0 = writer.keep(ge(exponent.get, pair(EXP_UNDERFLOW)));
  const [power] = writer.exp([writer.keep(and(exponent.get, isAbove0.get))]) as readonly [Local];
  const density = mul(mul(z.get, pair(1 / Math.sqrt(2 * Math.PI))), and(power.get, isAbove0.get));
  return add(mul(pair(0.5), twiceNormal(writer, z)), density);
}
