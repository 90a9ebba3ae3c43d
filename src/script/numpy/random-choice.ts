/*
 * Draws from a population by the legacy generator: whole numbers of a range, shuffles, permutations, choices.
 */
import { Float, type Host, List, RaisedError, type Value } from '../machine/values.ts';
import { flag, type Given, must, numberOf } from './arguments.ts';
import { toArray } from './convert.ts';
import { cumulative, draws, drawsWith, reorder, sharesOf } from './draws.ts';
import { bool, type Dtype, dtypeOf, int64, isWhole } from './dtypes.ts';
import { partsAt } from './elements.ts';
import { adopt, cellsOf, create, itemAt, NdArray, sizeOf, wrap } from './ndarray.ts';
import type { RandomState } from './random-state.ts';
import { sizesFrom, wholeFrom } from './shaping.ts';
import { positionIn } from './sorting.ts';
import { countedFloats } from './storage.ts';

/** Whole numbers from `low` to before `high`; of `size` in a data type, with the generator's own ways for small types. */
export function randint(
  random: RandomState,
  [lowGiven, highGiven, size, dtypeGiven]: readonly Given[],
  host: Host,
): Value {
  const hasHigh = highGiven !== undefined && highGiven !== null;
  const low = hasHigh ? must(lowGiven) : 0;
  const high = hasHigh ? highGiven : must(lowGiven);
  const dtype = dtypeGiven === undefined ? int64 : dtypeOf(dtypeGiven);
  if (!isWhole(dtype) && dtype !== bool)
    throw new RaisedError('TypeError', `Unsupported dtype dtype('${dtype.name}') for randint`);
  const least = wholeBounds(low, host);
  const most = wholeBounds(high, host);
  if (least instanceof NdArray || most instanceof NdArray) {
    return drawsWith(
      [low, high],
      size,
      host,
      (from, before) => from + random.nextWhole(checkedRange(from, before, dtype)),
      dtype,
    );
  }
  if (!hasHigh && most <= 0) throw new RaisedError('ValueError', 'high <= 0');
  const range = checkedRange(least, most, dtype);
  const next = wholeDraw(random, range, dtype);
  return draws(size, host, () => least + next(), dtype);
}

function wholeBounds(value: Value, host: Host): number | NdArray {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return Math.trunc(value.value);
  const of = toArray(value, host);
  return of.shape.length === 0 ? Math.trunc(numberOf(of)) : of;
}

function checkedRange(low: number, high: number, dtype: Dtype): number {
  const least = dtype === bool ? 0 : dtype.least;
  const most = dtype === bool ? 1 : dtype.most;
  if (low < least) throw new RaisedError('ValueError', `low is out of bounds for ${dtype.name}`);
  if (high - 1 > most) throw new RaisedError('ValueError', `high is out of bounds for ${dtype.name}`);
  if (low >= high)
    throw new RaisedError(
      'ValueError',
      'low >= high',
      'The upper bound is not included, so it must be larger than the lower one.',
    );
  return high - 1 - low;
}

/** Draws 0 … range. Types of one or two bytes take several numbers from one draw of 32 bits. */
function wholeDraw(random: RandomState, range: number, dtype: Dtype): () => number {
  const bits = dtype === bool ? 1 : 8 * dtype.bytes;
  if (bits >= 32 || range === 0) return () => random.nextWhole(range);
  const mask = bits === 1 ? 1 : 0xffffffff >>> Math.clz32(range);
  let buffer = 0;
  let left = 0;
  return () => {
    for (;;) {
      if (left === 0) {
        buffer = random.next32();
        left = 32 / bits;
      } else buffer >>>= bits;
      left--;
      const value = buffer & mask & (2 ** bits - 1);
      if (value <= range) return value;
    }
  };
}

/** Shuffles the parts along the first axis, or the items of a list, in place: Fisher and Yates from the end. */
export function shuffle(random: RandomState, value: Value, host: Host): null {
  if (value instanceof List) {
    const { items } = value;
    for (let i = items.length - 1; i > 0; i--) {
      const k = random.nextWhole(i);
      const kept = items[i]!;
      items[i] = items[k]!;
      items[k] = kept;
    }
    return null;
  }
  if (!(value instanceof NdArray)) {
    const name = value !== null && typeof value === 'object' && 'type' in value ? value.type.name : typeof value;
    throw new RaisedError('TypeError', `'${name}' object does not support item assignment`);
  }
  const order = shuffled(random, value.shape[0] ?? 0, host);
  if (value.shape.length === 0) throw new RaisedError('TypeError', 'len() of unsized object');
  reorder(value, order);
  return null;
}

function shuffled(random: RandomState, n: number, host: Host): Float64Array {
  const order = countedFloats(host, n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const k = random.nextWhole(i);
    const kept = order[i]!;
    order[i] = order[k]!;
    order[k] = kept;
  }
  return order;
}

export function permutation(random: RandomState, value: Value, host: Host): Value {
  if (typeof value === 'number' || (toArray(value, host).shape.length === 0 && isWhole(toArray(value, host).dtype))) {
    return wrap(shuffled(random, wholeFrom(value), host), int64, [wholeFrom(value)]);
  }
  const of = toArray(value, host);
  if (of.shape.length === 0) throw new RaisedError('IndexError', 'x must be an integer or at least 1-dimensional');
  return partsAt(of, 0, shuffled(random, of.shape[0]!, host), host);
}

export function choice(random: RandomState, [a, size, replace, p]: readonly Given[], host: Host): Value {
  const of = toArray(must(a), host);
  let count: number;
  if (of.shape.length === 0) {
    count = wholeFrom(must(a));
    if (count <= 0 && (size === undefined || size === null || sizeOf(sizesFrom(size)) > 0)) {
      throw new RaisedError('ValueError', 'a must be greater than 0 unless no samples are taken');
    }
  } else if (of.shape.length !== 1) {
    throw new RaisedError(
      'ValueError',
      'a must be 1-dimensional',
      'Choose row numbers instead: np.random.choice(len(x), n).',
    );
  } else {
    count = of.size;
    if (count === 0) throw new RaisedError('ValueError', "'a' cannot be empty unless no samples are taken");
  }
  const shares = p === undefined || p === null ? undefined : sharesOf(toArray(p, host), count);
  const isSingle = size === undefined || size === null;
  const shape = isSingle ? [] : sizesFrom(size);
  const n = sizeOf(shape);
  let chosen: Float64Array;
  if (flag(replace, true)) {
    chosen = countedFloats(host, n);
    if (shares === undefined) for (let i = 0; i < n; i++) chosen[i] = random.nextWhole(count - 1);
    else {
      const sums = cumulative(shares);
      for (let i = 0; i < n; i++) chosen[i] = positionIn(sums, random.nextDouble(), true);
    }
  } else {
    if (n > count) {
      throw new RaisedError(
        'ValueError',
        "Cannot take a larger sample than population when 'replace=False'",
        `There are ${count} elements to choose from.`,
      );
    }
    chosen = shares === undefined ? shuffled(random, count, host).slice(0, n) : distinct(random, shares, n);
  }
  if (of.shape.length === 0) return isSingle ? chosen[0]! : adopt(host, chosen, int64, shape);
  if (isSingle) return itemAt(of, of.offset + chosen[0]! * of.strides[0]!);
  const cells = cellsOf(of);
  const made = create(host, of.dtype, shape);
  for (let i = 0; i < n; i++) made.data[i] = cells[chosen[i]!]!;
  return made;
}

/** Distinct positions with given shares: draws until there are enough. */
function distinct(random: RandomState, given: Float64Array, n: number): Float64Array {
  const shares = given.slice();
  if (shares.filter((share) => share > 0).length < n)
    throw new RaisedError('ValueError', 'Fewer non-zero entries in p than size');
  const found: number[] = [];
  while (found.length < n) {
    const drawn = Float64Array.from({ length: n - found.length }, () => random.nextDouble());
    for (const position of found) shares[position] = 0;
    const sums = cumulative(shares);
    for (const value of drawn) {
      const position = positionIn(sums, value, true);
      if (!found.includes(position)) found.push(position);
    }
  }
  return Float64Array.from(found);
}
