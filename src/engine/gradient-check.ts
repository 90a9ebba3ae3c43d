import { type Floats, inFloat64 } from '../language/dtypes.ts';
import { type Clip, type Expression, operands } from '../language/expression.ts';
import { type Program, requireRoles } from '../language/program.ts';
import type { LineFault } from './gradients/definition-check.ts';
import { directionsOf, lossWork, overwriting, withoutOverwriting } from './gradients/directions.ts';
import { along, KnownStates, PASSES_ALONG } from './gradients/known-checks.ts';
import { forFewExamples } from './gradients/known-state.ts';
import { type CheckedRun, Scratch, type Start, startOf } from './gradients/scratch.ts';
import { PASSES_BELOW, SlopeMeter } from './gradients/slope.ts';
import type { Matrix } from './matrix.ts';
import type { Pieces } from './run/pieces.ts';

/** The most multiplications of one check: about 0.2 s. In a large network only some cells are checked, evenly spread. */
const BUDGET = 1e8;
/** More multiplications are allowed for this many cells of each matrix … */
const FEWEST_CELLS = 8;
/** … but no more than these, about 15 s, with at least one cell of each matrix. */
const LARGEST_BUDGET = 1.6e10;
/** The losses that a cell takes, and more of them in a program with kinks. */
const LOSSES = 4;
const LOSSES_WITH_KINKS = 16;

/** The check of one parameter matrix, row by row; a cell that was not checked, or is at a kink, is NaN. */
export interface ParameterCheck {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly checked: number;
  /** Checked cells at a kink, where the loss has no slope. They are not judged. */
  readonly atKinks: number;
  /** The descent direction that the update lines follow: what they add to each cell, divided by alpha. */
  readonly updates: Floats;
  /** The descent direction of the loss, −∂L/∂w, by differences. */
  readonly descents: Floats;
  /** |update − descent|, relative to the larger of the two. */
  readonly differences: Floats;
  /** The largest difference of the cells that are judged. */
  readonly worst: number;
  /** The difference along a random direction at random weights; NaN where it could not be measured. */
  readonly elsewhere: number;
}

export interface GradientCheck {
  readonly parameters: readonly ParameterCheck[];
  readonly loss: number;
  readonly worst: number;
  /** A difference passes when it is below this. */
  readonly bound: number;
  /** The bound of `elsewhere`. */
  readonly boundElsewhere: number;
  /** The largest difference of slopes that may be a rounding error of the loss. */
  readonly rounding: number;
  /** Cells at kinks, by function: `relu`, `relu and abs`. */
  readonly kinks: readonly { readonly of: string; readonly cells: number }[];
  /** True when the lines were compared with the definition of their techniques. */
  readonly isDefined: boolean;
  /** The names whose lines compute something else than their technique defines. */
  readonly faults: readonly LineFault[];
  /** The lines, from 0, that change a layer or a delta in place, and without which the updates descend the loss. */
  readonly because: readonly number[];
  /** The lines of deltas, from 0, that divide by a clipped number, and in how many cells it is beyond its limits. */
  readonly limited: readonly { readonly line: number; readonly cells: number }[];
  /** True when every update, and every measured slope of the loss, is exactly 0: their agreement shows nothing. */
  readonly areZero: boolean;
  readonly passed: boolean;
}

/** The cells that a check has measured, and all that it will measure. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Compares the update lines of a program with the slope of its loss, and with the definition of its techniques, in pieces of a few
 * milliseconds.
 *
 * - In the state of the run, cell by cell, by differences of the loss.
 * - At random weights, one random direction for each matrix: in the state of the run, a line may make no difference.
 * - The values of all other lines, and the updates that follow from gradients and memories, by the formulas of the techniques.
 *
 * It works on separate backends: between the pieces the run may train, travel and change, and the check is of the state that it began
 * with. It computes with 64 bits, also where the run has 32-bit floats: their rounding would hide the slope of the loss.
 */
export class GradientChecker {
  /** Ends with the check. */
  readonly pieces: Pieces<GradientCheck>;
  readonly #whole: WholeCheck;

  /** Copies everything that it needs. @throws MissingRoleError for a program without an error. */
  constructor(run: CheckedRun) {
    requireRoles(run.program, 'error');
    this.#whole = new WholeCheck(inFloat64(run.program), startOf(run));
    this.pieces = this.#whole.check();
  }

  get progress(): CheckProgress {
    return this.#whole.progress;
  }

  /** Computes the next piece; returns the check after the last one. */
  advance(): GradientCheck | undefined {
    const { done, value } = this.pieces.next();
    return done ? value : undefined;
  }
}

class WholeCheck {
  readonly #program: Program;
  readonly #start: Start;
  readonly #scratch: Scratch;
  #progress: CheckProgress = { done: 0, total: 0 };

  constructor(program: Program, start: Start) {
    this.#program = program;
    this.#start = start;
    this.#scratch = new Scratch(program, start);
  }

  get progress(): CheckProgress {
    return this.#progress;
  }

  *check(): Pieces<GradientCheck> {
    const scratch = this.#scratch;
    const { names } = scratch;
    scratch.load(this.#start);
    const mostCells = cellsPerMatrix(this.#program, this.#start.parameters, scratch.kinks.length > 0);
    const everyOf = (own: string): number => Math.max(1, Math.ceil(this.#cellsOf(own).length / mostCells));
    const cells = names.reduce((sum, own) => sum + Math.ceil(this.#cellsOf(own).length / everyOf(own)), 0);
    this.#progress = { done: 0, total: cells };
    const updates = yield* directionsOf(scratch);
    const meter = yield* SlopeMeter.at(scratch);
    const kinks = new Map<string, number>();
    const here: Omit<ParameterCheck, 'elsewhere'>[] = [];
    for (const own of names)
      here.push(yield* this.#checkParameter(own, updates.get(own) as Floats, everyOf(own), meter, kinks));
    const known = new KnownStates(forFewExamples(this.#program, this.#start), scratch);
    const elsewhere = yield* known.checkElsewhere();
    const faults = yield* known.checkDefinition();
    const parameters = here.map((own, index) => ({ ...own, elsewhere: elsewhere[index] as number }));
    const worst = Math.max(...parameters.map((own) => own.worst));
    const isWrongElsewhere = elsewhere.some((difference) => difference >= PASSES_ALONG);
    const isDescending = worst < PASSES_BELOW && !isWrongElsewhere;
    return {
      parameters,
      loss: meter.loss,
      worst,
      bound: PASSES_BELOW,
      boundElsewhere: PASSES_ALONG,
      rounding: meter.rounding,
      kinks: [...kinks].map(([of, count]) => ({ of, cells: count })),
      isDefined: this.#program.definition !== undefined,
      faults,
      because: isDescending ? [] : yield* this.#reason(),
      // At random weights no prediction is nearly 0 or 1: a difference there has another reason.
      limited: isDescending || isWrongElsewhere ? [] : yield* this.#limitedDivisors(),
      areZero: here.every(areZero),
      passed: isDescending && faults.length === 0,
    };
  }

  #cellsOf(own: string): Floats {
    return this.#scratch.backend.valueOf(own).data;
  }

  *#checkParameter(
    own: string,
    updates: Floats,
    every: number,
    meter: SlopeMeter,
    kinks: Map<string, number>,
  ): Pieces<Omit<ParameterCheck, 'elsewhere'>> {
    const { rows, columns, data } = this.#scratch.backend.valueOf(own);
    const descents = new Float64Array(data.length).fill(Number.NaN);
    const differences = new Float64Array(data.length).fill(Number.NaN);
    const direction = Float64Array.of(1);
    let [worst, checked, atKinks] = [0, 0, 0];
    for (let i = 0; i < data.length; i += every) {
      const { measured, difference, kink } = yield* meter.compare({ cells: data, first: i, direction }, -updates[i]!);
      checked++;
      this.#progress = { ...this.#progress, done: this.#progress.done + 1 };
      if (kink !== undefined) {
        atKinks++;
        kinks.set(kink, (kinks.get(kink) ?? 0) + 1);
        continue;
      }
      descents[i] = -measured;
      differences[i] = difference;
      // Written so that NaN is the worst.
      if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    }
    return { name: own, rows, columns, checked, atKinks, updates, descents, differences, worst };
  }

  /** Lines whose division has been limited in the state of the run: where a prediction is nearly 0 or 1. */
  *#limitedDivisors(): Pieces<GradientCheck['limited']> {
    const scratch = this.#scratch;
    scratch.load(this.#start);
    const found: { line: number; cells: number }[] = [];
    for (const [line, { target, value }] of this.#program.iteration.entries()) {
      if (target.endsWith('_delta')) {
        for (const { of, low, high } of divisors(value)) {
          const argument = scratch.backend.watch(of);
          yield* scratch.refresh(argument);
          const cells = argument.value.data.filter((cell) => cell < low || cell > high).length;
          // The delta of softmax has the same divisor twice.
          const isKnown = found.some((own) => own.line === line && own.cells === cells);
          if (cells > 0 && !isKnown) found.push({ line, cells });
        }
      }
      yield* scratch.runLine(line);
    }
    return found;
  }

  /** The lines that change a layer or a delta in place, where the updates descend the loss without them. */
  *#reason(): Pieces<readonly number[]> {
    const lines = overwriting(this.#program);
    if (lines.length === 0) return [];
    const bare = new Scratch(withoutOverwriting(this.#program), this.#start);
    const { differences } = yield* along(bare, this.#start);
    return differences.every((difference) => !(difference >= PASSES_ALONG)) ? lines : [];
  }
}

/** A descent at a kink is NaN. */
function areZero({ updates, descents }: Pick<ParameterCheck, 'updates' | 'descents'>): boolean {
  return updates.every((update) => update === 0) && descents.every((descent) => !(Math.abs(descent) > 0));
}

/** The same number on every computer. */
function cellsPerMatrix(program: Program, weights: ReadonlyMap<string, Matrix>, hasKinks: boolean): number {
  const forward = lossWork(program, weights);
  const losses = hasKinks ? LOSSES_WITH_KINKS : LOSSES;
  const cells = (budget: number): number => Math.floor(budget / (losses * forward * weights.size));
  return Math.max(cells(BUDGET), Math.min(FEWEST_CELLS, Math.max(1, cells(LARGEST_BUDGET))));
}

/** The clipped numbers that an expression divides by. */
function divisors(expression: Expression): readonly Clip[] {
  const inner = operands(expression).flatMap(divisors);
  return expression.kind === 'binary' && expression.operator === '/' && expression.right.kind === 'clip'
    ? [...inner, expression.right]
    : inner;
}
