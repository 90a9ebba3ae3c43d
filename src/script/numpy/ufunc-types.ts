/*
 * The data types of a ufunc: that in which the operands meet, that of the computation, that of the result.
 */
import { Float, type Host, RaisedError, type Value } from '../machine/values.ts';
import { bool, type Dtype, fitted, float64, int8, int64, isNumeric, isWhole } from './dtypes.ts';
import { NdArray, NumpyScalar } from './ndarray.ts';
import { promote } from './promotion.ts';
import type { Ufunc } from './ufunc.ts';

/** True for a Python number, which takes the type of the other operand. */
function isWeak(value: Value): boolean {
  return value instanceof Float || typeof value === 'number';
}

/** The data type in which two operands meet. */
export function meetingType(f: Ufunc, left: Value, right: Value, a: Dtype, b: Dtype, host: Host): Dtype {
  const weakLeft = isWeak(left) || (host.version === 2 && isOldScalar(left, right));
  const weakRight = isWeak(right) || (host.version === 2 && isOldScalar(right, left));
  if (weakLeft === weakRight || (weakLeft && !isNumeric(b)) || (weakRight && !isNumeric(a))) return promote(a, b);
  return weakLeft ? withWeak(f, b, left, a, host) : withWeak(f, a, right, b, host);
}

/** In NumPy 1, a scalar beside an array with axes only decides the kind of the result. */
function isOldScalar(value: Value, other: Value): boolean {
  const isScalar = value instanceof NumpyScalar || (value instanceof NdArray && value.shape.length === 0);
  return isScalar && other instanceof NdArray && other.shape.length > 0;
}

function withWeak(f: Ufunc, strong: Dtype, weak: Value, kind: Dtype, host: Host): Dtype {
  if (kind.kind === 'f') return strong.kind === 'f' ? strong : float64;
  if (kind.kind === 'b') return strong;
  if (strong.kind === 'b') return int64;
  if (isWhole(strong)) {
    const value = typeof weak === 'number' ? weak : weak instanceof NumpyScalar ? weak.value : 0;
    if (f.kind === 'test' || f.kind === 'float') return strong;
    if (host.version === 2) return value < strong.least || value > strong.most ? int64 : strong;
    fitted(value, strong);
  }
  return strong;
}

/** The types of the computation and of the result. */
export function resolve(f: Ufunc, meeting: Dtype, dtypes: readonly Dtype[]): [computed: Dtype, result: Dtype] {
  switch (f.kind) {
    case 'test':
      return [meeting, bool];
    case 'float':
      if (meeting.kind === 'f') return [meeting, meeting];
      if (f.name !== 'divide' && meeting.bytes < 4) {
        throw new RaisedError(
          'TypeError',
          `${f.name} of ${meeting.name} gives a small float type that is not supported here`,
          'Convert the array first: x.astype(float).',
        );
      }
      return [float64, float64];
    case 'bits':
      if (meeting.kind === 'f') throw noLoop(f, dtypes);
      if (meeting === bool && f.name.endsWith('shift')) return [int8, int8];
      if (meeting === bool && f.inputs === 1) return [bool, bool];
      return [meeting, meeting];
    default:
      if (meeting === bool && !f.keepsBool) return [int8, int8];
      return [meeting, meeting];
  }
}

export function noLoop(f: Ufunc, dtypes: readonly Dtype[]): RaisedError {
  if (f.inputs === 1 || (f.kind === 'bits' && dtypes.every(isNumeric))) {
    return new RaisedError(
      'TypeError',
      `ufunc '${f.name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''`,
      f.kind === 'bits'
        ? 'Bit operators work on integers and bools; for conditions on floats, put each comparison in parentheses.'
        : 'The array holds texts; convert it with astype(float).',
    );
  }
  const names = dtypes.map(
    (dtype) => `dtype('${dtype.kind === 'U' ? dtype.code : dtype.kind === 'O' ? 'O' : dtype.name}')`,
  );
  return new RaisedError(
    'TypeError',
    `ufunc '${f.name}' did not contain a loop with signature matching types ${
      names.length === 1 ? `<class 'numpy.dtypes.${names[0]}'>` : `(${names.join(', ')})`
    } -> None`,
    'One of the operands holds texts; convert it with astype(float).',
  );
}
