/*
 * Built-in functions of numbers: sum, abs, round, pow, divmod, hash.
 */
import { hashKey } from '../machine/collections.ts';
import { native } from '../machine/natives.ts';
import {
  Float,
  HeapObject,
  type Host,
  int,
  NativeFunction,
  NOT_IMPLEMENTED,
  RaisedError,
  Tuple,
  type TypeObject,
  typeOf,
  type Value,
} from '../machine/values.ts';
import { builtin } from './builtin.ts';
import { floatDivmod, intDivmod } from './numbers.ts';
import { behaviourOf, indexOf, iterate, numberOf, typeError, valueError, wholeOf } from './protocols.ts';
import { RangeObject } from './ranges.ts';
import { roundDigits, roundHalfEven, truncated } from './rounding.ts';

/** `left operator right` for types that are written in TypeScript. */
export function add(left: Value, right: Value, host: Host): Value {
  const isRightFirst = right instanceof HeapObject && !(left instanceof HeapObject) && typeof left !== 'string';
  for (const side of isRightFirst ? [right, left] : [left, right]) {
    const result = behaviourOf(side, 'binary')?.('+', left, right, host);
    if (result !== undefined && typeof result !== 'symbol') return result;
  }
  throw typeError(`unsupported operand type(s) for +: '${typeOf(left).name}' and '${typeOf(right).name}'`);
}

export const sum = native('sum', 'iterable, /, start=', ([iterable, start], host) => {
  if (typeof start === 'string') throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  let total: Value = start ?? 0;
  if (iterable instanceof RangeObject && typeof total === 'number' && iterable.length > 0) {
    // (first + last) · count / 2, exact where the sum is.
    const first = iterable.at(0);
    const twice = BigInt(first + iterable.at(iterable.length - 1)) * BigInt(iterable.length);
    return int(Number(BigInt(total) + twice / 2n));
  }
  const iterator = iterate(iterable!, host);
  for (let item = iterator.next(host); item !== undefined; item = iterator.next(host)) {
    if (typeof total === 'number' && typeof item === 'number') total = int(total + item);
    else if (total instanceof Float && item instanceof Float) total = new Float(total.value + item.value);
    else total = add(total, item, host);
  }
  return total;
});

export function absolute(value: Value, host: Host): Value {
  const whole = wholeOf(value);
  if (whole !== undefined) return Math.abs(whole);
  if (value instanceof Float) return new Float(Math.abs(value.value));
  const method = attributeOf(value, '__abs__');
  if (method instanceof NativeFunction) return method.call([value], new Map(), host);
  throw typeError(`bad operand type for abs(): '${typeOf(value).name}'`);
}

/** An attribute of the type of a value, or of a base. */
export function attributeOf(value: Value, name: string): Value | undefined {
  for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
    const found = t.attributes.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const round = native('round', 'number, ndigits=', ([number, digits], host) => {
  const value = number!;
  const places = digits === undefined || digits === null ? undefined : indexOf(digits, host);
  if (value instanceof Float) {
    if (host.version === 2) return new Float(roundHalfAway(value.value, places ?? 0));
    if (places === undefined) {
      if (!Number.isFinite(value.value)) return truncated(value.value);
      return int(roundHalfEven(value.value));
    }
    return new Float(roundDigits(value.value, places));
  }
  const whole = wholeOf(value);
  if (whole !== undefined) {
    if (host.version === 2) return new Float(roundHalfAway(whole, places ?? 0));
    return places === undefined || places >= 0 ? whole : int(roundDigits(whole, places));
  }
  const method = attributeOf(value, '__round__');
  if (method instanceof NativeFunction)
    return method.call(digits === undefined ? [value] : [value, digits], new Map(), host);
  throw typeError(`type ${typeOf(value).name} doesn't define __round__ method`);
});

/** Python 2's `round`: a half away from zero. */
function roundHalfAway(x: number, digits: number): number {
  if (digits !== 0) return roundDigits(x, digits);
  return Math.sign(x) * Math.floor(Math.abs(x) + 0.5);
}

export function radixText(name: string, radix: number, prefix: string): NativeFunction {
  return builtin(name, 1, 1, ([value], host) => {
    const whole = indexOf(value!, host);
    const mark = name === 'oct' && host.version === 2 ? '0' : prefix;
    return `${whole < 0 ? '-' : ''}${mark}${Math.abs(whole).toString(radix)}`;
  });
}

export const pow = native('pow', 'base, exp, mod=', ([base, exponent, modulus], host) => {
  if (modulus === undefined || modulus === null) {
    for (const side of [base!, exponent!]) {
      const result = behaviourOf(side, 'binary')?.('**', base!, exponent!, host);
      if (result !== undefined && typeof result !== 'symbol') return result;
    }
    throw typeError(
      `unsupported operand type(s) for ** or pow(): '${typeOf(base!).name}' and '${typeOf(exponent!).name}'`,
    );
  }
  const [b, e, m] = [base!, exponent!, modulus].map(wholeOf);
  if (b === undefined || e === undefined || m === undefined) {
    throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
  }
  if (m === 0) throw valueError('pow() 3rd argument cannot be 0');
  if (e < 0) throw valueError('pow() with a negative exponent and a modulus is not supported here');
  let result = 1n;
  let factor = BigInt(b) % BigInt(m);
  for (let rest = BigInt(e); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % BigInt(m);
    factor = (factor * factor) % BigInt(m);
  }
  return intDivmod(Number(result % BigInt(m)), m)[1];
});

export const divmod = builtin('divmod', 2, 2, ([left, right], host) => {
  const [one, other] = [numberOf(left!), numberOf(right!)];
  if (one === undefined || other === undefined) {
    // Arrays and their numbers.
    for (const side of [left!, right!]) {
      const operate = side instanceof HeapObject ? behaviourOf(side, 'binary') : undefined;
      const quotient = operate?.('//', left!, right!, host) ?? NOT_IMPLEMENTED;
      const rest = operate?.('%', left!, right!, host) ?? NOT_IMPLEMENTED;
      if (quotient !== NOT_IMPLEMENTED && rest !== NOT_IMPLEMENTED) return new Tuple([quotient, rest]);
    }
    throw typeError(`unsupported operand type(s) for divmod(): '${typeOf(left!).name}' and '${typeOf(right!).name}'`);
  }
  if (left instanceof Float || right instanceof Float) {
    if (other === 0) throw new RaisedError('ZeroDivisionError', 'float divmod()');
    return new Tuple(floatDivmod(one, other).map((part) => new Float(part)));
  }
  if (other === 0) throw new RaisedError('ZeroDivisionError', 'integer division or modulo by zero');
  return new Tuple(intDivmod(one, other));
});

/** 2⁶¹ − 1: Python computes hashes of numbers modulo it. */
const MODULUS = (1n << 61n) - 1n;

export function hash(value: Value): number {
  const whole = wholeOf(value) ?? (value instanceof Float && Number.isInteger(value.value) ? value.value : undefined);
  if (whole !== undefined) {
    const own = Number(BigInt(Math.abs(whole)) % MODULUS);
    if (!Number.isSafeInteger(own)) return int(own);
    return whole === -1 ? -2 : whole < 0 ? -own : own;
  }
  const key = hashKey(value);
  if (key instanceof HeapObject) return 0x7f00;
  // FNV-1a, in place of Python's hash of texts, which differs from run to run.
  let result = 0x811c9dc5;
  for (const character of String(value instanceof Float ? value.value : key)) {
    result = Math.imul(result ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return result;
}
