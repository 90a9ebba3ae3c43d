/*
 * Python's operators for arrays and NumPy scalars.
 */
import { repeated as repeatedItems } from '../library/sequences.ts';
import {
  type Behaviour,
  Float,
  HeapObject,
  type Host,
  List,
  NOT_IMPLEMENTED,
  type NotImplemented,
  RaisedError,
  Tuple,
  type Value,
} from '../machine/values.ts';
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax/tree.ts';
import { toArray } from './convert.ts';
import { float64, isWhole } from './dtypes.ts';
import { Matrix, NdArray, NumpyScalar } from './ndarray.ts';
import { multipliedInto } from './outputs.ts';
import { matmul } from './products.ts';
import type { Ufunc } from './ufunc.ts';
import { applyBinary, applyInPlace, applyUnary, generalBinary } from './ufunc-calls.ts';
import {
  absolute,
  comparisonOf,
  floorDivide,
  invert,
  negative,
  positive,
  reciprocal,
  sqrt,
  square,
  ufuncOf,
} from './ufuncs.ts';

/** True for a number of Python or of NumPy. A bool of Python is none. */
export function isNumber(value: Value): boolean {
  return typeof value === 'number' || value instanceof Float || value instanceof NumpyScalar;
}

/** True for operands that NumPy takes; other objects may have operators of their own. */
export function isOperand(value: Value): boolean {
  if (!(value instanceof HeapObject)) return true;
  return (
    value instanceof NdArray ||
    value instanceof NumpyScalar ||
    value instanceof List ||
    value instanceof Tuple ||
    value.type.name === 'range' ||
    value.type.name === 'xrange'
  );
}

function isWholeOperand(value: Value): boolean {
  if (value instanceof NdArray || value instanceof NumpyScalar) return isWhole(value.dtype) || value.dtype.kind === 'b';
  return typeof value === 'number' || typeof value === 'boolean';
}

function functionOf(operator: Exclude<BinaryOperator, '@'>, left: Value, right: Value, host: Host): Ufunc {
  // Python 2 divides whole numbers to whole numbers.
  if (operator === '/' && host.version === 2 && isWholeOperand(left) && isWholeOperand(right)) return floorDivide;
  return ufuncOf(operator);
}

function binary(operator: BinaryOperator, left: Value, right: Value, host: Host): Value | NotImplemented {
  if (!isOperand(left) || !isOperand(right) || right instanceof Matrix) return NOT_IMPLEMENTED;
  if (operator === '@') return matmul(left, right, host);
  if (left === null || right === null) throw unsupported(operator, left, right);
  const short = operator === '**' && left instanceof NdArray ? powerFunction(left, right) : undefined;
  if (short !== undefined) return applyUnary(short, left, host);
  return applyBinary(functionOf(operator, left, right, host), left, right, host);
}

/** The function that NumPy uses for a power with a Python number: `x ** 2` is `np.square(x)`, `x ** 0.5` is `np.sqrt(x)`. */
function powerFunction({ dtype }: NdArray, exponent: Value): Ufunc | undefined {
  if (exponent === 2) return square;
  if (dtype.kind !== 'f') return undefined;
  if (exponent === -1) return reciprocal;
  return exponent instanceof Float && exponent.value === 0.5 ? sqrt : undefined;
}

function unsupported(operator: string, left: Value, right: Value): RaisedError {
  return new RaisedError(
    'TypeError',
    `unsupported operand type(s) for ${operator}: '${elementName(left)}' and '${elementName(right)}'`,
    'A value is None: a function without a return statement gives None.',
  );
}

/** The Python type of the elements: NumPy applies an operator with None to each of them. */
function elementName(value: Value): string {
  if (value === null) return 'NoneType';
  const array = value instanceof NdArray || value instanceof NumpyScalar ? value.dtype : undefined;
  if (array === undefined) return value instanceof Float ? 'float' : typeof value === 'number' ? 'int' : typeof value;
  return { b: 'bool', u: 'int', i: 'int', f: 'float', U: 'str', O: 'object' }[array.kind];
}

function inPlace(operator: BinaryOperator, self: Value, value: Value, host: Host): Value | NotImplemented {
  if (!(self instanceof NdArray) || !isOperand(value)) return NOT_IMPLEMENTED;
  if (operator === '@') {
    if (self.shape.length === 0 || toArray(value, host).shape.length < 2)
      throw new RaisedError(
        'ValueError',
        'inplace matrix multiplication requires the first operand to have at least one and the second at least two dimensions.',
      );
    return multipliedInto(matmul(self, value, host), self, host);
  }
  if (value === null) throw unsupported(`${operator}=`, self, value);
  const short = operator === '**' ? powerFunction(self, value) : undefined;
  if (short !== undefined) return applyUnary(short, self, host, { out: self });
  return applyInPlace(functionOf(operator, self, value, host), self, value, host);
}

function unary(operator: Exclude<UnaryOperator, 'not'>, self: Value, host: Host): Value {
  return applyUnary(operator === '-' ? negative : operator === '+' ? positive : invert, self, host);
}

function compare(operator: ComparisonOperator, left: Value, right: Value, host: Host): Value | NotImplemented {
  if (!isOperand(left) || !isOperand(right) || right instanceof Matrix) return NOT_IMPLEMENTED;
  const f = comparisonOf(operator);
  if (f === undefined) return NOT_IMPLEMENTED;
  if ((left === null || right === null) && operator !== '==' && operator !== '!=') {
    throw new RaisedError(
      'TypeError',
      `'${operator}' not supported between instances of '${elementName(left)}' and '${elementName(right)}'`,
      'A value is None: a function without a return statement gives None.',
    );
  }
  return applyBinary(f, left, right, host);
}

export const arrayOperators: Behaviour = { binary, inPlace, unary, compare };

/** The double of an operand of a float64 scalar, where the result is a float64; undefined for others. */
function doubleOf(value: Value): number | undefined {
  if (value instanceof NumpyScalar) return value.value;
  if (value instanceof Float) return value.value;
  return typeof value === 'number' ? value : undefined;
}

function isFloat64(left: Value, right: Value): boolean {
  return (
    (left instanceof NumpyScalar && left.dtype === float64) || (right instanceof NumpyScalar && right.dtype === float64)
  );
}

function scalarBinary(operator: BinaryOperator, left: Value, right: Value, host: Host): Value | NotImplemented {
  if (isFloat64(left, right)) {
    const x = doubleOf(left);
    const y = doubleOf(right);
    if (x !== undefined && y !== undefined) {
      let r = Number.NaN;
      if (operator === '+') r = x + y;
      else if (operator === '-') r = x - y;
      else if (operator === '*') r = x * y;
      else if (operator === '/') r = x / y;
      // A result that is not finite may need a warning.
      if (r - r === 0) return new NumpyScalar(float64, r);
    }
  }
  if (typeof left === 'string' || typeof right === 'string') return NOT_IMPLEMENTED;
  if (left === null || right === null) return NOT_IMPLEMENTED;
  if (!isOperand(left) || !isOperand(right)) return NOT_IMPLEMENTED;
  if (operator === '*' && (isSequence(left) || isSequence(right))) return repeated(left, right, host);
  return binary(operator, left, right, host);
}

function isSequence(value: Value): value is List | Tuple {
  return value instanceof List || value instanceof Tuple;
}

/** `[1, 2] * np.int64(3)` repeats the list, as with an int. */
function repeated(left: Value, right: Value, host: Host): Value | NotImplemented {
  const [sequence, count] = isSequence(left) ? [left, right] : [right, left];
  if (!(count instanceof NumpyScalar) || !isWhole(count.dtype) || !isSequence(sequence)) {
    throw new RaisedError('TypeError', "can't multiply sequence by non-int of type 'numpy.float64'");
  }
  const items = repeatedItems(sequence.items, Math.max(0, count.value), host);
  return sequence instanceof List ? new List(items) : new Tuple(items);
}

function scalarCompare(operator: ComparisonOperator, left: Value, right: Value, host: Host): Value | NotImplemented {
  if (left === null || right === null || typeof left === 'string' || typeof right === 'string') return NOT_IMPLEMENTED;
  return compare(operator, left, right, host);
}

export const scalarOperators: Behaviour = { binary: scalarBinary, unary, compare: scalarCompare };

/** `abs(value)`. */
export function absoluteOf(value: Value, host: Host): Value {
  return applyUnary(absolute, value, host);
}

/** `contains` of an array: `item in array`. */
export function contains(self: NdArray, item: Value, host: Host): boolean {
  const f = comparisonOf('==')!;
  const found = generalBinary(f, self, item, host, {});
  const array = toArray(found, host);
  const cells = array.data as ArrayLike<number>;
  for (let i = 0; i < array.size; i++) if (cells[array.offset + i] !== 0) return true;
  return false;
}
