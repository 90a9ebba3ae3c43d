import type { Floats } from '../../language/dtypes.ts';
import type { Pieces } from '../run/pieces.ts';
import type { Kink } from './kinks.ts';
import type { Scratch } from './scratch.ts';

/** The largest relative difference of a slope that agrees. */
export const PASSES_BELOW = 1e-6;
/** The step h of the five-point difference for a weight of ordinary size: its error, h⁴, is far below the rounding error. */
const STEP = 1e-3;
/** Smaller steps, for a loss that curves within the first: before batch normalization, with small weights. */
const FINER_STEPS = [1e-4, 1e-5, 1e-6];
/** Parameters nearer to a kink than this are at it: no difference fits between. */
const NEAREST = 1e-8;
/** The move from which the distances to all kinks are found. */
const NUDGE = 1e-7;
/** The step of the losses from which their rounding error is found, and the number of them. */
const TREMBLE = 1e-10;
const TREMBLES = 6;
/** The least rounding error of a loss, as a share of the loss, or of 1 for a smaller one. */
const LEAST_NOISE = 1e-16;
/** A difference quotient may be wrong by this many times the rounding error of its losses, over its step. */
const CENTRAL_NOISE = 10;
const ONE_SIDED_NOISE = 70;

/** A direction in which parameters are moved: one cell, or all cells of a matrix at once. */
export interface Probe {
  readonly cells: Floats;
  readonly first: number;
  /** The move of each cell from `first` on for a step of 1. */
  readonly direction: Floats;
}

/** The slope of the loss along a probe, by differences, compared with a claimed one. */
export interface Comparison {
  readonly measured: number;
  /** |claimed − measured|, relative to the larger of the two, or to the smallest that can be told from a rounding error. */
  readonly difference: number;
  /** The functions at whose kinks the parameter is: there is no slope. */
  readonly kink?: string;
}

/** The measurer of slopes at one state of a scratch. */
export class SlopeMeter {
  readonly #scratch: Scratch;
  readonly #loss: number;
  readonly #noise: number;
  /** The arguments of each kink, in the state. */
  readonly #arguments: readonly Floats[];

  /** True when an argument is at a threshold of its kink. */
  readonly #isAtThreshold: boolean;

  private constructor(scratch: Scratch, loss: number, noise: number, kinkArguments: readonly Floats[]) {
    this.#scratch = scratch;
    this.#loss = loss;
    this.#noise = noise;
    this.#arguments = kinkArguments;
    this.#isAtThreshold = scratch.kinks.some(({ thresholds }, index) =>
      kinkArguments[index]?.some((cell) => thresholds.some((threshold) => Math.abs(cell - threshold) < NEAREST)),
    );
  }

  /** Measures the loss, its rounding error and the arguments of all kinks. */
  static *at(scratch: Scratch): Pieces<SlopeMeter> {
    scratch.reset();
    const own: Floats[] = [];
    const loss = yield* scratch.measure(function* ({ argument }, index): Pieces<void> {
      own[index] = argument.value.data.slice();
      yield;
    });
    const noise = Math.max(LEAST_NOISE * Math.max(1, Math.abs(loss)), yield* roundingError(scratch));
    scratch.reset();
    return new SlopeMeter(scratch, loss, noise, own);
  }

  get loss(): number {
    return this.#loss;
  }

  /** The largest difference of slopes that may be a rounding error of the loss. */
  get rounding(): number {
    return (CENTRAL_NOISE * this.#noise) / STEP;
  }

  /**
   * Compares a claimed slope with the loss along a probe.
   *
   * First by five-point differences (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h (Abramowitz and Stegun, 25.3.6). Where they disagree and a
   * kink is within the step, by differences with a smaller step that stays on one side of all kinks.
   * @param scale the size that differences are relative to, where it is larger than both slopes.
   */
  *compare(probe: Probe, claimed: number, scale = 0): Pieces<Comparison> {
    const unit = Math.max(1, largest(probe));
    const h = STEP * unit;
    let best = this.#against(claimed, scale, yield* this.#central(probe, h), (CENTRAL_NOISE * this.#noise) / h);
    if (best.difference < PASSES_BELOW) {
      // A central difference at a kink is the mean of two slopes, and agrees with a claim between them: 0 for abs.
      return this.#isAtThreshold ? yield* this.#atKinkOr(best, probe, claimed, scale, unit) : best;
    }
    const distances = yield* this.#distances(probe, unit);
    if (distances.at !== undefined || Math.min(distances.left, distances.right) < 2 * h) {
      return yield* this.#besideKinks(probe, claimed, scale, distances, unit);
    }
    for (const step of FINER_STEPS) {
      const finer = step * unit;
      const slope = yield* this.#central(probe, finer);
      const found = this.#against(claimed, scale, slope, (CENTRAL_NOISE * this.#noise) / finer);
      if (found.difference < best.difference) best = found;
      if (best.difference < PASSES_BELOW) break;
    }
    return best;
  }

  /** The kink that the parameters are at, where the loss has no slope; `found` elsewhere. */
  *#atKinkOr(found: Comparison, probe: Probe, claimed: number, scale: number, unit: number): Pieces<Comparison> {
    const distances = yield* this.#distances(probe, unit);
    if (distances.at === undefined) return found;
    const beside = yield* this.#besideKinks(probe, claimed, scale, distances, unit);
    return beside.kink === undefined ? found : beside;
  }

  /** The comparison of parameters that have a kink within the step. */
  *#besideKinks(probe: Probe, claimed: number, scale: number, distances: Distances, unit: number): Pieces<Comparison> {
    const { left, right, at, closest } = distances;
    const least = NEAREST * unit;
    const reach = (distance: number, nodes: number): number => Math.min(STEP * unit, (0.9 * distance) / nodes);
    let best: Comparison | undefined;
    // The loss may curve within a step, so smaller ones follow.
    for (const share of [1, 0.1, 0.01]) {
      const sides: Side[] = [];
      for (const step of [share * reach(right, 4), -share * reach(left, 4)]) {
        if (Math.abs(step) < least) continue;
        const noise = (ONE_SIDED_NOISE * this.#noise) / Math.abs(step);
        sides.push({ slope: yield* this.#oneSided(probe, step), noise });
      }
      const middle = share * reach(Math.min(left, right), 2);
      if (at === undefined && middle >= least) {
        sides.push({ slope: yield* this.#central(probe, middle), noise: (CENTRAL_NOISE * this.#noise) / middle });
      }
      // At a kink there is a slope only where both sides have the same.
      if (at !== undefined && sides.length < 2) continue;
      if (at !== undefined && areDifferent(sides[0]!, sides[1]!)) continue;
      for (const { slope, noise } of sides) {
        const found = this.#against(claimed, scale, slope, noise);
        if (best === undefined || found.difference < best.difference) best = found;
      }
      if (best !== undefined && best.difference < PASSES_BELOW) return best;
    }
    // At two kinks one after the other, both sides can have a slope that is not the product of the two slopes at the kinks.
    if (best !== undefined && at === undefined) return best;
    return { measured: Number.NaN, difference: Number.NaN, kink: at ?? closest?.of ?? '' };
  }

  #against(claimed: number, scale: number, measured: number, noise: number): Comparison {
    const size = Math.max(Math.abs(claimed), Math.abs(measured), scale, noise / PASSES_BELOW);
    return { measured, difference: Math.abs(claimed - measured) / size };
  }

  *#central(probe: Probe, h: number): Pieces<number> {
    const [a, b, c, d] = yield* this.#losses(probe, [-2 * h, -h, h, 2 * h]);
    return (a! - 8 * b! + 8 * c! - d!) / (12 * h);
  }

  /** (−25 f(0) + 48 f(h) − 36 f(2h) + 16 f(3h) − 3 f(4h)) / 12h; h is negative on the left side. */
  *#oneSided(probe: Probe, h: number): Pieces<number> {
    const [a, b, c, d] = yield* this.#losses(probe, [h, 2 * h, 3 * h, 4 * h]);
    return (-25 * this.#loss + 48 * a! - 36 * b! + 16 * c! - 3 * d!) / (12 * h);
  }

  *#losses(probe: Probe, steps: readonly number[]): Pieces<readonly number[]> {
    const before = cellsOf(probe).slice();
    const losses: number[] = [];
    for (const step of steps) {
      move(probe, before, step);
      losses.push(yield* this.#scratch.measure());
    }
    move(probe, before, 0);
    return losses;
  }

  /** The distances of the probe from the nearest kink on either side, from the speeds of all arguments. */
  *#distances(probe: Probe, unit: number): Pieces<Distances> {
    const before = cellsOf(probe).slice();
    const step = NUDGE * unit;
    let [left, right] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const at = new Set<string>();
    let closest: Kink | undefined;
    move(probe, before, step);
    const own = this.#arguments;
    yield* this.#scratch.measure(function* (kink, index): Pieces<void> {
      const from = own[index] as Floats;
      const to = kink.argument.value.data;
      for (let cell = 0; cell < from.length; cell++) {
        if (cell % CELLS === CELLS - 1) yield;
        const speed = (to[cell]! - from[cell]!) / step;
        if (speed === 0) continue;
        for (const threshold of kink.thresholds) {
          const distance = (threshold - from[cell]!) / speed;
          if (Math.abs(distance) < NEAREST * unit) at.add(kink.of);
          else if (Math.abs(distance) < Math.min(left, right)) closest = kink;
          if (Math.abs(distance) < NEAREST * unit) continue;
          if (distance > 0) right = Math.min(right, distance);
          else left = Math.min(left, -distance);
        }
      }
    });
    move(probe, before, 0);
    return { left, right, at: at.size === 0 ? undefined : [...at].join(' and '), closest };
  }
}

/** The cells of an argument that are read at once. */
const CELLS = 2 ** 16;

/** The largest moves of a probe that pass no kink. */
interface Distances {
  readonly left: number;
  readonly right: number;
  /** The functions at whose kinks the parameters are: `relu and abs`. */
  readonly at: string | undefined;
  readonly closest: Kink | undefined;
}

interface Side {
  readonly slope: number;
  readonly noise: number;
}

/**
 * The rounding error of the loss: from the third differences of losses that are so near to each other that a smooth function has none
 * (Hamming; Moré and Wild 2011, “Estimating computational noise”).
 */
function* roundingError(scratch: Scratch): Pieces<number> {
  let row: number[] = [];
  for (let k = 1; k <= TREMBLES; k++) {
    for (const [name, { data }] of scratch.start.parameters) {
      const cells = scratch.backend.valueOf(name).data;
      for (let i = 0; i < cells.length; i++) cells[i] = data[i]! + k * TREMBLE * (i % 2 === 0 ? 1 : -1);
    }
    row.push(yield* scratch.measure());
  }
  for (let order = 0; order < 3; order++) row = row.slice(1).map((value, i) => value - row[i]!);
  const square = row.reduce((sum, value) => sum + value * value, 0) / row.length;
  return Math.sqrt(square / 20);
}

function areDifferent(one: Side, other: Side): boolean {
  const size = Math.max(Math.abs(one.slope), Math.abs(other.slope));
  return !(Math.abs(one.slope - other.slope) <= PASSES_BELOW * size + one.noise + other.noise);
}

function cellsOf({ cells, first, direction }: Probe): Floats {
  return cells.subarray(first, first + direction.length);
}

function move(probe: Probe, before: Floats, step: number): void {
  const cells = cellsOf(probe);
  for (let i = 0; i < cells.length; i++) cells[i] = before[i]! + step * probe.direction[i]!;
}

function largest(probe: Probe): number {
  return cellsOf(probe).reduce((most, cell) => Math.max(most, Math.abs(cell)), 0);
}
