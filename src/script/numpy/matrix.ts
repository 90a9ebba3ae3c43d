/*
 * The type `np.matrix`: an array that always has two dimensions, and whose `*` is the product of matrices. Its methods are those of
 * arrays, with matrices in place of the arrays that they give; functions of NumPy that keep matrices are wrapped.
 */
import { native } from '../machine/natives.ts';
import {
  Float,
  type Host,
  List,
  NativeFunction,
  NOT_IMPLEMENTED,
  type NotImplemented,
  RaisedError,
  Slice,
  Tuple,
  type Value,
} from '../machine/values.ts';
import { dtypeOr, must, numberOf } from './arguments.ts';
import './array-type.ts';
import { copyArray } from './casts.ts';
import { toArray } from './convert.ts';
import { type Dtype, isWhole } from './dtypes.ts';
import { concatenate } from './elements.ts';
import { assign, getItem, setItem } from './indexing.ts';
import { inverse, matrixPower, pseudoInverse } from './linalg.ts';
import { Matrix, matrixType, NdArray, NumpyScalar, ndarrayType, numberFrom, viewOf } from './ndarray.ts';
import { arrayOperators, isNumber, isOperand } from './operators.ts';
import { dot } from './products.ts';
import { ravel, transpose } from './shaping.ts';

/** A new array, or a view, as a matrix: an array of one dimension is a row. @throws RaisedError for more than two dimensions. */
function matrixOf(of: NdArray): Matrix {
  let { shape, strides } = of;
  if (shape.length > 2) {
    const kept = shape.flatMap((size, k) => (size > 1 ? [k] : []));
    if (kept.length > 2) throw new RaisedError('ValueError', 'shape too large to be a matrix.');
    strides = kept.map((k) => strides[k]!);
    shape = kept.map((k) => of.shape[k]!);
  }
  while (shape.length < 2) {
    shape = [1, ...shape];
    strides = [0, ...strides];
  }
  const { data, dtype, offset, size, base, contiguous, writeable } = of;
  return new Matrix(data, dtype, shape, strides, offset, size, base, contiguous, writeable);
}

/** An array that an operation on matrices has made, as a matrix; other values as they are. */
export function asMatrices(made: Value): Value {
  if (made instanceof NdArray && !(made instanceof Matrix)) return matrixOf(made);
  return made;
}

/** A matrix as an array of the same memory. */
function arrayOf(of: NdArray): NdArray {
  return viewOf(of, of.shape, of.strides, of.offset);
}

function hasMatrix(values: readonly Value[]): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value instanceof Matrix) return true;
    if ((value instanceof List || value instanceof Tuple) && value.items.some((item) => item instanceof Matrix))
      return true;
  }
  return false;
}

/** A function whose result is a matrix where an argument is one. */
function keepsMatrix(of: NativeFunction): NativeFunction {
  return new NativeFunction(of.name, (args, keywords, host) => {
    const made = of.call(args, keywords, host);
    return made instanceof NdArray && !(made instanceof Matrix) && !keywords.has('out') && hasMatrix(args)
      ? matrixOf(made)
      : made;
  });
}

/** A function that makes an array of a matrix. */
function givesArray(of: NativeFunction): NativeFunction {
  return new NativeFunction(of.name, (args, keywords, host) => {
    const made = of.call(args, keywords, host);
    return made instanceof Matrix ? arrayOf(made) : made;
  });
}

/** A reduction, which keeps the axis of a matrix. */
function keepsAxis(of: NativeFunction): NativeFunction {
  return new NativeFunction(of.name, (args, keywords, host) => {
    if (!(args[0] instanceof Matrix)) return of.call(args, keywords, host);
    const axis = args.length > 1 ? args[1] : keywords.get('axis');
    if (axis === undefined || axis === null) return of.call(args, keywords, host);
    return asMatrices(of.call(args, new Map([...keywords, ['keepdims', true]]), host));
  });
}

const REDUCTIONS = 'sum prod mean var std max min any all argmax argmin'.split(' ');
for (const [name, value] of ndarrayType.attributes) {
  const method = value as NativeFunction;
  matrixType.attributes.set(name, REDUCTIONS.includes(name) ? keepsAxis(method) : keepsMatrix(method));
}

/** `matrix[index]`: a part of one dimension is a row, or a column where the second index is a number. */
function partOf(self: Matrix, index: Value, host: Host): Value {
  const part = getItem(self, index, host);
  if (!(part instanceof NdArray)) return part;
  const isColumn =
    part.shape.length === 1 && index instanceof Tuple && index.items.length > 1 && isNumber(index.items[1]!);
  return isColumn ? matrixOf(viewOf(part, [part.size, 1], [part.strides[0]!, 0], part.offset)) : matrixOf(part);
}

/** `left * right` and `left ** right`; the other operators work on elements. */
function product(operator: '*' | '**', left: Value, right: Value, host: Host): Value | NotImplemented {
  if (operator === '**') {
    if (typeof right === 'number' || (right instanceof NumpyScalar && isWhole(right.dtype))) {
      return matrixPower(left, numberOf(right), host);
    }
    if (left instanceof Matrix) throw new RaisedError('TypeError', 'exponent must be an integer');
    return NOT_IMPLEMENTED;
  }
  const isArray = right instanceof NdArray || right instanceof List || right instanceof Tuple;
  if (left instanceof Matrix && isArray) return dot(left, asMatrix(right, host), host);
  if (right === null || left === null) return NOT_IMPLEMENTED;
  return isOperand(left) && isOperand(right) ? dot(left, right, host) : NOT_IMPLEMENTED;
}

/** True for an index with a slice: the part that it names is a view. */
function isPartial(index: Value): boolean {
  return index instanceof Slice || (index instanceof Tuple && index.items.some((item) => item instanceof Slice));
}

/** A matrix as an array of the same memory; other values as they are. */
export function unmarked(right: Value): Value {
  return right instanceof Matrix ? arrayOf(right) : right;
}

matrixType.behaviour = {
  ...ndarrayType.behaviour,
  binary(operator, left, right, host) {
    const made =
      operator === '*' || operator === '**'
        ? product(operator, left, right, host)
        : arrayOperators.binary!(operator, left, unmarked(right), host);
    return made === NOT_IMPLEMENTED ? made : asMatrices(made);
  },
  inPlace(operator, self, value, host) {
    if (operator !== '*' && operator !== '**') return arrayOperators.inPlace!(operator, self, unmarked(value), host);
    const made = product(operator, self, value, host);
    if (made === NOT_IMPLEMENTED) return made;
    assign(self as Matrix, made, host);
    return self;
  },
  unary: (operator, self, host) => asMatrices(arrayOperators.unary!(operator, self, host)),
  compare(operator, left, right, host) {
    const made = arrayOperators.compare!(operator, left, unmarked(right), host);
    return made === NOT_IMPLEMENTED ? made : asMatrices(made);
  },
  getItem: (self, index, host) => partOf(self as Matrix, index, host),
  setItem(self, index, value, host) {
    // The part has two dimensions here, too.
    if (isPartial(index)) {
      const part = partOf(self as Matrix, index, host);
      if (part instanceof NdArray && part.base !== undefined) {
        assign(part, value, host);
        return;
      }
    }
    setItem(self as Matrix, index, value, host);
  },
};

const { getters, attributes } = matrixType;
const arrayTrace = ndarrayType.attributes.get('trace') as NativeFunction;
attributes.set(
  'trace',
  new NativeFunction('matrix.trace', (args, keywords, host) => asMatrix(arrayTrace.call(args, keywords, host), host)),
);
const getter = (name: string, value: (of: Matrix, host: Host) => Value): void => {
  getters.set(name, value as (self: never, host: Host) => Value);
};
for (const name of ['T', 'mT', 'real', 'imag']) {
  const own = ndarrayType.getters.get(name) as (of: NdArray, host: Host) => Value;
  getter(name, (of, host) => asMatrices(own(of, host)));
}
const inverseOf = (of: Matrix, host: Host): Value =>
  matrixOf(of.shape[0] === of.shape[1] ? inverse(of, host) : pseudoInverse(of, 1e-15, host));
const parts = {
  A: arrayOf,
  A1: (of: Matrix, host: Host) => ravel(of, host),
  H: (of: Matrix) => matrixOf(transpose(of)),
  I: inverseOf,
};
for (const [name, part] of Object.entries(parts)) {
  getter(name, part);
  attributes.set(
    `get${name}`,
    native(`matrix.get${name}`, 'self', ([of], host) => part(of as Matrix, host)),
  );
}
attributes.set(
  'getT',
  native('matrix.getT', 'self', ([of]) => matrixOf(transpose(of as Matrix))),
);

/** The cells of the text of a matrix: rows end with a semicolon. */
function cellsFrom(text: string): List {
  const rows = text
    .replace(/[[\]]/g, '')
    .split(';')
    .map((row) => row.split(/[\s,]+/).filter((cell) => cell !== ''));
  if (rows.some((row) => row.length !== rows[0]!.length))
    throw new RaisedError('ValueError', 'Rows not the same size.');
  return new List(
    rows.map((row) => {
      return new List(row.map((cell) => (/^[+-]?\d+$/.test(cell) ? Number(cell) + 0 : new Float(numberFrom(cell)))));
    }),
  );
}

/** `np.asmatrix(value)`. */
function asMatrix(value: Value, host: Host, dtype?: Dtype): Matrix {
  if (value instanceof Matrix && (dtype === undefined || dtype === value.dtype)) return value;
  const given = toArray(typeof value === 'string' ? cellsFrom(value) : value, host, dtype);
  return matrixOf(given === value ? arrayOf(given) : given);
}

matrixType.construct = native('matrix', 'data, dtype=, copy=', ([data, dtype, copy], host) => {
  const made = asMatrix(must(data), host, dtypeOr(dtype));
  return (made.base === undefined && made !== data) || copy === false ? made : matrixOf(copyArray(made, host));
}).call;

/** A matrix of blocks, in rows. */
function blocks(value: Value, host: Host): Value {
  const rows = value instanceof List || value instanceof Tuple ? value.items : [value];
  const row = (items: readonly Value[]): NdArray =>
    concatenate(
      items.map((item) => asMatrix(item, host)),
      1,
      host,
    );
  const isNested = rows[0] instanceof List || rows[0] instanceof Tuple;
  if (!isNested) return matrixOf(row(rows));
  return matrixOf(
    concatenate(
      rows.map((items) => row((items as List).items)),
      0,
      host,
    ),
  );
}

/** Functions of NumPy that give a matrix for a matrix. */
const KEEPING =
  `argsort around choose clip column_stack concatenate cumprod cumsum delete diff dot empty_like flip fliplr
  flipud full_like gradient hstack inner insert kron matmul moveaxis nan_to_num nanmax nanmean nanmin nanstd nansum nanvar
  ones_like partition percentile polyval quantile repeat roll rot90 round sort squeeze stack swapaxes take tile transpose
  trapezoid vdot vstack zeros_like`.split(/\s+/);

/** The functions of `np.linalg` that do. */
const KEEPING_LINALG = ['inv', 'pinv', 'solve', 'matrix_power', 'cholesky'];

/** Puts the type and its functions into a module `numpy`, and wraps the functions that keep matrices. */
export function addMatrices(names: Map<string, Value>, linalg: Map<string, Value>): void {
  for (const name of KEEPING) names.set(name, keepsMatrix(names.get(name) as NativeFunction));
  for (const name of KEEPING_LINALG) linalg.set(name, keepsMatrix(linalg.get(name) as NativeFunction));
  for (const name of [...REDUCTIONS, 'amax', 'amin', 'ptp', 'median', 'average']) {
    names.set(name, keepsAxis(names.get(name) as NativeFunction));
  }
  for (const name of ['asarray', 'ascontiguousarray', 'asfortranarray', 'asarray_chkfinite']) {
    names.set(name, givesArray(names.get(name) as NativeFunction));
  }
  names.set('matrix', matrixType);
  names.set(
    'asmatrix',
    native('asmatrix', 'data, dtype=', ([data, dtype], host) => asMatrix(must(data), host, dtypeOr(dtype))),
  );
  names.set('mat', names.get('asmatrix')!);
  names.set(
    'bmat',
    native('bmat', 'obj, ldict=, gdict=', ([obj], host) => blocks(must(obj), host)),
  );
}
