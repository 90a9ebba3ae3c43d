/*
 * Functions that ask for the type of a value or an array, or change it.
 */
import { native } from '../machine/natives.ts';
import { Float, HeapObject, List, type NativeFunction, Tuple, type Value } from '../machine/values.ts';
import { must } from './arguments.ts';
import { castArray } from './casts.ts';
import { dtypeOfScalar, toArray } from './convert.ts';
import {
  Dtype,
  dtypeOf,
  float64,
  floatingType,
  genericType,
  integerType,
  numberType,
  signedType,
  unsignedType,
} from './dtypes.ts';
import { NdArray, NumpyScalar } from './ndarray.ts';
import { mayCastSafely, mayCastSameKind, promote } from './promotion.ts';

/** True when a data type, or a type of scalars, is a kind of another. */
function isSubtype(a: Value, b: Value): boolean {
  const kinds: ReadonlyMap<Value, string> = new Map<Value, string>([
    [genericType, 'buifUO'],
    [numberType, 'uif'],
    [integerType, 'ui'],
    [signedType, 'i'],
    [unsignedType, 'u'],
    [floatingType, 'f'],
  ]);
  const own = a instanceof Dtype ? a : dtypeOf(a);
  const wanted = kinds.get(b);
  return wanted === undefined ? own === dtypeOf(b) : wanted.includes(own.kind);
}

const typeFrom = (value: Value): Dtype =>
  value instanceof NdArray || value instanceof NumpyScalar
    ? value.dtype
    : value instanceof Float || typeof value === 'number' || typeof value === 'boolean'
      ? dtypeOfScalar(value)
      : dtypeOf(value);

export const typeFunctions: readonly NativeFunction[] = [
  native(
    'isscalar',
    'element',
    ([element]) =>
      element instanceof Float ||
      element instanceof NumpyScalar ||
      ['number', 'string', 'boolean'].includes(typeof element),
  ),
  native('iterable', 'y', ([y]) => {
    const value = must(y);
    if (typeof value === 'string') return true;
    if (value instanceof NdArray) return value.shape.length > 0;
    return (
      value instanceof HeapObject &&
      (value instanceof List || value instanceof Tuple || value.type.behaviour.iterate !== undefined)
    );
  }),
  native('isrealobj', 'x', () => true),
  native('iscomplexobj', 'x', () => false),
  native('issubdtype', 'arg1, arg2', ([a, b]) => isSubtype(must(a), must(b))),
  native('can_cast', 'from_, to, casting=', ([from, to, casting]) => {
    const p = typeFrom(must(from));
    const q = dtypeOf(must(to));
    return casting === 'unsafe' || (casting === 'same_kind' ? mayCastSameKind(p, q) : mayCastSafely(p, q));
  }),
  native('promote_types', 'type1, type2', ([a, b]) => promote(dtypeOf(must(a)), dtypeOf(must(b)))),
  native('result_type', '*args', (_args, _host, rest) => {
    const strong = rest.filter((value) => !(value instanceof Float || typeof value === 'number'));
    const used = strong.length > 0 ? strong : rest;
    const met = used.map(typeFrom).reduce((p, q) => promote(p, q));
    return rest.some((value) => value instanceof Float) && met.kind !== 'f' ? float64 : met;
  }),
  native('astype', 'x, dtype, /, *, copy=', ([x, dtype], host) =>
    castArray(toArray(must(x), host), dtypeOf(must(dtype)), host),
  ),
];
