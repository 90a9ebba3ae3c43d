export type Scale = 'linear' | 'log';

/** A value axis from `low` to `high`; both are positive on a log scale. */
export interface Axis {
  readonly scale: Scale;
  readonly low: number;
  readonly high: number;
  /** True when values below `low` exist; they are drawn at `low`. */
  readonly cutsBelow: boolean;
  /** The distance of neighbouring round values, where the low end of a linear axis is not 0. */
  readonly step?: number;
}

/** The least end of an axis. A log scale, which has no zero, draws smaller errors here and labels them `<`. */
const SMALLEST = 1e-12;
/** The largest finite power of ten; larger errors are drawn here. */
const LARGEST = 1e308;
/** The ends of an axis, times a power of ten. Neighbours differ by at most a half, so that a curve fills most of its chart. */
const ENDS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** An axis over values of 0 or more. Its ends are round, so that it rarely moves: an `END` times a power of ten. */
export function axisFor(values: Iterable<number>, scale: Scale): Axis {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most === Number.NEGATIVE_INFINITY) return { scale, low: scale === 'log' ? 0.1 : 0, high: 1, cutsBelow: false };
  const high = roundUp(Math.max(most, SMALLEST), ENDS);
  if (scale === 'linear') return { scale, low: 0, high, cutsBelow: false };
  const lowest = roundDown(Math.max(least, SMALLEST));
  const low = lowest < high ? lowest : roundDown(high / 2);
  return { scale, low, high, cutsBelow: least < low * (1 - 1e-9) };
}

/** An axis over values of any sign. It begins at 0 where that takes at most half of it; values below 0 have no log scale. */
export function signedAxisFor(values: readonly number[], scale: Scale): Axis {
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const most = finite.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  if (least > 0 && scale === 'log') return axisFor(finite, 'log');
  if (finite.length === 0 || (least >= 0 && most - least >= most / 2)) return axisFor(finite, 'linear');
  // A constant value is in the middle of its axis. Numbers near the largest have no finite difference.
  const span = Math.min(LARGEST, Math.max(most - least, Math.abs(most) * FLAT, SMALLEST));
  const step = roundUp(span / PARTS);
  const low = Math.floor((least - (most === least ? span / 2 : 0)) / step + 1e-9) * step;
  const high = Math.ceil((most + (most === least ? span / 2 : 0)) / step - 1e-9) * step;
  return { scale: 'linear', low, high: high > low ? high : low + step, cutsBelow: false, step };
}

/** About this many round values are on a signed axis. */
const PARTS = 6;
/** A constant value has an axis of this share of it. */
const FLAT = 0.1;

/** The position of a value: 0 at the low end, 1 at the high end, clamped. */
export function positionOn({ scale, low, high }: Axis, value: number): number {
  const position =
    scale === 'linear'
      ? (value - low) / (high - low)
      : (Math.log(Math.max(value, low)) - Math.log(low)) / (Math.log(high) - Math.log(low));
  return Math.max(0, Math.min(1, position));
}

/** Tick values on an axis of `rows` rows: two or more, with at least one free row between neighbours. */
export function ticksOf(axis: Axis, rows: number): readonly number[] {
  const candidates = axis.scale === 'log' ? logTicks(axis) : linearTicks(axis);
  const isLegible = (ticks: readonly number[]): boolean => {
    const places = ticks.map((tick) => rowOn(axis, tick, rows));
    return ticks.length >= 2 && places.every((place, i) => i === 0 || place - places[i - 1]! >= 2);
  };
  return candidates.find(isLegible) ?? [axis.low, axis.high];
}

/** The row of a value, 0 at the bottom. */
export function rowOn(axis: Axis, value: number, rows: number): number {
  return Math.round(positionOn(axis, value) * (rows - 1));
}

/** Candidate tick sets, densest first. */
function logTicks({ low, high }: Axis): readonly (readonly number[])[] {
  const all = roundValues(low, high);
  const decades = all.filter((tick) => leadingDigit(tick) === 1);
  const withEnds = [low, ...decades.filter((tick) => tick > low * 1.1 && tick < high / 1.1), high];
  const everyOther = (ticks: readonly number[], step: number) => ticks.filter((_, index) => index % step === 0);
  return [all, withEnds, decades, everyOther(decades, 2), everyOther(decades, 3), everyOther(decades, 4)];
}

function linearTicks({ low, high, step }: Axis): readonly (readonly number[])[] {
  if (step !== undefined) return [1, 2, 5, 10].map((every) => multiplesIn(low, high, step * every));
  // These fractions of a round high end are round as well.
  const parts = linearParts[Number(high.toExponential(1).split('e')[0])] ?? [10, 5, 2, 1];
  return parts.map((count) => Array.from({ length: count + 1 }, (_, i) => low + (high - low) * (i / count)));
}

/** The multiples of a step from low to high. Each is computed by itself, so that 0 is 0. */
function multiplesIn(low: number, high: number, step: number): readonly number[] {
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** The numbers of parts of an axis by the digits of its high end, the largest first. */
const linearParts: Readonly<Record<number, readonly number[]>> = {
  1.5: [3, 1],
  2: [10, 4, 2, 1],
  3: [6, 3, 1],
  4: [8, 4, 2, 1],
  6: [6, 3, 2, 1],
  8: [8, 4, 2, 1],
};

/** All values 1, 2 and 5 × 10^n from low to high. */
function roundValues(low: number, high: number): readonly number[] {
  const values: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)) - 1; exponent <= Math.ceil(Math.log10(high)); exponent++) {
    for (const digit of [1, 2, 5]) {
      const value = Number(`${digit}e${exponent}`);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) values.push(value);
    }
  }
  return values;
}

/** The next value 1, 2 or 5 × 10^n, or with other digits, at or above a value. */
export function roundUp(value: number, digits: readonly number[] = [1, 2, 5, 10]): number {
  const exponent = Math.floor(Math.log10(value));
  const digit = digits.find((candidate) => Number(`${candidate}e${exponent}`) >= value * (1 - 1e-12)) ?? 10;
  return Math.min(Number(`${digit}e${exponent}`), LARGEST);
}

function roundDown(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-12);
  const digit = ENDS.toReversed().find((candidate) => Number(`${candidate}e${exponent}`) <= value * (1 + 1e-12)) ?? 1;
  return Number(`${digit}e${exponent}`);
}

function leadingDigit(value: number): number {
  return Number(value.toExponential(0)[0]);
}
