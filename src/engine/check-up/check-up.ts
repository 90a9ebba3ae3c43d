import { classCount } from '../../language/example-rows.ts';
import type { Program } from '../../language/program.ts';
import { parameters } from '../../language/program.ts';
import { GradientChecker } from '../gradient-check.ts';
import { copyMatrix, type Examples, emptyMatrix, type Matrix } from '../matrix.ts';
import type { Pieces } from '../run/pieces.ts';
import { crossEntropyOf } from '../scores.ts';
import { largeTargets, unscaledInputs } from '../verdict/causes-of-data.ts';
import { outOfReach } from '../verdict/causes-of-settings.ts';
import { valuesOf } from '../verdict/measure.ts';
import { hasClasses, type TargetFacts, targetFactsOf } from '../verdict/target-facts.ts';
import { FIRST_LOSS, LARGE_INPUT } from '../verdict/thresholds.ts';
import { alphasFinding } from './alphas.ts';
import { learnByHeart } from './few-rows.ts';
import type { Finding, FirstLossFinding, State } from './findings.ts';
import { sharedRows } from './shared-rows.ts';
import { meanSquare, rowsOfExamples, spreadRows, Trial } from './trial.ts';

/** The findings of a whole check-up. */
export const PARTS = 7;
/** The most rows of a check-up. */
const MOST_ROWS = 256;
/** Above this many times their variance, the first predictions of quantities are not of the size of the targets. */
const FIRST_SQUARES = 25;
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
    const { targets } = this.#some;
    const isOfClasses = hasClasses(this.#facts.kind, targets) && isProbable(predicted);
    const of = isOfClasses ? 'classes' : 'quantities';
    const entropy = isOfClasses ? crossEntropyOf(predicted, targets) : Number.NaN;
    const even = Math.log(classCount(targets));
    const by = measureOf(this.#program);
    if (isOfClasses && by === 'crossEntropy') {
      return {
        kind: 'firstLoss',
        of,
        by,
        loss: entropy,
        chance: even,
        state: entropy < FIRST_LOSS * even ? 'good' : 'bad',
      };
    }
    const loss =
      by === 'sizes'
        ? meanSize(predicted, targets) / sizeOfMedian(targets)
        : meanSquare(predicted, targets) / this.#variance();
    const isConstant = this.#facts.spread.every((own) => own === 0);
    const ofQuantity: State = loss < FIRST_LOSS ? 'good' : loss < FIRST_SQUARES ? 'open' : 'bad';
    const state = isOfClasses ? (entropy < FIRST_LOSS * even ? 'good' : 'bad') : ofQuantity;
    const own = by === 'sizes' ? by : 'squares';
    return { kind: 'firstLoss', of, by: own, loss, chance: 1, state: isConstant ? 'open' : state };
  }

  /** The mean variance of the targets. */
  #variance(): number {
    return this.#facts.spread.reduce((sum, own) => sum + own * own, 0) / this.#some.targets.columns;
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
    const isWorse = zeroed > (1 + WORSE_BY) * error;
    const areZero = inputs.data.every((cell) => cell === 0);
    return {
      kind: 'zeroedInputs',
      state: isWorse ? 'good' : usesInputs || !Number.isFinite(error) || areZero ? 'open' : 'bad',
      error,
      zeroed,
      usesInputs,
      of: isRun ? 'run' : 'trial',
      alpha: isRun ? undefined : alpha,
      iterations: isRun ? this.#iteration : own.iterations,
    };
  }

  *#gradients(): Pieces<Finding> {
    const checker = new GradientChecker(this.#present());
    let check = checker.advance();
    while (check === undefined) {
      yield;
      check = checker.advance();
    }
    const { worst, bound, boundElsewhere, passed, because, limited, faults, loss, kinks, parameters: checked } = check;
    const areAllAtKinks = checked.every((own) => own.atKinks === own.checked);
    const atKinks = kinks.reduce((sum, { cells }) => sum + cells, 0);
    const far = checked.reduce((most, { elsewhere }) => Math.max(most, Number.isNaN(elsewhere) ? 0 : elsewhere), 0);
    const isUnmeasured = !Number.isFinite(loss) || !Number.isFinite(worst);
    const isExplained = faults.length === 0;
    const result = passed
      ? areAllAtKinks
        ? 'kinks'
        : check.areZero
          ? 'zero'
          : 'passed'
      : isUnmeasured
        ? 'unmeasured'
        : isExplained && because.length > 0
          ? 'expected'
          : isExplained && limited.length > 0
            ? 'limited'
            : 'failed';
    const state = result === 'passed' ? 'good' : result === 'failed' ? 'bad' : 'open';
    const elsewhere = far >= boundElsewhere ? far : undefined;
    const about = { worst, isWorstGood: worst < bound, elsewhere, fault: faults[0]?.name };
    return { kind: 'gradients', state, ...about, atKinks, result };
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

/** The measure of predictions that is nearest to the loss of a program. */
function measureOf({ choices }: Program): FirstLossFinding['by'] {
  switch (choices?.loss) {
    case 'cross-entropy':
    case 'binary cross-entropy':
      return 'crossEntropy';
    case 'mean absolute':
      return 'sizes';
    default:
      return 'squares';
  }
}

/** The mean of |target − prediction|. */
function meanSize({ data }: Matrix, { data: targets }: Matrix): number {
  return targets.reduce((sum, target, cell) => sum + Math.abs(target - data[cell]!), 0) / targets.length;
}

/** The mean of |target − median| over all columns: no constant prediction has smaller errors. */
function sizeOfMedian({ rows, columns, data }: Matrix): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const own = Float64Array.from({ length: rows }, (_, row) => data[row * columns + column]!).sort();
    const median = own[Math.floor(rows / 2)]!;
    sum += own.reduce((all, target) => all + Math.abs(target - median), 0);
  }
  return sum / data.length;
}

function isProbable({ data }: Matrix): boolean {
  return data.every((cell) => cell >= 0 && cell <= 1);
}

function extentOf({ data }: Matrix): readonly [number, number] {
  return data.reduce<readonly [number, number]>(
    ([low, high], cell) => [Math.min(low, cell), Math.max(high, cell)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
