/*
 * Operators on any values, beside the cases that the loop of the machine handles itself. Each function gives undefined when it has
 * called a function of the script, whose result then takes the place of its own.
 */
import { mustBeHere } from '../library/absent-modules.ts';
import { TypedDict } from '../library/modules/collections.ts';
import { boundSpecial, special } from './attributes.ts';
import { callValue, hasObjects } from './calls.ts';
import { ClassObject, Instance, plainValue } from './classes.ts';
import { Dict, SetObject } from './collections.ts';
import { FunctionObject, Generator } from './functions.ts';
import { isKeyOfScript } from './keys.ts';
import { MachineObject } from './objects.ts';
import { binaryOperators, comparisonOperators, OPERATOR, TRUE_DIVISION, unaryOperators } from './opcodes.ts';
import { CallsScript, DISCARDS, type State, typeError } from './state.ts';
import { reprOf, textOf } from './text.ts';
import {
  Float,
  HeapObject,
  Iterator,
  List,
  NativeFunction,
  NO_KEYWORDS,
  NOT_IMPLEMENTED,
  RaisedError,
  Tuple,
  TypeObject,
  typeOf,
  type Value,
} from './values.ts';

/** A value that operator methods return for operands that they do not know. */
class NotImplementedObject extends HeapObject {
  get type(): TypeObject {
    return notImplementedType;
  }
  override copy(): this {
    return this;
  }
}
const notImplementedType = new TypeObject('NotImplementedType', undefined, undefined, { repr: () => 'NotImplemented' });
export const notImplemented = new NotImplementedObject();

/** Calls a function of the prelude. */
export function callPrelude(state: State, name: string, args: readonly Value[], kind?: number): Value | undefined {
  const fn = state.environment.prelude.get(name);
  if (fn === undefined) throw new Error(`no function ${name} in the prelude`);
  return callValue(state, fn, args, NO_KEYWORDS, kind);
}

const methods: readonly string[] = [
  'add',
  'sub',
  'mul',
  'truediv',
  'floordiv',
  'mod',
  'pow',
  'matmul',
  'lshift',
  'rshift',
  'and',
  'xor',
];
/** The names of operator methods, in the order of `binaryOperators`. */
const forward = binaryOperators.map(
  (operator, i) => `__${operator === '|' ? 'or' : operator === '^' ? 'xor' : methods[i]}__`,
);
const backward = forward.map((name) => name.replace('__', '__r'));
const inPlaceNames = forward.map((name) => name.replace('__', '__i'));

/** The index of `/` in `binaryOperators`. */
const DIVIDE = 3;

// Floats of these four operators need no look at types. The functions are written out, since they are the busiest ones.

export function add(state: State, left: Value, right: Value): Value | undefined {
  if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value + right.value);
    if (typeof right === 'number') return new Float(left.value + right);
  } else if (right instanceof Float && typeof left === 'number') return new Float(left + right.value);
  return binary(state, 0, left, right);
}

export function subtract(state: State, left: Value, right: Value): Value | undefined {
  if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value - right.value);
    if (typeof right === 'number') return new Float(left.value - right);
  } else if (right instanceof Float && typeof left === 'number') return new Float(left - right.value);
  return binary(state, 1, left, right);
}

export function multiply(state: State, left: Value, right: Value): Value | undefined {
  if (left instanceof Float) {
    if (right instanceof Float) return new Float(left.value * right.value);
    if (typeof right === 'number') return new Float(left.value * right);
  } else if (right instanceof Float && typeof left === 'number') return new Float(left * right.value);
  return binary(state, 2, left, right);
}

/** `left / right`; always true division when `isTrue`, else by the rules of the version. */
export function divide(state: State, left: Value, right: Value, isTrue: boolean): Value | undefined {
  if (left instanceof Float) {
    if (right instanceof Float && right.value !== 0) return new Float(left.value / right.value);
    if (typeof right === 'number' && right !== 0) return new Float(left.value / right);
  } else if (typeof left === 'number') {
    if (right instanceof Float && right.value !== 0) return new Float(left / right.value);
    if (isTrue && typeof right === 'number' && right !== 0) return new Float(left / right);
  }
  return binary(state, isTrue ? DIVIDE + TRUE_DIVISION : DIVIDE, left, right);
}

export function compareNumbers(operator: number, left: number, right: number): boolean {
  switch (operator) {
    case 0:
      return left < right;
    case 1:
      return left <= right;
    case 2:
      return left > right;
    case 3:
      return left >= right;
    case 4:
      return left === right;
    default:
      return left !== right;
  }
}

/** `left operator right`; the operator is an index of `binaryOperators`. */
export function binary(state: State, operator: number, left: Value, right: Value): Value | undefined {
  if (operator < TRUE_DIVISION || state.version === 3) {
    // Arrays and their scalars, beside anything but an object of the script.
    const one = left instanceof HeapObject ? left : typeof left === 'string' ? null : right;
    if (one instanceof HeapObject && one.isPlain && (!(right instanceof HeapObject) || right.isPlain)) {
      const symbol = binaryOperators[operator & OPERATOR] as (typeof binaryOperators)[number];
      const result = one.type.behaviour.binary?.(symbol, left, right, state) ?? NOT_IMPLEMENTED;
      if (result !== NOT_IMPLEMENTED) return result;
    }
  }
  if (left instanceof MachineObject || right instanceof MachineObject || left instanceof ClassObject) {
    const index = operator & OPERATOR;
    const own = operatorMethod(state, left, index, forward);
    const other = operatorMethod(state, right, index, backward);
    if (own !== undefined || other !== undefined) {
      return callPrelude(state, '_binary', [left, right, own ?? null, other ?? null, binaryOperators[index] as string]);
    }
  }
  return binaryOfTypes(state, operator, plainValue(left), plainValue(right));
}

function binaryOfTypes(state: State, operator: number, left: Value, right: Value): Value | undefined {
  const symbol = binaryOperators[operator & OPERATOR] as (typeof binaryOperators)[number];
  if (operator >= TRUE_DIVISION) {
    if (typeof left === 'number' && typeof right === 'number' && right !== 0) return new Float(left / right);
    if (state.version === 2 && typeof left === 'number') return binary(state, operator, new Float(left), right);
  }
  if (left instanceof SetObject && right instanceof SetObject && hasKeysOfScript(right)) {
    return callPrelude(state, '_set_operation', [symbol, left, right]);
  }
  const result = nativeBinary(state, symbol, left, right);
  if (result !== NOT_IMPLEMENTED) {
    if (typeof result === 'string') state.countText(result);
    return result;
  }
  if (symbol === '%' && typeof left === 'string' && hasObjects(right)) {
    return callPrelude(state, '_percent', [left, right]);
  }
  throw operandError(symbol, left, right);
}

function hasKeysOfScript(set: SetObject): boolean {
  for (const item of set.entries.values()) if (isKeyOfScript(item)) return true;
  return false;
}

function operatorMethod(state: State, value: Value, index: number, names: readonly string[]): Value | undefined {
  const method = special(value, names[index] as string);
  if (method !== undefined || index !== DIVIDE || state.version !== 2) return method;
  return special(value, names === forward ? '__div__' : '__rdiv__');
}

function nativeBinary(
  state: State,
  symbol: (typeof binaryOperators)[number],
  left: Value,
  right: Value,
): Value | typeof NOT_IMPLEMENTED {
  if (symbol === '%' && typeof left === 'string' && hasObjects(right)) return NOT_IMPLEMENTED;
  // An array knows what a number beside it means; a number does not know arrays.
  const isRightFirst = right instanceof HeapObject && !(left instanceof HeapObject) && typeof left !== 'string';
  const first = behaviourOf(isRightFirst ? right : left);
  const second = behaviourOf(isRightFirst ? left : right);
  let result = first?.(symbol, left, right, state) ?? NOT_IMPLEMENTED;
  if (result === NOT_IMPLEMENTED && second !== first) result = second?.(symbol, left, right, state) ?? NOT_IMPLEMENTED;
  return result;
}

function behaviourOf(value: Value): TypeObject['behaviour']['binary'] {
  for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
    if (t.behaviour.binary !== undefined) return t.behaviour.binary;
  }
  return undefined;
}

export function operandError(symbol: string, left: Value, right: Value, inPlace = false): RaisedError {
  const [one, other] = [typeOf(left).name, typeOf(right).name];
  if (symbol === '+' && (one === 'str' || other === 'str')) {
    const advice = 'A number becomes text with str(…).';
    if (one === 'str') return typeError(`can only concatenate str (not "${other}") to str`, advice);
    return typeError(`unsupported operand type(s) for +: '${one}' and '${other}'`, advice);
  }
  if (symbol === '+' && (one === 'list' || one === 'tuple')) {
    return typeError(`can only concatenate ${one} (not "${other}") to ${one}`);
  }
  const operator = symbol === '**' ? '** or pow()' : inPlace ? `${symbol}=` : symbol;
  return typeError(`unsupported operand type(s) for ${operator}: '${one}' and '${other}'`);
}

/** `left operator= right` */
export function inPlace(state: State, operator: number, left: Value, right: Value): Value | undefined {
  switch (operator) {
    case 0:
      if (left instanceof Float) return add(state, left, right);
      break;
    case 1:
      if (!(left instanceof HeapObject)) return subtract(state, left, right);
      break;
    case 2:
      if (left instanceof Float) return multiply(state, left, right);
      break;
  }
  const index = operator & OPERATOR;
  const symbol = binaryOperators[index] as (typeof binaryOperators)[number];
  if (left instanceof Instance) {
    const method = special(left, inPlaceNames[index] as string);
    if (method !== undefined) {
      const own = special(left, forward[index] as string) ?? null;
      const other = special(right, backward[index] as string) ?? null;
      return callPrelude(state, '_in_place', [left, right, method, own, other, symbol]);
    }
  } else if (left instanceof List && right instanceof MachineObject && symbol === '+') {
    return callPrelude(state, '_list_extend', [left, right]);
  } else if (left instanceof HeapObject && !(right instanceof MachineObject)) {
    const result = left.type.behaviour.inPlace?.(symbol, left, right, state) ?? NOT_IMPLEMENTED;
    if (result !== NOT_IMPLEMENTED) return result;
  }
  try {
    return binary(state, operator, left, right);
  } catch (error) {
    if (error instanceof RaisedError && error.message.startsWith(`unsupported operand type(s) for ${symbol}: `)) {
      throw operandError(symbol, left, right, true);
    }
    throw error;
  }
}

const unaryMethods = ['__neg__', '__pos__', '__invert__'];

/** `operator value`; the operator is an index of `unaryOperators`. */
export function unary(state: State, operator: number, value: Value): Value | undefined {
  const symbol = unaryOperators[operator] as (typeof unaryOperators)[number];
  const method = special(value, unaryMethods[operator] as string);
  if (method !== undefined) return callValue(state, method, [value]);
  for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
    const apply = t.behaviour.unary;
    if (apply !== undefined) return apply(symbol, value, state);
  }
  throw typeError(`bad operand type for unary ${symbol}: '${typeOf(value).name}'`);
}

const comparisonMethods = ['__lt__', '__le__', '__gt__', '__ge__', '__eq__', '__ne__'];
/** The operator with its operands exchanged. */
const reflected = [2, 3, 0, 1, 4, 5];

/** `left operator right`; the operator is an index of `comparisonOperators`. */
export function compare(state: State, operator: number, left: Value, right: Value): Value | undefined {
  if (left instanceof Float && (right instanceof Float || typeof right === 'number')) {
    return compareNumbers(operator, left.value, typeof right === 'number' ? right : right.value);
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') return compareNumbers(operator, +left, +right);
  const symbol = comparisonOperators[operator] as (typeof comparisonOperators)[number];
  if (isObject(left) || isObject(right)) {
    const own = special(left, comparisonMethods[operator] as string);
    const other = special(right, comparisonMethods[reflected[operator] as number] as string);
    const equals = operator === 5 ? (special(left, '__eq__') ?? special(right, '__eq__')) : undefined;
    if (own !== undefined || other !== undefined) {
      return callPrelude(state, '_compare', [left, right, own ?? null, other ?? null, symbol]);
    }
    if (equals !== undefined) return callPrelude(state, '_differs', [left, right]);
  }
  if ((symbol === '==' || symbol === '!=') && isListLike(left) && typeOf(left) === typeOf(right)) {
    if (hasObjects(left) && hasObjects(right)) return callPrelude(state, '_same_items', [left, right, symbol === '==']);
  }
  if (left instanceof SetObject && right instanceof SetObject && hasKeysOfScript(right) && hasKeysOfScript(left)) {
    return callPrelude(state, '_compare_sets', [symbol, left, right]);
  }
  const first = typeOf(left).behaviour.compare;
  let result = first?.(symbol, left, right, state) ?? NOT_IMPLEMENTED;
  if (result === NOT_IMPLEMENTED) {
    const second = typeOf(right).behaviour.compare;
    if (second !== first) result = second?.(symbol, left, right, state) ?? NOT_IMPLEMENTED;
  }
  if (result !== NOT_IMPLEMENTED) return result;
  if (symbol === '==') return left === right;
  if (symbol === '!=') return left !== right;
  throw comparisonError(symbol, left, right);
}

export function comparisonError(symbol: string, left: Value, right: Value): RaisedError {
  return typeError(`'${symbol}' not supported between instances of '${typeOf(left).name}' and '${typeOf(right).name}'`);
}

/** `bool(value)` */
export function truth(state: State, value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof Instance) {
    const method = special(value, '__bool__') ?? (state.version === 2 ? special(value, '__nonzero__') : undefined);
    const sized = method === undefined ? special(value, '__len__') : undefined;
    if (method === undefined && sized === undefined) return true;
    return callPrelude(state, '_truth', [value, (method ?? sized) as Value]) as boolean | undefined;
  }
  if (value instanceof List || value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Dict) return value.entries.size > 0;
  const { behaviour } = value.type;
  if (behaviour.truth !== undefined) return behaviour.truth(value, state);
  if (behaviour.length !== undefined) return behaviour.length(value, state) > 0;
  return true;
}

/** An object of the script, or a class whose class is one. */
function isObject(value: Value): value is Instance | ClassObject {
  return value instanceof Instance || (value instanceof ClassObject && value.meta !== undefined);
}

/** `item in container` */
export function contains(state: State, item: Value, container: Value): Value | undefined {
  if (state.reads !== undefined && container instanceof Iterator) throw new CallsScript();
  if (container instanceof MachineObject || isObject(container)) {
    const method = special(container, '__contains__');
    if (method !== undefined) return callPrelude(state, '_contains', [container, item, method]);
    return callPrelude(state, '_found', [container, item]);
  }
  if (item instanceof Instance && special(item, '__eq__') !== undefined && isListLike(container)) {
    return callPrelude(state, '_found', [container, item]);
  }
  if ((container instanceof Dict || container instanceof SetObject) && isKeyOfScript(item)) {
    return callPrelude(state, '_keyed', ['in', container, item, NO_VALUES]);
  }
  const { behaviour } = typeOf(container);
  if (behaviour.contains !== undefined) return behaviour.contains(container, item, state);
  if (behaviour.iterate !== undefined) return callPrelude(state, '_found', [container, item]);
  throw typeError(`argument of type '${typeOf(container).name}' is not iterable`);
}

function isListLike(container: Value): boolean {
  return container instanceof List || container instanceof Tuple;
}

/** An iterator or a generator of a value: what `for` goes through. */
export function iterate(state: State, value: Value): Value | undefined {
  if (value instanceof Iterator || value instanceof Generator) return value;
  if (isObject(value)) {
    const method = special(value, '__iter__');
    if (method !== undefined) return callPrelude(state, '_iterate', [value, method]);
    const item = special(value, '__getitem__');
    if (item !== undefined) return callPrelude(state, '_items', [value, item]);
  } else {
    for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
      const make = t.behaviour.iterate;
      if (make !== undefined) return make(value, state);
    }
  }
  const advice = typeof value === 'number' ? 'A number of repetitions is range(…).' : undefined;
  throw typeError(`'${typeOf(value).name}' object is not iterable`, advice);
}

/** All items, without calling the script; undefined when that is not possible. */
export function itemsOf(state: State, value: Value): readonly Value[] | undefined {
  if (value instanceof List || value instanceof Tuple) return value.items;
  if (value instanceof MachineObject) return undefined;
  const iterator = iterate(state, value);
  if (!(iterator instanceof Iterator)) return undefined;
  const items: Value[] = [];
  for (let item = iterator.next(state); item !== undefined; item = iterator.next(state)) items.push(item);
  return items;
}

/** `object[index]` */
export function getItem(state: State, object: Value, index: Value): Value | undefined {
  if (object instanceof List && typeof index === 'number') {
    const { items } = object;
    const item = items[index < 0 ? index + items.length : index];
    if (item !== undefined) return item;
  }
  if (isObject(object)) {
    const method = special(object, '__getitem__');
    if (method !== undefined) return callValue(state, method, [object, index]);
    if (object instanceof ClassObject) return object;
    throw typeError(`'${object.class.name}' object is not subscriptable`);
  }
  if (object instanceof Dict && isKeyOfScript(index)) {
    return callPrelude(state, '_keyed', ['get', object, index, NO_VALUES]);
  }
  if (index instanceof Instance && !(object instanceof Dict)) {
    if (index.payload !== undefined) return getItem(state, object, index.payload);
    const method = special(index, '__index__');
    if (method !== undefined) return callPrelude(state, '_item_at', [object, index, method]);
  }
  return getPlainItem(state, object, index);
}

/** `object[index]`, where the script has no functions for it. */
function getPlainItem(state: State, object: Value, index: Value): Value | undefined {
  // A default dict makes the item that it does not have.
  if (state.reads !== undefined && object instanceof TypedDict) throw new CallsScript();
  if (object instanceof TypedDict && object.factory instanceof MachineObject && !object.has(index)) {
    return callPrelude(state, '_missing', [object, index, object.factory]);
  }
  for (let t: TypeObject | undefined = typeOf(object); t !== undefined; t = t.base) {
    const get = t.behaviour.getItem;
    if (get !== undefined) return get(object, index, state);
  }
  // `List[int]` of the module typing.
  if (object instanceof TypeObject) return object;
  throw typeError(`'${typeOf(object).name}' object is not subscriptable`);
}

/** `object[index] = value` */
export function setItem(state: State, object: Value, index: Value, value: Value, kind = DISCARDS): Value | undefined {
  if (object instanceof Instance) {
    const method = special(object, '__setitem__');
    if (method !== undefined) return callValue(state, method, [object, index, value], NO_KEYWORDS, kind);
  } else if (object instanceof Dict && isKeyOfScript(index)) {
    return callPrelude(state, '_keyed', ['set', object, index, new Tuple([value])], kind);
  } else {
    for (let t: TypeObject | undefined = typeOf(object); t !== undefined; t = t.base) {
      const set = t.behaviour.setItem;
      if (set !== undefined) {
        set(object, index, value, state);
        return null;
      }
    }
  }
  throw typeError(`'${typeOf(object).name}' object does not support item assignment`);
}

/** `del object[index]` */
export function deleteItem(state: State, object: Value, index: Value, kind = DISCARDS): Value | undefined {
  if (object instanceof Instance) {
    const method = special(object, '__delitem__');
    if (method !== undefined) return callValue(state, method, [object, index], NO_KEYWORDS, kind);
  } else if (object instanceof Dict && isKeyOfScript(index)) {
    return callPrelude(state, '_keyed', ['del', object, index, NO_VALUES], kind);
  } else {
    const remove = typeOf(object).behaviour.deleteItem;
    if (remove !== undefined) {
      remove(object, index, state);
      return null;
    }
  }
  throw typeError(`'${typeOf(object).name}' object doesn't support item deletion`);
}

/** A field of an f-string: the text of a value, with its conversion (1 str, 2 repr, 3 ascii) and its format. */
export function format(state: State, value: Value, conversion: number, spec: string): Value | undefined {
  if (hasObjects(value)) {
    return callPrelude(state, '_format', [value, conversion, spec]);
  }
  if (conversion === 0) {
    if (spec === '') return textOf(value, state);
    for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
      const own = t.behaviour.format;
      if (own !== undefined) return own(value, spec, state);
    }
    throw typeError(`unsupported format string passed to ${typeOf(value).name}.__format__`);
  }
  const text = conversion === 1 ? textOf(value, state) : reprOf(value, state);
  return spec === '' ? text : (typeOf('').behaviour.format?.(text, spec, state) ?? text);
}

const NO_VALUES = new Tuple([]);

/** An operation of a container on a key, after the prelude has found the key that the container has. */
export function keyedOperation(
  state: State,
  operation: Value,
  container: Value,
  key: Value,
  rest: readonly Value[],
): Value | undefined {
  if (operation instanceof NativeFunction) return operation.call([container, key, ...rest], NO_KEYWORDS, state);
  switch (operation) {
    case 'in':
      return (container as Dict | SetObject).has(key);
    case 'get':
      return getPlainItem(state, container, key);
    case 'set':
      (container as Dict).set(key, rest[0] ?? null);
      return null;
    case 'del':
      (container as Dict).delete(key);
      return null;
    default:
      (container as SetObject).add(key);
      return null;
  }
}

/** A context manager's method, bound. */
export function contextMethod(value: Value, name: string): Value {
  const method = boundSpecial(value, name);
  if (method !== undefined) return method;
  throw typeError(`'${typeOf(value).name}' object does not support the context manager protocol`);
}

/** A class of the script from its bases. */
export function checkBases(name: string, bases: readonly Value[]): readonly TypeObject[] {
  for (const base of bases) {
    if (!(base instanceof TypeObject)) {
      mustBeHere(base);
      if (base instanceof FunctionObject || base instanceof NativeFunction) {
        throw typeError(`a base of class ${name} must be a class, not a function`);
      }
      throw typeError(`bases must be types`);
    }
    if (!(base instanceof ClassObject) && base.base !== undefined && !canDeriveFrom(base)) {
      throw typeError(
        `a class derived from ${base.name} is not supported here`,
        `Keep the ${base.name} in an attribute of the object instead.`,
      );
    }
  }
  return bases as readonly TypeObject[];
}

/** Built-in types that a class may be derived from. */
const derivable = new Set(
  'list dict tuple set frozenset str int float type OrderedDict defaultdict Counter deque'.split(' '),
);

function canDeriveFrom(type: TypeObject): boolean {
  if (type.name === 'bool') throw typeError("type 'bool' is not an acceptable base type");
  return derivable.has(type.name.slice(type.name.lastIndexOf('.') + 1)) || type.base?.name === 'tuple';
}
