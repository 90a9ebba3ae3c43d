import { square } from '../../language/elementary.ts';
import { MARGIN } from '../../language/example-rows.ts';
import type { Changed } from '../machine/changing-machine.ts';
import type { Observer } from '../run/run.ts';
import { alphaOf, causesOf, causesOfNonFinite } from '../verdict/causes.ts';
import { baseAlphaOf } from '../verdict/evidence.ts';
import {
  type Measured,
  measure,
  noSwing,
  type Readable,
  sample,
  swingSince,
  type Values,
  valuesOf,
} from '../verdict/measure.ts';
import { ageOf, type Look, type Opinion, opinionOf, type Trend, trendOf } from '../verdict/opinion.ts';
import { remediesFor } from '../verdict/remedies.ts';
import * as thresholds from '../verdict/thresholds.ts';
import type { Verdict, VerdictFacts } from '../verdict/verdict.ts';
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
  readonly spacing: Spacing;
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
}

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
 */
export class Judge implements Observer {
  readonly #run: Judged;
  /** Undefined for a program without an error or a target, which has no verdict. */
  #values: Values | undefined;
  #state: JudgeState = { ...unseen, begun: 0, told: untrained };
  #solvedAt: number | undefined;

  constructor(run: Judged) {
    this.#run = run;
    this.#values = valuesOf(run);
  }

  /** The verdict of the last look: the same object until the next look. */
  get verdict(): Verdict | undefined {
    return this.#values && this.#state.told;
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
    if (!this.#isDue(iteration)) return;
    if (machine.evaluates) this.#checkSolved(iteration);
    this.#judge(this.#values);
  }

  onMachine(): void {
    this.#values = valuesOf(this.#run);
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
    this.#solvedAt = this.#run.machine.largestMiss() <= MARGIN ? (this.#solvedAt ?? iteration) : undefined;
  }

  /** Cheap: asked after every iteration. */
  #isDue(iteration: number): boolean {
    const { begun, wake, verdict } = this.#state;
    return iteration - begun >= wake || (this.#solvedAt !== undefined && verdict.kind !== 'solved');
  }

  #judge(values: Values): void {
    const { error } = this.#run;
    const { begun, wake, nextLook, verdict } = this.#state;
    const iteration = this.#run.iteration - begun;
    const solvedAt = this.#ownSolvedAt;
    const isNewlySolved = solvedAt !== undefined && verdict.kind !== 'solved' && holdsSolved(iteration, solvedAt);
    if ((iteration < wake && !isNewlySolved) || !Number.isFinite(error)) return;
    this.#run.evaluate();
    if (iteration >= nextLook || isNewlySolved) this.#look(iteration, error as number, values);
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

  #look(iteration: number, error: number, values: Values): void {
    const { begun, before, verdict: last, largestSwing, largestSwingAt, looks: earlier } = this.#state;
    const measured = measure(values);
    const { mean: swing, most: swung } = before === undefined ? noSwing : swingSince(before, values);
    const reach = iteration * square(1 - thresholds.RECENT_SHARE);
    const { excess, flat } = measured;
    const kept = earlier.filter((look) => look.iteration > reach);
    const trend = trendOf([...kept, { iteration, excess, swing, flat }]);
    const { program } = this.#run;
    const solvedAt = this.#ownSolvedAt;
    const age = ageOf(iteration, alphaOf(values), values.error.rows);
    const opinion = opinionOf(trend, solvedAt !== undefined, iteration, age, last.kind);
    const looks = [...kept, { iteration, excess, swing, flat, opinion }];
    const { kind, since, pending } = follow(last, looks, solvedAt);
    const jumped = swung > largestSwing;
    const most = jumped ? { largestSwing: swung, largestSwingAt: iteration - 1 } : { largestSwing, largestSwingAt };
    const facts = factsOf(iteration, error, measured, trend, most, values);
    const alpha = alphaOf(values);
    const baseAlpha = baseAlphaOf(program) ?? alpha;
    const causes = causesOf({ kind, facts, looks, program, values, age, alpha, baseAlpha, test: undefined });
    const least = this.#lookSpacing;
    const nextLook = iteration + Math.max(least, Math.floor(iteration * thresholds.LOOK_SHARE));
    const verdict: Verdict = { kind, since, pending, facts, causes, remedies: remediesFor(causes, program, values) };
    this.#state = {
      begun,
      told: shifted(verdict, begun),
      verdict,
      wake: Math.max(nextLook - 1, iteration + 1),
      nextLook,
      before: nextLook === iteration + 1 ? sample(values) : undefined,
      looks,
      ...most,
    };
  }
}

/** A verdict whose iterations count from `begun`, with iterations of the run instead. */
function shifted(verdict: Verdict, begun: number): Verdict {
  if (begun === 0 || verdict.facts === undefined) return verdict;
  const { since, pending, facts, causes } = verdict;
  const { measuredAt, progressSince, largestSwingAt } = facts;
  const later = { measuredAt: measuredAt + begun, progressSince: progressSince + begun };
  return {
    ...verdict,
    since: since + begun,
    pending: pending && { ...pending, since: pending.since + begun },
    facts: { ...facts, ...later, largestSwingAt: largestSwingAt + begun },
    causes: causes.map((cause) => (cause.kind === 'largeSteps' ? { ...cause, update: cause.update + begun } : cause)),
  };
}

/** The verdict after some looks, the newest last: the last verdict, until enough looks agree on another one. */
function follow(
  last: Verdict,
  looks: JudgeState['looks'],
  solvedAt: number | undefined,
): Pick<Verdict, 'kind' | 'since' | 'pending'> {
  const { iteration, opinion } = looks.at(-1)!;
  const pending = undefined;
  if (last.kind === 'untrained') return { kind: 'learning', since: iteration - 1, pending };
  if (opinion === last.kind) return { kind: last.kind, since: last.since, pending };
  const first = looks.findLastIndex((look) => look.opinion !== opinion) + 1;
  const since = opinion === 'solved' ? (solvedAt ?? iteration) : looks[first]!.iteration;
  const held =
    opinion === 'solved' ? holdsSolved(iteration, since) : iteration - since >= iteration * thresholds.HOLD_SHARE;
  if (held) return { kind: opinion, since, pending };
  return { kind: last.kind, since: last.since, pending: { kind: opinion, since } };
}

/** True when all predictions have been right for long enough. */
function holdsSolved(iteration: number, solvedAt: number): boolean {
  return iteration - solvedAt >= Math.max(thresholds.SOLVED_HOLD, iteration * thresholds.SOLVED_HOLD_SHARE);
}

function factsOf(
  measuredAt: number,
  error: number,
  { wrong, worst, misses, flat }: Measured,
  { progress, since, swing }: Trend,
  most: { readonly largestSwing: number; readonly largestSwingAt: number },
  values: Values,
): VerdictFacts {
  const { data, columns: outputs } = values.error;
  const trendFacts = { progress, progressSince: since, swing };
  const sizes = { margin: MARGIN, predictions: data.length, outputs };
  return { measuredAt, error, ...sizes, wrong, worst, misses, flat, ...trendFacts, ...most };
}
