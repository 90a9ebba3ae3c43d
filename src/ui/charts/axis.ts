export type Scale = 'linear' | 'log';

/** A value axis from `low` to `high`; both are positive on a log scale. */
export interface Axis {
  readonly scale: Scale;
  readonly low: number;
  readonly high: number;
  /** True when values below `low` exist; they are drawn at `low`. */
  readonly cutsBelow: boolean;
}

/** The least end of an axis. A log scale, which has no zero, draws smaller errors here and labels them `<`. */
const SMALLEST = 1e-12;
/** The largest finite power of ten; larger errors are drawn here. */
const LARGEST = 1e308;

/** An axis over values of 0 or more. Its ends are 1, 2 or 5 times a power of ten, so that it rarely moves. */
export function axisFor(values: Iterable<number>, scale: Scale): Axis {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most === Number.NEGATIVE_INFINITY) return { scale, low: scale === 'log' ? 0.1 : 0, high: 1, cutsBelow: false };
  const high = roundUp(Math.max(most, SMALLEST));
  if (scale === 'linear') return { scale, low: 0, high, cutsBelow: false };
  const lowest = roundDown(Math.max(least, SMALLEST));
  const low = lowest < high ? lowest : high / 10;
  return { scale, low, high, cutsBelow: least < low * (1 - 1e-9) };
}

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

function linearTicks({ low, high }: Axis): readonly (readonly number[])[] {
  // The high end is 1, 2 or 5 times a power of ten, so these fractions of it are round as well.
  const parts = leadingDigit(high) === 2 ? [10, 4, 2, 1] : [10, 5, 2, 1];
  return parts.map((count) => Array.from({ length: count + 1 }, (_, i) => low + (high - low) * (i / count)));
}

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

export function roundUp(value: number): number {
  const exponent = Math.floor(Math.log10(value));
  const digit = [1, 2, 5, 10].find((candidate) => Number(`${candidate}e${exponent}`) >= value * (1 - 1e-12)) ?? 10;
  return Math.min(Number(`${digit}e${exponent}`), LARGEST);
}

function roundDown(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-12);
  const digit = [5, 2, 1].find((candidate) => Number(`${candidate}e${exponent}`) <= value * (1 + 1e-12)) ?? 1;
  return Number(`${digit}e${exponent}`);
}

function leadingDigit(value: number): number {
  return Number(value.toExponential(0)[0]);
}
