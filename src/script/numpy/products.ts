/*
 * Products of arrays: `np.dot`, `@`, `np.outer`, `np.inner`. Each cell of a product of matrices is a sum in the order of the inner
 * index, from 0, as in the engine; those of float32 round each step. Transposed and sliced views are read where they are.
 * One file, since all of them choose between the same few products of doubles, and share their errors and warnings.
 */

import { multiplySingleInto } from '../../engine/single-kernels.ts';
import { rowByRow, type View } from '../../engine/views.ts';
import { spend } from '../machine/bounds.ts';
import { type Host, type OperandAdvice, RaisedError, type Value } from '../machine/values.ts';
import { broadcastShape, broadcastStrides } from './broadcast.ts';
import { castNumber } from './casts.ts';
import { toArray } from './convert.ts';
import { bool, type Dtype, float32, float64, isNumeric, isWhole, tooLarge } from './dtypes.ts';
import { raise } from './float-errors.ts';
import { multiplyMatrices } from './kernels.ts';
import {
  cellsOf,
  create,
  createDoubles,
  type Doubles,
  doublesOf,
  NdArray,
  rowStrides,
  type Shape,
  shapeText,
  sizeOf,
  tightShape,
  unwrapped,
  viewOf,
  wrap,
} from './ndarray.ts';
import { promote } from './promotion.ts';
import { transpose } from './shaping.ts';
import { floats } from './storage.ts';
import { applyBinary, generalBinary } from './ufunc-calls.ts';
import { multiply } from './ufuncs.ts';

/** Elements as doubles: the array itself where it holds them. */
function asDoubles(of: NdArray): Doubles {
  if (of.data instanceof Float64Array) return of as Doubles;
  if (!isNumeric(of.dtype)) {
    throw new RaisedError(
      'TypeError',
      of.dtype.kind === 'O'
        ? 'a product of an array of objects is not supported here'
        : `Cannot cast array data from dtype('${of.dtype.code}') to dtype('float64') according to the rule 'safe'`,
      'The array does not hold numbers.',
    );
  }
  return wrap(doublesOf(of), float64, of.shape);
}

/** (a×n) @ (n×b) → (a×b), of two arrays of doubles with two axes. */
function product(a: Doubles, b: Doubles, dtype: Dtype, host: Host): NdArray {
  const rows = a.shape[0]!;
  const columns = b.shape[1]!;
  const size = rows * columns;
  const work = size * a.shape[1]!;
  spend(host, work);
  const out = createDoubles(host, [rows, columns], [columns, 1], size);
  multiplyAs(dtype, a, b, out);
  return dtype === float64 ? out : finished(out.data, dtype, out.shape, host);
}

/** A product of matrices whose steps are rounded where the result is a float32. */
function multiplyAs(dtype: Dtype, left: View, right: View, out: View): void {
  if (dtype === float32) multiplySingleInto(left, right, out);
  else multiplyMatrices(left, right, out);
}

/** The sums of a product in the data type of the result. */
function finished(z: Float64Array, dtype: Dtype, shape: Shape, host: Host): NdArray {
  if (dtype === float64) return wrap(z, float64, shape);
  if (isWhole(dtype)) for (let i = 0; i < z.length; i++) if (!Number.isSafeInteger(z[i]!)) throw tooLarge();
  const made = create(host, dtype, shape);
  for (let i = 0; i < z.length; i++) made.data[i] = castNumber(z[i]! + 0, isWhole(dtype) ? dtype : float64, dtype);
  return made;
}

function resultType(a: NdArray, b: NdArray): Dtype {
  if (a.dtype === b.dtype) return a.dtype;
  const hasFloat64 = (a.dtype === float64 && isNumeric(b.dtype)) || (b.dtype === float64 && isNumeric(a.dtype));
  return hasFloat64 ? float64 : promote(a.dtype, b.dtype);
}

/** `np.dot(left, right)`. */
export function dot(left: Value, right: Value, host: Host): Value {
  const a = toArray(left, host);
  const b = toArray(right, host);
  const p = a.shape.length;
  const q = b.shape.length;
  if (p === 2 && q === 2) {
    if (a.shape[1] !== b.shape[0]) throw notAligned(a, b, 0);
    return product(asDoubles(a), asDoubles(b), resultType(a, b), host);
  }
  if (p === 0 || q === 0)
    // A number counts with the type of its array.
    return applyBinary(multiply, a, b, host);
  if (p === 1 && q === 1) return unwrapped(inner1(a, b, host));
  return sumOver(a, p - 1, b, q === 1 ? 0 : q - 2, host);
}

function inner1(a: NdArray, b: NdArray, host: Host): NdArray {
  if (a.shape[0] !== b.shape[0]) throw notAligned(a, b, 0);
  const [x, y] = [asDoubles(a), asDoubles(b)];
  const dtype = resultType(a, b);
  spend(host, x.size);
  const z = floats(1);
  multiplyAs(
    dtype,
    { data: x.data, offset: x.offset, shape: [1, x.size], strides: [0, x.strides[0]!] },
    { data: y.data, offset: y.offset, shape: [y.size, 1], strides: [y.strides[0]!, 0] },
    rowByRow(z, 0, 1, 1),
  );
  return finished(z, dtype, [], host);
}

/** The sum of products over one axis of each array; the other axes stay, those of `a` first. */
function sumOver(a: NdArray, axisA: number, b: NdArray, axisB: number, host: Host): NdArray {
  if (a.shape[axisA] !== b.shape[axisB]) throw notAligned(a, b, axisB);
  const n = a.shape[axisA]!;
  const othersA = a.shape.map((_, k) => k).filter((k) => k !== axisA);
  const othersB = b.shape.map((_, k) => k).filter((k) => k !== axisB);
  const x = asMatrix(asDoubles(a), othersA, axisA, n);
  const y = asMatrix(asDoubles(b), othersB, axisB, n);
  const shape = [...othersA.map((k) => a.shape[k]!), ...othersB.map((k) => b.shape[k]!)];
  const made = product(x, transpose(y), resultType(a, b), host);
  return wrap(made.data, made.dtype, shape);
}

/** (others × n) */
function asMatrix(of: Doubles, others: readonly number[], axis: number, n: number): Doubles {
  if (others.length === 1) return transpose(of, [others[0]!, axis]);
  if (others.length === 0) return viewOf(of, [1, n], [0, of.strides[axis]!], of.offset);
  const moved = transpose(of, [...others, axis]);
  return wrap(doublesOf(moved), float64, [sizeOf(others.map((k) => of.shape[k]!)), n]);
}

function notAligned(a: NdArray, b: NdArray, axisB: number): RaisedError {
  const axisA = a.shape.length - 1;
  return new RaisedError(
    'ValueError',
    `shapes ${tightShape(a.shape)} and ${tightShape(b.shape)} not aligned: ${a.shape[axisA]} (dim ${axisA}) != ${b.shape[axisB]} (dim ${axisB})`,
    adviceFor(a, b),
  );
}

/** A sentence on two matrices whose product does not exist. */
function adviceFor(a: NdArray, b: NdArray): OperandAdvice {
  const left = a.shape[0] === b.shape[0];
  const right = a.shape[1] === b.shape[1];
  return ({ first, second }) => {
    if (a.shape.length !== 2 || b.shape.length !== 2) {
      const shapes = `${first} has the shape ${shapeText(a.shape)} and ${second} the shape ${shapeText(b.shape)}`;
      return `${shapes}; the last size of ${first} must be the first of ${second}.`;
    }
    const known = `${first} has ${counted(a.shape[1]!, 'column')} and ${second} ${counted(b.shape[0]!, 'row')}; a product needs equal numbers`;
    if (left && right) return `${known}. Transpose one of them with .T.`;
    if (left) return `${known}: ${transposed(first)} fits.`;
    return right ? `${known}: ${transposed(second)} fits.` : `${known}.`;
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The transpose of an operand: W for W.T. */
function transposed(name: string): string {
  if (name.startsWith('the ')) return `the transpose of ${name}`;
  if (/^[\w.]+\.T$/.test(name)) return name.slice(0, -2);
  return /^[\w.[\]]+$/.test(name) ? `${name}.T` : `(${name}).T`;
}

/** `left @ right`. */
export function matmul(left: Value, right: Value, host: Host): Value {
  const a = toArray(left, host);
  const b = toArray(right, host);
  const p = a.shape.length;
  const q = b.shape.length;
  if (p === 0 || q === 0) {
    throw new RaisedError(
      'ValueError',
      `matmul: Input operand ${p === 0 ? 0 : 1} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)`,
      '@ multiplies matrices; use * for a product with a number.',
    );
  }
  const inner = b.shape[q === 1 ? 0 : q - 2];
  if (a.shape[p - 1] !== inner) {
    throw new RaisedError(
      'ValueError',
      `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${inner} is different from ${a.shape[p - 1]})`,
      adviceFor(a, b),
    );
  }
  let made: Value;
  if (p === 2 && q === 2) made = product(asDoubles(a), asDoubles(b), resultType(a, b), host);
  else if (p === 1 && q === 1) made = unwrapped(inner1(a, b, host));
  else if (p <= 2 && q <= 2) made = sumOver(a, p - 1, b, q === 1 ? 0 : q - 2, host);
  else made = stacks(a, b, host);
  if (made instanceof NdArray && made.dtype === float64) explain(a, b, made, host);
  return made;
}

/** Warns when a product of finite numbers is infinite or NaN. */
function explain(a: NdArray, b: NdArray, made: NdArray, host: Host): void {
  const z = made.data as Float64Array;
  let check = 0;
  for (let i = 0; i < z.length; i++) check += z[i]! - z[i]!;
  if (check === 0) return;
  const allFinite = (of: NdArray): boolean => doublesOf(of).every((x) => Number.isFinite(x));
  if (!allFinite(a) || !allFinite(b)) {
    const hasNaN = doublesOf(a).some(Number.isNaN) || doublesOf(b).some(Number.isNaN);
    if (!hasNaN && z.some(Number.isNaN)) raise(host, 'invalid', 'matmul');
    return;
  }
  raise(host, 'over', 'matmul');
  if (z.some(Number.isNaN)) raise(host, 'invalid', 'matmul');
}

/** Products of stacks of matrices, whose leading axes are broadcast. */
function stacks(left: NdArray, right: NdArray, host: Host): NdArray {
  const a = left.shape.length === 1 ? viewOf(left, [1, left.shape[0]!], [0, left.strides[0]!], left.offset) : left;
  const b =
    right.shape.length === 1 ? viewOf(right, [right.shape[0]!, 1], [right.strides[0]!, 0], right.offset) : right;
  const lead = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const rows = a.shape.at(-2)!;
  const columns = b.shape.at(-1)!;
  const count = sizeOf(lead);
  const x = asDoubles(a);
  const y = asDoubles(b);
  const leadOf = (of: NdArray): Float64Array => {
    const shape = of.shape.slice(0, -2);
    const outer = new NdArray([], bool, shape, of.strides.slice(0, -2), 0, sizeOf(shape), undefined, false);
    const strides = broadcastStrides(outer, lead);
    const steps = floats(count);
    for (let i = 0; i < count; i++) {
      let rest = i;
      for (let k = lead.length - 1; k >= 0; k--) {
        steps[i]! += (rest % lead[k]!) * strides[k]!;
        rest = Math.floor(rest / lead[k]!);
      }
    }
    return steps;
  };
  const xs = leadOf(x);
  const ys = leadOf(y);
  const shape = [...lead, ...(left.shape.length === 1 ? [] : [rows]), ...(right.shape.length === 1 ? [] : [columns])];
  const out = createDoubles(host, shape, rowStrides(shape), count * rows * columns);
  host.spend(out.size * a.shape.at(-1)!);
  const dtype = resultType(left, right);
  for (let i = 0; i < count; i++) {
    multiplyAs(
      dtype,
      { data: x.data, offset: x.offset + xs[i]!, shape: x.shape.slice(-2), strides: x.strides.slice(-2) },
      { data: y.data, offset: y.offset + ys[i]!, shape: y.shape.slice(-2), strides: y.strides.slice(-2) },
      rowByRow(out.data, i * rows * columns, rows, columns),
    );
  }
  return dtype === float64 ? out : finished(out.data, dtype, shape, host);
}

/** `np.outer(left, right)`. */
export function outer(left: Value, right: Value, host: Host, out?: NdArray): Value {
  const a = toArray(left, host);
  const b = toArray(right, host);
  const x = wrap(cellsOf(a), a.dtype, [a.size, 1]);
  const y = wrap(cellsOf(b), b.dtype, [1, b.size]);
  return out === undefined ? applyBinary(multiply, x, y, host) : generalBinary(multiply, x, y, host, { out });
}

/** `np.inner(left, right)`: the sum over the last axis of both. */
export function inner(left: Value, right: Value, host: Host): Value {
  const a = toArray(left, host);
  const b = toArray(right, host);
  if (a.shape.length === 0 || b.shape.length === 0) return applyBinary(multiply, a, b, host);
  if (a.shape.length === 1 && b.shape.length === 1) return unwrapped(inner1(a, b, host));
  return sumOver(a, a.shape.length - 1, b, b.shape.length - 1, host);
}

/** `np.tensordot`: sums over pairs of axes. */
export function tensordot(
  a: NdArray,
  b: NdArray,
  axesA: readonly number[],
  axesB: readonly number[],
  host: Host,
): Value {
  if (axesA.length !== axesB.length || axesA.some((axis, k) => a.shape[axis] !== b.shape[axesB[k]!])) {
    throw new RaisedError(
      'ValueError',
      'shape-mismatch for sum',
      `The arrays have the shapes ${shapeText(a.shape)} and ${shapeText(b.shape)}.`,
    );
  }
  const keptA = a.shape.map((_, k) => k).filter((k) => !axesA.includes(k));
  const keptB = b.shape.map((_, k) => k).filter((k) => !axesB.includes(k));
  const n = sizeOf(axesA.map((k) => a.shape[k]!));
  const x = wrap(doublesOf(transpose(a, [...keptA, ...axesA])), float64, [sizeOf(keptA.map((k) => a.shape[k]!)), n]);
  const y = wrap(doublesOf(transpose(b, [...axesB, ...keptB])), float64, [n, sizeOf(keptB.map((k) => b.shape[k]!))]);
  const made = product(x, y, resultType(a, b), host);
  const shape = [...keptA.map((k) => a.shape[k]!), ...keptB.map((k) => b.shape[k]!)];
  return wrap(made.data, made.dtype, shape);
}
