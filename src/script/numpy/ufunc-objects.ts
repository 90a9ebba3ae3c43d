/*
 * Ufuncs of arrays that do not hold numbers: comparisons of texts and objects.
 */
import { Float, type Host, RaisedError, type Value } from '../machine/values.ts';
import { broadcastShape } from './broadcast.ts';
import { bool } from './dtypes.ts';
import { cellsIn } from './expansion.ts';
import { cellsOf, create, type NdArray, NumpyScalar, unwrapped } from './ndarray.ts';
import type { Options, Ufunc } from './ufunc.ts';
import { noLoop } from './ufunc-types.ts';

/** Functions of texts and objects: only comparisons, and the sum of texts. */
export function ofObjects(f: Ufunc, a: NdArray, b: NdArray, host: Host, { out }: Options): Value {
  const isText = a.dtype.kind === 'U' && b.dtype.kind === 'U';
  const shape = broadcastShape(a.shape, b.shape);
  const compare = f.kind === 'test' ? textTests[f.name] : undefined;
  const hasObjects = a.dtype.kind === 'O' || b.dtype.kind === 'O';
  if (compare === undefined || (!isText && !hasObjects && f.name !== 'equal' && f.name !== 'not_equal')) {
    if (hasObjects) {
      throw new RaisedError(
        'TypeError',
        `ufunc '${f.name}' of an array of objects is not supported here`,
        'Its elements are not all numbers; look at the values from which the array was made.',
      );
    }
    throw noLoop(f, [a.dtype, b.dtype]);
  }
  if (out !== undefined) throw noLoop(f, [a.dtype, b.dtype]);
  const result = create(host, bool, shape);
  const data = result.data as Uint8Array;
  const x = cellsIn(a, shape);
  const y = cellsIn(b, shape);
  for (let i = 0; i < data.length; i++) {
    const p = x[i]!;
    const q = y[i]!;
    const isKnown =
      (typeof p === 'string' && typeof q === 'string') || (typeof p === 'number' && typeof q === 'number');
    if (isKnown) data[i] = compare(p, q) ? 1 : 0;
    else data[i] = (f.name === 'equal') === isEqual(p, q) ? 1 : 0;
  }
  return unwrapped(result);
}

function isEqual(p: Value, q: Value): boolean {
  const x = p instanceof Float || p instanceof NumpyScalar ? p.value : typeof p === 'boolean' ? Number(p) : p;
  const y = q instanceof Float || q instanceof NumpyScalar ? q.value : typeof q === 'boolean' ? Number(q) : q;
  return x === y;
}

const textTests: Readonly<Record<string, ((p: string | number, q: string | number) => boolean) | undefined>> = {
  equal: (p, q) => p === q,
  not_equal: (p, q) => p !== q,
  less: (p, q) => p < q,
  less_equal: (p, q) => p <= q,
  greater: (p, q) => p > q,
  greater_equal: (p, q) => p >= q,
};

/** NumPy's error for a function of an object array calls a method of its elements. */
export function notForObjects(f: Ufunc, a: NdArray): RaisedError {
  const first = (cellsOf(a) as Value[])[0];
  const name =
    first === undefined || first === null
      ? 'NoneType'
      : first instanceof Float
        ? 'float'
        : typeof first === 'number'
          ? 'int'
          : typeof first === 'string'
            ? 'str'
            : typeof first === 'boolean'
              ? 'bool'
              : first.type.name;
  return new RaisedError(
    'TypeError',
    `loop of ufunc does not support argument 0 of type ${name} which has no callable ${f.name} method`,
    'The array holds objects, not numbers: look at the values from which it was made.',
  );
}
