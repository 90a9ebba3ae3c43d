/*
 * The sizes and parameters that random functions share.
 */
import { Float, type Host, RaisedError, type Value } from '../machine/values.ts';
import { type Given, numberOf } from './arguments.ts';
import { broadcastShape } from './broadcast.ts';
import { toArray } from './convert.ts';
import { type Dtype, float64 } from './dtypes.ts';
import { cellsIn } from './expansion.ts';
import { cellsOf, create, doublesOf, type NdArray, type Shape, sizeOf, viewOf } from './ndarray.ts';
import { sizesFrom } from './shaping.ts';

/** The source that distributions draw from. */
export interface Source {
  /** Uniform on [0, 1). */
  nextDouble(): number;
  /** Normal, with mean 0 and variance 1. */
  nextGaussian(): number;
  /** Exponential, with mean 1. */
  nextExponential(): number;
}

/** Draws for a size: one Python number without one, else an array. */
export function draws(size: Given, host: Host, draw: () => number, dtype: Dtype = float64): Value {
  if (size === undefined || size === null) {
    const number = draw();
    return dtype === float64 ? new Float(number) : number;
  }
  return drawArray(sizesFrom(size), host, draw, dtype);
}

function drawArray(shape: Shape, host: Host, draw: () => number, dtype: Dtype): NdArray {
  const made = create(host, dtype, shape);
  const data = made.data as Float64Array;
  for (let i = 0; i < made.size; i++) data[i] = draw();
  return made;
}

/** Draws with parameters that may be arrays, which are broadcast. */
export function drawsWith(
  parameters: readonly Value[],
  size: Given,
  host: Host,
  draw: (...numbers: number[]) => number,
  dtype: Dtype = float64,
): Value {
  const arrays = parameters.map((value) => toArray(value, host));
  if (arrays.every(({ shape }) => shape.length === 0)) {
    const numbers = parameters.map(numberOf);
    return draws(size, host, () => draw(...numbers), dtype);
  }
  let shape = arrays.reduce<Shape>((met, of) => broadcastShape(met, of.shape), []);
  if (size !== undefined && size !== null) {
    const wanted = sizesFrom(size);
    const meeting = broadcastShape(wanted, shape);
    if (meeting.length !== wanted.length || meeting.some((n, k) => n !== wanted[k])) {
      throw new RaisedError(
        'ValueError',
        `Output size (${wanted.join(', ')}) is not compatible with broadcast dimensions of inputs (${shape.join(', ')}).`,
      );
    }
    shape = wanted;
  }
  const cells = arrays.map((of) => cellsIn(of, shape) as ArrayLike<number>);
  let i = 0;
  return drawArray(shape, host, () => draw(...cells.map((own) => own[i]!), i++), dtype);
}

/** The argument `p`: a share for each of `count` elements. */
export function sharesOf(p: NdArray, count: number): Float64Array {
  if (p.shape.length !== 1) throw new RaisedError('ValueError', "'p' must be 1-dimensional");
  if (p.size !== count) throw new RaisedError('ValueError', "'a' and 'p' must have same size");
  const shares = doublesOf(p).slice();
  let sum = 0;
  for (const share of shares) sum += share;
  if (Number.isNaN(sum)) throw new RaisedError('ValueError', 'probabilities contain NaN');
  if (shares.some((share) => share < 0)) throw new RaisedError('ValueError', 'probabilities are not non-negative');
  if (Math.abs(sum - 1) > 1.5e-8)
    throw new RaisedError('ValueError', 'probabilities do not sum to 1', `Their sum is ${sum}.`);
  return shares;
}

/** Running sums, divided by the last one. */
export function cumulative(shares: Float64Array): Float64Array {
  const sums = new Float64Array(shares.length);
  let total = 0;
  for (let i = 0; i < shares.length; i++) {
    total += shares[i]!;
    sums[i] = total;
  }
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! / total;
  return sums;
}

/** Puts the parts along the first axis of an array in another order, in place. */
export function reorder(of: NdArray, order: ArrayLike<number>): void {
  const cells = cellsOf(of).slice();
  const width = sizeOf(of.shape.slice(1));
  for (let r = 0; r < order.length; r++) {
    const target = viewOf(of, of.shape.slice(1), of.strides.slice(1), of.offset + r * of.strides[0]!);
    scatterCells(target, cells, order[r]! * width);
  }
}

function scatterCells(into: NdArray, cells: ArrayLike<unknown>, from: number): void {
  const strides = into.strides;
  for (let i = 0; i < into.size; i++) {
    let rest = i;
    let at = into.offset;
    for (let k = into.shape.length - 1; k >= 0; k--) {
      at += (rest % into.shape[k]!) * strides[k]!;
      rest = Math.floor(rest / into.shape[k]!);
    }
    into.data[at] = cells[from + i] as never;
  }
}
