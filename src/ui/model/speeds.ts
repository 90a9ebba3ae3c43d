import type { Speed } from '../../worker/protocol.ts';

/** The speeds of + and -, in iterations a second. */
export const speeds: readonly Speed[] = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 'unlimited'];

/** The length of a run at the default speed: slow enough to watch, short enough to wait for. */
const DEFAULT_RUN_SECONDS = 20;

export function defaultSpeed(iterations: number): Speed {
  return Math.max(1, Math.round(iterations / DEFAULT_RUN_SECONDS));
}

/** The first speed where none is given: the beginning of a run, where most is learned, can then be followed. */
export const FIRST_SPEED = 10;

/** The speed of a run as it is opened, and the speed from which it rises. */
export interface OpeningSpeed {
  readonly speed: Speed;
  readonly risesFrom?: number | undefined;
}

/** A given speed holds at once; the default speed is reached from `FIRST_SPEED`. */
export function openingSpeed(given: Speed | undefined, iterations: number): OpeningSpeed {
  if (given !== undefined) return { speed: given };
  const speed = defaultSpeed(iterations);
  return rank(speed) > FIRST_SPEED ? { speed, risesFrom: FIRST_SPEED } : { speed };
}

/** The next faster (1) or slower (−1) speed; the same speed at the ends of the list. */
export function neighbouringSpeed(speed: Speed, direction: 1 | -1): Speed {
  const own = rank(speed);
  if (direction === 1) return speeds.find((candidate) => rank(candidate) > own) ?? speed;
  return speeds.findLast((candidate) => rank(candidate) < own) ?? speed;
}

function rank(speed: Speed): number {
  return speed === 'unlimited' ? Number.POSITIVE_INFINITY : speed;
}
