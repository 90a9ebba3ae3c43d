/*
 * Calls of ufuncs: broadcasting, output into an existing array, and warnings. Small contiguous float64 arrays go a short way;
 * everything else is computed in doubles, and cast to the data type of the result. A long file, since all ways of a call share
 * `runBinary` and `runUnary`.
 */
import type { Binary, Unary } from '../../engine/loops.ts';
import { asCells, type Cells } from '../../engine/views.ts';
import { Float, type Host, RaisedError, type Value } from '../machine/values.ts';
import { broadcastShape, broadcastStrides, notTogether, sameShape } from './broadcast.ts';
import { castNumber } from './casts.ts';
import { toArray } from './convert.ts';
import { bool, type Dtype, float32, float64, int64, isNumeric, isWhole, type Numbers, tooLarge } from './dtypes.ts';
import { expanded, scatter } from './expansion.ts';
import { raise } from './float-errors.ts';
import { combine, map } from './kernels.ts';
import {
  cellsOf,
  create,
  createDoubles,
  type Doubles,
  doublesOf,
  flagsLike,
  gather,
  NdArray,
  NumpyScalar,
  Rows,
  type Shape,
  shapeText,
  sizeOf,
  tightShape,
  unwrapped,
  wrap,
} from './ndarray.ts';
import { mayCastSameKind } from './promotion.ts';
import { allocate, floats } from './storage.ts';
import type { Options, Ufunc } from './ufunc.ts';
import { notForObjects, ofObjects } from './ufunc-objects.ts';
import { meetingType, noLoop, resolve } from './ufunc-types.ts';
import { explainResults } from './ufunc-warnings.ts';

const NO_OPTIONS: Options = {};

/** A number as an operand of a loop. Written before each use. */
const repeated = { data: new Float64Array(1), offset: 0, step: 0 };

/** `left op right` of two values, at least one of which is an array or a NumPy scalar. */
export function applyBinary(f: Ufunc, left: Value, right: Value, host: Host): Value {
  if (left instanceof NdArray && left.contiguous && (left.dtype === float64 || left.dtype === int64)) {
    if (right instanceof NdArray) {
      // An int64 beside a float64 counts as one; both are kept as doubles.
      const meet = right.dtype === float64 || (right.dtype === int64 && left.dtype === float64);
      if (meet && right.contiguous && sameShape(left.shape, right.shape)) {
        return direct(f, left as Doubles, right as Doubles, left, host);
      }
    } else if (left.dtype === float64) {
      const number = floatOf(right);
      if (number !== undefined) {
        repeated.data[0] = number;
        return direct(f, left as Doubles, repeated, left, host);
      }
    }
  } else if (right instanceof NdArray && right.dtype === float64 && right.contiguous) {
    const number = floatOf(left);
    if (number !== undefined) {
      repeated.data[0] = number;
      return direct(f, repeated, right as Doubles, right, host);
    }
  }
  return generalBinary(f, left, right, host, NO_OPTIONS);
}

/** The number of a scalar that leaves a float64 array a float64 array. */
function floatOf(value: Value): number | undefined {
  if (value instanceof Float) return value.value;
  if (typeof value === 'number') return value;
  if (value instanceof NumpyScalar) return value.value;
  return undefined;
}

/** The result for doubles that meet in the shape of one of them, `like`. */
function direct(f: Ufunc, x: Cells, y: Cells, like: NdArray, host: Host): Value {
  if (f.kind === 'bits') throw noLoop(f, [float64, float64]);
  if (f.kind === 'test') {
    const flags = flagsLike(host, like);
    combine(f, x, y, flags, like.size);
    return like.shape.length === 0 ? unwrapped(flags) : flags;
  }
  const out = createDoubles(host, like.shape, like.strides, like.size);
  if (!combine(f, x, y, out, like.size)) explainResults(f, x, y, out, like.size, host, f.name);
  return like.shape.length === 0 ? unwrapped(out) : out;
}

/** `self op= value` into the memory of `self`. */
export function applyInPlace(f: Ufunc, self: NdArray, value: Value, host: Host): Value {
  if (self.dtype === float64 && self.contiguous && self.writeable && (f.kind === 'same' || f.kind === 'float')) {
    const x = self as Doubles;
    if (value instanceof NdArray) {
      // Two views of one memory may overlap in a way in which a result would be read again.
      const isSafe = value.data !== self.data || value.offset === self.offset;
      if (value.dtype === float64 && value.contiguous && isSafe && sameShape(self.shape, value.shape)) {
        const y = value as Doubles;
        const before = cellsBefore(x);
        if (!combine(f, x, y, x, x.size))
          explainResults(f, before, y.data === x.data ? before : y, x, x.size, host, f.name);
        return self;
      }
    } else {
      const number = floatOf(value);
      if (number !== undefined) {
        repeated.data[0] = number;
        const before = cellsBefore(x);
        if (!combine(f, x, repeated, x, x.size)) explainResults(f, before, repeated, x, x.size, host, f.name);
        return self;
      }
    }
  }
  return generalBinary(f, self, value, host, { out: self });
}

/** Elements before an operation in place, which tell why a result is not finite. Written before each use. */
const kept = { data: new Float64Array(32), offset: 0, step: 1 };
/** Larger arrays are copied into memory of their own. */
const MOST_KEPT = 65536;

function cellsBefore({ data, offset, size, step }: Doubles): Cells {
  if (size > MOST_KEPT) return asCells(data.slice(offset, offset + size));
  if (size > kept.data.length) kept.data = new Float64Array(Math.min(MOST_KEPT, 2 * size));
  kept.step = step;
  if (size > 32) kept.data.set(data.subarray(offset, offset + size));
  else for (let i = 0; i < size; i++) kept.data[i] = data[offset + i]!;
  return kept;
}

export function generalBinary(f: Ufunc, left: Value, right: Value, host: Host, options: Options): Value {
  const a = toArray(left, host);
  const b = toArray(right, host);
  if (f.name === 'subtract' && a.dtype === bool && b.dtype === bool) {
    throw new RaisedError(
      'TypeError',
      'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.',
    );
  }
  if (!isNumeric(a.dtype) || !isNumeric(b.dtype)) return ofObjects(f, a, b, host, options);
  const types = [a.dtype, b.dtype];
  const meeting = options.dtype ?? meetingType(f, left, right, a.dtype, b.dtype, host);
  const [computed, result] = resolve(f, meeting, types);
  const { out } = options;
  checkInputs(f, types, computed, options);
  checkOutput(f, result, options);
  let shape = tryBroadcast(a.shape, b.shape);
  if (shape === undefined) throw notTogether(out === undefined ? [a.shape, b.shape] : [a.shape, b.shape, out.shape]);
  if (f.name === 'power' && isWhole(computed) && doublesOf(b).some((k) => k < 0)) {
    throw new RaisedError(
      'ValueError',
      'Integers to negative integer powers are not allowed.',
      'Make the base a float: 2.0 ** -1.',
    );
  }
  if (out !== undefined) shape = outShape(out, shape, [a.shape, b.shape]);
  const isScalar = left instanceof NumpyScalar || right instanceof NumpyScalar;
  const name =
    isScalar && shape.length === 0 && !(left instanceof NdArray) && !(right instanceof NdArray)
      ? `scalar ${f.name}`
      : f.name;
  if (options.where !== undefined) return masked(f, a, b, shape, computed, result, host, options);
  const target = out ?? create(host, result, shape);
  runBinary(f, name, a, b, shape, computed, result, target, host);
  return out === undefined ? unwrapped(target) : out;
}

/** Refuses `dtype=` of another kind than the operands. */
function checkInputs(f: Ufunc, types: readonly Dtype[], computed: Dtype, { dtype, casting }: Options): void {
  if (dtype === undefined || casting === 'unsafe') return;
  const wrong = types.findIndex((own) => !mayCastSameKind(own, computed));
  if (wrong === -1) return;
  throw new RaisedError(
    'UFuncTypeError',
    `Cannot cast ufunc '${f.name}' input ${types.length > 1 ? `${wrong} ` : ''}from dtype('${types[wrong]!.name}') to dtype('${computed.name}') with casting rule 'same_kind'`,
    'Convert the array first: x.astype(int).',
  );
}

function checkOutput(f: Ufunc, result: Dtype, { out, casting }: Options): void {
  if (out === undefined) return;
  if (casting !== 'unsafe' && !mayCastSameKind(result, out.dtype)) {
    throw new RaisedError(
      'UFuncTypeError',
      `Cannot cast ufunc '${f.name}' output from dtype('${result.name}') to dtype('${out.dtype.name}') with casting rule 'same_kind'`,
      ({ first, isInPlace }) =>
        isInPlace
          ? `${first} holds ${out.dtype.name}; make it an array of floats first, for example with dtype=float.`
          : `The output array holds ${out.dtype.name}; make it an array of floats first, for example with dtype=float.`,
    );
  }
  if (!out.writeable) throw new RaisedError('ValueError', 'output array is read-only');
}

function outShape(out: NdArray, shape: Shape, operands: readonly Shape[]): Shape {
  if (sameShape(out.shape, shape)) return out.shape;
  // An output with more elements than the operands repeats them.
  const meeting = tryBroadcast(out.shape, shape);
  if (meeting === undefined) throw notTogether([...operands, out.shape]);
  if (!sameShape(meeting, out.shape)) {
    throw new RaisedError(
      'ValueError',
      `non-broadcastable output operand with shape ${tightShape(out.shape)} doesn't match the broadcast shape ${tightShape(shape)}`,
      ({ first, isInPlace }) =>
        `The result has the shape ${shapeText(shape)} and does not fit into ${isInPlace ? first : 'an array'} of shape ${shapeText(out.shape)}.`,
    );
  }
  return out.shape;
}

function tryBroadcast(a: Shape, b: Shape): Shape | undefined {
  try {
    return broadcastShape(a, b);
  } catch {
    return undefined;
  }
}

/** Elements as doubles with strides for `shape`; the array's own memory where it holds doubles. */
function doubles(of: NdArray, computed: Dtype): Doubles {
  // A Python number beside an array of float32 is rounded first.
  const isRounded = computed === float32 && of.dtype === float64;
  if (of.data instanceof Float64Array && !isRounded && (of.dtype.kind !== 'f' || computed.kind === 'f'))
    return of as Doubles;
  const cells = cellsOf(of) as Numbers;
  const { size } = of;
  const data = floats(size);
  if (computed === of.dtype || computed === float64) for (let i = 0; i < size; i++) data[i] = cells[i]!;
  else for (let i = 0; i < size; i++) data[i] = castNumber(cells[i]!, of.dtype, computed);
  return wrap(data, float64, of.shape);
}

function runBinary(
  f: Ufunc,
  name: string,
  left: NdArray,
  right: NdArray,
  shape: Shape,
  computed: Dtype,
  result: Dtype,
  out: NdArray,
  host: Host,
): void {
  let a = doubles(left, computed);
  let b = doubles(right, computed);
  // An operand that shares memory with the output in another arrangement is copied first.
  if (a.data === out.data && !sameArrangement(a, out)) a = copied(a);
  if (b.data === out.data && !sameArrangement(b, out)) b = copied(b);
  const { size } = out;
  if (size === 0) return;
  const isTest = f.kind === 'test';
  const isDirect = out.contiguous && out.dtype === result && (isTest || out.data instanceof Float64Array);
  const isSame = isDirect && a.data !== out.data && b.data !== out.data;
  const cells = isSame ? out.data : isTest ? new Uint8Array(size) : floats(size);
  const z: Cells<Float64Array> = { data: cells as Float64Array, offset: isSame ? out.offset : 0, step: 1 };
  const narrow = computed.bytes < 8 ? f.narrow : undefined;
  const loop = (isWhole(computed) ? (narrow ?? f.whole ?? f.loop) : f.loop) as Binary;
  const isClean = combineRows(f, loop, a, b, shape, z);
  if (!isTest) {
    if (isWhole(computed)) {
      checkWhole(z, size);
      if (name !== f.name && f.kind !== 'bits' && isOutside(z.data[z.offset]!, computed)) raise(host, 'over', name);
      if (f.name === 'floor_divide' || f.name === 'remainder' || f.name === 'fmod') warnWholeDivision(b, host, name);
    } else if (!isClean || computed === float32) {
      if (computed === float32) roundToFloat32(z, size);
      explainResults(f, asCells(expanded(a, shape)), asCells(expanded(b, shape)), z, size, host, name);
    }
  }
  if (!isSame) scatter(z.data, isTest ? bool : computed, out);
}

function isOutside(value: number, dtype: Dtype): boolean {
  return value < dtype.least || value > dtype.most;
}

function roundToFloat32({ data, offset }: Cells, n: number): void {
  for (let i = offset; i < offset + n; i++) data[i] = Math.fround(data[i]!);
}

function warnWholeDivision(divisor: NdArray, host: Host, name: string): void {
  if (doublesOf(divisor).includes(0)) raise(host, 'divide', name);
}

function copied(of: Doubles): Doubles {
  const data = floats(of.size);
  gather(of, data);
  return wrap(data, of.dtype, of.shape);
}

function sameArrangement(a: NdArray, b: NdArray): boolean {
  return a.offset === b.offset && sameShape(a.shape, b.shape) && sameShape(a.strides, b.strides);
}

/** Runs a loop over two operands that are broadcast to `shape`; the results are row by row. */
function combineRows(f: Ufunc, loop: Binary, a: Doubles, b: Doubles, shape: Shape, z: Cells): boolean {
  const size = sizeOf(shape);
  if (isFlat(a, size) && isFlat(b, size)) return combine(f, a, b, z, size, loop);
  const length = shape.at(-1)!;
  const left = new Rows(a, shape, broadcastStrides(a, shape));
  const right = new Rows(b, shape, broadcastStrides(b, shape));
  const out = { data: z.data, offset: z.offset, step: 1 };
  let isClean = true;
  do {
    isClean = combine(f, left, right, out, length, loop) && isClean;
    out.offset += length;
    right.next();
  } while (left.next());
  return isClean;
}

/** True when a loop can read an array of a shape of `size` elements as one row. */
function isFlat(of: NdArray, size: number): boolean {
  return of.size === 1 || (of.contiguous && of.size === size);
}

/** Whole numbers must be exact; those of narrow types then wrap around when they are stored. */
function checkWhole({ data, offset }: Cells, n: number): void {
  for (let i = offset; i < offset + n; i++) if (!Number.isSafeInteger(data[i]!)) throw tooLarge();
}

/** Computes only where the mask is true; elsewhere the output keeps what it has. */
function masked(
  f: Ufunc,
  a: NdArray,
  b: NdArray | undefined,
  operands: Shape,
  computed: Dtype,
  result: Dtype,
  host: Host,
  options: Options,
): Value {
  const { out, where } = options;
  const meeting = tryBroadcast(operands, where!.shape);
  if (meeting === undefined) throw notTogether([operands, where!.shape]);
  const shape = out === undefined ? meeting : outShape(out, meeting, [operands, where!.shape]);
  const mask = expanded(where!, shape);
  const left = expanded(a, shape);
  const right = b === undefined ? undefined : expanded(b, shape);
  const places: number[] = [];
  for (let i = 0; i < mask.length; i++) if (mask[i] !== 0) places.push(i);
  const x = wrap(
    Float64Array.from(places, (i) => left[i]!),
    float64,
    [places.length],
  );
  const part = create(host, result, [places.length]);
  if (right === undefined) runUnary(f, x, computed, part, host);
  else {
    const y = wrap(
      Float64Array.from(places, (i) => right[i]!),
      float64,
      [places.length],
    );
    runBinary(f, f.name, x, y, [places.length], computed, result, part, host);
  }
  const target = out ?? create(host, result, shape);
  const whole = allocate(target.dtype, target.size) as Numbers;
  const kept = cellsOf(target) as Numbers;
  for (let i = 0; i < whole.length; i++) whole[i] = kept[i]!;
  places.forEach((place, k) => {
    whole[place] = castNumber((part.data as Numbers)[k]!, result, target.dtype);
  });
  scatter(whole, target.dtype, target);
  return out === undefined ? unwrapped(target) : out;
}

/** `f(value)`. */
export function applyUnary(f: Ufunc, value: Value, host: Host, options: Options = NO_OPTIONS): Value {
  if (options === NO_OPTIONS && value instanceof NdArray && value.dtype === float64 && value.contiguous) {
    if (f.kind === 'same' || f.kind === 'float') {
      const x = value as Doubles;
      const out = createDoubles(host, x.shape, x.strides, x.size);
      if (!map(f, x, out, x.size)) explainResults(f, x, x, out, x.size, host, f.name);
      return x.shape.length === 0 ? unwrapped(out) : out;
    }
  }
  const a = toArray(value, host);
  if (!isNumeric(a.dtype)) {
    if (a.dtype.kind === 'O') throw notForObjects(f, a);
    throw noLoop(f, [a.dtype]);
  }
  if (f.name === 'negative' && a.dtype === bool) {
    throw new RaisedError(
      'TypeError',
      'The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.',
    );
  }
  const meeting = options.dtype ?? a.dtype;
  const [computed, result] =
    f.name === 'rint' && meeting.kind !== 'f' ? [float64, float64] : resolve(f, meeting, [a.dtype]);
  const { out } = options;
  const shape = out === undefined ? a.shape : outShape(out, a.shape, [a.shape]);
  checkInputs(f, [a.dtype], computed, options);
  checkOutput(f, result, options);
  if (options.where !== undefined) return masked(f, a, undefined, a.shape, computed, result, host, options);
  const target = out ?? create(host, result, shape);
  runUnary(f, sameShape(a.shape, shape) ? a : wrap(expanded(a, shape), float64, shape), computed, target, host);
  return out === undefined ? unwrapped(target) : out;
}

const flipBool: Unary = (x, xo, xs, z, zo, n) => {
  for (let i = 0; i < n; i++) z[zo + i] = 1 - x[xo + i * xs]!;
  return true;
};

function runUnary(f: Ufunc, of: NdArray, computed: Dtype, out: NdArray, host: Host): void {
  const { size } = out;
  if (size === 0) return;
  const x = asCells(doublesOf(f.kind === 'test' || computed === of.dtype ? of : doubles(of, computed)));
  const z = asCells(floats(size));
  const whole = isWhole(computed) || computed === bool ? f.whole : undefined;
  const loop = (computed === bool && f.kind === 'bits' ? flipBool : (whole ?? f.loop)) as Unary;
  const isClean = map(f, x, z, size, loop);
  if (f.kind !== 'test') {
    if (isWhole(computed)) checkWhole(z, size);
    else if (!isClean || computed === float32) {
      if (computed === float32) roundToFloat32(z, size);
      explainResults(f, x, x, z, size, host, f.name);
    }
  }
  scatter(z.data, f.kind === 'test' ? bool : computed, out);
}
