import { MARGIN } from '../../language/example-rows.ts';
import { alphaOf, causesOf, causesOfOffence } from './causes.ts';
import { type Judged, type Measured, measure, noSwing, sample, swingSince, type Values, valuesOf } from './measure.ts';
import { ageOf, type Look, type Opinion, opinionOf, type Trend, trendOf } from './opinion.ts';
import { remediesFor } from './remedies.ts';
import * as thresholds from './thresholds.ts';
import type { Verdict, VerdictFacts } from './verdict.ts';

/** What a judge remembers of a run: never changed, only replaced, so that it may be kept for as long as anybody likes. */
export interface JudgeState {
  /** The completed iterations from which on the others here count: a change of the run starts the clock anew. */
  readonly begun: number;
  /** As others are told, in iterations of the run. */
  readonly told: Verdict;
  readonly verdict: Verdict;
  /** Completed iterations at which there is something to do again, and at which the run is looked at. */
  readonly wake: number;
  readonly nextLook: number;
  /** Errors of the iteration before the next look. */
  readonly before: Float64Array | undefined;
  /** As far back as any share reaches: about a dozen and a half. */
  readonly looks: readonly (Look & { readonly opinion: Opinion })[];
  readonly largestSwing: number;
  readonly largestSwingAt: number;
}

const untrained: Verdict = {
  kind: 'untrained',
  since: 0,
  pending: undefined,
  facts: undefined,
  causes: [],
  remedies: [],
};

/** Of a judge that has seen nothing yet. */
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
 * Says what a run has come to. A judge is told of every completed iteration, but looks at a few hundred of them only, which
 * depend on nothing but the run: at the same iteration it gets the same verdict, whatever its speed. A look reads all
 * predictions once; where it has to explain, it reads the hidden layers too, for the first few wrong rows.
 *
 * A judge belongs to one program and one run's matrices; when either is replaced, a new judge starts with an open mind, or
 * with what another knew (`save`).
 */
export class Judge {
  readonly #run: Judged;
  readonly #values: Values;
  #state: JudgeState = { ...unseen, begun: 0, told: untrained };

  constructor(run: Judged) {
    this.#run = run;
    this.#values = valuesOf(run);
  }

  /** As of the last look. The same object until there is another. */
  get verdict(): Verdict {
    return this.#state.told;
  }

  /**
   * The run has been changed here: what was seen before says nothing of what comes now.
   * @param isMeasured whether the predictions are still those that were measured.
   */
  startAnew(begun: number, known: Verdict, isMeasured: boolean): void {
    const kind = known.kind === 'untrained' ? 'untrained' : 'learning';
    const facts = isMeasured ? known.facts : undefined;
    const told: Verdict = { kind, since: begun, pending: undefined, facts, causes: [], remedies: [] };
    this.#state = { ...unseen, begun, told };
  }

  /** Whether `record` would do anything: cheap enough to be asked after every iteration. */
  isDue(iteration: number, solvedAt: number | undefined): boolean {
    const { begun, wake, verdict } = this.#state;
    return iteration - begun >= wake || (solvedAt !== undefined && verdict.kind !== 'solved');
  }

  /** Call after every iteration for which it is due, once `iteration`, `error` and `solvedAt` say that it is complete. */
  record(): void {
    const { error } = this.#run;
    const { begun, wake, nextLook, verdict } = this.#state;
    const iteration = this.#run.iteration - begun;
    const solvedAt = this.#solvedAt;
    const news = solvedAt !== undefined && verdict.kind !== 'solved' && holdsSolved(iteration, solvedAt);
    if ((iteration < wake && !news) || !Number.isFinite(error)) return;
    this.#run.evaluate?.();
    if (iteration >= nextLook || news) this.#look(iteration, error as number);
    else this.#state = { ...this.#state, before: sample(this.#values), wake: nextLook };
  }

  /** What there is to say of a run that stands before the line that gives the first number that is not finite. */
  onOffence(target: string): Verdict {
    const causes = causesOfOffence(target, this.#values);
    const { facts } = this.#state.told;
    const remedies = remediesFor(causes, this.#run.program, this.#values);
    return { kind: 'diverged', since: this.#run.iteration, pending: undefined, facts, causes, remedies };
  }

  /** Everything that later verdicts depend on; costs nothing. */
  save(): JudgeState {
    return this.#state;
  }

  /** Goes back to what was known when `saved` was; the run must be at that iteration too. */
  restore(saved: JudgeState): void {
    this.#state = saved;
  }

  /** In iterations since the clock was started. */
  get #solvedAt(): number | undefined {
    const { solvedAt } = this.#run;
    return solvedAt === undefined ? undefined : Math.max(0, solvedAt - this.#state.begun);
  }

  #look(iteration: number, error: number): void {
    const { begun, before, verdict: last, largestSwing, largestSwingAt, looks: earlier } = this.#state;
    const values = this.#values;
    const measured = measure(values);
    const { mean: swing, most: swung } = before === undefined ? noSwing : swingSince(before, values);
    const reach = iteration * (1 - thresholds.RECENT_SHARE) ** 2;
    const { excess, flat } = measured;
    const kept = earlier.filter((look) => look.iteration > reach);
    const trend = trendOf([...kept, { iteration, excess, swing, flat }]);
    const { program } = this.#run;
    const solvedAt = this.#solvedAt;
    const age = ageOf(iteration, alphaOf(values), values.error.rows);
    const opinion = opinionOf(trend, solvedAt !== undefined, iteration, age, last.kind);
    const looks = [...kept, { iteration, excess, swing, flat, opinion }];
    const { kind, since, pending } = follow(last, looks, solvedAt);
    const jumped = swung > largestSwing;
    const most = jumped ? { largestSwing: swung, largestSwingAt: iteration - 1 } : { largestSwing, largestSwingAt };
    const facts = factsOf(iteration, error, measured, trend, most, values);
    const causes = causesOf(kind, facts, looks, this.#run, values, age);
    const least = this.#run.lookSpacing ?? 1;
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

/** A verdict whose iterations are counted from another one, counted from the first. */
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

/** The verdict that follows from what the looks have said, the newest last; the same as before unless they insist. */
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

/** Whether predictions have been right for long enough. */
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
