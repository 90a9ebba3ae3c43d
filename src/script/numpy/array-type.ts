/*
 * The type of arrays: attributes, methods, operators. A long file: most of it is a list of them.
 */
import { formatAny } from '../library/str-format.ts';
import { native } from '../machine/natives.ts';
import { textOf } from '../machine/text.ts';
import {
  type Copies,
  copyOf,
  type Host,
  Iterator,
  LIST_BYTES,
  List,
  NativeFunction,
  RaisedError,
  Tuple,
  type Value,
} from '../machine/values.ts';
import { dtypeOr, type Given, must, numberOr, outOf, quick, reductionOptions } from './arguments.ts';
import { castArray, copyArray } from './casts.ts';
import { toArray } from './convert.ts';
import { type Dtype, dtypeOf, isWhole } from './dtypes.ts';
import { clip, diagonal, repeat, round, take, trace } from './elements.ts';
import { nonzeroOf } from './index-places.ts';
import { assign, getItem, setItem } from './indexing.ts';
import {
  cellsOf,
  isRowByRow,
  type NdArray,
  NumpyScalar,
  ndarrayType,
  numberFrom,
  placesOf,
  plainOf,
  rowStrides,
  shapeText,
  unwrapped,
  viewOf,
  warnOfConversion,
} from './ndarray.ts';
import { absoluteOf, arrayOperators, contains } from './operators.ts';
import { accumulated, delivered, deliveredProduct, taken } from './outputs.ts';
import { arrayRepr, arrayStr } from './printing.ts';
import { dot } from './products.ts';
import { mayCastSafely, mayCastSameKind } from './promotion.ts';
import { argExtreme, extreme, mean, running, total, truthOver, variance } from './reductions.ts';
import { flatten, ravel, reshape, shapeFrom, squeeze, swapAxes, transpose, wholeFrom } from './shaping.ts';
import { argsortArray, searchSorted, sortedArray } from './sorting.ts';

/** Elements of a list whose memory is counted before it is made. */
const MANY = 1000;

/** The parts of an array along the first axis, for `for`. */
class ArrayIterator extends Iterator {
  private readonly of: NdArray;
  private position: number;
  constructor(of: NdArray, position = 0) {
    super();
    this.of = of;
    this.position = position;
  }
  override copy(copies: Copies): ArrayIterator {
    const copy = new ArrayIterator(copyOf(this.of, copies), this.position);
    copies.set(this, copy);
    return copy;
  }
  override next(host: Host): Value | undefined {
    if (this.position >= this.of.shape[0]!) return undefined;
    return this.of.type.behaviour.getItem!(this.of, this.position++, host);
  }
}

const self = (value: Value): NdArray => value as NdArray;

ndarrayType.behaviour = {
  ...arrayOperators,
  contains: (of, item, host) => contains(self(of), item, host),
  truth: (of) => truthOf(self(of)),
  length(of) {
    const size = self(of).shape[0];
    if (size === undefined) throw new RaisedError('TypeError', 'len() of unsized object');
    return size;
  },
  getItem: (of, index, host) => getItem(self(of), index, host),
  setItem: (of, index, value, host) => setItem(self(of), index, value, host),
  deleteItem() {
    throw new RaisedError('ValueError', 'cannot delete array elements', 'np.delete gives a copy without them.');
  },
  iterate(of) {
    if (self(of).shape.length === 0) throw new RaisedError('TypeError', 'iteration over a 0-d array');
    return new ArrayIterator(self(of));
  },
  hashKey() {
    throw new RaisedError(
      'TypeError',
      "unhashable type: 'numpy.ndarray'",
      'Use tuple(array) or array.tobytes() as a key.',
    );
  },
  repr: (of, host, reprOf) => arrayRepr(self(of), host, reprOf),
  str: (of, host, reprOf) => arrayStr(self(of), host, reprOf),
  format(of, spec, host) {
    if (self(of).shape.length === 0) return formatAny(unwrapped(self(of)), spec, host);
    if (spec === '') return textOf(of, host);
    throw new RaisedError(
      'TypeError',
      'unsupported format string passed to numpy.ndarray.__format__',
      'Format single numbers, or print the array without a format.',
    );
  },
  asFloat: (of, host) => onlyNumber(self(of), host),
  asInt(of, host) {
    const number = onlyNumber(self(of), host);
    if (Number.isNaN(number)) throw new RaisedError('ValueError', 'cannot convert float NaN to integer');
    if (!Number.isFinite(number)) throw new RaisedError('OverflowError', 'cannot convert float infinity to integer');
    return Math.trunc(number);
  },
  asIndex(of) {
    const { shape, dtype, data, offset } = self(of);
    if (shape.length > 0 || !isWhole(dtype)) {
      throw new RaisedError('TypeError', 'only integer scalar arrays can be converted to a scalar index');
    }
    return data[offset] as number;
  },
};

function truthOf(of: NdArray): boolean {
  if (of.size === 1) {
    const cell = of.data[of.offset]!;
    if (typeof cell === 'number') return cell !== 0;
    return cell !== '' && cell !== false && cell !== null;
  }
  if (of.size === 0) {
    throw new RaisedError(
      'ValueError',
      'The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.',
    );
  }
  throw new RaisedError(
    'ValueError',
    'The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
    'A condition needs one True or False; this one has one for each element.',
  );
}

function onlyNumber(of: NdArray, host: Host): number {
  if (of.size !== 1) {
    throw new RaisedError(
      'TypeError',
      host.version === 3
        ? 'only 0-dimensional arrays can be converted to Python scalars'
        : 'only size-1 arrays can be converted to Python scalars',
      `The array has the shape ${shapeText(of.shape)}; take one element, for example x[0].`,
    );
  }
  if (of.shape.length > 0) warnOfConversion(host);
  return numberFrom(plainOf(of.dtype, of.data[of.offset]!));
}

const { getters, setters, attributes } = ndarrayType;
const get = (name: string, value: (of: NdArray, host: Host) => Value): void => {
  getters.set(name, value as (self: never, host: Host) => Value);
};
get('shape', ({ shape }) => new Tuple(shape));
get('ndim', ({ shape }) => shape.length);
get('size', ({ size }) => size);
get('dtype', ({ dtype }) => dtype);
get('T', (of) => (of.shape.length < 2 ? viewOf(of, of.shape, of.strides, of.offset) : transpose(of)));
get('mT', (of) => swapAxes(of, -1, -2));
get('base', ({ base }) => base ?? null);
get('itemsize', ({ dtype }) => dtype.bytes);
get('nbytes', ({ dtype, size }) => dtype.bytes * size);
get('strides', ({ dtype, strides }) => new Tuple(strides.map((step) => step * dtype.bytes)));
get('real', (of) => of);
get('imag', (of, host) => castArray(zeroed(of, host), of.dtype, host));
get('flat', (of, host) => ravel(of, host));

function zeroed(of: NdArray, host: Host): NdArray {
  const made = copyArray(of, host);
  (made.data as Float64Array).fill(0);
  return made;
}

setters.set('shape', ((of: NdArray, value: Value, host: Host) => {
  const made = reshape(of, shapeFrom(value), host);
  if (made.data !== of.data) {
    throw new RaisedError(
      'AttributeError',
      'Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.',
    );
  }
  of.shape = made.shape;
  of.strides = made.strides;
  of.contiguous = isRowByRow(made.shape, made.strides, made.size);
}) as (self: never, value: Value, host: Host) => void);
setters.set('flat', ((of: NdArray, value: Value, host: Host) => {
  const given = toArray(value, host);
  const cells = cellsOf(given.dtype === of.dtype ? given : castArray(given, of.dtype, host));
  placesOf(of).forEach((place, i) => {
    of.data[place] = cells[i % cells.length] as never;
  });
}) as (self: never, value: Value, host: Host) => void);

type Body = (of: NdArray, args: readonly Given[], host: Host, rest: readonly Value[]) => Value;
function method(name: string, signature: string, body: Body): void {
  attributes.set(
    name,
    native(`ndarray.${name}`, signature === '' ? 'self' : `self, ${signature}`, ([of, ...args], host, rest) =>
      body(of as NdArray, args, host, rest),
    ),
  );
}

/** The arguments `2, 3` or `(2, 3)` as whole numbers. */
function numbers(rest: readonly Value[]): readonly number[] {
  return rest.length === 1 ? shapeFrom(rest[0]!) : rest.map((value) => wholeFrom(value));
}

method('reshape', '*shape, order=', (of, args, host, rest) =>
  reshape(of, numbers(rest), host, typeof args[0] === 'string' ? args[0] : 'C'),
);
method('ravel', 'order=', (of, [order], host) => ravel(of, host, typeof order === 'string' ? order : 'C'));
method('flatten', 'order=', (of, [order], host) => flatten(of, host, typeof order === 'string' ? order : 'C'));
method('transpose', '*axes', (of, _args, _host, rest) =>
  transpose(of, rest.length === 0 || rest[0] === null ? undefined : numbers(rest)),
);
method('swapaxes', 'axis1, axis2', (of, [a, b]) => swapAxes(of, wholeFrom(must(a)), wholeFrom(must(b))));
method('squeeze', 'axis=', (of, [axis]) =>
  squeeze(of, axis === undefined || axis === null ? undefined : shapeFrom(axis)),
);
method('copy', 'order=', (of, _args, host) => copyArray(of, host));
method('astype', 'dtype, order=, casting=, subok=, copy=', (of, [dtype, , casting, , copy], host) => {
  const to = dtypeOf(must(dtype));
  checkCast(of.dtype, to, typeof casting === 'string' ? casting : 'unsafe');
  return copy === false && of.dtype === to ? of : castArray(of, to, host);
});
method('view', 'dtype=, type=', (of, [dtype]) => {
  const to = dtypeOr(dtype) ?? of.dtype;
  if (to !== of.dtype)
    throw new RaisedError(
      'TypeError',
      'a view of the bytes as another data type is not supported here',
      'Convert the values with astype.',
    );
  return viewOf(of, of.shape, of.strides, of.offset);
});
method('fill', 'value', (of, [value], host) => {
  assign(of, must(value), host);
  return null;
});
method('item', '*args', (of, _args, host, rest) => item(of, rest, host));
method('tolist', '', (of, _args, host) => {
  // A view of few elements may have a large list: floats are objects, and so are lists of length 1.
  if (of.size > MANY)
    host.reserve(of.size * (8 + (of.dtype.kind === 'f' ? 32 : 0) + (of.shape.at(-1) === 1 ? LIST_BYTES : 0)));
  return toList(of, 0, of.offset);
});
method('tobytes', 'order=', () => {
  throw new RaisedError(
    'TypeError',
    'the bytes of an array are not supported here',
    'Use tuple(array.ravel()) as a key.',
  );
});
method('sum', 'axis=, dtype=, out=, keepdims=, initial=, where=', (of, args, host) =>
  total('sum', of, host, reductionOptions(args, host)),
);
method('prod', 'axis=, dtype=, out=, keepdims=, initial=, where=', (of, args, host) =>
  total('prod', of, host, reductionOptions(args, host)),
);
method('mean', 'axis=, dtype=, out=, keepdims=, *, where=', (of, [axis, dtype, out, keepdims, where], host) =>
  mean(of, host, reductionOptions([axis, dtype, out, keepdims, undefined, where], host)),
);
for (const which of ['var', 'std'] as const) {
  method(
    which,
    'axis=, dtype=, out=, ddof=, keepdims=, *, correction=',
    (of, [axis, dtype, out, ddof, keepdims, correction], host) =>
      variance(which, of, host, numberOr(ddof ?? correction, 0), reductionOptions([axis, dtype, out, keepdims], host)),
  );
}
for (const [name, which] of [
  ['max', 'maximum'],
  ['min', 'minimum'],
] as const) {
  method(name, 'axis=, out=, keepdims=, initial=, where=', (of, [axis, out, keepdims, initial, where], host) =>
    extreme(which, of, host, reductionOptions([axis, undefined, out, keepdims, initial, where], host)),
  );
}
for (const name of ['any', 'all'] as const) {
  method(name, 'axis=, out=, keepdims=, *, where=', (of, [axis, out, keepdims], host) =>
    truthOver(name, of, host, reductionOptions([axis, undefined, out, keepdims], host)),
  );
}
for (const name of ['argmax', 'argmin'] as const) {
  method(name, 'axis=, out=, *, keepdims=', (of, [axis, out, keepdims], host) =>
    argExtreme(name, of, host, reductionOptions([axis, undefined, out, keepdims], host)),
  );
}
method('cumsum', 'axis=, dtype=, out=', (of, [axis, dtype, out], host) =>
  delivered(running('sum', of, axis, dtypeOr(dtype), host), outOf(out), host, accumulated),
);
method('cumprod', 'axis=, dtype=, out=', (of, [axis, dtype, out], host) =>
  delivered(running('prod', of, axis, dtypeOr(dtype), host), outOf(out), host, accumulated),
);
method('dot', 'b, out=', (of, [b, out], host) => deliveredProduct(dot(of, must(b), host), outOf(out), host));
attributes.set(
  'dot',
  quick(attributes.get('dot') as NativeFunction, (args, host) =>
    args.length === 2 ? dot(args[0]!, args[1]!, host) : undefined,
  ),
);
method('round', 'decimals=, out=', (of, [decimals, out], host) =>
  delivered(round(of, numberOr(decimals, 0), host), outOf(out), host, () => 'invalid output shape'),
);
method('clip', 'min=, max=, out=', (of, [min, max, out], host) => clip(of, min ?? null, max ?? null, outOf(out), host));
method('take', 'indices, axis=, out=, mode=', (of, [indices, axis, out], host) =>
  delivered(take(of, must(indices), axis, host), outOf(out), host, taken),
);
method('repeat', 'repeats, axis=', (of, [repeats, axis], host) => repeat(of, must(repeats), axis, host));
method('nonzero', '', (of, _, host) => new Tuple(nonzeroOf(of, host)));
method('sort', 'axis=, kind=, order=', (of, [axis], host) => {
  assign(of, sortedArray(of, axis === undefined ? -1 : wholeFrom(axis), host), host);
  return null;
});
method('argsort', 'axis=, kind=, order=', (of, [axis], host) => argsortArray(of, axis === undefined ? -1 : axis, host));
method('searchsorted', 'v, side=, sorter=', (of, [v, side], host) => searchSorted(of, must(v), side === 'right', host));
method('trace', 'offset=, axis1=, axis2=', (of, [offset], host) => trace(of, numberOr(offset, 0), host));
method('diagonal', 'offset=, axis1=, axis2=', (of, [offset], host) => diagonal(of, numberOr(offset, 0), host));
method('ptp', 'axis=, out=, keepdims=', () => {
  throw new RaisedError(
    'AttributeError',
    '`ptp` was removed from the ndarray class in NumPy 2.0. Use `np.ptp(arr, ...)` instead.',
  );
});
method('conj', '', (of) => of);
method('conjugate', '', (of) => of);
for (const name of ['tofile', 'dump']) {
  method(name, '*args', () => {
    throw new RaisedError('PermissionError', `writing files is not possible here: ${name}`);
  });
}
method('setflags', 'write=, align=, uic=', () => null);
method('resize', '*shape, refcheck=', (of, _args, host, rest) => {
  const shape = numbers(rest);
  reshape(of, shape, host);
  of.shape = shape;
  of.strides = rowStrides(shape);
  return null;
});

export function checkCast(from: Dtype, to: Dtype, casting: string): void {
  const isAllowed =
    casting === 'unsafe' ||
    (casting === 'safe' ? mayCastSafely(from, to) : casting === 'same_kind' ? mayCastSameKind(from, to) : from === to);
  if (!isAllowed) {
    throw new RaisedError(
      'TypeError',
      `Cannot cast array data from dtype('${from.name}') to dtype('${to.name}') according to the rule '${casting}'`,
    );
  }
}

function item(of: NdArray, rest: readonly Value[], host: Host): Value {
  const index = rest.length === 1 && rest[0] instanceof Tuple ? rest[0].items : rest;
  if (index.length === 0) {
    if (of.size !== 1) throw new RaisedError('ValueError', 'can only convert an array of size 1 to a Python scalar');
    return plainOf(of.dtype, of.data[of.offset]!);
  }
  const found = index.length === 1 ? getItem(ravel(of, host), index[0]!, host) : getItem(of, new Tuple(index), host);
  return found instanceof NumpyScalar ? plainOf(found.dtype, found.value) : found;
}

/** Nested lists of Python values. */
function toList(of: NdArray, axis: number, offset: number): Value {
  if (axis === of.shape.length) return plainOf(of.dtype, of.data[offset]!);
  const items: Value[] = [];
  for (let i = 0; i < of.shape[axis]!; i++) items.push(toList(of, axis + 1, offset + i * of.strides[axis]!));
  return new List(items);
}

attributes.set(
  '__abs__',
  native('__abs__', 'self', ([of], host) => absoluteOf(must(of), host)),
);

/** Methods of an array that a NumPy scalar has, too. */
export const sharedMethods = [...attributes].filter(
  (entry): entry is [string, NativeFunction] => entry[1] instanceof NativeFunction,
);
