import type { Dtypes } from '../../language/dtypes.ts';
import type { Expression } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import type { Shapes } from '../../language/shapes.ts';
import type { Matrix } from '../matrix.ts';
import type { RandomSource } from '../random.ts';

/** The most errors that one call of `runIterations` records. */
export const MOST_RECORDED = 512;

/**
 * The events that many iterations in one call are watched for. One object serves all calls of a run.
 *
 * An iteration has a mean error where `Backend.hasMeanError` is true; elsewhere nothing is recorded, and no error ends the call.
 */
export interface Lookout {
  /** The call ends where "every error is at most `margin`" is true and `isWithin` false, or the other way round. */
  margin: number;
  isWithin: boolean;
  /** The first iteration of the call, from 0, whose mean error is recorded, and the distance to the next one. */
  first: number;
  every: number;
  /** The call ends after an iteration whose mean error is below this. */
  below: number;
  /** The call ends after as many iterations without a new lowest mean error; 0 where neither this nor `below` is asked for. */
  patience: number;
  /** The lowest mean error so far, before the call and after it. */
  lowest: number;
  /** The iterations since then. */
  sinceLowest: number;
  /** The call ends after an iteration whose gradient norm is below this (`Backend.norm`). */
  normBelow: number;
  /** Called after each iteration, on the values at its end: the call ends where it returns true. */
  ends: (() => boolean) | undefined;
}

/** More iterations than one call runs. */
export const NEVER = 2 ** 30;

/** Watches for nothing. */
export function blindLookout(): Lookout {
  const never = { first: NEVER, every: NEVER, below: Number.NEGATIVE_INFINITY };
  const lowest = { patience: 0, lowest: Number.POSITIVE_INFINITY, sinceLowest: 0 };
  const others = { normBelow: Number.NEGATIVE_INFINITY, ends: undefined };
  return { margin: Number.POSITIVE_INFINITY, isWithin: true, ...never, ...lowest, ...others };
}

/** Executes a program. All backends give the same bits. */
export interface Backend {
  readonly shapes: Shapes;
  /** The types of the numbers of its names. */
  readonly dtypes: Dtypes;
  /** A number that changes whenever a matrix may have changed. */
  readonly version: number;
  /** Runs line `line` of the iteration, from 0. */
  runLine(line: number): void;
  /** Line `line` as calls of a few milliseconds each, which make it when all of them are called in order. */
  partsOf(line: number): readonly (() => void)[];
  runIteration(): void;
  /**
   * Runs iterations, at least one and at most `most`, and returns their number. It returns after an iteration where an error is not
   * finite, or too large to be added, and where the lookout says so. A single iteration neither records nor counts.
   */
  runIterations(most: number, lookout: Lookout): number;
  /** True when each iteration computes the errors of all examples. */
  readonly hasMeanError: boolean;
  /** The mean error of the last iteration, where it is known already. */
  readonly knownMeanError: number | undefined;
  /** The norm of the gradient in the last iteration, before its first update (1×1), live; undefined where it is not measured. */
  readonly norm: Matrix | undefined;
  /** The mean errors that the last call of `runIterations` has recorded, at most `MOST_RECORDED`. Live. */
  readonly recorded: Float64Array;
  /** A sample (`sampleInto`) of the errors as they were before the last iteration, or before the one that has begun. Live. */
  readonly errorsBefore: Float64Array;
  /** Runs the program's evaluation lines, which predict all examples, unless nothing has changed since the last call. */
  evaluate(): void;
  /** `evaluate` as calls of a few milliseconds each, in their order; none when nothing has changed. */
  partsOfEvaluation(): readonly (() => void)[];
  /** Call after a matrix was changed from outside. */
  touch(): void;
  /**
   * The live matrix of a name: the next line that assigns to the name changes it.
   * @throws RangeError when the program has no such name.
   */
  valueOf(name: string): Matrix;
  /** The last value that line `line` computed, even when a later line has assigned to the same name. */
  resultOf(line: number): Matrix;
  /**
   * Prepares an expression over the program's names.
   * @param more matrices of other names, read in place; those of the program's own names do not count.
   * @throws ShapeError when it does not fit the program, RangeError when it draws random numbers: a watch must not change the run.
   */
  watch(expression: Expression, more?: ReadonlyMap<string, Matrix>): WatchedValue;
}

/** The value of an expression. Only `refresh` computes it again. */
export interface WatchedValue {
  readonly value: Matrix;
  refresh(): void;
  /** `refresh` as calls of a few milliseconds each. */
  readonly parts: readonly (() => void)[];
}

/**
 * Makes a backend whose setup has run.
 * @param data the matrices of `program.given`, which are copied.
 * @param measuresNorm true where each iteration measures the norm of its gradient. A program without parameters has none.
 * @throws ShapeError when the program cannot run, RangeError when data are missing or have another shape.
 */
export type CreateBackend = (
  program: Program,
  data: ReadonlyMap<string, Matrix>,
  random: RandomSource,
  measuresNorm?: boolean,
) => Backend;
