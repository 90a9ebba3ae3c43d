/*
 * Arguments of NumPy functions as numbers, flags and data types.
 */
import { Float, type Host, NativeFunction, RaisedError, type Value } from '../machine/values.ts';
import { toArray } from './convert.ts';
import { type Dtype, dtypeOf } from './dtypes.ts';
import { doublesOf, NdArray, NumpyScalar } from './ndarray.ts';
import type { ReductionOptions } from './reductions.ts';

export type Given = Value | undefined;

/** A number; `otherwise` when it is not given, or None. */
export function numberOr(value: Given, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  return numberOf(value);
}

export function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Float || value instanceof NumpyScalar) return value.value;
  if (value instanceof NdArray && value.size === 1) return doublesOf(value)[0]!;
  const name = value === null ? 'NoneType' : typeof value === 'string' ? 'str' : value.type.name;
  throw new RaisedError('TypeError', `must be real number, not ${name}`);
}

/** The truth of an option such as `keepdims`. */
export function flag(value: Given, otherwise = false): boolean {
  if (value === undefined || value === null) return otherwise;
  if (value instanceof Float || value instanceof NumpyScalar) return value.value !== 0;
  if (value instanceof NdArray) return value.size > 0 && doublesOf(value)[0] !== 0;
  return Boolean(value);
}

export function dtypeOr(value: Given): Dtype | undefined {
  return value === undefined || value === null ? undefined : dtypeOf(value);
}

export function outOf(value: Given): NdArray | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof NdArray) return value;
  throw new RaisedError('TypeError', 'return arrays must be of ArrayType');
}

export function reductionOptions(
  [axis, dtype, out, keepdims, initial, where]: readonly Given[],
  host: Host,
): ReductionOptions {
  return {
    axis,
    dtype: dtypeOr(dtype),
    out: outOf(out),
    keepdims: flag(keepdims),
    initial: initial === undefined || initial === null ? undefined : numberOf(initial),
    where: where === undefined || where === null || where === true ? undefined : toArray(where, host),
  };
}

/** A function with a short way for calls without keywords: `short` gives undefined for others. */
export function quick(
  whole: NativeFunction,
  short: (args: readonly Value[], host: Host) => Value | undefined,
): NativeFunction {
  return new NativeFunction(whole.name, (args, keywords, host) => {
    const made = keywords.size === 0 ? short(args, host) : undefined;
    return made === undefined ? whole.call(args, keywords, host) : made;
  });
}

/** An argument that must be given. */
export function must(value: Given): Value {
  return value as Value;
}
