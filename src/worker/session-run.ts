import type { Replay } from '../engine/run/pieces.ts';
import type { Position } from '../engine/run/run.ts';
import { noneYet, Stopper, type StopReason } from '../engine/run/stop.ts';
import { TrainingRun } from '../engine/run/training-run.ts';
import type { LogRow } from '../formats/run-log.ts';
import type { StopConditions } from '../language/stop-conditions.ts';
import type { Edit } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import type { GaugeViews } from './gauges.ts';
import { arriving, Journey } from './journey.ts';
import { LineViews } from './line-views.ts';
import type {
  Checkpoint,
  CheckpointReport,
  Command,
  JourneyProgress,
  RunChange,
  RunState,
  Speed,
  Travel,
} from './protocol.ts';
import type { Rivals } from './rivals.ts';
import { changesOf, type Subject } from './subject.ts';
import type { SurfaceViews } from './surface.ts';
import { Pace } from './timing.ts';
import { destinationOf, isReturn } from './travel.ts';
import { ViewAnswers } from './view-answers.ts';
import { LogRows, SaveSchedule } from './writer-reports.ts';

/* One class for all commands, though it is long: each of them changes the same few fields. */

/** Length of a slice of training: short enough that a key never waits, long enough to train at full speed. */
const SLICE_MS = 4;
/** Time between two readings of the clock within a slice. */
const BATCH_MS = 0.5;
/** The time of a unit of work (`workOf`) on a common computer. */
const MS_PER_WORK = 3e-6;

/** Makes the run of a subject from a seed. */
export type Begin = (subject: Subject, seed: number) => TrainingRun;

export const beginRun: Begin = (subject, seed) => {
  const { program, inputs, targets, test, classes } = subject;
  const changes = changesOf(subject, subject.plan);
  const training = new TrainingRun(program, inputs, targets, seed, changes, test, classes !== undefined);
  training.setWatches(subject.watches);
  return training;
};

/** The work (`workOf`) of an iteration that takes about a tenth of a second. */
export const LONG_WORK = 2e7;

/**
 * The run of a session, and all that commands do to it: it trains in slices, rests, goes to other positions, and is edited.
 * Its state is one of four; a step is a paused run with iterations left to run. A replay is a journey in pieces, one at a time, after
 * which the run shows what was asked for.
 */
export class SessionRun {
  readonly number: number;
  readonly subject: Subject;
  readonly seed: number;
  readonly training: TrainingRun;
  readonly views: ViewAnswers;
  readonly lines = new LineViews();
  /** The last command whose effect the run shows. */
  request: number;
  readonly #now: () => number;
  readonly #onChange: (run: SessionRun) => void;
  readonly #startedAt: number;
  #state: RunState = 'paused';
  /** Iterations left of a step, and the request that asked for them. */
  #step: { left: number; readonly request: number } | undefined;
  #journey: Journey | undefined;
  #owed = 0;
  #retracing: { readonly pieces: Replay; done: number; readonly of: number } | undefined;
  readonly #resumedAt: number;
  #gauges: GaugeViews | undefined;
  #gauging: Replay | undefined;
  #surface: SurfaceViews | undefined;
  /** The settings of rivals that have not begun, and those that have. */
  #rivalSettings: readonly NetworkSettings[];
  #rivals: Rivals | undefined;
  #goal: number;
  /** Undefined without stop conditions, and once a run that they had stopped continues: it then runs to its goal. */
  #stopper: Stopper | undefined;
  #stopReason: StopReason | undefined;
  #changes: readonly RunChange[];
  #pace: Pace;
  /** Iterations between two readings of the clock. */
  #batch = 1;
  #iterationTime: number | undefined;
  /** Milliseconds of preparing the snapshot of the last iteration that was shown. */
  #snapshotTime: number | undefined;
  #shownAt: number | undefined;
  readonly #logRows: LogRows;
  readonly #saves: SaveSchedule;

  /**
   * @param now the clock, in milliseconds.
   * @param onChange called when the run enters a state, also the one that it is in, and when its speed changes.
   */
  constructor(
    command: Command & { type: 'start' },
    begin: Begin,
    now: () => number,
    onChange: (run: SessionRun) => void,
  ) {
    const { run, request, subject, seed, speed, risesFrom, viewRequest, logEvery, saveEvery, resume } = command;
    this.number = run;
    this.request = request;
    this.subject = subject;
    this.seed = seed;
    this.training = begin(subject, seed);
    this.#rivalSettings = command.rivals ?? [];
    this.training.searchLater();
    if (subject.stop !== undefined) this.#stopBy(subject.stop);
    if (resume !== undefined) this.#stopper?.resume(resume.lowest);
    this.#resumedAt = resume?.saved.iteration ?? 0;
    const replay = resume && this.training.resuming(resume.saved);
    this.views = new ViewAnswers(this.training, subject, viewRequest ?? {});
    this.#now = now;
    this.#onChange = onChange;
    this.#startedAt = now() - 1000 * (resume?.seconds ?? 0);
    // The saved run may have gone on after its end.
    this.#goal = subject.iterations * Math.max(1, Math.ceil(this.training.furthest / subject.iterations));
    this.#stopReason = resume?.stopped;
    this.#changes = subject.plan.map((edits) => ({ ...edits, byHand: false }));
    this.#pace = new Pace(speed, now(), risesFrom);
    this.#logRows = new LogRows(logEvery);
    this.#saves = new SaveSchedule(this.training, saveEvery);
    const begun = (): void => this.#enter(this.#end() ?? (command.paused ? 'paused' : 'running'));
    if (replay === undefined) begun();
    else this.#depart('resume', { iteration: this.training.furthest, line: 0 }, replay, begun);
  }

  get state(): RunState {
    return this.#state;
  }

  /** Completed iterations at which the run ends. */
  get goal(): number {
    return this.#goal;
  }

  /** The condition that has ended the run before its goal. */
  get stopReason(): StopReason | undefined {
    return this.#stopReason;
  }

  /** Changes, made or still to come, in the order of their iterations. */
  get changes(): readonly RunChange[] {
    return this.#changes;
  }

  get isStepping(): boolean {
    return this.#step !== undefined;
  }

  /** The work (`workOf`) that is left of a step. */
  get stepWork(): number {
    return (this.#step?.left ?? 0) * this.training.machine.work;
  }

  get isTraining(): boolean {
    return (this.#journey?.isAside ?? true) && (this.#state === 'running' || this.isStepping);
  }

  /** The replay that continues between commands. */
  get journey(): Pick<Journey, 'progress' | 'purpose' | 'isAside' | 'canBeCancelled'> | undefined {
    return this.#journey;
  }

  /** True when the current position must not be shown: it is about to be replaced by that of a saved run, or has a non-finite value. */
  get isHidden(): boolean {
    return this.#journey?.purpose === 'resume' || this.training.isSuspect;
  }

  /** Milliseconds that an iteration takes; undefined before the first. */
  get iterationTime(): number | undefined {
    return this.#iterationTime;
  }

  /** Iterations per second while the speed rises; undefined once it is reached. */
  get risingSpeed(): number | undefined {
    return this.#pace.rising;
  }

  /** Milliseconds until the screen shows the next iteration: as the last one took, or before the first as its work suggests. */
  get expectedTime(): number {
    const { work, evaluationWork } = this.training.machine;
    return (this.#iterationTime ?? work * MS_PER_WORK) + (this.#snapshotTime ?? evaluationWork * MS_PER_WORK);
  }

  /** Takes the milliseconds of preparing a snapshot. One at an iteration that was shown before is short, and counts for no other. */
  tookForSnapshot(milliseconds: number): void {
    const { iteration } = this.training;
    if (iteration === this.#shownAt) return;
    [this.#shownAt, this.#snapshotTime] = [iteration, iteration === 0 ? undefined : milliseconds];
  }

  /** Milliseconds until the next iteration is due. */
  get wait(): number {
    return this.isStepping ? 0 : this.#pace.wait(this.#now());
  }

  // Commands

  resume(): void {
    if (this.#state === 'running' || this.#state === 'diverged') return;
    if (this.#stopReason !== undefined) this.#endStopper();
    if (this.training.iteration >= this.#goal) this.#goal += this.subject.iterations;
    this.#pace.restart(this.#now());
    this.#enter('running');
  }

  pause(): void {
    if (this.#journey?.isAside === false) this.cancel();
    if (!this.isTraining) return;
    this.training.checkFinite();
    this.rest();
  }

  /** The number of a command whose effect shows once the run rests. */
  answerAtRest(request: number): void {
    this.#owed = Math.max(this.#owed, request);
  }

  /** Stops where the run is, or searches for the first non-finite value. */
  rest(): void {
    if (this.training.isSuspect) this.#search();
    else this.#enter(this.#end() ?? 'paused');
  }

  /** Adds iterations to the step, and begins one where there is none. */
  step(iterations: number, request: number): void {
    this.#state = 'paused';
    this.#stopReason = undefined;
    this.#step = { left: (this.#step?.left ?? 0) + iterations, request };
  }

  /** Steps to an iteration; in place of any other step. */
  runTo(iteration: number, request: number): void {
    this.#endStep();
    this.step(Math.max(0, iteration - this.training.iteration), request);
  }

  /** Goes to another position: from the destination of a journey that is on its way, if there is one. */
  travel(travel: Travel, request: number): void {
    const { training } = this;
    this.#stopReason = undefined;
    const here = { iteration: training.iteration, line: training.line };
    const from = this.#journey?.to ?? here;
    if (isReturn(travel)) {
      const to = destinationOf(training, from, travel);
      this.#journey = undefined;
      if (isSame(to, here)) {
        training.watches.release();
        this.#arrive(request);
      } else this.#depart('travel', to, training.going(to), () => this.#arrive(request));
    } else {
      training.advance();
      if (training.iteration > here.iteration) this.#lookForReason();
      this.#arrive(request);
    }
  }

  /** Reads another position. The run stays where it is. */
  look<Answer>(iteration: number, replay: Replay<Answer>, answer: (answer: Answer) => void): void {
    this.#depart('look', { iteration, line: 0 }, replay, answer);
  }

  /** Drops a journey; the run stays where it is. */
  cancel(): void {
    if (this.#journey?.canBeCancelled !== true) return;
    const { isAside } = this.#journey;
    this.#journey = undefined;
    if (!isAside) this.rest();
  }

  /** Begins a search when a value is not finite. An edit must not follow before its end. */
  checkFinite(): void {
    this.training.checkFinite();
    if (this.training.isSuspect) this.#search();
  }

  /**
   * Edits the run at the beginning of its iteration. Later edits by hand are forgotten, with all that was run after it;
   * planned edits still come.
   */
  edit(edits: readonly Edit[], request: number): void {
    this.#stopReason = undefined;
    const at = this.training.iteration;
    const before = this.#changes.filter((entry) => entry.at <= at);
    const planned = this.#changes.filter((entry) => entry.at > at && !entry.byHand);
    const state = this.#state === 'running' ? 'running' : 'paused';
    this.#rewrite(at, [...before, { at, edits, byHand: true }, ...planned], request, state);
  }

  /** Takes back the last edit by hand, and goes to where it was made. */
  undo(request: number): void {
    this.#stopReason = undefined;
    const last = this.#changes.findLastIndex(({ byHand }) => byHand);
    const entry = this.#changes[last];
    if (entry === undefined) {
      this.request = request;
      return;
    }
    // A run that has met a non-finite value may no longer reach as far.
    const at = Math.min(entry.at, this.training.furthest);
    this.#rewrite(
      at,
      this.#changes.filter((_, index) => index !== last),
      request,
      'paused',
    );
  }

  setStop(stop: StopConditions): void {
    this.#stopBy(stop);
    if (this.#state !== 'running') this.rest();
  }

  setSpeed(speed: Speed): void {
    this.#pace = new Pace(speed, this.#now());
    this.#onChange(this);
  }

  // Journeys

  /**
   * Does the next pieces of a journey, until `isOver` says that the slice is.
   * @returns true when the journey has ended.
   */
  journeyOn(isOver: () => boolean): boolean {
    const journey = this.#journey;
    while (journey !== undefined) {
      const arrive = journey.advance();
      if (arrive !== undefined) {
        this.#journey = undefined;
        arrive();
        // During a look the run may have met a non-finite value.
        if (this.training.isSuspect) this.#search();
        return true;
      }
      if (isOver()) return false;
    }
    return true;
  }

  #depart<Answer>(
    purpose: JourneyProgress['purpose'],
    to: Position,
    replay: Replay<Answer>,
    arrive: (answer: Answer) => void,
  ): void {
    this.#journey = new Journey(purpose, to, arriving(replay, arrive));
    if (purpose === 'travel') this.#state = 'paused';
    if (purpose !== 'look') this.#endStep();
  }

  #arrive(request: number): void {
    this.request = Math.max(this.request, request);
    this.rest();
  }

  /** Finds the first non-finite value, and goes to before it. */
  #search(): void {
    const { iteration, line } = this.training;
    this.#state = 'paused';
    if (this.#journey !== undefined) return;
    this.#depart('search', { iteration, line }, this.training.searching(), () => this.rest());
  }

  #stopBy(stop: StopConditions): void {
    this.#endStopper();
    if (stop.gradientNormBelow !== undefined) this.training.measureGradients();
    this.#stopper = new Stopper(stop, this.training);
    this.training.observe(this.#stopper);
  }

  #endStopper(): void {
    if (this.#stopper !== undefined) this.training.ignore(this.#stopper);
    [this.#stopper, this.#stopReason] = [undefined, undefined];
  }

  // The past of watches, and of gauges

  /** The gauges of the steps, while a view shows them. */
  get gauges(): GaugeViews | undefined {
    return this.views.showsGauges ? this.#gauges : undefined;
  }

  /** Measures gauges from here on, while a view shows them. */
  measureGauges(part: Pick<typeof import('./gauges.ts'), 'GaugeViews'>): void {
    this.#gauges ??= new part.GaugeViews(this.training, this.#resumedAt);
  }

  /** No view shows the gauges any more: what was measured is kept. */
  endGauges(): void {
    this.#gauging = undefined;
    this.#gauges?.rest();
  }

  /** The loss surface, while a view shows it. */
  get surface(): SurfaceViews | undefined {
    this.#surface?.show(this.views.surface);
    return this.views.surface && this.#surface;
  }

  /** Computes a loss surface, while a view shows it. */
  showSurface(part: Pick<typeof import('./surface.ts'), 'SurfaceViews'>): void {
    this.#surface ??= new part.SurfaceViews(this.training, this.subject, () => this.#changes);
  }

  /** True while the surface is computed beside the run. */
  get isMapping(): boolean {
    if (this.#journey !== undefined || this.isHidden) return false;
    return this.surface?.isBehind(this.isTraining) === true;
  }

  /** The other runs of a race, once they have begun. */
  get rivals(): Rivals | undefined {
    return this.#rivals;
  }

  /** True until the code of the rivals has been read. */
  get awaitsRivals(): boolean {
    return this.#rivalSettings.length > 0;
  }

  /** Begins the rivals; without their code there are none. */
  race(part: Pick<typeof import('./rivals.ts'), 'Rivals'> | undefined): void {
    if (part !== undefined) this.#rivals = new part.Rivals(this.subject, this.#rivalSettings, this.seed);
    this.#rivalSettings = [];
  }

  /** True while a rival is behind the run, which then does not train. */
  get waitsForRivals(): boolean {
    return this.awaitsRivals || this.#rivals?.isBehind(this.training.furthest) === true;
  }

  /** Trains the rivals for a slice. */
  raceOn(): void {
    const end = this.#now() + SLICE_MS;
    this.#rivals?.advance(this.training.furthest, this.#now, () => this.#now() >= end);
  }

  /** True while past values of watches or gauges are replayed beside the run; no other replay continues then. */
  get isRetracing(): boolean {
    if (this.#journey !== undefined || this.isHidden) return false;
    return this.training.lacksPast || this.gauges?.isBehind === true;
  }

  /** The share of that replay, from 0 to 1; undefined before its first piece. */
  get retraced(): number | undefined {
    return this.#retracing === undefined ? undefined : this.#retracing.done / Math.max(1, this.#retracing.of);
  }

  /** Does the next pieces of it, until `isOver` says that the slice is. */
  retraceOn(isOver: () => boolean): void {
    if (!this.training.lacksPast) {
      this.#gaugeOn(isOver);
      return;
    }
    this.#retracing ??= { pieces: this.training.retracing(), done: 0, of: this.training.furthest };
    do {
      const { done, value } = this.#retracing.pieces.next();
      if (done === true) {
        this.#retracing = undefined;
        return;
      }
      this.#retracing.done = value;
    } while (!isOver());
  }

  #gaugeOn(isOver: () => boolean): void {
    this.#gauging ??= this.gauges?.catchingUp();
    do {
      if (this.#gauging?.next().done !== false) {
        this.#gauging = undefined;
        return;
      }
    } while (!isOver());
  }

  // Training

  /**
   * Trains for a slice: until it is over, all due iterations have run, a checkpoint is due, or the run ends.
   * @param follow called after iterations that are run for the first time.
   * @param nextFollowed the next completed iterations at which it must be called.
   * @returns true when an iteration was due.
   */
  train(follow: () => void, nextFollowed = (iteration: number): number => iteration + 1): boolean {
    let now = this.#now();
    const sliceEnd = now + SLICE_MS;
    let hasTrained = false;
    while (now < sliceEnd && !this.#saves.isDue(this.#goal)) {
      const allowed = this.#iterationsDue(now);
      if (allowed === 0) break;
      hasTrained = true;
      const done = this.#trainBatch(Math.min(allowed, this.#batch), follow, nextFollowed);
      if (this.#step === undefined) this.#pace.spend(done);
      else this.#step.left -= done;
      const before = now;
      now = this.#now();
      if (done > 0) this.#iterationTime = (now - before) / done;
      if (this.training.isSuspect || this.#end() !== undefined) {
        this.training.checkFinite();
        this.rest();
        break;
      }
      // Its last lines alone may be short: the next one must not follow without a pause.
      if (this.training.machine.work > LONG_WORK) break;
      // Only a full batch shows that a longer one would be short enough.
      if (now - before < BATCH_MS && done === this.#batch) this.#batch *= 2;
      else if (now - before > 2 * BATCH_MS) this.#batch = Math.max(1, Math.floor(this.#batch / 2));
    }
    return hasTrained;
  }

  /** Iterations that may run before the clock is read again. */
  #iterationsDue(now: number): number {
    const due = this.#step?.left ?? Math.min(this.#pace.due(now), this.#goal - this.training.iteration);
    return Math.min(due, this.#saves.next - this.training.iteration);
  }

  /** Returns the number of iterations completed: 0 for a run that goes back to before a non-finite value. */
  #trainBatch(iterations: number, follow: () => void, nextFollowed: (iteration: number) => number): number {
    const { training } = this;
    const first = training.iteration;
    let before = first;
    for (let left = iterations; left > 0; left -= Math.max(1, training.iteration - before)) {
      before = training.iteration;
      const isNew = before === training.furthest;
      const next = Math.min(nextFollowed(before), this.#logRows.next(before));
      training.iterateMany(Math.min(left, next - before));
      const isNonFinite = training.diverged || training.isSuspect;
      const isHalted = isNonFinite || training.watches.stopped;
      if (!isHalted) this.#lookForReason();
      if (isNew && !isNonFinite) {
        const isLast = training.iteration === this.#goal || this.#stopReason !== undefined;
        this.#logRows.add(training, isLast, () => this.#seconds());
        follow();
      }
      if (isHalted || this.#stopReason !== undefined) break;
    }
    return Math.max(0, training.iteration - first);
  }

  #lookForReason(): void {
    this.#stopReason = this.#stopper?.reason(() => this.#seconds());
  }

  /** Seconds since the run began, pauses included, in all of its processes. */
  #seconds(): number {
    return (this.#now() - this.#startedAt) / 1000;
  }

  /** The state in which training ends here; undefined where it continues. */
  #end(): RunState | undefined {
    const { training } = this;
    if (training.diverged) return 'diverged';
    if (this.#stopReason !== undefined) return 'finished';
    const { stopped } = training.watches;
    if (this.#step !== undefined && this.#step.left > 0 && !stopped) return undefined;
    if (training.iteration === this.#goal && training.line === 0) return 'finished';
    return this.#step === undefined && !stopped ? undefined : 'paused';
  }

  /** Enters a state, which ends a step. */
  #enter(state: RunState): void {
    this.#state = state;
    if (state === 'finished') this.#pace.endRise();
    this.request = Math.max(this.request, this.#owed);
    this.#endStep();
    this.#onChange(this);
  }

  #endStep(): void {
    this.request = Math.max(this.request, this.#step?.request ?? 0);
    this.#step = undefined;
  }

  #rewrite(at: number, changes: readonly RunChange[], request: number, state: RunState): void {
    const replay = this.training.rewriting(at, changesOf(this.subject, changes));
    this.#depart('change', { iteration: at, line: 0 }, replay, () => {
      this.#gauging = undefined;
      this.#gauges?.forgetFrom(at);
      this.#changes = changes;
      this.request = Math.max(this.request, request);
      this.#enter(this.#end() ?? state);
    });
  }

  // For the writers of files

  /** The rows of a log that were added since the last call. */
  takeLogRows(): readonly LogRow[] {
    return this.#logRows.take();
  }

  /** Answers soon, with the next `takeCheckpoint` that is due. */
  askToSave(): void {
    this.#saves.ask();
  }

  /** The last checkpoint is on the disk: the next may follow. */
  endSaving(): void {
    this.#saves.endSaving();
  }

  /** The checkpoint that is due; undefined where none is. */
  takeCheckpoint(): CheckpointReport | undefined {
    const taken = this.#saves.take(this.#goal);
    if (taken === undefined) return undefined;
    return { type: 'checkpoint', run: this.number, checkpoint: this.#save(), changes: this.#changes, ...taken };
  }

  /** The run at its furthest iteration, whatever its position; undefined after a non-finite value. */
  #save(): Checkpoint | undefined {
    const { training } = this;
    if (training.diverged || !training.isFinite()) return undefined;
    const [lowest, stopped] = [this.#stopper?.lowest ?? noneYet, this.#stopReason];
    return { saved: training.saveFurthest(), lowest, seconds: this.#seconds(), stopped };
  }
}

function isSame(one: Position, other: Position): boolean {
  return one.iteration === other.iteration && one.line === other.line;
}
