import type { Expression } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import type { Shapes } from '../../language/shapes.ts';
import type { Matrix } from '../matrix.ts';
import type { RandomSource } from '../random.ts';

/** Executes a program. All backends give the same bits. */
export interface Backend {
  readonly shapes: Shapes;
  /** A number that changes whenever a matrix may have changed. */
  readonly version: number;
  /** Runs line `line` of the iteration, from 0. */
  runLine(line: number): void;
  /** Line `line` as calls of a few milliseconds each, which make it when all of them are called in order. */
  partsOf(line: number): readonly (() => void)[];
  runIteration(): void;
  /**
   * Runs iterations, at least one and at most `most`, and returns their number. It returns after an iteration where an error is not
   * finite, or too large to be added; and where "every error is at most `margin`" is true and `isWithin` false, or the other way round.
   */
  runIterations(most: number, margin: number, isWithin: boolean): number;
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
 * @throws ShapeError when the program cannot run, RangeError when data are missing or have another shape.
 */
export type CreateBackend = (program: Program, data: ReadonlyMap<string, Matrix>, random: RandomSource) => Backend;
