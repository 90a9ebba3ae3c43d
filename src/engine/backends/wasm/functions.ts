import { EXP_STEPS, expTable } from '../../../language/elementary.ts';
import {
  type Callee,
  type Code,
  F64,
  type FunctionWriter,
  f64,
  I32,
  I64,
  i32,
  i64,
  type Local,
  type ModuleWriter,
  repeat,
  returned,
  select,
  when,
} from './emitter.ts';

/*
 * The elementary functions of `language/elementary.ts` in WebAssembly: the same steps in the same order, so the same bits. Comments
 * are there. Functions of pairs are in `vectors.ts` and `pair-functions.ts`. Longer than other files: the functions share coefficients, and call each
 * other.
 */

const { add, sub, mul, div, const: num } = f64;
const whole = i32.const;

export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
const EXP_OVERFLOW = 709.782712893384;
export const EXP_UNDERFLOW = -745.1332191019411;

export function fromWords(high: number, low: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setInt32(0, high);
  view.setInt32(4, low);
  return view.getFloat64(0);
}

const HALF_LN2 = fromWords(0x3fd62e43, 0);
const THREE_HALVES_LN2 = fromWords(0x3ff0a2b2, 0);
const MINUS_ONE_FROM = fromWords(0xc043687a, 0);
export const SQRT_HALF_LESS_1 = fromWords(0xbfd2bec5, 0);
export const SQRT_2_LESS_1 = fromWords(0x3fda827a, 0);

/** a₀ + t (a₁ + t (a₂ + …)) */
export function polynomial<T>(
  t: T,
  constant: (value: number) => T,
  sum: (x: T, y: T) => T,
  product: (x: T, y: T) => T,
  [first = 0, ...rest]: readonly number[],
): T {
  if (rest.length === 0) return constant(first);
  return sum(constant(first), product(t, polynomial(t, constant, sum, product, rest)));
}

const series = (t: Local, coefficients: readonly number[]): Code => polynomial(t.get, num, add, mul, coefficients);

/** The coefficients of the polynomial in `expRemainder`, for `pow`. */
export const EXP_COEFFICIENTS = [
  0.16666666666666602, -0.0027777777777015593, 0.00006613756321437934, -0.0000016533902205465252, 4.1381367970572385e-8,
];

export const EXPM1_COEFFICIENTS = [
  -0.03333333333333313, 0.0015873015872548146, -0.0000793650757867488, 0.000004008217827329362, -2.0109921818362437e-7,
];

const highWord = (x: Code): Code => i32.wrap(i64.shr(i64.bitsOf(x), i64.const(32n)));
/** x with its high word replaced. */
const withHighWord = (x: Code, high: Code): Code =>
  f64.fromBits(i64.or(i64.and(i64.bitsOf(x), i64.const(0xffffffffn)), i64.shl(i64.extend(high), i64.const(32n))));
const powerOfTwo = (k: Code): Code => f64.fromBits(i64.shl(i64.extend(i32.add(k, whole(1023))), i64.const(52n)));

/** The whole number near x / ln 2 and not 0, as `expm1` chooses it. */
function reduction(x: Local, size: Local, k: Local): Code {
  const toward = select(num(-0.5), num(0.5), f64.lt(x.get, num(0)));
  return when(
    f64.ge(size.get, num(THREE_HALVES_LN2)),
    k.set(i32.truncate(add(mul(num(Math.LOG2E), x.get), toward))),
    k.set(select(whole(-1), whole(1), f64.lt(x.get, num(0)))),
  );
}

/**
 * The table of `exp` for a module. An entry has 16 bytes, as in `expTable`, but the exponent of its power is less by j/128: the bits of
 * 2^(k/128) are the sum of the bits of an entry and of k shifted by `EXPONENT_SHIFT`.
 */
export function expTableBytes(): Uint8Array {
  const bits = new BigInt64Array(expTable.slice().buffer);
  for (let j = 0; j < EXP_STEPS; j++) bits[2 * j + 1] = bits[2 * j + 1]! - (BigInt(j) << BigInt(EXPONENT_SHIFT));
  return new Uint8Array(bits.buffer);
}

/** From the last bit of a whole number of 128ths to the exponent of a double. */
export const EXPONENT_SHIFT = 52 - Math.log2(EXP_STEPS);

/** The constants of `exp`. A sum with `toWhole` is a whole number. */
export const EXP = {
  stepsPerUnit: Math.LOG2E * EXP_STEPS,
  stepHigh: LN2_HIGH / EXP_STEPS,
  stepLow: LN2_LOW / EXP_STEPS,
  toWhole: 1.5 * 2 ** 52,
  terms: [1 / 2, 1 / 6, 1 / 24, 1 / 120],
} as const;

/** @param table the first byte of the table. */
function exp(f: FunctionWriter, table: number): Code {
  const x = f.parameter(0);
  const [k, r, r2, less1, power, y] = [f, f, f, f, f, f].map((own) => own.local(F64)) as Six;
  const [entry, whole64, doublings] = [f.local(I32), f.local(I64), f.local(I32)];
  const [t2, t3, t4, t5] = EXP.terms.map((term) => num(term)) as [Code, Code, Code, Code];
  return [
    when(i32.isZero(f64.le(x.get, num(EXP_OVERFLOW))), [
      returned(select(num(Number.POSITIVE_INFINITY), x.get, f64.gt(x.get, num(0)))),
    ]),
    when(f64.lt(x.get, num(EXP_UNDERFLOW)), returned(num(0))),
    k.set(add(mul(x.get, num(EXP.stepsPerUnit)), num(EXP.toWhole))),
    whole64.set(i64.bitsOf(k.get)),
    k.set(sub(k.get, num(EXP.toWhole))),
    r.set(sub(sub(x.get, mul(k.get, num(EXP.stepHigh))), mul(k.get, num(EXP.stepLow)))),
    r2.set(mul(r.get, r.get)),
    entry.set(i32.shl(i32.and(i32.wrap(whole64.get), whole(EXP_STEPS - 1)), whole(4))),
    less1.set(add(add(f64.load(entry.get, table), r.get), mul(r2.get, add(t2, mul(r.get, t3))))),
    less1.set(add(less1.get, mul(mul(r2.get, r2.get), add(t4, mul(r.get, t5))))),
    // Between 1 and 2; the exponent follows.
    power.set(
      f64.fromBits(
        i64.add(
          i64.bitsOf(f64.load(entry.get, table + 8)),
          i64.shl(i64.and(whole64.get, i64.const(BigInt(EXP_STEPS - 1))), i64.const(BigInt(EXPONENT_SHIFT))),
        ),
      ),
    ),
    y.set(add(power.get, mul(power.get, less1.get))),
    doublings.set(i32.shr(i32.truncate(k.get), whole(Math.log2(EXP_STEPS)))),
    when(i32.ge(doublings.get, whole(-1021)), [
      when(i32.eq(doublings.get, whole(1024)), returned(mul(mul(y.get, num(2)), num(2 ** 1023)))),
      returned(mul(y.get, powerOfTwo(doublings.get))),
    ]),
    mul(mul(y.get, powerOfTwo(i32.add(doublings.get, whole(1000)))), num(2 ** -1000)),
  ];
}

type Six = [Local, Local, Local, Local, Local, Local];
type Eight = [Local, Local, Local, Local, Local, Local, Local, Local];

function expm1(f: FunctionWriter): Code {
  const x = f.parameter(0);
  const [size, high, low, r, c, half, square, r1] = [f, f, f, f, f, f, f, f].map((own) => own.local(F64)) as Eight;
  const [t, e, y] = [f.local(F64), f.local(F64), f.local(F64)];
  const k = f.local(I32);
  return [
    when(i32.isZero(f64.le(x.get, num(EXP_OVERFLOW))), [
      returned(select(num(Number.POSITIVE_INFINITY), x.get, f64.gt(x.get, num(0)))),
    ]),
    when(f64.le(x.get, num(MINUS_ONE_FROM)), returned(num(-1))),
    size.set(f64.abs(x.get)),
    when(f64.lt(size.get, num(2 ** -54)), returned(x.get)),
    r.set(x.get),
    when(f64.ge(size.get, num(HALF_LN2)), [
      reduction(x, size, k),
      high.set(sub(x.get, mul(f64.fromInt(k.get), num(LN2_HIGH)))),
      low.set(mul(f64.fromInt(k.get), num(LN2_LOW))),
      r.set(sub(high.get, low.get)),
      c.set(sub(sub(high.get, r.get), low.get)),
    ]),
    half.set(mul(num(0.5), r.get)),
    square.set(mul(r.get, half.get)),
    r1.set(add(num(1), mul(square.get, series(square, EXPM1_COEFFICIENTS)))),
    t.set(sub(num(3), mul(r1.get, half.get))),
    e.set(mul(square.get, div(sub(r1.get, t.get), sub(num(6), mul(r.get, t.get))))),
    when(i32.isZero(k.get), returned(sub(r.get, sub(mul(r.get, e.get), square.get)))),
    e.set(sub(sub(mul(r.get, sub(e.get, c.get)), c.get), square.get)),
    when(i32.eq(k.get, whole(-1)), returned(sub(mul(num(0.5), sub(r.get, e.get)), num(0.5)))),
    when(i32.eq(k.get, whole(1)), [
      when(
        f64.lt(r.get, num(-0.25)),
        returned(mul(num(-2), sub(e.get, add(r.get, num(0.5))))),
        returned(add(num(1), mul(num(2), sub(r.get, e.get)))),
      ),
    ]),
    when(i32.or(i32.le(k.get, whole(-2)), i32.gt(k.get, whole(56))), [
      y.set(sub(num(1), sub(e.get, r.get))),
      when(
        i32.eq(k.get, whole(1024)),
        returned(sub(mul(mul(y.get, num(2)), num(2 ** 1023)), num(1))),
        returned(sub(mul(y.get, powerOfTwo(k.get)), num(1))),
      ),
    ]),
    t.set(powerOfTwo(i32.sub(whole(0), k.get))),
    when(
      i32.lt(k.get, whole(20)),
      y.set(sub(sub(num(1), t.get), sub(e.get, r.get))),
      y.set(add(sub(r.get, add(e.get, t.get)), num(1))),
    ),
    mul(y.get, powerOfTwo(k.get)),
  ];
}

function tanh(f: FunctionWriter, { expm1: inner }: { readonly expm1: Callee }): Code {
  const x = f.parameter(0);
  const [size, t, z] = [f.local(F64), f.local(F64), f.local(F64)];
  const isNegative = f64.lt(x.get, num(0));
  return [
    size.set(f64.abs(x.get)),
    // False for NaN, which is returned here too.
    when(i32.isZero(f64.ge(size.get, num(2 ** -28))), returned(x.get)),
    when(f64.ge(size.get, num(22)), returned(select(num(-1), num(1), isNegative))),
    when(
      f64.ge(size.get, num(1)),
      [t.set(inner.call(mul(num(2), size.get))), z.set(sub(num(1), div(num(2), add(t.get, num(2)))))],
      [t.set(inner.call(mul(num(-2), size.get))), z.set(div(f64.neg(t.get), add(t.get, num(2))))],
    ),
    select(f64.neg(z.get), z.get, isNegative),
  ];
}

export const LG = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
] as const;

function log(f: FunctionWriter): Code {
  const x = f.parameter(0);
  const [scaled, g, rest, s, z, w, halfSquare, kf] = [f, f, f, f, f, f, f, f].map((own) => own.local(F64)) as Eight;
  const [k, word, top, carry] = [f.local(I32), f.local(I32), f.local(I32), f.local(I32)];
  const [high, low] = [mul(kf.get, num(LN2_HIGH)), mul(kf.get, num(LN2_LOW))];
  const isOne = i32.isZero(k.get);
  return [
    scaled.set(x.get),
    when(f64.lt(x.get, num(2 ** -1022)), [
      when(f64.eq(x.get, num(0)), returned(num(Number.NEGATIVE_INFINITY))),
      when(f64.lt(x.get, num(0)), returned(num(Number.NaN))),
      k.set(whole(-54)),
      scaled.set(mul(x.get, num(2 ** 54))),
    ]),
    when(i32.isZero(f64.lt(scaled.get, num(Number.POSITIVE_INFINITY))), returned(x.get)),
    word.set(highWord(scaled.get)),
    top.set(i32.and(word.get, whole(0xfffff))),
    carry.set(i32.and(i32.add(top.get, whole(0x95f64)), whole(0x100000))),
    k.set(i32.add(k.get, i32.add(i32.sub(i32.shr(word.get, whole(20)), whole(1023)), i32.shr(carry.get, whole(20))))),
    g.set(sub(withHighWord(scaled.get, i32.or(top.get, i32.xor(carry.get, whole(0x3ff00000)))), num(1))),
    kf.set(f64.fromInt(k.get)),
    when(i32.lt(i32.and(whole(0xfffff), i32.add(whole(2), top.get)), whole(3)), [
      when(f64.eq(g.get, num(0)), [when(isOne, returned(num(0))), returned(add(high, low))]),
      rest.set(mul(mul(g.get, g.get), sub(num(0.5), mul(num(0.3333333333333333), g.get)))),
      when(isOne, returned(sub(g.get, rest.get))),
      returned(sub(high, sub(sub(rest.get, low), g.get))),
    ]),
    s.set(div(g.get, add(num(2), g.get))),
    z.set(mul(s.get, s.get)),
    w.set(mul(z.get, z.get)),
    rest.set(add(mul(z.get, series(w, [LG[0], LG[2], LG[4], LG[6]])), mul(w.get, series(w, [LG[1], LG[3], LG[5]])))),
    when(i32.gt(i32.or(i32.sub(top.get, whole(0x6147a)), i32.sub(whole(0x6b851), top.get)), whole(0)), [
      halfSquare.set(mul(mul(num(0.5), g.get), g.get)),
      z.set(mul(s.get, add(halfSquare.get, rest.get))),
      when(isOne, returned(sub(g.get, sub(halfSquare.get, z.get)))),
      returned(sub(high, sub(sub(halfSquare.get, add(z.get, low)), g.get))),
    ]),
    z.set(mul(s.get, sub(g.get, rest.get))),
    when(isOne, returned(sub(g.get, z.get))),
    sub(high, sub(sub(z.get, low), g.get)),
  ];
}

function log1p(f: FunctionWriter): Code {
  const x = f.parameter(0);
  const [size, g, c, u, halfSquare, rest, s, z] = [f, f, f, f, f, f, f, f].map((own) => own.local(F64)) as Eight;
  const kf = f.local(F64);
  const [k, top] = [f.local(I32), f.local(I32)];
  const [high, low] = [mul(kf.get, num(LN2_HIGH)), mul(kf.get, num(LN2_LOW))];
  const exponentOf = (of: Local): Code => i32.sub(i32.shr(highWord(of.get), whole(20)), whole(1023));
  const isOne = i32.isZero(k.get);
  return [
    when(f64.le(x.get, num(-1)), [
      returned(select(num(Number.NEGATIVE_INFINITY), num(Number.NaN), f64.eq(x.get, num(-1)))),
    ]),
    when(i32.isZero(f64.lt(x.get, num(Number.POSITIVE_INFINITY))), returned(x.get)),
    size.set(f64.abs(x.get)),
    when(f64.lt(size.get, num(2 ** -29)), [
      when(f64.lt(size.get, num(2 ** -54)), returned(x.get)),
      returned(sub(x.get, mul(mul(x.get, x.get), num(0.5)))),
    ]),
    g.set(x.get),
    top.set(whole(1)),
    when(i32.isZero(i32.and(f64.gt(x.get, num(SQRT_HALF_LESS_1)), f64.lt(x.get, num(SQRT_2_LESS_1)))), [
      u.set(x.get),
      when(
        f64.lt(x.get, num(2 ** 53)),
        [
          u.set(add(num(1), x.get)),
          k.set(exponentOf(u)),
          c.set(
            div(select(sub(num(1), sub(u.get, x.get)), sub(x.get, sub(u.get, num(1))), i32.gt(k.get, whole(0))), u.get),
          ),
        ],
        k.set(exponentOf(u)),
      ),
      top.set(i32.and(highWord(u.get), whole(0xfffff))),
      when(i32.lt(top.get, whole(0x6a09e)), u.set(withHighWord(u.get, i32.or(top.get, whole(0x3ff00000)))), [
        k.set(i32.add(k.get, whole(1))),
        u.set(withHighWord(u.get, i32.or(top.get, whole(0x3fe00000)))),
        top.set(i32.shr(i32.sub(whole(0x100000), top.get), whole(2))),
      ]),
      g.set(sub(u.get, num(1))),
    ]),
    kf.set(f64.fromInt(k.get)),
    halfSquare.set(mul(mul(num(0.5), g.get), g.get)),
    when(i32.isZero(top.get), [
      when(f64.eq(g.get, num(0)), [when(isOne, returned(num(0))), returned(add(high, add(c.get, low)))]),
      rest.set(mul(halfSquare.get, sub(num(1), mul(num(0.6666666666666666), g.get)))),
      when(isOne, returned(sub(g.get, rest.get))),
      returned(sub(high, sub(sub(rest.get, add(low, c.get)), g.get))),
    ]),
    s.set(div(g.get, add(num(2), g.get))),
    z.set(mul(s.get, s.get)),
    rest.set(mul(z.get, series(z, LG))),
    rest.set(mul(s.get, add(halfSquare.get, rest.get))),
    when(isOne, returned(sub(g.get, sub(halfSquare.get, rest.get)))),
    sub(high, sub(sub(halfSquare.get, add(rest.get, add(low, c.get))), g.get)),
  ];
}

const LN2_UPPER = 0.6931471824645996;
const LN2_LOWER = -1.904654299957768e-9;
const INVERSE_LN2_HIGH = 1.4426950216293335;
const INVERSE_LN2_LOW = 1.9259629911266175e-8;
const CP = 0.9617966939259756;
const CP_HIGH = 0.9617967009544373;
const CP_LOW = -7.028461650952758e-9;
const LOG2_1_5_HIGH = 0.5849624872207642;
const LOG2_1_5_LOW = 1.350039202129749e-8;
const OVERFLOW_TAIL = 8.008566259537294e-17;

/** The constants of `pow`. From `half`, z is not near 0; from `middle` and `upper`, a number in [1, 2) is nearer to 1.5 and to 2. */
export const POW = {
  coefficients: [
    0.5999999999999946, 0.4285714285785502, 0.33333332981837743, 0.272728123808534, 0.23066074577556175,
    0.20697501780033842,
  ],
  cp: CP,
  cpHigh: CP_HIGH,
  cpLow: CP_LOW,
  logHigh: LOG2_1_5_HIGH,
  logLow: LOG2_1_5_LOW,
  ln2Upper: LN2_UPPER,
  ln2Lower: LN2_LOWER,
  half: fromWords(0x3fe00001, 0),
  middle: fromWords(0x3ff3988f, 0),
  upper: fromWords(0x3ffbb67a, 0),
};

const INFINITE = num(Number.POSITIVE_INFINITY);
const highPart = (x: Code): Code => f64.fromBits(i64.and(i64.bitsOf(x), i64.const(-(1n << 32n))));

function pow(f: FunctionWriter): Code {
  const [x, y] = [f.parameter(0), f.parameter(1)];
  const [size, sign, t1, t2, ax, nf, centre, whole64] = [f, f, f, f, f, f, f, f].map((own) => own.local(F64)) as Eight;
  const [u, v, s, sHigh, sumHigh, sLow, s2, r] = [f, f, f, f, f, f, f, f].map((own) => own.local(F64)) as Eight;
  const [tHigh, high, low, pHigh, pLow, zHigh, zLow, z] = [f, f, f, f, f, f, f, f].map((own) =>
    own.local(F64),
  ) as Eight;
  const [t, w] = [f.local(F64), f.local(F64)];
  const [isWhole, isNegative, n, isMiddle, top] = [f, f, f, f, f].map((own) => own.local(I32)) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const isBelow0 = f64.lt(y.get, num(0));
  const signed = (value: Code): Code => mul(sign.get, value);
  /** log₂ of a size within 2^-20 of 1, for |y| > 2^31. */
  const near1 = [
    when(f64.lt(size.get, num(fromWords(0x3fefffff, 0))), returned(select(signed(INFINITE), signed(num(0)), isBelow0))),
    when(f64.ge(size.get, num(fromWords(0x3ff00001, 0))), returned(select(signed(num(0)), signed(INFINITE), isBelow0))),
    t.set(sub(size.get, num(1))),
    w.set(mul(mul(t.get, t.get), sub(num(0.5), mul(t.get, sub(num(0.3333333333333333), mul(t.get, num(0.25))))))),
    u.set(mul(num(INVERSE_LN2_HIGH), t.get)),
    v.set(sub(mul(t.get, num(INVERSE_LN2_LOW)), mul(w.get, num(Math.LOG2E)))),
    t1.set(highPart(add(u.get, v.get))),
    t2.set(sub(v.get, sub(t1.get, u.get))),
  ];
  const logarithm = [
    ax.set(size.get),
    when(f64.lt(ax.get, num(2 ** -1022)), [ax.set(mul(ax.get, num(2 ** 53))), n.set(whole(-53))]),
    n.set(i32.add(n.get, i32.sub(i32.shr(highWord(ax.get), whole(20)), whole(0x3ff)))),
    ax.set(f64.fromBits(i64.or(i64.and(i64.bitsOf(ax.get), i64.const((1n << 52n) - 1n)), i64.const(0x3ffn << 52n)))),
    when(f64.ge(ax.get, num(POW.middle)), [
      when(f64.lt(ax.get, num(POW.upper)), isMiddle.set(whole(1)), [
        n.set(i32.add(n.get, whole(1))),
        ax.set(mul(ax.get, num(0.5))),
      ]),
    ]),
    centre.set(select(num(1.5), num(1), isMiddle.get)),
    u.set(sub(ax.get, centre.get)),
    v.set(div(num(1), add(ax.get, centre.get))),
    s.set(mul(u.get, v.get)),
    sHigh.set(highPart(s.get)),
    top.set(
      i32.add(
        i32.add(i32.or(i32.shr(highWord(ax.get), whole(1)), whole(0x20000000)), whole(0x80000)),
        i32.shl(isMiddle.get, whole(18)),
      ),
    ),
    sumHigh.set(f64.fromBits(i64.shl(i64.extend(top.get), i64.const(32n)))),
    sLow.set(
      mul(
        v.get,
        sub(sub(u.get, mul(sHigh.get, sumHigh.get)), mul(sHigh.get, sub(ax.get, sub(sumHigh.get, centre.get)))),
      ),
    ),
    s2.set(mul(s.get, s.get)),
    r.set(mul(mul(s2.get, s2.get), series(s2, POW.coefficients))),
    r.set(add(r.get, mul(sLow.get, add(sHigh.get, s.get)))),
    s2.set(mul(sHigh.get, sHigh.get)),
    tHigh.set(highPart(add(add(num(3), s2.get), r.get))),
    high.set(mul(sHigh.get, tHigh.get)),
    low.set(add(mul(sLow.get, tHigh.get), mul(sub(r.get, sub(sub(tHigh.get, num(3)), s2.get)), s.get))),
    pHigh.set(highPart(add(high.get, low.get))),
    pLow.set(sub(low.get, sub(pHigh.get, high.get))),
    zHigh.set(mul(num(CP_HIGH), pHigh.get)),
    zLow.set(
      add(add(mul(num(CP_LOW), pHigh.get), mul(pLow.get, num(CP))), select(num(LOG2_1_5_LOW), num(0), isMiddle.get)),
    ),
    // log₂ of the centre
    w.set(select(num(LOG2_1_5_HIGH), num(0), isMiddle.get)),
    nf.set(f64.fromInt(n.get)),
    t1.set(highPart(add(add(add(zHigh.get, zLow.get), w.get), nf.get))),
    t2.set(sub(zLow.get, sub(sub(sub(t1.get, nf.get), w.get), zHigh.get))),
  ];
  const isOdd = f64.ne(f64.trunc(mul(y.get, num(0.5))), mul(y.get, num(0.5)));
  return [
    when(f64.eq(y.get, num(2)), returned(mul(x.get, x.get))),
    when(f64.eq(y.get, num(0)), returned(num(1))),
    when(i32.or(f64.ne(x.get, x.get), f64.ne(y.get, y.get)), returned(num(Number.NaN))),
    size.set(f64.abs(x.get)),
    when(f64.eq(f64.abs(y.get), INFINITE), [
      when(f64.eq(size.get, num(1)), returned(num(Number.NaN))),
      returned(select(INFINITE, num(0), i32.eq(f64.gt(size.get, num(1)), f64.gt(y.get, num(0))))),
    ]),
    when(f64.eq(y.get, num(1)), returned(x.get)),
    when(f64.eq(y.get, num(-1)), returned(div(num(1), x.get))),
    when(i32.and(f64.eq(y.get, num(0.5)), f64.ge(x.get, num(0))), returned(add(f64.sqrt(x.get), num(0)))),
    isWhole.set(f64.eq(f64.trunc(y.get), y.get)),
    isNegative.set(i32.lt(highWord(x.get), whole(0))),
    sign.set(select(num(-1), num(1), i32.and(isNegative.get, i32.and(isWhole.get, isOdd)))),
    when(i32.or(f64.eq(size.get, num(0)), i32.or(f64.eq(size.get, num(1)), f64.eq(size.get, INFINITE))), [
      when(i32.and(f64.eq(x.get, num(-1)), i32.isZero(isWhole.get)), returned(num(Number.NaN))),
      returned(signed(select(div(num(1), size.get), size.get, isBelow0))),
    ]),
    when(i32.and(isNegative.get, i32.isZero(isWhole.get)), returned(num(Number.NaN))),
    top.set(i32.and(highWord(y.get), whole(0x7fffffff))),
    when(i32.gt(top.get, whole(0x43f00000)), [
      returned(select(signed(INFINITE), signed(num(0)), i32.eq(f64.lt(size.get, num(1)), isBelow0))),
    ]),
    when(i32.gt(top.get, whole(0x41e00000)), near1, logarithm),
    u.set(highPart(y.get)),
    pLow.set(add(mul(sub(y.get, u.get), t1.get), mul(y.get, t2.get))),
    pHigh.set(mul(u.get, t1.get)),
    z.set(add(pLow.get, pHigh.get)),
    when(
      i32.or(
        f64.gt(z.get, num(1024)),
        i32.and(f64.eq(z.get, num(1024)), f64.gt(add(pLow.get, num(OVERFLOW_TAIL)), sub(z.get, pHigh.get))),
      ),
      returned(signed(INFINITE)),
    ),
    when(
      i32.or(f64.lt(z.get, num(-1075)), i32.and(f64.eq(z.get, num(-1075)), f64.le(pLow.get, sub(z.get, pHigh.get)))),
      returned(signed(num(0))),
    ),
    // 2^z: z rounded to a whole number, and the rest. Sums with a half are exact where that matters.
    when(
      f64.ge(f64.abs(z.get), num(POW.half)),
      [nf.set(f64.trunc(add(z.get, select(num(-0.5), num(0.5), f64.lt(z.get, num(0))))))],
      nf.set(num(0)),
    ),
    whole64.set(sub(pHigh.get, nf.get)),
    t.set(highPart(add(pLow.get, whole64.get))),
    u.set(mul(t.get, num(LN2_UPPER))),
    v.set(add(mul(sub(pLow.get, sub(t.get, whole64.get)), num(Math.LN2)), mul(t.get, num(LN2_LOWER)))),
    r.set(add(u.get, v.get)),
    w.set(sub(v.get, sub(r.get, u.get))),
    t.set(mul(r.get, r.get)),
    t1.set(sub(r.get, mul(t.get, series(t, EXP_COEFFICIENTS)))),
    s.set(sub(num(1), sub(sub(div(mul(r.get, t1.get), sub(t1.get, num(2))), add(w.get, mul(r.get, w.get))), r.get))),
    n.set(i32.truncate(nf.get)),
    top.set(i32.add(highWord(s.get), i32.shl(n.get, whole(20)))),
    when(i32.le(i32.shr(top.get, whole(20)), whole(0)), [
      returned(signed(mul(mul(s.get, powerOfTwo(i32.add(n.get, whole(1000)))), num(2 ** -1000)))),
    ]),
    signed(withHighWord(s.get, top.get)),
  ];
}

/** The remainder of `engine/kernels.ts`, with the sign of the divisor: that of division towards 0, exact, and the divisor added where signs differ. */
function remainder(f: FunctionWriter): Code {
  const [x, y] = [f.parameter(0), f.parameter(1)];
  const [large, small, rest, step] = [f.local(I64), f.local(I64), f.local(I64), f.local(I64)];
  const [xExponent, yExponent] = [f.local(I64), f.local(I64)];
  const value = f.local(F64);
  const { const: long, shl, shrUnsigned } = i64;
  const INFINITE_BITS = long(0x7ffn << 52n);
  const sizeBits = (of: Local): Code => i64.and(i64.bitsOf(of.get), long((1n << 63n) - 1n));
  /** Splits bits into an exponent of at least 1 and a mantissa. */
  const split = (bits: Local, exponent: Local): Code => [
    exponent.set(shrUnsigned(bits.get, long(52n))),
    when(
      i64.isZero(exponent.get),
      exponent.set(long(1n)),
      bits.set(i64.or(i64.and(bits.get, long((1n << 52n) - 1n)), long(1n << 52n))),
    ),
  ];
  const smaller = (a: Code, b: Code): Code => select(a, b, i64.lt(a, b));
  return [
    large.set(sizeBits(x)),
    small.set(sizeBits(y)),
    when(
      i32.or(i64.isZero(small.get), i32.or(i64.ge(large.get, INFINITE_BITS), i64.gt(small.get, INFINITE_BITS))),
      returned(num(Number.NaN)),
    ),
    value.set(x.get),
    when(i64.ge(large.get, small.get), [
      split(large, xExponent),
      split(small, yExponent),
      rest.set(i64.remainderUnsigned(large.get, small.get)),
      xExponent.set(i64.sub(xExponent.get, yExponent.get)),
      // The rest is below 2^53, so that 11 bits have room beside it.
      when(
        i64.gt(xExponent.get, long(0n)),
        repeat(
          [
            step.set(smaller(xExponent.get, long(11n))),
            rest.set(i64.remainderUnsigned(shl(rest.get, step.get), small.get)),
            xExponent.set(i64.sub(xExponent.get, step.get)),
          ],
          i64.gt(xExponent.get, long(0n)),
        ),
      ),
      when(i32.isZero(i64.isZero(rest.get)), [
        step.set(smaller(i64.sub(i64.leadingZeros(rest.get), long(11n)), i64.sub(yExponent.get, long(1n)))),
        rest.set(i64.add(shl(rest.get, step.get), shl(i64.sub(i64.sub(yExponent.get, step.get), long(1n)), long(52n)))),
      ]),
      value.set(f64.fromBits(i64.or(rest.get, i64.and(i64.bitsOf(x.get), long(-(1n << 63n)))))),
    ]),
    when(
      i32.and(f64.ne(value.get, num(0)), i32.ne(f64.lt(value.get, num(0)), f64.lt(y.get, num(0)))),
      returned(add(value.get, y.get)),
    ),
    value.get,
  ];
}

/** The functions of doubles that a module can have. */
const scalars = { exp, expm1, tanh, log, log1p, pow, remainder };

export type ScalarName = keyof typeof scalars;

const parametersOf = (name: ScalarName): number => (name === 'pow' || name === 'remainder' ? 2 : 1);

/**
 * Adds functions to a module when they are first asked for.
 * @param table the first byte of the table of `exp`.
 */
export function scalarFunctions(module: ModuleWriter, table: () => number): (name: ScalarName) => Callee {
  const known = new Map<ScalarName, Callee>();
  const find = (name: ScalarName): Callee => {
    const found = known.get(name);
    if (found !== undefined) return found;
    // Before the function itself is begun.
    const inner = name === 'tanh' ? { expm1: find('expm1') } : undefined;
    const parameters = Array.from({ length: parametersOf(name) }, () => F64 as typeof F64);
    const callee = module.private(parameters, [F64], (f) => {
      if (name === 'tanh') return tanh(f, inner as { readonly expm1: Callee });
      return name === 'exp' ? exp(f, table()) : scalars[name](f);
    });
    known.set(name, callee);
    return callee;
  };
  return find;
}
