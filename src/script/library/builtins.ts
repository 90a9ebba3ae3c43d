/*
 * Built-in functions and types by name: one table, with the functions that it lists. Functions that call functions of the script, or look
 * at frames, are the machine's.
 */
import { dictType, hashKey, setType } from '../machine/collections.ts';
import { native } from '../machine/natives.ts';
import { reprOf, textOf } from '../machine/text.ts';
import {
  type Behaviour,
  boolType,
  ELLIPSIS,
  Float,
  floatType,
  HeapObject,
  type Host,
  int,
  intType,
  List,
  listType,
  NativeFunction,
  objectType,
  RaisedError,
  Slice,
  sliceType,
  strType,
  Tuple,
  type TypeObject,
  tupleType,
  typeOf,
  typeType,
  type Value,
} from '../machine/values.ts';
import { builtin } from './builtin.ts';
import { bytesType } from './bytes.ts';
import { openFile } from './files.ts';
import { enumerateType, reversedType, zipType } from './iterators.ts';
import { sortItems } from './lists.ts';
import { floatDivmod, intDivmod, roundDigits, roundHalfEven, truncated } from './numbers.ts';
import {
  behaviourOf,
  compareValues,
  indexOf,
  itemsOf,
  iterate,
  lengthOf,
  less,
  numberOf,
  truth,
  typeError,
  valueError,
  wholeOf,
} from './protocols.ts';
import { RangeObject, rangeList, rangeType } from './ranges.ts';
import { frozensetType } from './sets.ts';
import { formatAny } from './str-format.ts';
import { textLength } from './strings.ts';
import { asciiOf } from './text-repr.ts';

/** `left operator right` for types that are written in TypeScript. */
export function add(left: Value, right: Value, host: Host): Value {
  const isRightFirst = right instanceof HeapObject && !(left instanceof HeapObject) && typeof left !== 'string';
  for (const side of isRightFirst ? [right, left] : [left, right]) {
    const result = behaviourOf(side, 'binary')?.('+', left, right, host);
    if (result !== undefined && typeof result !== 'symbol') return result;
  }
  throw typeError(`unsupported operand type(s) for +: '${typeOf(left).name}' and '${typeOf(right).name}'`);
}

const sum = native('sum', 'iterable, /, start=', ([iterable, start], host) => {
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

function extreme(name: 'min' | 'max', operator: '<' | '>'): NativeFunction {
  return native(name, '*args, key=, default=', ([key, otherwise], host, args) => {
    if (key !== undefined && key !== null) throw typeError(`'${typeOf(key).name}' object is not callable`);
    if (args.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
    if (args.length > 1 && otherwise !== undefined) {
      throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    const [only] = args;
    if (args.length === 1 && only instanceof RangeObject && only.length > 0) {
      return only.at((name === 'min') === only.step > 0 ? 0 : only.length - 1);
    }
    const items = args.length === 1 ? itemsOf(only!, host) : args;
    let best = items[0];
    if (best === undefined) {
      if (otherwise !== undefined) return otherwise;
      throw valueError(`${name}() arg is an empty sequence`);
    }
    for (let i = 1; i < items.length; i++) if (less(items[i]!, best, host, operator)) best = items[i]!;
    return best;
  });
}

function absolute(value: Value, host: Host): Value {
  const whole = wholeOf(value);
  if (whole !== undefined) return Math.abs(whole);
  if (value instanceof Float) return new Float(Math.abs(value.value));
  const method = attributeOf(value, '__abs__');
  if (method instanceof NativeFunction) return method.call([value], new Map(), host);
  throw typeError(`bad operand type for abs(): '${typeOf(value).name}'`);
}

/** An attribute of the type of a value, or of a base. */
function attributeOf(value: Value, name: string): Value | undefined {
  for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
    const found = t.attributes.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const round = native('round', 'number, ndigits=', ([number, digits], host) => {
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

const printWith = native('print', '*values, sep=, end=, file=, flush=', ([sep, end, file], host, values) => {
  const text = (value: Value | undefined, standard: string, name: string): string => {
    if (value === undefined || value === null) return standard;
    if (typeof value !== 'string') throw typeError(`${name} must be None or a string, not ${typeOf(value).name}`);
    return value;
  };
  const between = text(sep, ' ', 'sep');
  const last = text(end, '\n', 'end');
  const line = values.map((value) => textOf(value, host)).join(between) + last;
  if (file === undefined || file === null) host.print(line);
  else {
    const write = attributeOf(file, 'write');
    if (!(write instanceof NativeFunction)) {
      throw new RaisedError('AttributeError', `'${typeOf(file).name}' object has no attribute 'write'`);
    }
    write.call([file, line], new Map(), host);
  }
  return null;
});

const PRINT_OPTIONS = ['sep', 'end', 'file', 'flush'];
const print = new NativeFunction('print', (args, keywords, host) => {
  if (keywords.size === 0) {
    host.print(`${args.map((value) => textOf(value, host)).join(' ')}\n`);
    return null;
  }
  for (const name of keywords.keys()) {
    if (!PRINT_OPTIONS.includes(name)) throw typeError(`'${name}' is an invalid keyword argument for print()`);
  }
  return printWith.call(args, keywords, host);
});

function radixText(name: string, radix: number, prefix: string): NativeFunction {
  return builtin(name, 1, 1, ([value], host) => {
    const whole = indexOf(value!, host);
    const mark = name === 'oct' && host.version === 2 ? '0' : prefix;
    return `${whole < 0 ? '-' : ''}${mark}${Math.abs(whole).toString(radix)}`;
  });
}

const pow = native('pow', 'base, exp, mod=', ([base, exponent, modulus], host) => {
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

const divmod = builtin('divmod', 2, 2, ([left, right]) => {
  const [one, other] = [numberOf(left!), numberOf(right!)];
  if (one === undefined || other === undefined) {
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

function hash(value: Value): number {
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

function compareAny(left: Value, right: Value, host: Host): number {
  for (const [operator, result] of [
    ['<', -1],
    ['==', 0],
  ] as const) {
    const compared = compareValues(operator, left, right, host);
    if (typeof compared !== 'symbol' && truth(compared, host)) return result;
  }
  return 1;
}

function refused(name: string, advice: string): NativeFunction {
  return new NativeFunction(name, () => {
    throw new RaisedError('RuntimeError', `${name}() is not supported here`, advice);
  });
}

const common: Readonly<Record<string, Value>> = {
  abs: builtin('abs', 1, 1, ([value], host) => absolute(value!, host)),
  all: builtin('all', 1, 1, ([items], host) => untilFound(items!, host, false)),
  any: builtin('any', 1, 1, ([items], host) => untilFound(items!, host, true)),
  ascii: builtin('ascii', 1, 1, ([value], host) => asciiOf(reprOf(value!, host))),
  bin: radixText('bin', 2, '0b'),
  bool: boolType,
  bytes: bytesType,
  chr: builtin('chr', 1, 1, ([value], host) => {
    const code = indexOf(value!, host);
    if (code < 0 || code > 0x10ffff) throw valueError('chr() arg not in range(0x110000)');
    return String.fromCodePoint(code);
  }),
  dict: dictType,
  divmod,
  enumerate: enumerateType,
  float: floatType,
  format: builtin('format', 1, 2, ([value, spec], host) => {
    if (spec !== undefined && typeof spec !== 'string') {
      throw typeError(`format() argument 2 must be str, not ${typeOf(spec).name}`);
    }
    return formatAny(value!, spec ?? '', host);
  }),
  frozenset: frozensetType,
  hash: builtin('hash', 1, 1, ([value]) => hash(value!)),
  hex: radixText('hex', 16, '0x'),
  int: intType,
  len: builtin('len', 1, 1, ([value], host) => lengthOf(value!, host)),
  list: listType,
  max: extreme('max', '>'),
  min: extreme('min', '<'),
  object: objectType,
  oct: radixText('oct', 8, '0o'),
  open: openFile,
  ord: builtin('ord', 1, 1, ([value]) => {
    if (typeof value !== 'string')
      throw typeError(`ord() expected string of length 1, but ${typeOf(value!).name} found`);
    if (textLength(value) !== 1) {
      throw typeError(`ord() expected a character, but string of length ${textLength(value)} found`);
    }
    return value.codePointAt(0)!;
  }),
  pow,
  print,
  range: rangeType,
  repr: builtin('repr', 1, 1, ([value], host) => reprOf(value!, host)),
  reversed: reversedType,
  round,
  set: setType,
  slice: sliceType,
  sorted: native('sorted', 'iterable, /, *, key=, reverse=', ([iterable, key, reverse], host) => {
    if (key !== undefined && key !== null) throw typeError(`'${typeOf(key).name}' object is not callable`);
    const items = itemsOf(iterable!, host);
    sortItems(items, reverse !== undefined && truth(reverse, host), host);
    return new List(items);
  }),
  str: strType,
  sum,
  tuple: tupleType,
  type: typeType,
  zip: zipType,
  memoryview: refused('memoryview', 'Use a list or an array.'),
  bytearray: refused('bytearray', 'Use a list or an array of numpy.'),
  complex: refused('complex', 'Keep the two parts as two floats.'),
  Ellipsis: ELLIPSIS,
};

function untilFound(items: Value, host: Host, wanted: boolean): boolean {
  const iterator = iterate(items, host);
  for (let item = iterator.next(host); item !== undefined; item = iterator.next(host)) {
    if (truth(item, host) === wanted) return wanted;
  }
  return !wanted;
}

typeType.construct = (args) => {
  if (args.length === 1) return typeOf(args[0]!);
  throw typeError(
    args.length === 3 ? 'type() with three arguments is not supported here' : 'type() takes 1 or 3 arguments',
  );
};
objectType.construct ??= () => new PlainObject();

class PlainObject extends HeapObject {
  get type(): TypeObject {
    return objectType;
  }
  override copy(copies: Map<HeapObject, HeapObject>): PlainObject {
    const copy = new PlainObject();
    copies.set(this, copy);
    return copy;
  }
}

sliceType.construct = builtin('slice', 1, 3, ([first, second, third]) =>
  second === undefined ? new Slice(null, first!, null) : new Slice(first!, second, third ?? null),
).call;
sliceType.behaviour = {
  repr: (self, _host, show) => {
    const { start, stop, step } = self as Slice;
    return `slice(${show(start)}, ${show(stop)}, ${show(step)})`;
  },
} satisfies Behaviour;
for (const field of ['start', 'stop', 'step'] as const) sliceType.getters.set(field, (self: Slice) => self[field]);

/** Names that only Python 2 has, or has with another meaning. */
const python2: Readonly<Record<string, Value>> = {
  range: rangeList,
  xrange: rangeType,
  unicode: strType,
  basestring: strType,
  long: intType,
  unichr: common['chr']!,
  file: openFile,
  cmp: builtin('cmp', 2, 2, ([left, right], host) => compareAny(left!, right!, host)),
  intern: builtin('intern', 1, 1, ([value]) => value!),
};

export function builtinValues(version: 2 | 3): ReadonlyMap<string, Value> {
  const values = new Map(Object.entries(common));
  if (version === 2) for (const [name, value] of Object.entries(python2)) values.set(name, value);
  return values;
}
