/* Comparisons, and the truth of a value. Each function gives undefined when it has called a function of the script. */
import { ClassObject, Instance } from './classes.ts';
import { Dict, SetObject } from './collections.ts';
import { callPrelude } from './enter.ts';
import { hasKeysOfScript } from './keys.ts';
import { hasObjects } from './native-calls.ts';
import { comparisonOperators } from './opcodes.ts';
import { special } from './special-lookup.ts';
import { type State, typeError } from './state.ts';
import { Float, List, NOT_IMPLEMENTED, type RaisedError, Tuple, typeOf, type Value } from './values.ts';

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
export function isObject(value: Value): value is Instance | ClassObject {
  return value instanceof Instance || (value instanceof ClassObject && value.meta !== undefined);
}

export function isListLike(container: Value): boolean {
  return container instanceof List || container instanceof Tuple;
}
