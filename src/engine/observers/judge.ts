import { square } from '../../language/elementary.ts';
import type { Program } from '../../language/program.ts';
import type { Lookout } from '../backends/backend.ts';
import type { Changed } from '../machine/changing-machine.ts';
import type { Matrix } from '../matrix.ts';
import type { Observer } from '../run/run.ts';
import { sample } from '../sample.ts';
import { causesBefore, causesOf, causesOfNonFinite } from '../verdict/causes.ts';
import { isNearLimit, withMisses } from '../verdict/causes-of-data.ts';
import { shareDataFacts } from '../verdict/data-facts.ts';
import { alphaOf, baseAlphaOf, type Evidence } from '../verdict/evidence.ts';
import { followed, holdsSolved } from '../verdict/follow.ts';
import { measure, noSwing, type Readable, type Swing, swingSince, type Values, valuesOf } from '../verdict/measure.ts';
import { ageOf, type Findings, isFar, opinionOf, rowsSummed, trendOf } from '../verdict/opinion.ts';
import { isProven } from '../verdict/proof.ts';
import { isEveryClassRight, qualityOf } from '../verdict/quality.ts';
import { remediesFor } from '../verdict/remedies.ts';
import type { TargetFacts } from '../verdict/target-facts.ts';
import type { TestSet } from '../verdict/test-looks.ts';
import * as thresholds from '../verdict/thresholds.ts';
import type { Cause, Remedy, Verdict, VerdictFacts, VerdictKind } from '../verdict/verdict.ts';
import type { Pace } from '../work.ts';
import { nextPoint } from './error-record.ts';
import {
  type JudgedLook,
  type JudgeState,
  type SavedJudge,
  shifted,
  unseen,
  untrained,
  withSample,
} from './judge-state.ts';
import { type JudgedData, JudgedSets, type LineKeeper } from './judged-sets.ts';

/* One class, though it is long: each look replaces the whole state, which a checkpoint saves. */

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

interface JudgedMachine extends Pace {
  /** True when separate lines predict all examples (`Program.evaluation`). */
  readonly evaluates: boolean;
  /** True when the error of all examples is that of the machine before. */
  readonly hasCarriedError: boolean;
  /** True when an iteration draws random numbers. */
  readonly drawsInIteration: boolean;
  /** max(abs(target − prediction)) of all examples. */
  largestMiss(): number;
  /** A sample of the errors before the last iteration; undefined where the judge must take it itself, one iteration before a look. */
  readonly errorsBefore?: Float64Array | undefined;
  /** A sample of the errors of all examples, with the current parameters, where there is no `errorsBefore`. */
  sampleErrors(): Float64Array;
}

/** Finds the causes and remedies of a verdict, and decides whether a run is proven to stay where it is. */
export interface Reasons {
  before(program: Program, values: Values, test: { readonly inputs: Matrix } | undefined): readonly Cause[];
  of(evidence: Evidence): readonly Cause[];
  remedies(causes: readonly Cause[], program: Program, values: Values): readonly Remedy[];
  isProven(found: { causes: readonly Cause[]; facts: VerdictFacts; program: Program; values: Values }): boolean;
}

/** The reasons for a program, whose lines and settings are known. */
const programReasons: Reasons = {
  before: causesBefore,
  of: causesOf,
  remedies: remediesFor,
  isProven: ({ causes, facts, program, values }) => isProven(causes, facts, program, values),
};

const unknownData: JudgedData = { areClasses: false, test: undefined };

/**
 * Finds the verdict on a run. The judge is called after every iteration, but looks at only a few hundred of them. The choice depends on
 * the run alone, so that the verdict at an iteration is the same at any speed. A look reads all predictions once. To find causes, it
 * also reads the hidden layers for the first few wrong rows.
 *
 * After a change of the run, the judge starts from the beginning.
 */
export class Judge implements Observer {
  readonly #run: Judged;
  readonly #data: JudgedData;
  /** Undefined for a program without an error or a target, which has no verdict. */
  #values: Values | undefined;
  /** Undefined as long as the values are. The data of a run never change, only the matrices that hold them. */
  #sets: JudgedSets | undefined;
  readonly #line: LineKeeper;
  readonly #reasons: Reasons;
  #state: JudgeState = unseen(0, untrained);
  #solvedAt: number | undefined;
  /** The verdict of a look that left no trace. */
  #fresh: { readonly iteration: number; readonly state: JudgeState; readonly verdict: Verdict } | undefined;
  #before: { readonly values: Values; readonly verdict: Verdict } | undefined;

  constructor(
    run: Judged,
    data: JudgedData = unknownData,
    line: LineKeeper = { known: 'unknown' },
    reasons: Reasons = programReasons,
  ) {
    this.#run = run;
    this.#reasons = reasons;
    this.#data = data;
    this.#line = line;
    this.onMachine();
  }

  /** A judge of another run of the same data. Its state is that of a run that has not begun. */
  fork(run: Judged, test: TestSet | undefined): Judge {
    return new Judge(run, { ...this.#data, test }, this.#line);
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
    const causes = this.#reasons.before(program, values, this.#data.test?.examples);
    return { ...this.#state.told, causes, remedies: this.#reasons.remedies(causes, program, values) };
  }

  /**
   * The verdict of a look at the current predictions, for a run that rests between two iterations. It leaves no trace: later verdicts
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
   * Completed iterations since which every prediction has been within the margin of its target, in all iterations that were checked;
   * undefined until that has held as long as the verdict wants it to.
   */
  get solvedAt(): number | undefined {
    const own = this.#ownSolvedAt;
    const holds = own !== undefined && holdsSolved(this.#run.iteration - this.#state.begun, own);
    return holds ? this.#solvedAt : undefined;
  }

  onIteration(): void {
    if (this.#values === undefined) return;
    const { machine, iteration } = this.#run;
    // Lines of the iteration hold the predictions before its update; lines of an evaluation, those after it.
    if (!machine.evaluates) this.#checkSolved(iteration - 1);
    if (!this.isDue(iteration)) return;
    if (iteration - this.#state.begun < this.#state.nextLook && !this.#isCheckDue(iteration)) {
      this.#state = withSample(this.#state, machine.sampleErrors());
      return;
    }
    if (machine.evaluates) this.#checkSolved(iteration);
    this.#judge(this.#values);
  }

  nextLook(_isNew: boolean, lookout: Lookout): number {
    if (this.#values === undefined) return Number.POSITIVE_INFINITY;
    // The errors of an iteration say when the run is solved, unless separate lines predict all examples.
    if (!this.#run.machine.evaluates) {
      lookout.margin = (this.#sets as JudgedSets).margin;
      lookout.isWithin = this.#solvedAt !== undefined;
    }
    const wake = this.#state.begun + this.#wake;
    if (this.#solvedAt === undefined || !this.#awaitsSolved) return wake;
    const apart = this.#checksApart(this.#run.iteration);
    return Math.min(wake, (Math.floor(this.#run.iteration / apart) + 1) * apart);
  }

  onMachine(): void {
    this.#values = valuesOf(this.#run);
    if (this.#values !== undefined) this.#shareFacts(this.#values);
    if (this.#values !== undefined) this.#sets ??= new JudgedSets(this.#values.target, this.#data, this.#line);
  }

  #shareFacts(values: Values): void {
    const { program } = this.#run;
    this.#line.first ??= { program, values };
    if (this.#line.first.program === program) shareDataFacts(values, this.#line.first.values);
  }

  onChange(changed: Changed): void {
    const { machine, iteration } = this.#run;
    const isMeasured = changed === 'cells' ? !machine.evaluates : machine.hasCarriedError;
    if (!isMeasured) this.#solvedAt = undefined;
    const known = this.#state.told;
    const kind = known.kind === 'untrained' ? 'untrained' : 'learning';
    // The run has made no progress since the change.
    const facts = isMeasured && known.facts !== undefined ? { ...known.facts, progress: undefined } : undefined;
    const told: Verdict = { kind, since: iteration, pending: undefined, facts, causes: [], remedies: [] };
    this.#state = unseen(iteration, told);
  }

  /** The verdict on a run that is before the line that computes the first non-finite value. */
  nonFiniteVerdict(target: string): Verdict {
    const values = this.#values;
    const causes = causesOfNonFinite(target, values);
    const { facts } = this.#state.told;
    const remedies = values === undefined ? [] : remediesFor(causes, this.#run.program, values);
    return { kind: 'diverged', since: this.#run.iteration, pending: undefined, facts, causes, remedies };
  }

  /** The state between two iterations. */
  save(): SavedJudge {
    const state = this.#state;
    const isNext = this.#run.iteration - state.begun === state.nextLook - 1;
    const values = isNext && state.nextLook > 1 ? this.#values : undefined;
    // The errors are not part of a saved run.
    const takesSample = values !== undefined && !this.#run.machine.evaluates;
    return { solvedAt: this.#solvedAt, judge: takesSample ? withSample(state, sample(values.error.data)) : state };
  }

  /** Continues from the state of another judge, whose machine its run takes over too, at any line. */
  takeOver(other: Judge): void {
    this.#solvedAt = other.#solvedAt;
    this.#state = other.#state;
  }

  /** The run must be at the iteration at which `save` was called. */
  restore({ solvedAt, judge }: SavedJudge): void {
    this.#solvedAt = solvedAt;
    this.#state = judge;
  }

  #checkSolved(iteration: number): void {
    const { margin } = this.#sets as JudgedSets;
    const { machine } = this.#run;
    const isSolved = machine.evaluates ? machine.largestMiss() <= margin : this.#isWithin(margin);
    if (!isSolved && this.#solvedAt !== undefined) this.#lookSooner();
    this.#solvedAt = isSolved ? (this.#solvedAt ?? iteration) : undefined;
  }

  /** Brings the next look of a solved run to where it would be without being solved. */
  #lookSooner(): void {
    const { begun, verdict, nextLook } = this.#state;
    const iteration = this.#run.iteration - begun;
    const sooner = this.#lookAfter(iteration, thresholds.LOOK_SHARE);
    if (verdict.kind !== 'solved' || sooner >= nextLook) return;
    this.#state = { ...this.#state, nextLook: sooner, wake: sooner - 1 };
  }

  /** Reads the errors up to the first that is too large: it is asked after every iteration. */
  #isWithin(margin: number): boolean {
    const { data } = (this.#values as Values).error;
    let cell = 0;
    while (cell < data.length && Math.abs(data[cell]!) <= margin) cell++;
    return cell === data.length;
  }

  /** True where the judge may look, after `iteration` completed iterations. Cheap: asked after every iteration. */
  isDue(iteration: number): boolean {
    return iteration - this.#state.begun >= this.#wake || this.#isCheckDue(iteration);
  }

  /** True where a run that seems solved is checked, between two looks. */
  #isCheckDue(iteration: number): boolean {
    return this.#solvedAt !== undefined && this.#awaitsSolved && iteration % this.#checksApart(iteration) === 0;
  }

  /**
   * Iterations between two such checks. Where separate lines predict all examples, a check may cost more than an iteration: a run is then
   * checked 8 to 16 times while it must hold, however long that is, unless points of the error record are closer together.
   */
  #checksApart(iteration: number): number {
    const { evaluates, spacing } = this.#run.machine;
    if (!evaluates) return 1;
    const hold = (iteration - this.#state.begun) * thresholds.SOLVED_HOLD_SHARE;
    return Math.min(spacing.apart, 2 ** Math.max(0, Math.floor(Math.log2(hold / thresholds.SOLVED_HOLD))));
  }

  /** The next iteration at which the judge reads predictions, since the last change. */
  get #wake(): number {
    const { nextLook, wake } = this.#state;
    return this.#run.machine.errorsBefore === undefined ? wake : nextLook;
  }

  /** False once the verdict is solved, and while the test set is a reason against it. */
  get #awaitsSolved(): boolean {
    const { verdict, looks } = this.#state;
    return verdict.kind !== 'solved' && looks.at(-1)?.opinion !== 'overfitting';
  }

  #judge(values: Values): void {
    const { error } = this.#run;
    const { begun, nextLook } = this.#state;
    const iteration = this.#run.iteration - begun;
    const solvedAt = this.#ownSolvedAt;
    const isNewlySolved = solvedAt !== undefined && this.#awaitsSolved && holdsSolved(iteration, solvedAt);
    if ((iteration < this.#wake && !isNewlySolved) || !Number.isFinite(error)) return;
    this.#run.evaluate();
    if (iteration >= nextLook || isNewlySolved) this.#state = this.#look(iteration, error as number, values, false);
    else if (iteration >= this.#wake) this.#state = withSample(this.#state, sample(values.error.data));
  }

  /** In iterations since the last change. */
  get #ownSolvedAt(): number | undefined {
    return this.#solvedAt === undefined ? undefined : Math.max(0, this.#solvedAt - this.#state.begun);
  }

  /** The part of the run after which the next look follows. */
  #lookShare(kind: VerdictKind, isStill: boolean): number {
    if (isFar(kind)) return isStill ? thresholds.LOOK_SHARE : thresholds.LOOK_SHARE_AT_REST;
    // Every iteration is checked, and a look follows soon after the first that is not within the margin.
    const isChecked = kind === 'solved' && this.#solvedAt !== undefined && !this.#run.machine.evaluates;
    return isChecked && this.#data.test === undefined ? thresholds.LOOK_SHARE_SOLVED : thresholds.LOOK_SHARE;
  }

  /**
   * The iteration of the next look, since the last change. Where separate lines predict all examples, it is at a point of the error
   * record: one evaluation serves both.
   */
  #lookAfter(iteration: number, share: number): number {
    const { begun } = this.#state;
    const { evaluates, spacing } = this.#run.machine;
    const { apart, early } = spacing;
    const next =
      iteration + Math.max(1, Math.min(apart / 4, Math.floor((4 * iteration) / early)), Math.floor(iteration * share));
    if (!evaluates) return next;
    // A point of the record counts from 0, a look completed iterations.
    return nextPoint(begun + next - 1, spacing) + 1 - begun;
  }

  /**
   * The state after a look. Objects are written field by field: copies by spreading took most of the time of a look.
   * @param passing true for a look that leaves no trace.
   */
  #look(iteration: number, error: number, values: Values, passing: boolean): JudgeState {
    const { begun, verdict: last, largestSwing, largestSwingAt, looks: earlier } = this.#state;
    const { program } = this.#run;
    const before = this.#errorsBefore(iteration);
    const sets = this.#sets as JudgedSets;
    const { targets, margin } = sets;
    const measured = measure(values, margin, targets.kind === 'classes');
    const { excess, flat } = measured;
    const { mean: swing, most: swung, isKnown } = this.#swing(before, values, targets);
    const alpha = alphaOf(values);
    const baseAlpha = baseAlphaOf(program) ?? alpha;
    const still = this.#stillAfter(iteration, isKnown, swung, alpha);
    const reach = iteration * square(1 - thresholds.RECENT_SHARE);
    let first = 0;
    while (first < earlier.length && earlier[first]!.iteration <= reach) first++;
    const looks: JudgedLook[] = earlier.slice(first);
    // Its opinion follows from the trend.
    looks.push({ iteration, excess, swing, flat, opinion: 'learning' });
    const trend = trendOf(looks, program.batches !== undefined);
    const train = sets.measureTrain(iteration, values);
    const tests = sets.lookAtTest(iteration, this.#run.machine, train, this.#state.tests, passing);
    const age = ageOf(iteration, Math.max(alpha, baseAlpha), rowsSummed(program.choices, values.error.rows));
    const quality = qualityOf(train.facts, targets.kind, measured.worst);
    const mayRest = still !== undefined || (trend.progress ?? 1) < thresholds.PROGRESS_AGAIN;
    const isLimited = quality === 'poor' && mayRest && isNearLimit(train.facts, program, values);
    const findings: Findings = {
      solved: this.#solvedAt !== undefined || isEveryClassRight(train.facts, targets.kind),
      overfitting: tests?.overfitting ?? false,
      still: still !== undefined && still.looks >= this.#stillLooks,
      quality: isLimited ? 'fair' : quality,
      iteration,
      age,
      before: last.kind,
      halved: this.#hasHalved(excess),
    };
    const opinion = opinionOf(trend, findings);
    looks[looks.length - 1] = { iteration, excess, swing, flat, opinion };
    const next = followed(last, looks, this.#ownSolvedAt, findings, trend);
    const jumped = swung > largestSwing;
    const mostSwung = jumped ? swung : largestSwing;
    const mostSwungAt = jumped ? iteration - 1 : largestSwingAt;
    const facts: VerdictFacts = {
      measuredAt: iteration,
      error,
      margin,
      predictions: values.error.data.length,
      outputs: values.error.columns,
      wrong: measured.wrong,
      worst: measured.worst,
      misses: measured.misses,
      flat,
      progress: trend.progress,
      progressSince: trend.since,
      swing: trend.swing,
      largestSwing: mostSwung,
      largestSwingAt: mostSwungAt,
      stillSince: findings.still ? still?.since : undefined,
      targets: targets.kind,
      train: train.facts,
      test: tests?.facts,
    };
    const { since, pending } = next;
    const { testForCauses: test } = sets;
    const ofLook: Evidence = { kind: next.kind, facts, looks, program, values, age, alpha, baseAlpha, test };
    const explained = this.#explain(ofLook, passing);
    const { causes, remedies } = explained;
    const isSure = next.kind !== 'stuck' || this.#reasons.isProven({ causes, facts, program, values });
    const kind = isSure ? next.kind : 'plateau';
    const verdict: Verdict = { kind, since, pending, facts, causes, remedies };
    const share = this.#lookShare(kind, findings.still);
    const nextLook = this.#lookAfter(iteration, share);
    const began = isFar(kind) && !isFar(last.kind);
    const excessAtRest = isFar(kind) ? (began ? excess : this.#state.excessAtRest) : undefined;
    return {
      begun,
      told: shifted(verdict, begun),
      verdict,
      wake: Math.max(nextLook - 1, iteration + 1),
      nextLook,
      before:
        nextLook === iteration + 1 && this.#run.machine.errorsBefore === undefined
          ? sample(values.error.data)
          : undefined,
      looks,
      largestSwing: mostSwung,
      largestSwingAt: mostSwungAt,
      still,
      excessAtRest,
      tests,
      explainedAt: explained.at,
    };
  }

  /** A sample of the errors one iteration before a look; undefined where none was taken. */
  #errorsBefore(iteration: number): Float64Array | undefined {
    const { before, nextLook } = this.#state;
    // The first iteration after a change has none before it that it continues.
    if (iteration < nextLook || iteration === 1) return undefined;
    return before ?? this.#run.machine.errorsBefore;
  }

  /** Causes and remedies. Those of an earlier look hold for a part of the run, as long as the verdict is the same. */
  #explain(evidence: Evidence, passing: boolean): Pick<Verdict, 'causes' | 'remedies'> & { readonly at: number } {
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
    const causes = this.#reasons.of(evidence);
    return { causes, remedies: this.#reasons.remedies(causes, program, values), at: facts.measuredAt };
  }

  /** The change of the predictions in the last update, in standard deviations for quantities; that of the last look where it is unknown. */
  #swing(
    before: Float64Array | undefined,
    values: Values,
    { kind, meanSpread }: TargetFacts,
  ): Swing & { isKnown: boolean } {
    const { mean, most } = before === undefined ? noSwing : swingSince(before, values);
    // Predictions that were not finite say nothing.
    if (before === undefined || !Number.isFinite(mean)) {
      return { ...noSwing, mean: this.#state.looks.at(-1)?.swing ?? 0, isKnown: false };
    }
    const unit = kind === 'quantities' ? meanSpread : 1;
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
}
