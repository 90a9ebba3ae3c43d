import { marginOf } from '../../language/example-rows.ts';
import type { Program } from '../../language/program.ts';
import { copyMatrix, type Matrix } from '../matrix.ts';
import type { Evidence } from '../verdict/evidence.ts';
import { fitLine, type LineFit, unexplainedByLine } from '../verdict/line-fit.ts';
import type { Values } from '../verdict/measure.ts';
import { type MeasuredSet, measureSet, type Totals, totalsOf } from '../verdict/set-facts.ts';
import { type TargetFacts, targetFactsOf } from '../verdict/target-facts.ts';
import { lookAtTest, type TestLooks, type TestSet } from '../verdict/test-looks.ts';
import { FIRST_OPINION } from '../verdict/thresholds.ts';
import type { Pace } from '../work.ts';

/** The knowledge of a judge about the data of a run, besides its program. */
export interface JudgedData {
  /** True when the classes of the targets are named. */
  readonly areClasses: boolean;
  readonly test: TestSet | undefined;
}

/** The least-squares line through the training set; undefined where it is not computed, unknown until it is needed. */
type Line = { readonly fit: LineFit; readonly unexplained: number } | undefined | 'unknown';

/** The facts about the targets of a training set. */
interface TargetsOfSet {
  readonly areClasses: boolean;
  /** True for 32-bit floats, which round the targets. */
  readonly areSingle: boolean;
  readonly facts: TargetFacts;
  readonly margin: number;
  readonly totals: Totals;
}

/** Keeps the line of a training set, and the facts about its data, for all judges of runs of it. */
export interface LineKeeper {
  known: Line;
  /** The facts about the targets of a data set that never changes; absent for any other. */
  lasting?: TargetsOfSet | 'unknown';
  /** The first machine whose data were looked through. */
  first?: { readonly program: Program; readonly values: Values };
}

const keepers = new WeakMap<Matrix, { readonly inputs: Matrix; readonly keeper: LineKeeper }>();

/** The keeper of a data set: all its runs have the same one, as in a sweep. */
export function keeperOf(inputs: Matrix, targets: Matrix): LineKeeper {
  const known = keepers.get(targets);
  if (known?.inputs === inputs) return known.keeper;
  const keeper: LineKeeper = { known: 'unknown', lasting: 'unknown' };
  keepers.set(targets, { inputs, keeper });
  return keeper;
}

/** The training set and the test set of a run, which its predictions are compared with. */
export class JudgedSets {
  readonly targets: TargetFacts;
  /** The distance from its target within which a prediction is right. */
  readonly margin: number;
  /** The test set; predicted only when a cause reads the predictions. */
  readonly testForCauses: Evidence['test'];
  readonly #test: TestSet | undefined;
  readonly #line: LineKeeper;
  /** Those of the training set; undefined where its targets may change. */
  readonly #totals: Totals | undefined;

  constructor(targets: Matrix, { areClasses, test }: JudgedData, line: LineKeeper) {
    const known = lastingOf(targets, areClasses, line);
    this.targets = known?.facts ?? targetFactsOf(targets, areClasses);
    this.margin = known?.margin ?? marginOf(targets);
    this.#totals = known?.totals;
    this.#test = test;
    this.#line = line;
    this.testForCauses = test && {
      ...test.examples,
      get prediction() {
        return test.prediction;
      },
    };
  }

  measureTrain(iteration: number, values: Values): MeasuredSet {
    const hasLine = this.targets.kind === 'quantities' && iteration >= FIRST_OPINION;
    const line = hasLine ? this.#lineThrough(values)?.unexplained : undefined;
    return measureSet(predictionOf(values), values.target, this.margin, this.targets, this.#totals, line);
  }

  /** It depends on the data alone. */
  #lineThrough({ inputs, target }: Values): Exclude<Line, 'unknown'> {
    if (this.#line.known !== 'unknown') return this.#line.known;
    const data = inputs?.rows === target.rows ? { inputs, targets: target } : undefined;
    const fit = data && fitLine(data);
    const known = fit && data && { fit, unexplained: unexplainedByLine(fit, data) };
    this.#line.known = known;
    return known;
  }

  /**
   * The looks at the test set, with a new one if it is due.
   * @param passing true for a look that leaves no trace: it always looks at the test set, too.
   */
  lookAtTest(
    iteration: number,
    pace: Pace,
    train: MeasuredSet,
    earlier: TestLooks | undefined,
    passing: boolean,
  ): TestLooks | undefined {
    if (this.#test === undefined || (!passing && earlier !== undefined && iteration < earlier.next)) return earlier;
    // Known or not, it counts from the look on that needs it: a run and its replay look alike.
    const known = iteration < FIRST_OPINION ? undefined : this.#line.known;
    const line = known === 'unknown' ? undefined : known?.fit;
    return lookAtTest(
      this.#test,
      iteration,
      pace,
      { train, targets: this.targets, margin: this.margin, line },
      earlier,
    );
  }
}

/** Found once for all runs of a data set; undefined where the targets may change. */
function lastingOf(targets: Matrix, areClasses: boolean, line: LineKeeper): TargetsOfSet | undefined {
  const known = line.lasting;
  const areSingle = targets.data instanceof Float32Array;
  if (known === undefined) return undefined;
  if (known !== 'unknown' && known.areClasses === areClasses && known.areSingle === areSingle) return known;
  const facts = targetFactsOf(targets, areClasses);
  line.lasting = { areClasses, areSingle, facts, margin: marginOf(targets), totals: totalsOf(targets) };
  return line.lasting;
}

/** The predictions of all examples; copied where the program does not name them. */
function predictionOf({ prediction, error, target }: Values): Matrix {
  if (prediction !== undefined && prediction.rows === target.rows) return prediction;
  const { data, ...shape } = copyMatrix(error);
  return { ...shape, data: data.map((off, cell) => target.data[cell]! - off) };
}
