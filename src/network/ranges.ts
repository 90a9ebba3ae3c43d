import { count } from '../language/wording.ts';

/*
 * The numbers that a setting takes. Scenario files, the options view and the questions for a number all read them here.
 */

export interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly isWhole?: boolean;
  /** True where `low` itself is not in the range. */
  readonly isAbove?: boolean;
  /** True where `high` itself is not in the range. */
  readonly isBelow?: boolean;
}

/** The longest run, in iterations. */
export const MOST_ITERATIONS = 1_000_000_000;

const above = (high: number): NumberRange => ({ low: 0, high, isAbove: true });
const whole = (low: number, high: number): NumberRange => ({ low, high, isWhole: true });

export const ranges = {
  learningRate: above(1e9),
  unitsPerLayer: whole(1, 4096),
  momentum: { low: 0, high: 1, isBelow: true },
  /** The share of units that dropout leaves out. */
  dropout: { low: 0, high: 0.9 },
  /** L1, L2 and weight decay. */
  penalty: { low: 0, high: 1e6 },
  clipLimit: above(1e9),
  scheduleEvery: whole(1, MOST_ITERATIONS),
  scheduleFactor: above(1),
  /** The error, the norm of the gradients or the seconds at which a run stops. */
  stop: above(1e9),
  noImprovementFor: whole(1, MOST_ITERATIONS),
} as const satisfies Readonly<Record<string, NumberRange>>;

export function isIn({ low, high, isWhole, isAbove, isBelow }: NumberRange, value: number): boolean {
  const isInside = (isAbove === true ? value > low : value >= low) && (isBelow === true ? value < high : value <= high);
  return isInside && (isWhole !== true || Number.isInteger(value));
}

/** `a whole number from 1 to 4,096`, `a number above 0, at most 1`, `a number from 0 to below 1` */
export function rangeWords({ low, high, isWhole, isAbove, isBelow }: NumberRange): string {
  const number = isWhole === true ? 'a whole number' : 'a number';
  if (isAbove === true) return `${number} above ${count(low)}, at most ${count(high)}`;
  return `${number} from ${count(low)} to ${isBelow === true ? 'below ' : ''}${count(high)}`;
}

/** The reason why a number is out of a range; undefined when it is not. */
export function outOf(range: NumberRange, value: number): string | undefined {
  return isIn(range, value) ? undefined : `expected ${rangeWords(range)}, found ${value}`;
}
