import type { Program } from '../../language/program.ts';
import { parameters } from '../../language/program.ts';
import { type GradientCheck, GradientChecker } from '../gradient-check.ts';
import { copyMatrix, type Examples, emptyMatrix, type Matrix } from '../matrix.ts';
import type { Pieces } from '../run/pieces.ts';
import { largeTargets, unscaledInputs } from '../verdict/causes-of-data.ts';
import { outOfReach } from '../verdict/causes-of-settings.ts';
import { valuesOf } from '../verdict/measure.ts';
import { type TargetFacts, targetFactsOf } from '../verdict/target-facts.ts';
import { LARGE_INPUT } from '../verdict/thresholds.ts';
import { alphasFinding } from './alphas.ts';
import { learnByHeart } from './few-rows.ts';
import type { Finding, GradientsFinding, State } from './findings.ts';
import { firstLossFinding } from './first-loss.ts';
import { sharedRows } from './shared-rows.ts';
import { meanSquare, rowsOfExamples, spreadRows, Trial } from './trial.ts';

/** The findings of a whole check-up. */
export const PARTS = 7;
/** The most rows of a check-up. */
const MOST_ROWS = 256;
/** Predictions with zeroed inputs are worse by at least this share (Karpathy, “A recipe for training neural networks”). */
const WORSE_BY = 0.01;
/** The most cells of inputs whose scales are looked at in one piece, with at least this many rows. */
const MOST_CELLS = 2 ** 16;
const FEWEST_ROWS = 16;
/** Test rows may share this part with the training set: the default of Deepchecks for mixed samples. */
const SHARED_ROWS = 0.05;

/** The subject of a check-up. */
export interface CheckedSubject extends Examples {
  readonly test?: Examples | undefined;
  readonly areClasses: boolean;
  readonly seed: number;
  /** Writes the program for a number of rows. */
  programFor(rows: number, change: ProgramChange): Program;
}

/** A change of the settings from which a program is written. */
export interface ProgramChange {
  readonly learningRate?: number;
  readonly optimizer?: 'adam';
  /** True without mini-batches, dropout, penalties and schedule. */
  readonly isBare?: boolean;
  readonly isUnclipped?: boolean;
}

/** The run that is checked up. It does not change. */
export interface CheckedState {
  readonly iteration: number;
  readonly program: Program;
  valueOf(name: string): Matrix;
}

/** A check-up in pieces of a few milliseconds, of the state that it began with. */
export class CheckUp {
  readonly rows: number;
  readonly of: number;
  readonly #subject: CheckedSubject;
  readonly #iteration: number;
  readonly #parameters: ReadonlyMap<string, Matrix>;
  readonly #some: Examples;
  readonly #program: Program;
  readonly #facts: TargetFacts;
  readonly #pieces: Pieces;
  #findings: readonly Finding[] = [];

  constructor(subject: CheckedSubject, state: CheckedState) {
    this.#subject = subject;
    this.of = subject.inputs.rows;
    this.rows = Math.min(MOST_ROWS, this.of);
    this.#iteration = state.iteration;
    this.#program = subject.programFor(this.rows, {});
    const names = parameters(this.#program);
    this.#parameters = new Map(names.map((name) => [name, copyMatrix(state.valueOf(name))]));
    this.#some = rowsOfExamples(subject, spreadRows(this.of, MOST_ROWS));
    this.#facts = targetFactsOf(this.#some.targets, subject.areClasses);
    this.#pieces = this.#all();
  }

  /** The findings so far. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** Does the next piece; returns true after the last one. */
  advance(): boolean {
    return this.#pieces.next().done === true;
  }

  *#all(): Pieces {
    const add = (finding: Finding): void => {
      this.#findings = [...this.#findings, finding];
    };
    add(yield* this.#firstLoss());
    add(yield* this.#fewRows());
    const { finding: alphas, best, alpha } = yield* alphasFinding(this.#subject, this.#some, this.of);
    add(yield* this.#zeroedInputs(best, alpha));
    add(yield* this.#gradients());
    add(yield* this.#testRows());
    add(this.#scales());
    add(alphas);
  }

  /** The program of the run with its current parameters, on the rows of the check-up. */
  #present(): Trial {
    const trial = new Trial(this.#program, this.#some, this.#subject.seed);
    trial.set(this.#parameters);
    return trial;
  }

  *#firstLoss(): Pieces<Finding> {
    const first = new Trial(this.#program, this.#some, this.#subject.seed);
    const predicted = yield* first.predict();
    return firstLossFinding(this.#program, predicted, this.#some.targets, this.#facts);
  }

  *#fewRows(): Pieces<Finding> {
    const found = yield* learnByHeart(this.#subject, this.#some, this.#facts);
    if (found === undefined) return { kind: 'fewRows', state: 'open', rows: 0, right: 0, iterations: 0, by: 'own' };
    const learned = found.by === 'own' ? 'good' : 'open';
    return { kind: 'fewRows', ...found, state: found.right === found.rows ? learned : 'bad' };
  }

  /** @param trained the best trial, for a run that has not begun, and its alpha. */
  *#zeroedInputs(trained: Trial, alpha: number): Pieces<Finding> {
    const isRun = this.#iteration > 0;
    const own = isRun ? this.#present() : trained;
    const { inputs, targets } = this.#some;
    const predicted = copyMatrix(yield* own.predict());
    const error = meanSquare(predicted, targets);
    const blind = yield* own.predict(emptyMatrix(inputs));
    const zeroed = meanSquare(blind, targets);
    const usesInputs = predicted.data.some((cell, i) => Math.abs(cell - blind.data[i]!) > 1e-9);
    return {
      kind: 'zeroedInputs',
      state: this.#stateOfZeroed(error, zeroed, usesInputs),
      error,
      zeroed,
      usesInputs,
      of: isRun ? 'run' : 'trial',
      alpha: isRun ? undefined : alpha,
      iterations: isRun ? this.#iteration : own.iterations,
    };
  }

  /** Open where the inputs make a difference that is no improvement yet, and where they can make none. */
  #stateOfZeroed(error: number, zeroed: number, usesInputs: boolean): State {
    if (zeroed > (1 + WORSE_BY) * error) return 'good';
    if (usesInputs || !Number.isFinite(error)) return 'open';
    return this.#some.inputs.data.every((cell) => cell === 0) ? 'open' : 'bad';
  }

  *#gradients(): Pieces<Finding> {
    return gradientsFinding(yield* new GradientChecker(this.#present()).pieces);
  }

  *#testRows(): Pieces<Finding> {
    const { test } = this.#subject;
    if (test === undefined) return { kind: 'testRows', state: 'open', shared: 0, of: 0, all: 0 };
    const some = rowsOfExamples(test, spreadRows(test.inputs.rows, MOST_ROWS));
    const { shared, repeated } = yield* sharedRows(some, this.#subject);
    const of = some.inputs.rows;
    // Where the training set repeats its own rows, the test set repeats them by chance.
    const isMixed = shared / of > Math.max(SHARED_ROWS, 1.5 * repeated) && shared > 1;
    return { kind: 'testRows', state: isMixed ? 'bad' : 'good', shared, of, all: test.inputs.rows };
  }

  #scales(): Finding {
    const { inputs, targets } = this.#some;
    // Facts about wide data take long: fewer rows tell their scales, too.
    const rows = Math.max(FEWEST_ROWS, Math.min(inputs.rows, Math.floor(MOST_CELLS / inputs.columns)));
    const few = rowsOfExamples(this.#some, spreadRows(inputs.rows, rows));
    const trial = new Trial(this.#subject.programFor(few.inputs.rows, {}), few, this.#subject.seed);
    const values = valuesOf(trial);
    const causes =
      values === undefined
        ? []
        : [...unscaledInputs(this.#program, values), ...largeTargets(values), ...outOfReach(values)];
    // Batch normalization scales the sums of the first hidden layer.
    const isScaled = this.#program.choices?.batchNorm === true;
    const largeCells = isScaled ? 0 : inputs.data.filter((cell) => Math.abs(cell) > LARGE_INPUT).length;
    const state = causes.length > 0 ? 'bad' : largeCells > 0 ? 'open' : 'good';
    const extents = { inputs: extentOf(inputs), targets: extentOf(targets) };
    return { kind: 'scales', state, ...extents, cells: inputs.data.length, largeCells, causes };
  }
}

function gradientsFinding(check: GradientCheck): Finding {
  const { worst, bound, boundElsewhere, faults, kinks, parameters: checked } = check;
  const far = checked.reduce((most, { elsewhere }) => Math.max(most, Number.isNaN(elsewhere) ? 0 : elsewhere), 0);
  const result = resultOf(check);
  return {
    kind: 'gradients',
    state: result === 'passed' ? 'good' : result === 'failed' ? 'bad' : 'open',
    worst,
    isWorstGood: worst < bound,
    elsewhere: far >= boundElsewhere ? far : undefined,
    fault: faults[0]?.name,
    atKinks: kinks.reduce((sum, { cells }) => sum + cells, 0),
    result,
  };
}

function resultOf(check: GradientCheck): GradientsFinding['result'] {
  if (check.passed) {
    if (check.parameters.every(({ atKinks, checked }) => atKinks === checked)) return 'kinks';
    return check.areZero ? 'zero' : 'passed';
  }
  if (!Number.isFinite(check.loss) || !Number.isFinite(check.worst)) return 'unmeasured';
  if (check.faults.length > 0) return 'failed';
  if (check.because.length > 0) return 'expected';
  return check.limited.length > 0 ? 'limited' : 'failed';
}

function extentOf({ data }: Matrix): readonly [number, number] {
  return data.reduce<readonly [number, number]>(
    ([low, high], cell) => [Math.min(low, cell), Math.max(high, cell)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
