import {
  type Callee,
  type Code,
  F64,
  type FunctionWriter,
  f64,
  I32,
  i32,
  i64,
  type Local,
  type ModuleWriter,
  returned,
  select,
  when,
} from './emitter.ts';

/*
 * The elementary functions of `language/elementary.ts` in WebAssembly: the same steps in the same order, so the same bits. Comments
 * are there. A function of two lanes is in `vectors.ts`.
 */

const { add, sub, mul, div, const: num } = f64;
const whole = i32.const;

export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
const EXP_OVERFLOW = 709.782712893384;
const EXP_UNDERFLOW = -745.1332191019411;

function fromWords(high: number, low: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setInt32(0, high);
  view.setInt32(4, low);
  return view.getFloat64(0);
}

export const HALF_LN2 = fromWords(0x3fd62e43, 0);
const THREE_HALVES_LN2 = fromWords(0x3ff0a2b2, 0);
const MINUS_ONE_FROM = fromWords(0xc043687a, 0);
const SQRT_HALF_LESS_1 = fromWords(0xbfd2bec5, 0);
const SQRT_2_LESS_1 = fromWords(0x3fda827a, 0);

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

/** The coefficients of the polynomial in `expRemainder`. */
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

/** k = 0, or the whole number nearest to x / ln 2 and not 0, as `exp` and `expm1` choose it. */
function reduction(x: Local, size: Local, k: Local): Code {
  const toward = select(num(-0.5), num(0.5), f64.lt(x.get, num(0)));
  return when(
    f64.ge(size.get, num(THREE_HALVES_LN2)),
    k.set(i32.truncate(add(mul(num(Math.LOG2E), x.get), toward))),
    k.set(select(whole(-1), whole(1), f64.lt(x.get, num(0)))),
  );
}

function exp(f: FunctionWriter): Code {
  const x = f.parameter(0);
  const [size, high, low, r, c, y, t, kf] = [f, f, f, f, f, f, f, f].map((own) => own.local(F64)) as Eight;
  const k = f.local(I32);
  const remainder = (of: Local): Code => [
    t.set(mul(of.get, of.get)),
    c.set(sub(of.get, mul(t.get, series(t, EXP_COEFFICIENTS)))),
  ];
  return [
    when(i32.isZero(f64.le(x.get, num(EXP_OVERFLOW))), [
      returned(select(num(Number.POSITIVE_INFINITY), x.get, f64.gt(x.get, num(0)))),
    ]),
    when(f64.lt(x.get, num(EXP_UNDERFLOW)), returned(num(0))),
    when(f64.eq(x.get, num(1)), returned(num(Math.E))),
    size.set(f64.abs(x.get)),
    when(f64.lt(size.get, num(HALF_LN2)), [
      when(f64.lt(size.get, num(2 ** -28)), returned(add(num(1), x.get))),
      remainder(x),
      returned(sub(num(1), sub(div(mul(x.get, c.get), sub(c.get, num(2))), x.get))),
    ]),
    reduction(x, size, k),
    kf.set(f64.fromInt(k.get)),
    high.set(sub(x.get, mul(kf.get, num(LN2_HIGH)))),
    low.set(mul(kf.get, num(LN2_LOW))),
    r.set(sub(high.get, low.get)),
    remainder(r),
    y.set(sub(num(1), sub(sub(low.get, div(mul(r.get, c.get), sub(num(2), c.get))), high.get))),
    when(i32.ge(k.get, whole(-1021)), [
      when(i32.eq(k.get, whole(1024)), returned(mul(mul(y.get, num(2)), num(2 ** 1023)))),
      returned(mul(y.get, powerOfTwo(k.get))),
    ]),
    mul(mul(y.get, powerOfTwo(i32.add(k.get, whole(1000)))), num(2 ** -1000)),
  ];
}

export type Eight = [Local, Local, Local, Local, Local, Local, Local, Local];

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

const LG = [
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

/** The functions of one double that a module can have. */
export const scalars = { exp, expm1, tanh, log, log1p };

export type ScalarName = keyof typeof scalars;

/** Adds functions to a module when they are first asked for. */
export function scalarFunctions(module: ModuleWriter): (name: ScalarName) => Callee {
  const known = new Map<ScalarName, Callee>();
  const find = (name: ScalarName): Callee => {
    const found = known.get(name);
    if (found !== undefined) return found;
    // Before the function itself is begun.
    const inner = name === 'tanh' ? { expm1: find('expm1') } : undefined;
    const callee = module.private([F64], [F64], (f) =>
      name === 'tanh' ? tanh(f, inner as { readonly expm1: Callee }) : scalars[name](f),
    );
    known.set(name, callee);
    return callee;
  };
  return find;
}
