/*
 * The types int, bool and float: arithmetic, comparison, text, conversion. One long file, since most operators take any two of the three.
 */
import { pow } from '../../language/elementary.ts';
import { floatRepr, python2Float } from '../machine/float-text.ts';
import { native } from '../machine/natives.ts';
import {
  type Behaviour,
  boolType,
  Float,
  floatType,
  type Host,
  int,
  intType,
  NOT_IMPLEMENTED,
  type NotImplemented,
  noneType,
  RaisedError,
  Tuple,
  typeOf,
  type Value,
} from '../machine/values.ts';
import type { BinaryOperator, ComparisonOperator } from '../syntax/tree.ts';
import { builtin, methods } from './builtin.ts';
import { formatFloat, formatInt } from './format-spec.ts';
import { parseFloatText, parseInteger } from './number-parsing.ts';
import { behaviourOf, maybeIndex, numberOf, truth, typeError, valueError, wholeOf } from './protocols.ts';
import { truncated } from './rounding.ts';

function zeroDivision(message: string): RaisedError {
  return new RaisedError('ZeroDivisionError', message);
}

/** The quotient rounded down, and the remainder with the sign of the divisor. */
export function intDivmod(left: number, right: number): [number, number] {
  let remainder = left % right;
  if (remainder !== 0 && remainder < 0 !== right < 0) remainder += right;
  return [Math.round((left - remainder) / right) + 0, remainder + 0];
}

export function floatDivmod(left: number, right: number): [number, number] {
  let remainder = left % right;
  let quotient = (left - remainder) / right;
  if (remainder !== 0) {
    if (right < 0 !== remainder < 0) {
      remainder += right;
      quotient -= 1;
    }
  } else remainder = right < 0 ? -0 : 0;
  if (quotient === 0) return [left / right < 0 || Object.is(left / right, -0) ? -0 : 0, remainder];
  const floor = Math.floor(quotient);
  return [quotient - floor > 0.5 ? floor + 1 : floor, remainder];
}

/** `left ** right` of ints. */
function intPower(left: number, right: number): Value {
  if (right < 0) {
    if (left === 0) throw zeroDivision('0.0 cannot be raised to a negative power');
    return floatPower(left, right);
  }
  if (left === 0 || left === 1 || right === 0) return right === 0 ? 1 : left;
  if (left === -1) return right % 2 === 0 ? 1 : -1;
  let result = 1;
  for (let i = 0; i < right; i++) {
    result *= left;
    if (!Number.isSafeInteger(result)) return int(result);
  }
  return result;
}

function floatPower(left: number, right: number): Float {
  if (left === 0 && right < 0) throw zeroDivision('0.0 cannot be raised to a negative power');
  if (left < 0 && Number.isFinite(left) && Number.isFinite(right) && !Number.isInteger(right)) {
    throw valueError('complex numbers are not supported here', 'A negative number has no real root of this kind.');
  }
  if (left === 1) return new Float(1);
  if (left === -1 && !Number.isFinite(right) && !Number.isNaN(right)) return new Float(1);
  const result = pow(left, right);
  if (!Number.isFinite(result) && Number.isFinite(left) && Number.isFinite(right)) {
    throw new RaisedError('OverflowError', "(34, 'Numerical result out of range')");
  }
  return new Float(result);
}

const BITS: Readonly<Partial<Record<BinaryOperator, (left: bigint, right: bigint) => bigint>>> = {
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
};

function intBinary(operator: BinaryOperator, left: number, right: number, host: Host): Value | NotImplemented {
  switch (operator) {
    case '+':
      return int(left + right);
    case '-':
      return int(left - right);
    case '*':
      return int(left * right);
    case '/':
      if (host.version === 2) {
        if (right === 0) throw zeroDivision('integer division or modulo by zero');
        return intDivmod(left, right)[0];
      }
      if (right === 0) throw zeroDivision('division by zero');
      return new Float(left / right);
    case '//':
      if (right === 0) throw zeroDivision('integer division or modulo by zero');
      return intDivmod(left, right)[0];
    case '%':
      if (right === 0) {
        throw zeroDivision(host.version === 2 ? 'integer division or modulo by zero' : 'integer modulo by zero');
      }
      return intDivmod(left, right)[1];
    case '**':
      return intPower(left, right);
    case '<<':
      if (right < 0) throw valueError('negative shift count');
      return int(left === 0 ? 0 : left * 2 ** Math.min(right, 1000));
    case '>>':
      if (right < 0) throw valueError('negative shift count');
      return Math.floor(left / 2 ** Math.min(right, 1000)) + 0;
    case '&':
    case '|':
    case '^':
      return Number(BITS[operator]!(BigInt(left), BigInt(right)));
    case '@':
      return NOT_IMPLEMENTED;
    default:
      return operator satisfies never;
  }
}

function floatBinary(operator: BinaryOperator, left: number, right: number, host: Host): Value | NotImplemented {
  switch (operator) {
    case '+':
      return new Float(left + right);
    case '-':
      return new Float(left - right);
    case '*':
      return new Float(left * right);
    case '/':
      if (right === 0) throw zeroDivision('float division by zero');
      return new Float(left / right);
    case '//':
      if (right === 0) throw zeroDivision(host.version === 2 ? 'float divmod()' : 'float floor division by zero');
      return new Float(floatDivmod(left, right)[0]);
    case '%':
      if (right === 0) throw zeroDivision('float modulo');
      return new Float(floatDivmod(left, right)[1]);
    case '**':
      return floatPower(left, right);
    case '@':
    case '<<':
    case '>>':
    case '&':
    case '|':
    case '^':
      return NOT_IMPLEMENTED;
    default:
      return operator satisfies never;
  }
}

function binary(operator: BinaryOperator, left: Value, right: Value, host: Host): Value | NotImplemented {
  if (left instanceof Float || right instanceof Float) {
    const [one, other] = [numberOf(left), numberOf(right)];
    if (one === undefined || other === undefined) return NOT_IMPLEMENTED;
    return floatBinary(operator, one, other, host);
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    if (operator === '&') return left && right;
    if (operator === '|') return left || right;
    if (operator === '^') return left !== right;
  }
  const [one, other] = [wholeOf(left), wholeOf(right)];
  if (one === undefined || other === undefined) return NOT_IMPLEMENTED;
  return intBinary(operator, one, other, host);
}

function compare(operator: ComparisonOperator, left: Value, right: Value): Value | NotImplemented {
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one === undefined || other === undefined) return NOT_IMPLEMENTED;
  return ordered(operator, one, other);
}

export function ordered(operator: ComparisonOperator, one: number, other: number): boolean | NotImplemented {
  switch (operator) {
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
    case '==':
      return one === other;
    case '!=':
      return one !== other;
    case 'in':
    case 'not in':
    case 'is':
    case 'is not':
      return NOT_IMPLEMENTED;
    default:
      return operator satisfies never;
  }
}

const whole: Behaviour = {
  binary,
  compare,
  unary(operator, self) {
    const value = wholeOf(self)!;
    if (operator === '-') return value === 0 ? 0 : -value;
    return operator === '+' ? value : -value - 1;
  },
  truth: (self) => wholeOf(self) !== 0,
  asFloat: (self) => wholeOf(self)!,
  asInt: (self) => wholeOf(self)!,
  asIndex: (self) => wholeOf(self)!,
  hashKey: (self) => wholeOf(self)!,
  repr: (self) => String(self),
  format: (self, spec) => formatInt(wholeOf(self)!, spec),
};
intType.behaviour = whole;
boolType.behaviour = {
  ...whole,
  repr: (self) => (self === true ? 'True' : 'False'),
  format: (self, spec) => (spec === '' ? (self === true ? 'True' : 'False') : formatInt(Number(self), spec)),
};

floatType.behaviour = {
  binary,
  compare,
  unary(operator, self) {
    const { value } = self as Float;
    if (operator === '~') throw typeError("bad operand type for unary ~: 'float'");
    return operator === '-' ? new Float(-value) : self;
  },
  truth: (self) => (self as Float).value !== 0,
  asFloat: (self) => (self as Float).value,
  asInt: (self) => truncated((self as Float).value),
  hashKey: (self) => (self as Float).value,
  repr: (self) => floatRepr((self as Float).value),
  str: (self, host) => floatText((self as Float).value, host),
  format: (self, spec, host) => formatFloat((self as Float).value, spec, (x) => floatText(x, host)),
};

noneType.behaviour = { repr: () => 'None', truth: () => false, hashKey: () => '\0None' };

function floatText(x: number, host: Host): string {
  return host.version === 2 ? python2Float(x) : floatRepr(x);
}

/** A text as messages show it. */
function shown(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

intType.construct = native('int', 'x=, /, base=', ([x, base], host) => {
  if (x === undefined) {
    if (base !== undefined) throw typeError('int() missing string argument');
    return 0;
  }
  if (typeof x === 'string') {
    const radix = base === undefined ? 10 : maybeIndex(base, host);
    if (radix === undefined) throw typeError(`'${typeOf(base!).name}' object cannot be interpreted as an integer`);
    if (radix !== 0 && (radix < 2 || radix > 36)) throw valueError('int() base must be >= 2 and <= 36, or 0');
    return parseInteger(x, radix, shown(x));
  }
  if (base !== undefined) throw typeError("int() can't convert non-string with explicit base");
  if (x instanceof Float) return truncated(x.value);
  const convert = behaviourOf(x, 'asInt') ?? behaviourOf(x, 'asIndex');
  if (convert === undefined) {
    throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeOf(x).name}'`);
  }
  return convert(x, host);
}).call;

floatType.construct = native('float', 'x=, /', ([x], host) => {
  if (x === undefined) return new Float(0);
  if (x instanceof Float) return x;
  if (typeof x === 'string') {
    const value = parseFloatText(x);
    if (value === undefined) throw valueError(`could not convert string to float: ${shown(x)}`);
    return new Float(value);
  }
  const convert = behaviourOf(x, 'asFloat') ?? behaviourOf(x, 'asIndex');
  if (convert === undefined) {
    throw typeError(`float() argument must be a string or a real number, not '${typeOf(x).name}'`);
  }
  return new Float(convert(x, host));
}).call;

boolType.construct = builtin('bool', 0, 1, ([x], host) => x !== undefined && truth(x, host)).call;

methods(intType, {
  bit_length: [
    0,
    0,
    ([self]) => {
      const size = Math.abs(wholeOf(self!)!);
      return size === 0 ? 0 : size.toString(2).length;
    },
  ],
  conjugate: [0, 0, ([self]) => wholeOf(self!)!],
});
for (const name of ['real', 'numerator']) intType.getters.set(name, (self: Value) => wholeOf(self)!);
intType.getters.set('imag', () => 0);
intType.getters.set('denominator', () => 1);
floatType.getters.set('real', (self: Float) => self);
floatType.getters.set('imag', () => new Float(0));
methods(floatType, {
  is_integer: [0, 0, ([self]) => Number.isInteger((self as Float).value)],
  conjugate: [0, 0, ([self]) => self!],
  hex: [
    0,
    0,
    () => {
      throw new RaisedError('NotImplementedError', 'float.hex is not supported here');
    },
  ],
  as_integer_ratio: [0, 0, ([self]) => ratio((self as Float).value)],
});

function ratio(x: number): Tuple {
  if (!Number.isFinite(x)) {
    throw Number.isNaN(x)
      ? valueError('cannot convert NaN to integer ratio')
      : new RaisedError('OverflowError', 'cannot convert Infinity to integer ratio');
  }
  let numerator = x;
  let denominator = 1;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2;
  }
  return new Tuple([int(numerator), int(denominator)]);
}
