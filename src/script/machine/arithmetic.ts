/*
 * Operators that compute, on any values, beside the cases that the loop of the machine handles itself. Each function gives undefined
 * when it has called a function of the script, whose result then takes the place of its own.
 */
import { callValue } from './calls.ts';
import { ClassObject, Instance, plainValue } from './classes.ts';
import { SetObject } from './collections.ts';
import { callPrelude } from './enter.ts';
import { hasKeysOfScript } from './keys.ts';
import { hasObjects } from './native-calls.ts';
import { MachineObject } from './objects.ts';
import { binaryOperators, OPERATOR, TRUE_DIVISION, unaryOperators } from './opcodes.ts';
import { special } from './special-lookup.ts';
import { type State, typeError } from './state.ts';
import { Float, HeapObject, List, NOT_IMPLEMENTED, RaisedError, TypeObject, typeOf, type Value } from './values.ts';

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
