/*
 * Built-in functions and types by name: one table, with the functions that it lists. Functions that call functions of the script, or look
 * at frames, are the machine's.
 */
import { dictType, setType } from '../machine/collections.ts';
import { native } from '../machine/natives.ts';
import { reprOf, textOf } from '../machine/text.ts';
import {
  type Behaviour,
  boolType,
  ELLIPSIS,
  floatType,
  HeapObject,
  type Host,
  intType,
  List,
  listType,
  NativeFunction,
  objectType,
  RaisedError,
  Slice,
  sliceType,
  strType,
  type TypeObject,
  tupleType,
  typeOf,
  typeType,
  type Value,
} from '../machine/values.ts';
import { builtin } from './builtin.ts';
import { absolute, attributeOf, divmod, hash, pow, radixText, round, sum } from './builtin-numbers.ts';
import { bytesType } from './bytes.ts';
import { openFile } from './files.ts';
import { enumerateType, reversedType, zipType } from './iterators.ts';
import { sortItems } from './lists.ts';
import { compareValues, indexOf, itemsOf, iterate, lengthOf, less, truth, typeError, valueError } from './protocols.ts';
import { RangeObject, rangeList, rangeType } from './ranges.ts';
import { frozensetType } from './sets.ts';
import { formatAny } from './str-format.ts';
import { textLength } from './string-parts.ts';
// Gives str its behaviour.
import './strings.ts';
import { asciiOf } from './text-repr.ts';

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
