import { square } from '../../language/elementary.ts';
import { MARGIN, marginOf } from '../../language/example-rows.ts';
import type { Changed } from '../machine/changing-machine.ts';
import { copyMatrix, type Matrix } from '../matrix.ts';
import type { Observer } from '../run/run.ts';
import { alphaOf, causesBefore, causesOf, causesOfNonFinite } from '../verdict/causes.ts';
import { withMisses } from '../verdict/causes-of-data.ts';
import { baseAlphaOf, type Evidence } from '../verdict/evidence.ts';
import { followed, holdsSolved } from '../verdict/follow.ts';
import { fitLine, type LineFit, unexplainedByLine } from '../verdict/line-fit.ts';
import {
  measure,
  noSwing,
  type Readable,
  type Swing,
  sample,
  swingSince,
  type Values,
  valuesOf,
} from '../verdict/measure.ts';
import { ageOf, isFar, type Look, type Opinion, opinionOf, trendOf } from '../verdict/opinion.ts';
import { isProven } from '../verdict/proof.ts';
import { isEveryClassRight, qualityOf } from '../verdict/quality.ts';
import { remediesFor } from '../verdict/remedies.ts';
import { type MeasuredSet, measureSet } from '../verdict/set-facts.ts';
import { type TargetFacts, targetFactsOf } from '../verdict/target-facts.ts';
import { lookAtTest, type TestLooks, type TestSet } from '../verdict/test-looks.ts';
import * as thresholds from '../verdict/thresholds.ts';
import type { Cause, Verdict, VerdictFacts } from '../verdict/verdict.ts';
import type { Spacing } from '../work.ts';

/** A run that is judged. */
export interface Judged extends Readable {
  /** Completed iterations. */
  readonly iteration: number;
  /** mean(abs(target − prediction)) of all examples; undefined before the first iteration. */
  readonly error: number | undefined;
  readonly machine: JudgedMachine;
  /** Brings the predictions of all examples up to date. */
  evaluate(): void;
}

interface JudgedMachine {
  /** True when separate lines predict all examples (`Program.evaluation`). */
  readonly evaluates: boolean;
  /** True when the error of all examples is that of the machine before. */
  readonly hasCarriedError: boolean;
  /** True when an iteration draws random numbers. */
  readonly drawsInIteration: boolean;
  readonly spacing: Spacing;
  /** The work of an iteration (`workOf`). */
  readonly work: number;
  /** max(abs(target − prediction)) of all examples. */
  largestMiss(): number;
}

/**
 * The state of a judge. It is never changed, only replaced, so keeping it costs nothing. Checkpoint files have these names.
 */
export interface JudgeState {
  /** Completed iterations at the last change of the run. All other iterations here count from it, except those of `told`. */
  readonly begun: number;
  /** The verdict to show: `verdict` with iterations that count from the start of the run. */
  readonly told: Verdict;
  readonly verdict: Verdict;
  /** The next iteration at which the judge reads predictions: that of the next look, or the one before it. */
  readonly wake: number;
  readonly nextLook: number;
  /** A sample of the errors in the iteration before the next look, for its swing. */
  readonly before: Float64Array | undefined;
  /** The looks in the recent part of the run and in the part before it: about 18. */
  readonly looks: readonly (Look & { readonly opinion: Opinion })[];
  readonly largestSwing: number;
  readonly largestSwingAt: number;
  /**
   * The newest looks in a row whose update changed nothing, and completed iterations since which it is so; absent while updates change
   * predictions, and in old files, like all below.
   */
  readonly still?: { readonly looks: number; readonly since: number } | undefined;
  /** The excess when a run came to rest far from its targets; absent for any other. */
  readonly excessAtRest?: number | undefined;
  /** Absent without a test set, and before the first look at it. */
  readonly tests?: TestLooks | undefined;
  /** Completed iterations at the look that found the causes. */
  readonly explainedAt?: number | undefined;
}

/** The knowledge of a judge about the data of a run, besides its program. */
export interface JudgedData {
  /** True when the classes of the targets are named. */
  readonly areClasses: boolean;
  readonly test: TestSet | undefined;
}

/** The least-squares line through the training set; undefined where it is not computed, unknown until it is needed. */
type Line = { readonly fit: LineFit; readonly unexplained: number } | undefined | 'unknown';

const unknownData: JudgedData = { areClasses: false, test: undefined };

/** Everything that later verdicts depend on. */
export interface SavedJudge {
  readonly solvedAt: number | undefined;
  readonly judge: JudgeState;
}

const untrained: Verdict = {
  kind: 'untrained',
  since: 0,
  pending: undefined,
  facts: undefined,
  causes: [],
  remedies: [],
};

const unseen: Omit<JudgeState, 'begun' | 'told'> = {
  verdict: untrained,
  wake: 1,
  nextLook: 1,
  before: undefined,
  looks: [],
  largestSwing: 0,
  largestSwingAt: 0,
};

/**
 * Finds the verdict on a run. The judge is called after every iteration, but looks at only a few hundred of them. The choice depends on
 * the run alone, so that the verdict at an iteration is the same at any speed. A look reads all predictions once. To find causes, it
 * also reads the hidden layers for the first few wrong rows.
 *
 * After a change of the run, the judge starts from the beginning.
 *
 * One class, though it is long: each look replaces the whole state, which a checkpoint saves.
 */
export class Judge implements Observer {
  readonly #run: Judged;
  readonly #data: JudgedData;
  /** Undefined for a program without an error or a target, which has no verdict. */
  #values: Values | undefined;
  #targets: TargetFacts | undefined;
  #margin = MARGIN;
  /** Shared with forks. */
  #line: { known: Line } = { known: 'unknown' };
  #state: JudgeState = { ...unseen, begun: 0, told: untrained };
  #solvedAt: number | undefined;
  /** The verdict of a look that left no trace. */
  #fresh: { readonly iteration: number; readonly state: JudgeState; readonly verdict: Verdict } | undefined;
  #before: { readonly values: Values; readonly verdict: Verdict } | undefined;

  constructor(run: Judged, data: JudgedData = unknownData) {
    this.#run = run;
    this.#data = data;
    this.#values = valuesOf(run);
    this.#readTargets();
  }

  /** A judge of another run of the same data. Its state is that of a run that has not begun. */
  fork(run: Judged, test: TestSet | undefined): Judge {
    const fork = new Judge(run, { ...this.#data, test });
    fork.#line = this.#line;
    return fork;
  }

  /** The verdict of the last look: the same object until the next look. */
  get verdict(): Verdict | undefined {
    const values = this.#values;
    const { told } = this.#state;
    if (values === undefined || told.kind !== 'untrained') return values && told;
    // Found when it is read: before, the setup has not run.
    if (this.#before?.values !== values) this.#before = { values, verdict: this.#verdictBefore(values) };
    return this.#before.verdict;
  }

  /** The verdict before the first iteration: the faults that the program and its data show without running. */
  #verdictBefore(values: Values): Verdict {
    const { program } = this.#run;
    const causes = causesBefore(program, values, this.#data.test?.examples);
    return { ...this.#state.told, causes, remedies: remediesFor(causes, program, values) };
  }

  /**
   * The verdict of a look at the present predictions, for a run that rests between two iterations. It leaves no trace: later verdicts
   * are the same as without it.
   * @param line lines of the next iteration that have run. They mix the predictions of two iterations: the last verdict holds then.
   */
  freshVerdict(line: number): Verdict | undefined {
    const values = this.#values;
    const { iteration, error } = this.#run;
    if (this.#fresh?.iteration === iteration && this.#fresh.state === this.#state) return this.#fresh.verdict;
    const own = iteration - this.#state.begun;
    const { facts } = this.#state.told;
    const hasLook =
      facts?.measuredAt === iteration && (facts.test === undefined || facts.test.measuredAt === iteration);
    if (values === undefined || line > 0 || own === 0 || hasLook || !Number.isFinite(error)) return this.verdict;
    this.#run.evaluate();
    const { told: verdict } = this.#look(own, error as number, values, true);
    this.#fresh = { iteration, state: this.#state, verdict };
    return verdict;
  }

  /**
   * Completed iterations since which every prediction has been within `MARGIN` of its target, in all iterations that were checked.
   */
  get solvedAt(): number | undefined {
    return this.#solvedAt;
  }

  onIteration(): void {
    if (this.#values === undefined) return;
    const { machine, iteration } = this.#run;
    // Lines of the iteration hold the predictions before its update; lines of an evaluation, those after it.
    if (!machine.evaluates) this.#checkSolved(iteration - 1);
    if (!this.isDue(iteration)) return;
    if (machine.evaluates) this.#checkSolved(iteration);
    this.#judge(this.#values);
  }

  onMachine(): void {
    this.#values = valuesOf(this.#run);
    this.#readTargets();
  }

  onChange(changed: Changed): void {
    const { machine, iteration } = this.#run;
    const isMeasured = changed === 'cells' ? !machine.evaluates : machine.hasCarriedError;
    if (!isMeasured) this.#solvedAt = undefined;
    const known = this.#state.told;
    const kind = known.kind === 'untrained' ? 'untrained' : 'learning';
    const facts = isMeasured ? known.facts : undefined;
    const told: Verdict = { kind, since: iteration, pending: undefined, facts, causes: [], remedies: [] };
    this.#state = { ...unseen, begun: iteration, told };
  }

  /** The verdict on a run that is before the line that computes the first non-finite value. */
  nonFiniteVerdict(target: string): Verdict {
    const values = this.#values;
    const causes = causesOfNonFinite(target, values);
    const { facts } = this.#state.told;
    const remedies = values === undefined ? [] : remediesFor(causes, this.#run.program, values);
    return { kind: 'diverged', since: this.#run.iteration, pending: undefined, facts, causes, remedies };
  }

  save(): SavedJudge {
    return { solvedAt: this.#solvedAt, judge: this.#state };
  }

  /** The run must be at the iteration at which `save` was called. */
  restore({ solvedAt, judge }: SavedJudge): void {
    this.#solvedAt = solvedAt;
    this.#state = judge;
  }

  #checkSolved(iteration: number): void {
    this.#solvedAt = this.#run.machine.largestMiss() <= this.#margin ? (this.#solvedAt ?? iteration) : undefined;
  }

  /** True where the judge may look, after `iteration` completed iterations. Cheap: asked after every iteration. */
  isDue(iteration: number): boolean {
    const { begun, wake } = this.#state;
    return iteration - begun >= wake || (this.#solvedAt !== undefined && this.#awaitsSolved);
  }

  /** False once the verdict is solved, and while the test set is a reason against it. */
  get #awaitsSolved(): boolean {
    const { verdict, looks } = this.#state;
    return verdict.kind !== 'solved' && looks.at(-1)?.opinion !== 'overfitting';
  }

  #judge(values: Values): void {
    const { error } = this.#run;
    const { begun, wake, nextLook } = this.#state;
    const iteration = this.#run.iteration - begun;
    const solvedAt = this.#ownSolvedAt;
    const isNewlySolved = solvedAt !== undefined && this.#awaitsSolved && holdsSolved(iteration, solvedAt);
    if ((iteration < wake && !isNewlySolved) || !Number.isFinite(error)) return;
    this.#run.evaluate();
    if (iteration >= nextLook || isNewlySolved) this.#state = this.#look(iteration, error as number, values, false);
    else this.#state = { ...this.#state, before: sample(values), wake: nextLook };
  }

  /** In iterations since the last change. */
  get #ownSolvedAt(): number | undefined {
    return this.#solvedAt === undefined ? undefined : Math.max(0, this.#solvedAt - this.#state.begun);
  }

  /**
   * The fewest iterations to the next look. A look may be nearer to the last one than a point of a record, at a slightly higher
   * cost.
   */
  get #lookSpacing(): number {
    const { apart, early } = this.#run.machine.spacing;
    return Math.max(1, Math.min(apart / 4, Math.floor((4 * this.#run.iteration) / early)));
  }

  /** The state after a look. @param passing true for a look that leaves no trace. */
  #look(iteration: number, error: number, values: Values, passing: boolean): JudgeState {
    const { begun, before, verdict: last, largestSwing, largestSwingAt, looks: earlier } = this.#state;
    const { program } = this.#run;
    const targets = this.#targets as TargetFacts;
    const measured = measure(values, this.#margin, targets.kind === 'classes');
    const { excess, flat } = measured;
    const { mean: swing, most: swung, isKnown } = this.#swing(before, values, targets);
    const alpha = alphaOf(values);
    const baseAlpha = baseAlphaOf(program) ?? alpha;
    const still = this.#stillAfter(iteration, isKnown, swung, alpha);
    const reach = iteration * square(1 - thresholds.RECENT_SHARE);
    const kept = earlier.filter((look) => look.iteration > reach);
    const look: Look = { iteration, excess, swing, flat };
    const trend = trendOf([...kept, look]);
    const train = this.#measureTrain(iteration, values, targets);
    const tests = this.#lookAtTest(iteration, train, targets, passing);
    const age = ageOf(iteration, Math.max(alpha, baseAlpha), values.error.rows);
    const findings = {
      solved: this.#solvedAt !== undefined || isEveryClassRight(train.facts, targets.kind),
      overfitting: tests?.overfitting ?? false,
      still: still !== undefined && still.looks >= this.#stillLooks,
      quality: qualityOf(train.facts, targets.kind, measured.worst),
      iteration,
      age,
      before: last.kind,
      halved: this.#hasHalved(excess),
    };
    const opinion = opinionOf(trend, findings);
    const looks = [...kept, { ...look, opinion }];
    const next = followed(last, looks, this.#ownSolvedAt, findings, trend.swing);
    const jumped = swung > largestSwing;
    const most = jumped ? { largestSwing: swung, largestSwingAt: iteration - 1 } : { largestSwing, largestSwingAt };
    const facts: VerdictFacts = {
      measuredAt: iteration,
      error,
      margin: this.#margin,
      predictions: values.error.data.length,
      outputs: values.error.columns,
      wrong: measured.wrong,
      worst: measured.worst,
      misses: measured.misses,
      flat,
      progress: trend.progress,
      progressSince: trend.since,
      swing: trend.swing,
      ...most,
      ...(findings.still ? { stillSince: still?.since } : {}),
      targets: targets.kind,
      train: train.facts,
      ...(tests === undefined ? {} : { test: tests.facts }),
    };
    const explained = this.#explain({ ...next, facts, looks, program, values, age, alpha, baseAlpha }, passing);
    const { causes } = explained;
    const kind = next.kind === 'stuck' && !isProven(causes, facts) ? 'plateau' : next.kind;
    const verdict: Verdict = { ...next, kind, facts, causes, remedies: explained.remedies };
    const isWatched = isFar(kind) && !findings.still;
    const share = isWatched ? thresholds.LOOK_SHARE_AT_REST : thresholds.LOOK_SHARE;
    const nextLook = iteration + Math.max(this.#lookSpacing, Math.floor(iteration * share));
    const began = isFar(kind) && !isFar(last.kind);
    const excessAtRest = isFar(kind) ? (began ? excess : this.#state.excessAtRest) : undefined;
    return {
      begun,
      told: shifted(verdict, begun),
      verdict,
      wake: Math.max(nextLook - 1, iteration + 1),
      nextLook,
      before: nextLook === iteration + 1 ? sample(values) : undefined,
      looks,
      ...most,
      ...(still && { still }),
      ...(excessAtRest === undefined ? {} : { excessAtRest }),
      ...(tests && { tests }),
      explainedAt: explained.at,
    };
  }

  /** Causes and remedies. Those of an earlier look hold for a part of the run, as long as the verdict is the same. */
  #explain(
    evidence: Omit<Evidence, 'test'>,
    passing: boolean,
  ): Pick<Verdict, 'causes' | 'remedies'> & { readonly at: number } {
    const { kind, facts, program, values } = evidence;
    const { verdict: last, explainedAt = Number.NEGATIVE_INFINITY } = this.#state;
    const isSame = kind === last.kind || (kind === 'stuck' && last.kind === 'plateau');
    const isKnown =
      isSame && facts.stillSince === last.facts?.stillSince && (facts.wrong === 0) === (last.facts?.wrong === 0);
    const lasts = Math.max(thresholds.EXPLAINED_FOR, explainedAt * thresholds.EXPLAINED_SHARE);
    const isCalm = kind === 'learning' || kind === 'solved' || kind === 'fits' || kind === 'settled';
    const until = explainedAt + (isCalm ? lasts : explainedAt * thresholds.LOOK_SHARE);
    if (isKnown && !passing && facts.measuredAt < until) {
      return { causes: withMisses(last.causes, values), remedies: last.remedies, at: explainedAt };
    }
    const causes = causesOf({ ...evidence, test: this.#testForCauses });
    return { causes, remedies: remediesFor(causes, program, values), at: facts.measuredAt };
  }

  /** The test set; predicted only when a cause reads the predictions. */
  get #testForCauses(): Evidence['test'] {
    const { test } = this.#data;
    if (test === undefined) return undefined;
    return {
      ...test.examples,
      get prediction() {
        return test.prediction;
      },
    };
  }

  /** The change of the predictions in the last update, in standard deviations for quantities; that of the last look where it is unknown. */
  #swing(
    before: Float64Array | undefined,
    values: Values,
    { kind, spread }: TargetFacts,
  ): Swing & { isKnown: boolean } {
    const { looks } = this.#state;
    if (before === undefined) return { ...noSwing, mean: looks.at(-1)?.swing ?? 0, isKnown: false };
    const { mean, most } = swingSince(before, values);
    const unit = kind === 'quantities' ? meanOf(spread) || 1 : 1;
    return { mean: mean / unit, most: most / unit, isKnown: true };
  }

  #stillAfter(iteration: number, isKnown: boolean, swung: number, alpha: number): JudgeState['still'] {
    const { still } = this.#state;
    if (!isKnown) return still;
    if (!(swung <= thresholds.STILL * Math.min(1, alpha))) return undefined;
    return { looks: (still?.looks ?? 0) + 1, since: still?.since ?? iteration - 1 };
  }

  /** The looks without a change after which a run is still. */
  get #stillLooks(): number {
    const { program, machine } = this.#run;
    const isByChance = machine.drawsInIteration || program.batches !== undefined;
    return isByChance ? thresholds.STILL_LOOKS_BY_CHANCE : thresholds.STILL_LOOKS;
  }

  #hasHalved(excess: number): boolean {
    const { excessAtRest } = this.#state;
    return excessAtRest !== undefined && excess <= thresholds.HALVED * excessAtRest;
  }

  #measureTrain(iteration: number, values: Values, targets: TargetFacts): MeasuredSet {
    const measured = measureSet(predictionOf(values), values.target, this.#margin, targets);
    if (targets.kind !== 'quantities' || iteration < thresholds.FIRST_OPINION) return measured;
    const line = this.#lineThrough(values)?.unexplained;
    return line === undefined ? measured : { ...measured, facts: { ...measured.facts, line } };
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

  /** @param passing true for a look that leaves no trace: it always looks at the test set, too. */
  #lookAtTest(iteration: number, train: MeasuredSet, targets: TargetFacts, passing: boolean): TestLooks | undefined {
    const { test } = this.#data;
    const { tests } = this.#state;
    if (test === undefined || (!passing && tests !== undefined && iteration < tests.next)) return tests;
    // Known or not, it counts from the look on that needs it: a run and its replay look alike.
    const known = iteration < thresholds.FIRST_OPINION ? undefined : this.#line.known;
    const compared = { train, targets, margin: this.#margin, line: known === 'unknown' ? undefined : known?.fit };
    return lookAtTest(test, iteration, this.#run.machine.work, compared, tests);
  }

  #readTargets(): void {
    const values = this.#values;
    // The data of a run never change, only the matrices that hold them.
    if (values === undefined || this.#targets !== undefined) return;
    this.#targets = targetFactsOf(values.target, this.#data.areClasses);
    this.#margin = marginOf(values.target);
  }
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The predictions of all examples; copied where the program does not name them. */
function predictionOf({ prediction, error, target }: Values): Matrix {
  if (prediction !== undefined && prediction.rows === target.rows) return prediction;
  const { data, ...shape } = copyMatrix(error);
  return { ...shape, data: data.map((off, cell) => target.data[cell]! - off) };
}

/** A verdict whose iterations count from `begun`, with iterations of the run instead. */
function shifted(verdict: Verdict, begun: number): Verdict {
  if (begun === 0 || verdict.facts === undefined) return verdict;
  const { since, pending, facts, causes } = verdict;
  const { measuredAt, progressSince, largestSwingAt, stillSince, test } = facts;
  const later = { measuredAt: measuredAt + begun, progressSince: progressSince + begun };
  const stillLater = stillSince === undefined ? {} : { stillSince: stillSince + begun };
  const tested = test && { ...test, measuredAt: test.measuredAt + begun, lowestAt: test.lowestAt + begun };
  return {
    ...verdict,
    since: since + begun,
    pending: pending && { ...pending, since: pending.since + begun },
    facts: {
      ...facts,
      ...later,
      ...stillLater,
      largestSwingAt: largestSwingAt + begun,
      ...(tested && { test: tested }),
    },
    causes: causes.map((cause) => shiftedCause(cause, begun)),
  };
}

function shiftedCause(cause: Cause, begun: number): Cause {
  switch (cause.kind) {
    case 'largeSteps':
      return { ...cause, update: cause.update + begun };
    case 'manyParameters':
    case 'longTraining':
      return { ...cause, lowestAt: cause.lowestAt + begun };
    default:
      return cause;
  }
}
