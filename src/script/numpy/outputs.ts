/*
 * Results that go into an existing array: `out=` of functions other than ufuncs, and `@=`.
 */
import { type Host, RaisedError, type Value } from '../machine/values.ts';
import { sameShape } from './broadcast.ts';
import { toArray } from './convert.ts';
import { assign } from './indexing.ts';
import { type NdArray, type Shape, shapeText, tightShape } from './ndarray.ts';
import { mayCastSameKind } from './promotion.ts';

/** The message about an output that has not the shape of the result. */
type Refusal = (shape: Shape, out: NdArray) => string;

/**
 * Puts a result into `out=`, where it is given.
 * @throws RaisedError ValueError where the shapes differ: the result is never repeated.
 */
export function delivered(result: Value, out: NdArray | undefined, host: Host, refusal: Refusal): Value {
  if (out === undefined) return result;
  const { shape } = toArray(result, host);
  if (!sameShape(shape, out.shape)) {
    throw new RaisedError(
      'ValueError',
      refusal(shape, out),
      `The result has the shape ${shapeText(shape)} and does not fit into an array of shape ${shapeText(out.shape)}.`,
    );
  }
  if (!out.writeable) throw new RaisedError('ValueError', 'output array is read-only');
  assign(out, result, host);
  return out;
}

/** The refusal of a reduction by a ufunc. @param of the shape of its operand. @param axes undefined for all. */
export function reduced(name: string, of: Shape, axes: readonly number[] | undefined): Refusal {
  return (shape, out) => {
    if (shape.length !== out.shape.length) {
      return `output parameter for reduction operation ${name} has the wrong number of dimensions: Found ${out.shape.length} but expected ${shape.length}`;
    }
    const kept = [...out.shape];
    const isKept = out.shape.length === of.length;
    const remapped = of.map((_, axis) => (!isKept && axes?.includes(axis) === true ? 'newaxis' : kept.shift()));
    // NumPy leaves out leading axes of length 1.
    while (remapped[0] === 'newaxis') remapped.shift();
    return `operands could not be broadcast together with remapped shapes [original->remapped]: ${tightShape(out.shape)}->(${remapped.join(',')}) ${tightShape(of)} `;
  };
}

/** `np.take`. */
export const taken: Refusal = () => 'output array does not match result of ndarray.take';

/** `np.stack` and `np.concatenate`. */
export const joined: Refusal = (shape, { shape: own }) =>
  shape.length === own.length ? 'Output array is the wrong shape' : 'Output array has wrong dimensionality';

/** `np.cumsum` and `np.cumprod`. */
export const accumulated: Refusal = () => 'provided out is the wrong size for the accumulation.';

/** `np.dot` takes an array of the very kind that it would make. */
export function deliveredProduct(result: Value, out: NdArray | undefined, host: Host): Value {
  const unfit = 'output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)';
  if (out !== undefined) {
    const { dtype, shape } = toArray(result, host);
    if (dtype !== out.dtype || !out.contiguous || shape.length !== out.shape.length) {
      throw new RaisedError(
        'ValueError',
        unfit,
        `The result is an array of ${dtype.name} with the shape ${shapeText(shape)}.`,
      );
    }
  }
  return delivered(result, out, host, () => 'output array has wrong dimensions');
}

/** `np.matmul` with `out=`, and `@=`. */
export function multipliedInto(result: Value, out: NdArray | undefined, host: Host): Value {
  if (out !== undefined) {
    const { dtype } = toArray(result, host);
    if (!mayCastSameKind(dtype, out.dtype)) {
      throw new RaisedError(
        'UFuncTypeError',
        `Cannot cast ufunc 'matmul' output from dtype('${dtype.name}') to dtype('${out.dtype.name}') with casting rule 'same_kind'`,
      );
    }
  }
  return delivered(result, out, host, (shape, { shape: own }) => {
    const core = '(n?,k),(k,m?)->(n?,m?)';
    if (own.length < shape.length) {
      return `matmul: Output operand 0 does not have enough dimensions (has ${own.length}, gufunc core with signature ${core} requires ${shape.length})`;
    }
    const axis = shape.findIndex((size, k) => size !== own[k]);
    return own.length > shape.length
      ? `non-broadcastable output operand with shape ${tightShape(own)} doesn't match the broadcast shape ${tightShape(shape)}`
      : `matmul: Output operand 0 has a mismatch in its core dimension ${axis}, with gufunc signature ${core} (size ${own[axis]} is different from ${shape[axis]})`;
  });
}
