/*
 * A plane in the space of all weights. A point of that space is a vector of all parameters, matrix after matrix, row by row: (weights).
 */

/** A plane with two directions of length 1 at right angles. A point of it is `origin + (x − at.x) across + (y − at.y) upwards`. */
export interface WeightPlane {
  /** (weights) */
  readonly origin: Float64Array;
  /** The coordinates of the origin. */
  readonly at: { readonly x: number; readonly y: number };
  /** (weights) */
  readonly across: Float64Array;
  /** (weights) */
  readonly upwards: Float64Array;
}

/** The nearest point of a plane to a point of the space, and the distance between the two. */
export interface Projection {
  readonly x: number;
  readonly y: number;
  readonly away: number;
}

/** The reason why three points and directions give no plane. */
export type NoPlane =
  /** The weights are still the first ones. */
  | 'not moved'
  /** The gradient is 0, or not finite. */
  | 'no slope'
  /** The descent direction lies on the line from the initial weights to the current ones. */
  | 'one line';

/** The rounding error of a direction, below which the part at a right angle to another is nothing. */
const LEAST_PART = 1e-9;

/** (weights) · (weights) → the sum of the products, from the first on. */
export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}

/** The Euclidean length of a vector (weights). */
export function lengthOf(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

/**
 * The plane of two weights; all others are those of the origin. Its coordinates are the two weights.
 * @param origin (weights)
 * @param x the index of the weight along x, @param y that of another along y.
 */
export function planeOfWeights(origin: Float64Array, x: number, y: number): WeightPlane {
  const across = new Float64Array(origin.length);
  const upwards = new Float64Array(origin.length);
  across[x] = 1;
  upwards[y] = 1;
  return { origin, at: { x: origin[x]!, y: origin[y]! }, across, upwards };
}

/**
 * The plane through the initial weights and the current ones, along the descent direction: (weights), (weights), (weights) → plane. Gram
 * and Schmidt make the directions orthonormal. The initial weights are at (0, 0), the current ones at (distance, 0), and the descent direction
 * has a positive part upwards.
 */
export function planeThrough(
  first: Float64Array,
  now: Float64Array,
  descent: Float64Array,
): WeightPlane | { readonly why: NoPlane } {
  const across = now.map((weight, i) => weight - first[i]!);
  const distance = lengthOf(across);
  if (!(distance > 0 && Number.isFinite(distance))) return { why: 'not moved' };
  scale(across, 1 / distance);
  const steepness = lengthOf(descent);
  if (!(steepness > 0 && Number.isFinite(steepness))) return { why: 'no slope' };
  const upwards = descent.slice();
  scale(upwards, 1 / steepness);
  // Once more, for the rounding error of the first time.
  for (const isFirst of [true, false]) {
    const along = dot(upwards, across);
    for (let i = 0; i < upwards.length; i++) upwards[i]! -= along * across[i]!;
    const rest = lengthOf(upwards);
    if (isFirst && !(rest > LEAST_PART)) return { why: 'one line' };
    scale(upwards, 1 / rest);
  }
  return { origin: now, at: { x: distance, y: 0 }, across, upwards };
}

function scale(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i]! *= factor;
}

/** (weights) → the nearest point of the plane, and its distance. */
export function project({ origin, at, across, upwards }: WeightPlane, point: Float64Array): Projection {
  let [x, y] = [0, 0];
  for (let i = 0; i < point.length; i++) {
    const step = point[i]! - origin[i]!;
    x += step * across[i]!;
    y += step * upwards[i]!;
  }
  let squares = 0;
  for (let i = 0; i < point.length; i++) {
    const rest = point[i]! - origin[i]! - x * across[i]! - y * upwards[i]!;
    squares += rest * rest;
  }
  return { x: at.x + x, y: at.y + y, away: Math.sqrt(squares) };
}

/** The weights at a point of the plane: → `out` (weights). At the coordinates of the origin they have its bits. */
export function weightsAt({ origin, at, across, upwards }: WeightPlane, x: number, y: number, out: Float64Array): void {
  const [along, up] = [x - at.x, y - at.y];
  for (let i = 0; i < out.length; i++) out[i] = origin[i]! + along * across[i]! + up * upwards[i]!;
}
