import { EXP_STEPS } from '../../../language/elementary.ts';
import { type ElementwiseName, LEAK } from '../../../language/functions.ts';
import {
  type Callee,
  type Code,
  type FunctionWriter,
  f64x2,
  i32,
  i64x2,
  type Local,
  V128,
  v128,
  when,
} from './emitter.ts';
import {
  EXP,
  EXPM1_COEFFICIENTS,
  EXPONENT_SHIFT,
  LN2_HIGH,
  LN2_LOW,
  polynomial,
  type ScalarName,
} from './functions.ts';
import type { PairName } from './module-functions.ts';
import { log, log1p, sineOrCosine } from './pair-functions.ts';

/*
 * Functions of pairs of doubles, two cells of a matrix at a time. Each lane has the bits of the function in TypeScript.
 * One file, since it is one class: the writer that all kernels share.
 */

/** Pairs of doubles in local variables. Only the first lane of the last pair counts where the number of cells is odd. */
export type Pairs = readonly Local[];

/** The functions of a module: of doubles, and of pairs. */
export interface Functions {
  readonly find: (name: CalledName | PairName) => Callee;
  /** The first byte of the table of `exp`. The module has it from the first call on. */
  readonly expTable: () => number;
}
/** A function of doubles. */
export type CalledName = ScalarName | 'sin' | 'cos';

const { add, sub, mul, div } = f64x2;

/** Below this size of x, no product in e^x is subnormal. */
const USUAL_POWER = 512;

/** Up to this distance of x / ln 2 from a whole number, the scalar function surely chooses that number. */
const NEARLY_HALF = 0.5 - 2 ** -28;

type Six = [Local, Local, Local, Local, Local, Local];
type Ten = [Local, Local, Local, Local, Local, Local, Local, Local, Local, Local];

/** Writes instructions over pairs. */
export class PairWriter {
  readonly f: FunctionWriter;
  readonly #functions: Functions;
  #code: Code[] = [];
  /** Each constant is made once in a function, and read from a variable. */
  readonly #constants = new Map<string, Local>();
  readonly #made: Code[] = [];

  constructor(f: FunctionWriter, functions: Functions) {
    this.f = f;
    this.#functions = functions;
  }

  push(...code: readonly Code[]): void {
    this.#code.push(...code);
  }

  /** The code that `write` writes. */
  collect(write: () => void): Code {
    const before = this.#code;
    this.#code = [];
    write();
    const own = this.#code;
    this.#code = before;
    return own;
  }

  /** The body of the function, with its constants. */
  finish(body: Code): Code {
    return [this.#made, body];
  }

  /** The same number in both lanes. */
  readonly constant = (value: number): Code =>
    this.#constant(Object.is(value, -0) ? '-0' : String(value), f64x2.const(value));

  /** The same bits in both lanes. */
  bits(bits: bigint): Code {
    return this.#constant(`${bits} bits`, v128.constBits(bits));
  }

  #constant(key: string, value: Code): Code {
    let known = this.#constants.get(key);
    if (known === undefined) {
      known = this.f.local(V128);
      this.#constants.set(key, known);
      this.#made.push(known.set(value));
    }
    return known.get;
  }

  /** A new variable with a value. */
  keep(value: Code): Local {
    const local = this.f.local(V128);
    this.push(local.set(value));
    return local;
  }

  each(pairs: Pairs, value: (x: Local, index: number) => Code): Pairs {
    return pairs.map((x, index) => this.keep(value(x, index)));
  }

  /** A function of one or two doubles, called for each lane. @param cells of the pairs. */
  calls(name: CalledName, cells: number, ...operands: readonly Pairs[]): Pairs {
    const [first = []] = operands;
    return this.each(first, (_, index) => {
      const of = (lane: 0 | 1): Code => {
        const values = operands.map((pairs) => f64x2.lane((pairs[index] as Local).get, lane));
        return this.#functions.find(name).call(...values);
      };
      const low = f64x2.splat(of(0));
      return 2 * index + 1 < cells ? f64x2.withLane(low, 1, of(1)) : low;
    });
  }

  /** A function of pairs, called for each one. */
  pairCalls(name: PairName, ...operands: readonly Pairs[]): Pairs {
    const [first = []] = operands;
    return this.each(first, (_, index) =>
      this.#functions.find(name).call(...operands.map((pairs) => (pairs[index] as Local).get)),
    );
  }

  /** e^x. The usual arguments take the same steps, without branches; a rare one calls the scalar function. */
  exp(pairs: Pairs): Pairs {
    return this.#exp(pairs, false);
  }

  /** e^x, or e^−x. */
  #exp(pairs: Pairs, isNegated: boolean): Pairs {
    const pair = this.constant;
    const toWhole = pair(EXP.toWhole);
    const [t2, t3, t4, t5] = EXP.terms.map(pair) as [Code, Code, Code, Code];
    const table = this.#functions.expTable();
    let largest: Code | undefined;
    const results = this.each(pairs, (x) => {
      const size = this.keep(f64x2.abs(x.get));
      largest = largest === undefined ? size.get : f64x2.largerOf(largest, size.get);
      const steps = this.keep(add(mul(pair((isNegated ? -1 : 1) * EXP.stepsPerUnit), x.get), toWhole));
      const k = this.keep(sub(steps.get, toWhole));
      const high = isNegated ? sub(mul(k.get, pair(-EXP.stepHigh)), x.get) : sub(x.get, mul(k.get, pair(EXP.stepHigh)));
      const r = this.keep(sub(high, mul(k.get, pair(EXP.stepLow))));
      const r2 = this.keep(mul(r.get, r.get));
      // An entry has 16 bytes.
      const entries = this.keep(v128.and(i64x2.shl(steps.get, 4), this.bits(BigInt(16 * (EXP_STEPS - 1)))));
      const entry = (lane: 0 | 1): Local => this.keep(v128.load(i32.wrap(i64x2.lane(entries.get, lane)), table));
      const [first, second] = [entry(0), entry(1)];
      const rest = v128.shuffle(first.get, second.get, 0, 2);
      const power = this.keep(
        i64x2.add(v128.shuffle(first.get, second.get, 1, 3), i64x2.shl(steps.get, EXPONENT_SHIFT)),
      );
      const less1 = add(add(rest, r.get), mul(r2.get, add(t2, mul(r.get, t3))));
      const far = mul(mul(r2.get, r2.get), add(t4, mul(r.get, t5)));
      return add(power.get, mul(power.get, add(less1, far)));
    });
    if (largest === undefined) return results;
    // The result of a NaN is NaN either way.
    const isUsual = f64x2.lt(largest, pair(USUAL_POWER));
    const repaired = this.collect(() => {
      const powers = isNegated ? this.each(pairs, ({ get }) => f64x2.neg(get)) : pairs;
      const called = this.calls('exp', 2 * pairs.length, powers);
      for (const [index, result] of results.entries()) this.push(result.set((called[index] as Local).get));
    });
    this.push(when(i32.isZero(i64x2.allTrue(isUsual)), repaired));
    return results;
  }

  /**
   * e^x − 1. All branches of the scalar function are computed, and each lane takes its own; a lane between two whole numbers of ln 2, or
   * with a large x, calls the scalar function.
   */
  expm1(pairs: Pairs): Pairs {
    const pair = this.constant;
    const shift = pair(1.5 * 2 ** 52 + 1023);
    const isUsual = this.f.local(V128);
    this.push(isUsual.set(this.bits(-1n)));
    const results = this.each(pairs, (x) => {
      const [quotient, shifted, k, high, low, r, c, half, square, r1] = Array.from({ length: 10 }, () =>
        this.f.local(V128),
      ) as Ten;
      const [t, e, later, power, inverse, rest] = Array.from({ length: 6 }, () => this.f.local(V128)) as Six;
      this.push(
        quotient.set(mul(pair(Math.LOG2E), x.get)),
        shifted.set(add(quotient.get, shift)),
        k.set(sub(shifted.get, shift)),
        isUsual.set(
          v128.and(
            isUsual.get,
            v128.and(
              f64x2.lt(f64x2.abs(x.get), pair(708)),
              f64x2.lt(f64x2.abs(sub(quotient.get, k.get)), pair(NEARLY_HALF)),
            ),
          ),
        ),
        high.set(sub(x.get, mul(k.get, pair(LN2_HIGH)))),
        low.set(mul(k.get, pair(LN2_LOW))),
        r.set(sub(high.get, low.get)),
        c.set(sub(sub(high.get, r.get), low.get)),
        half.set(mul(pair(0.5), r.get)),
        square.set(mul(r.get, half.get)),
        r1.set(add(pair(1), mul(square.get, polynomial(square.get, pair, add, mul, EXPM1_COEFFICIENTS)))),
        t.set(sub(pair(3), mul(r1.get, half.get))),
        e.set(mul(square.get, div(sub(r1.get, t.get), sub(pair(6), mul(r.get, t.get))))),
        later.set(sub(sub(mul(r.get, sub(e.get, c.get)), c.get), square.get)),
        // 2^k and 2^−k
        power.set(i64x2.shl(shifted.get, 52)),
        inverse.set(i64x2.sub(this.bits(2046n << 52n), power.get)),
        rest.set(sub(later.get, r.get)),
      );
      const at0 = sub(r.get, sub(mul(r.get, e.get), square.get));
      const below0 = sub(mul(pair(0.5), sub(r.get, later.get)), pair(0.5));
      const above0 = v128.select(
        mul(pair(-2), sub(later.get, add(r.get, pair(0.5)))),
        add(pair(1), mul(pair(2), sub(r.get, later.get))),
        f64x2.lt(r.get, pair(-0.25)),
      );
      const far = sub(mul(sub(pair(1), rest.get), power.get), pair(1));
      const near = v128.select(
        sub(sub(pair(1), inverse.get), rest.get),
        add(sub(r.get, add(later.get, inverse.get)), pair(1)),
        f64x2.lt(k.get, pair(20)),
      );
      const isFar = v128.or(f64x2.le(k.get, pair(-2)), f64x2.gt(k.get, pair(56)));
      let value = v128.select(far, mul(near, power.get), isFar);
      value = v128.select(above0, value, f64x2.eq(k.get, pair(1)));
      value = v128.select(below0, value, f64x2.eq(k.get, pair(-1)));
      return v128.select(at0, value, f64x2.eq(k.get, pair(0)));
    });
    const repaired = this.collect(() => {
      const called = this.calls('expm1', 2 * pairs.length, pairs);
      for (const [index, result] of results.entries()) this.push(result.set((called[index] as Local).get));
    });
    this.push(when(i32.isZero(i64x2.allTrue(isUsual.get)), repaired));
    return results;
  }

  tanh(pairs: Pairs): Pairs {
    const pair = this.constant;
    // No more than 22, where the value is 1: expm1 has no rare argument up to there. NaN becomes 22, too.
    const sizes = this.each(pairs, (x) => f64x2.smallerOf(pair(22), f64x2.abs(x.get)));
    const isLarge = this.each(sizes, (size) => f64x2.ge(size.get, pair(1)));
    const powers = this.expm1(
      this.each(sizes, (size, index) => mul(v128.select(pair(2), pair(-2), (isLarge[index] as Local).get), size.get)),
    );
    return this.each(pairs, (x, index) => {
      const [t, large, size] = [powers[index], isLarge[index], sizes[index]] as [Local, Local, Local];
      // 1 − 2 / (t + 2), or −t / (t + 2)
      const share = this.keep(div(v128.select(pair(2), f64x2.neg(t.get), large.get), add(t.get, pair(2))));
      let value = v128.select(sub(pair(1), share.get), share.get, large.get);
      value = v128.select(pair(1), value, f64x2.ge(size.get, pair(22)));
      value = v128.or(value, v128.and(x.get, this.bits(1n << 63n)));
      // Not true for NaN, which is kept.
      return v128.select(value, x.get, f64x2.ge(f64x2.abs(x.get), pair(2 ** -28)));
    });
  }

  sigmoid(pairs: Pairs): Pairs {
    const pair = this.constant;
    return this.each(this.#exp(pairs, true), (power) => div(pair(1), add(pair(1), power.get)));
  }

  /** A function of each cell. */
  map(name: ElementwiseName, pairs: Pairs): Pairs {
    const pair = this.constant;
    const zero = pair(0);
    const each = (value: (x: Local, index: number) => Code): Pairs => this.each(pairs, value);
    switch (name) {
      case 'sigmoid':
        return this.sigmoid(pairs);
      case 'slope':
        return each((l) => mul(l.get, sub(pair(1), l.get)));
      case 'tanh':
        return this.tanh(pairs);
      case 'log':
        return each((x) => log(this, x));
      case 'gelu':
        return this.pairCalls('geluPair', pairs);
      case 'gelu_slope':
        return this.pairCalls('geluSlopePair', pairs);
      case 'cos':
        return each((x) => sineOrCosine(this, 'cos', x));
      case 'tanh_slope':
        return each((l) => sub(pair(1), mul(l.get, l.get)));
      case 'relu':
        // x ≠ x for NaN, which stays.
        return each((z) => v128.and(z.get, v128.or(f64x2.gt(z.get, zero), f64x2.ne(z.get, z.get))));
      case 'relu_slope':
        return each((l) => v128.and(pair(1), f64x2.gt(l.get, zero)));
      case 'leaky_relu':
        return each((z) => v128.select(z.get, mul(pair(LEAK), z.get), f64x2.gt(z.get, zero)));
      case 'leaky_relu_slope':
        return each((l) => v128.select(pair(1), pair(LEAK), f64x2.gt(l.get, zero)));
      case 'elu': {
        const below = this.expm1(pairs);
        return each((z, index) => v128.select(z.get, (below[index] as Local).get, f64x2.gt(z.get, zero)));
      }
      case 'elu_slope':
        return each((l) => v128.select(pair(1), add(l.get, pair(1)), f64x2.gt(l.get, zero)));
      case 'softplus': {
        const powers = this.exp(each((z) => f64x2.neg(f64x2.abs(z.get))));
        const logs = this.each(powers, (power) => log1p(this, power));
        return each((z, index) => add(f64x2.max(z.get, zero), (logs[index] as Local).get));
      }
      case 'softplus_slope': {
        const negative = this.expm1(each((l) => f64x2.neg(l.get)));
        return this.each(negative, (x) => f64x2.neg(x.get));
      }
      case 'swish': {
        const s = this.sigmoid(pairs);
        return each((z, index) => mul(z.get, (s[index] as Local).get));
      }
      case 'swish_slope': {
        const s = this.sigmoid(pairs);
        return each((z, index) => {
          const own = (s[index] as Local).get;
          return mul(own, add(pair(1), mul(z.get, sub(pair(1), own))));
        });
      }
      case 'abs':
        return each((x) => f64x2.abs(x.get));
      case 'sign':
        // ±0 and NaN are their own signs.
        return each((x) => {
          const sign = v128.or(v128.and(x.get, this.bits(1n << 63n)), pair(1));
          return v128.select(sign, x.get, f64x2.gt(f64x2.abs(x.get), zero));
        });
      case 'floor':
        return each((x) => f64x2.floor(x.get));
      case 'sqrt':
        return each((x) => f64x2.sqrt(x.get));
      case 'exp':
        return this.exp(pairs);
    }
  }
}
