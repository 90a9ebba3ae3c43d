/*
 * The special methods of the built-in types, such as `list.__getitem__`. Operators of plain values do not come here. These methods are for
 * classes that are derived from built-in types: an object of such a class has a value of the type (`Instance.payload`), the methods work
 * on it, and a class that replaces one reaches it with `super()`.
 */
import { frozensetType } from '../library/sets.ts';
import { binary, notImplemented, unary } from './arithmetic.ts';
import { Instance, plainValue } from './classes.ts';
import { Dict, dictOf, dictType, setType } from './collections.ts';
import { compare, truth } from './comparisons.ts';
import { callPrelude } from './enter.ts';
import { CALLED } from './frame.ts';
import { Intrinsic } from './functions.ts';
import { contains, deleteItem, getItem, iterate, setItem } from './items.ts';
import { binaryOperators, comparisonOperators } from './opcodes.ts';
import { format } from './print.ts';
import { type State, typeError } from './state.ts';
import { textOf } from './text.ts';
import {
  floatType,
  intType,
  type Keywords,
  listType,
  RaisedError,
  strType,
  Tuple,
  type TypeObject,
  tupleType,
  type Value,
} from './values.ts';

type Method = (state: State, self: Value, other: Value, third: Value, whole: Value) => Value | undefined;

function install(types: readonly TypeObject[], name: string, most: number, method: Method): void {
  for (const type of types) {
    const run = (state: State, args: readonly Value[]): Value | undefined => {
      if (args.length === 0) throw typeError(`unbound method ${type.name}.${name}() needs an argument`);
      if (args.length > most) {
        throw typeError(`expected ${most - 1} argument${most === 2 ? '' : 's'}, got ${args.length - 1}`);
      }
      const [self = null, other = null, third = null] = args;
      return method(state, plainValue(self), other, third, self);
    };
    type.attributes.set(name, new Intrinsic(name, run as Intrinsic['run']));
  }
}

/** An operator method: it returns NotImplemented for operands that the type does not know. */
function operator(types: readonly TypeObject[], name: string, operate: Method): void {
  install(types, name, 2, (state, self, other, third, whole) => {
    try {
      return operate(state, self, plainValue(other), third, whole);
    } catch (error) {
      if (
        error instanceof RaisedError &&
        /unsupported operand|not supported between|can only concat/.test(error.message)
      ) {
        return notImplemented;
      }
      throw error;
    }
  });
}

const numbers = [intType, floatType];
const sequences = [listType, tupleType, strType];
const sets = [setType, frozensetType];
const sized = [...sequences, dictType, ...sets];
const all = [...numbers, ...sized];

const operatorNames: Readonly<Record<string, readonly TypeObject[]>> = {
  add: [...numbers, ...sequences],
  sub: [...numbers, ...sets],
  mul: [...numbers, ...sequences],
  truediv: numbers,
  floordiv: numbers,
  mod: [...numbers, strType],
  pow: numbers,
  matmul: [],
  lshift: [intType],
  rshift: [intType],
  and: [intType, ...sets],
  or: [intType, dictType, ...sets],
  xor: [intType, ...sets],
};
for (const [index, symbol] of binaryOperators.entries()) {
  const name = { '|': 'or', '^': 'xor' }[symbol as string] ?? (Object.keys(operatorNames)[index] as string);
  const types = operatorNames[name] as readonly TypeObject[];
  operator(types, `__${name}__`, (state, self, other) => binary(state, index, self, other));
  const reflected = types.filter((type) => numbers.includes(type) || (name === 'mul' && sequences.includes(type)));
  operator(reflected, `__r${name}__`, (state, self, other) => binary(state, index, other, self));
}
const comparisonNames = ['lt', 'le', 'gt', 'ge', 'eq', 'ne'];
for (const [index] of comparisonOperators.entries()) {
  operator(all, `__${comparisonNames[index]}__`, (state, self, other) => compare(state, index, self, other));
}
for (const [index, name] of ['neg', 'pos', 'invert'].entries()) {
  install(name === 'invert' ? [intType] : numbers, `__${name}__`, 1, (state, self) => unary(state, index, self));
}
const viaBuiltin: Readonly<Record<string, readonly [readonly TypeObject[], number]>> = {
  abs: [numbers, 1],
  int: [numbers, 1],
  float: [numbers, 1],
  round: [numbers, 2],
  hash: [[...numbers, strType, tupleType, frozensetType], 1],
  len: [sized, 1],
  reversed: [[listType, dictType], 1],
};
for (const [name, [types, most]] of Object.entries(viaBuiltin)) {
  install(types, `__${name}__`, most, (state, self, other, _, whole) => {
    const callee = state.environment.builtins.get(name) as Value;
    const values = most === 2 && other !== null && whole !== null ? [self, other] : [self];
    return callPrelude(state, '_apply', [callee, new Tuple(values)]);
  });
}
install(numbers, '__bool__', 1, (state, self) => truth(state, self));
install([intType], '__index__', 1, (_, self) => self);
install([strType], '__str__', 1, (_, self) => self);
install(numbers, '__str__', 1, (state, self) => textOf(self, state));
install(all, '__repr__', 1, (state, self, _, __, whole) => {
  const text = format(state, self, 2, '');
  // A named tuple shows its class.
  const isNamed = self instanceof Tuple && self.type !== tupleType && whole instanceof Instance;
  return isNamed && text !== undefined ? whole.class.name + String(text).slice(String(text).indexOf('(')) : text;
});
install([...numbers, strType], '__format__', 2, (state, self, spec) => format(state, self, 0, String(spec)));
install(sized, '__contains__', 2, (state, self, item) => contains(state, item, self));
install(sized, '__iter__', 1, (state, self) => iterate(state, self));
install([...sequences, dictType], '__getitem__', 2, (state, self, index, _, whole) => {
  if (self instanceof Dict && whole instanceof Instance && !self.has(index)) {
    const missing = whole.class.lookUp('__missing__');
    if (missing !== undefined) return callPrelude(state, '_apply', [missing, new Tuple([whole, index])]);
  }
  return getItem(state, self, index);
});
install([listType, dictType], '__setitem__', 3, (state, self, index, value) =>
  setItem(state, self, index, value, CALLED),
);
install([listType, dictType], '__delitem__', 2, (state, self, index) => deleteItem(state, self, index, CALLED));
install([listType], '__iadd__', 2, (state, _, items, __, whole) => callPrelude(state, '_list_extend', [whole, items]));

// Lists, dicts and sets are filled by `__init__`.

for (const type of [listType, dictType, setType]) {
  const fill = (state: State, args: readonly Value[], keywords: Keywords): Value | undefined => {
    const [self = null, ...rest] = args;
    if (rest.length > 1) throw typeError(`${type.name} expected at most 1 argument, got ${rest.length}`);
    return callPrelude(state, '_fill_type', [plainValue(self), new Tuple(rest), dictOf(keywords)]);
  };
  type.attributes.set('__init__', new Intrinsic('__init__', fill as Intrinsic['run']));
}
