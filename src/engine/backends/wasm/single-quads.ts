import type { ElementwiseName } from '../../../language/functions.ts';
import { LEAK } from '../../../language/functions.ts';
import type { CellOperator } from '../../lower.ts';
import { type Code, f32x4, type Local, v128 } from './emitter.ts';
import { log1p } from './pair-functions.ts';
import type { CalledName, PairWriter } from './vectors.ts';

/*
 * Functions of four 32-bit floats. Each lane has the bits of `language/single-functions.ts`: each operation is rounded, and elementary functions
 * are those for 64 bits, rounded once.
 */

/** Fours of floats in local variables. */
export type Quads = readonly Local[];

const { add, sub, mul, div } = f32x4;

const scratch = new DataView(new ArrayBuffer(4));

/** The same 32-bit float in all lanes. */
export function single(writer: PairWriter, value: number): Code {
  scratch.setFloat32(0, value);
  const bits = BigInt(scratch.getUint32(0));
  return writer.bits((bits << 32n) | bits);
}

const each = (writer: PairWriter, quads: Quads, value: (x: Code, index: number) => Code): Quads =>
  quads.map(({ get }, index) => writer.keep(value(get, index)));

/** The lanes as pairs of doubles, two for each four. */
function widened(writer: PairWriter, quads: Quads): readonly Local[] {
  return quads.flatMap(({ get }) => [
    writer.keep(f32x4.toDoubles(get)),
    writer.keep(f32x4.toDoubles(v128.shuffle(get, get, 1, 1))),
  ]);
}

/** Pairs of doubles, rounded, as fours. */
function rounded(writer: PairWriter, pairs: readonly Local[]): Quads {
  return Array.from({ length: pairs.length / 2 }, (_, index) => {
    const [low, high] = [pairs[2 * index] as Local, pairs[2 * index + 1] as Local];
    return writer.keep(v128.shuffle(f32x4.fromDoubles(low.get), f32x4.fromDoubles(high.get), 0, 2));
  });
}

/** An elementary function, computed with 64 bits. */
function wide(writer: PairWriter, name: ElementwiseName, quads: Quads): Quads {
  return rounded(writer, writer.map(name, widened(writer, quads)));
}

function called(writer: PairWriter, name: CalledName, ...operands: readonly Quads[]): Quads {
  const cells = 4 * (operands[0]?.length ?? 0);
  return rounded(writer, writer.calls(name, cells, ...operands.map((quads) => widened(writer, quads))));
}

function expm1(writer: PairWriter, quads: Quads): Quads {
  return rounded(writer, writer.expm1(widened(writer, quads)));
}

function sigmoid(writer: PairWriter, quads: Quads): Quads {
  const one = single(writer, 1);
  const powers = wide(
    writer,
    'exp',
    each(writer, quads, (z) => f32x4.neg(z)),
  );
  return each(writer, powers, (power) => div(one, add(one, power)));
}

/** A function of each cell. */
export function mapQuads(writer: PairWriter, name: ElementwiseName, quads: Quads): Quads {
  const number = (value: number): Code => single(writer, value);
  const own = (value: (x: Code, index: number) => Code): Quads => each(writer, quads, value);
  const isAbove = (x: Code): Code => f32x4.gt(x, number(0));
  switch (name) {
    case 'sigmoid':
      return sigmoid(writer, quads);
    case 'slope':
      return own((l) => mul(l, sub(number(1), l)));
    case 'tanh_slope':
      return own((l) => sub(number(1), mul(l, l)));
    case 'relu':
      // x ≠ x for NaN, which stays.
      return own((z) => v128.and(z, v128.or(isAbove(z), f32x4.ne(z, z))));
    case 'relu_slope':
      return own((l) => v128.and(number(1), isAbove(l)));
    case 'leaky_relu':
      return own((z) => v128.select(z, mul(number(LEAK), z), isAbove(z)));
    case 'leaky_relu_slope':
      return own((l) => v128.select(number(1), number(LEAK), isAbove(l)));
    case 'elu': {
      const below = expm1(writer, quads);
      return own((z, index) => v128.select(z, (below[index] as Local).get, isAbove(z)));
    }
    case 'elu_slope':
      return own((l) => v128.select(number(1), add(l, number(1)), isAbove(l)));
    case 'softplus': {
      const powers = wide(
        writer,
        'exp',
        own((z) => f32x4.neg(f32x4.abs(z))),
      );
      const logs = rounded(
        writer,
        writer.each(widened(writer, powers), (power) => log1p(writer, power)),
      );
      return own((z, index) => add(f32x4.max(z, number(0)), (logs[index] as Local).get));
    }
    case 'softplus_slope': {
      const less = expm1(
        writer,
        own((l) => f32x4.neg(l)),
      );
      return each(writer, less, (x) => f32x4.neg(x));
    }
    case 'swish': {
      const s = sigmoid(writer, quads);
      return own((z, index) => mul(z, (s[index] as Local).get));
    }
    case 'swish_slope': {
      const s = sigmoid(writer, quads);
      return own((z, index) => {
        const share = (s[index] as Local).get;
        return mul(share, add(number(1), mul(z, sub(number(1), share))));
      });
    }
    case 'abs':
      return own((x) => f32x4.abs(x));
    case 'sign':
      // ±0 and NaN are their own signs.
      return own((x) => {
        const sign = v128.or(v128.and(x, writer.bits(0x8000000080000000n)), number(1));
        return v128.select(sign, x, isAbove(f32x4.abs(x)));
      });
    case 'floor':
      return own((x) => f32x4.floor(x));
    case 'sqrt':
      return own((x) => f32x4.sqrt(x));
    case 'tanh':
    case 'log':
    case 'cos':
    case 'exp':
    case 'gelu':
    case 'gelu_slope':
      return wide(writer, name, quads);
  }
}

const simple = { '+': add, '-': sub, '*': mul, '/': div };

/** Operators whose result is no 32-bit float are not here: comparisons. */
export type SingleOperator = '+' | '-' | '*' | '/' | '**' | '%';

export function isSingleOperator(operator: CellOperator): operator is SingleOperator {
  return operator in simple || operator === '**' || operator === '%';
}

/** @param exponent the known number on the right of a power */
export function combineQuads(
  writer: PairWriter,
  operator: SingleOperator,
  exponent: number | undefined,
  x: Quads,
  y: Quads,
): Quads {
  if (operator === '%') return called(writer, 'remainder', x, y);
  if (operator !== '**') return each(writer, x, (own, index) => simple[operator](own, (y[index] as Local).get));
  if (exponent === 2) return each(writer, x, (own) => mul(own, own));
  return rounded(writer, writer.pairCalls('powPair', widened(writer, x), widened(writer, y)));
}

/** Limits each cell. @param low, high 32-bit floats */
export function clipQuads(writer: PairWriter, low: number, high: number, quads: Quads): Quads {
  const [least, most] = [single(writer, low), single(writer, high)];
  return each(writer, quads, (x) => v128.select(least, v128.select(most, x, f32x4.gt(x, most)), f32x4.lt(x, least)));
}

export function negateQuads(writer: PairWriter, quads: Quads): Quads {
  return each(writer, quads, (x) => f32x4.neg(x));
}
