import { noneYet, Stopper, type StopReason } from '../engine/run/stop.ts';
import { TrainingRun } from '../engine/run/training-run.ts';
import type { LogRow } from '../formats/run-log.ts';
import type { StopConditions } from '../language/stop-conditions.ts';
import type { Edit } from '../network/edits.ts';
import type { Checkpoint, CheckpointReport, Command, RunChange, RunState, Speed, Travel } from './protocol.ts';
import { changesOf, type Subject } from './subject.ts';
import { Pace } from './timing.ts';
import { saveFurthest, travelTo } from './travel.ts';
import { ViewAnswers } from './view-answers.ts';
import { LogRows, SaveSchedule } from './writer-reports.ts';

/** Length of a slice of training: short enough that a key never waits, long enough to train at full speed. */
const SLICE_MS = 4;
/** Time between two readings of the clock within a slice. */
const BATCH_MS = 0.5;

/** Makes the run of a subject from a seed. */
export type Begin = (subject: Subject, seed: number) => TrainingRun;

export const beginRun: Begin = (subject, seed) => {
  const { program, inputs, targets, test, classes } = subject;
  const changes = changesOf(subject, subject.plan);
  const training = new TrainingRun(program, inputs, targets, seed, changes, test, classes !== undefined);
  training.setWatches(subject.watches);
  return training;
};

/**
 * The run of a session, and all that commands do to it: it trains in slices, rests, goes to other positions, and is edited.
 * Its state is one of four; a step is a paused run with iterations left to run. One class for all commands, though it is long:
 * each of them changes the same few fields.
 */
export class SessionRun {
  readonly number: number;
  readonly subject: Subject;
  readonly training: TrainingRun;
  readonly views: ViewAnswers;
  /** The last command whose effect the run shows. */
  request: number;
  readonly #now: () => number;
  readonly #onChange: (run: SessionRun) => void;
  readonly #startedAt: number;
  #state: RunState = 'paused';
  /** Iterations left of a step, and the request that asked for them. */
  #step: { left: number; readonly request: number } | undefined;
  #goal: number;
  /** Undefined without stop conditions, and once a run that they had stopped goes on: it then runs to its goal. */
  #stopper: Stopper | undefined;
  #stopReason: StopReason | undefined;
  #changes: readonly RunChange[];
  #speed: Speed;
  #pace: Pace;
  /** Iterations between two readings of the clock. */
  #batch = 1;
  #iterationTime: number | undefined;
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
    const { run, request, subject, seed, speed, viewRequest, logEvery, saveEvery, resume } = command;
    this.number = run;
    this.request = request;
    this.subject = subject;
    this.training = begin(subject, seed);
    this.#stopper = subject.stop && new Stopper(subject.stop);
    if (resume !== undefined) {
      this.training.resume(resume.saved);
      this.#stopper?.resume(resume.lowest);
    }
    this.views = new ViewAnswers(this.training, subject, viewRequest ?? {});
    this.#now = now;
    this.#onChange = onChange;
    this.#startedAt = now() - 1000 * (resume?.seconds ?? 0);
    // The saved run may have gone on after its end.
    this.#goal = subject.iterations * Math.max(1, Math.ceil(this.training.iteration / subject.iterations));
    this.#stopReason = resume?.stopped;
    this.#changes = subject.plan.map((edits) => ({ ...edits, byHand: false }));
    this.#speed = speed;
    this.#pace = new Pace(speed, now());
    this.#logRows = new LogRows(logEvery);
    this.#saves = new SaveSchedule(this.training, saveEvery);
    this.#saves.prepare(this.#goal);
    this.#enter(this.#end() ?? (command.paused ? 'paused' : 'running'));
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

  get isTraining(): boolean {
    return this.#state === 'running' || this.isStepping;
  }

  /** Milliseconds that an iteration takes; undefined before the first. */
  get iterationTime(): number | undefined {
    return this.#iterationTime;
  }

  /** Milliseconds until the next iteration is due. */
  get wait(): number {
    return this.isStepping ? 0 : this.#pace.wait(this.#now());
  }

  // Commands

  resume(): void {
    if (this.#state === 'running' || this.#state === 'diverged') return;
    if (this.#stopReason !== undefined) [this.#stopper, this.#stopReason] = [undefined, undefined];
    if (this.training.iteration >= this.#goal) this.#goal += this.subject.iterations;
    this.#pace = new Pace(this.#speed, this.#now());
    this.#enter('running');
  }

  pause(): void {
    if (!this.isTraining) return;
    this.training.checkFinite();
    this.rest();
  }

  /** Stops where the run is. */
  rest(): void {
    this.#enter(this.#end() ?? 'paused');
  }

  /** Adds iterations to the step, and begins one where there is none. */
  step(iterations: number, request: number): void {
    this.#state = 'paused';
    this.#stopReason = undefined;
    this.#step = { left: (this.#step?.left ?? 0) + iterations, request };
  }

  travel(travel: Travel): void {
    this.#stopReason = undefined;
    if (travelTo(this.training, travel)) this.#lookForReason();
    this.rest();
  }

  /**
   * Edits the run at the beginning of its iteration. Later edits by hand are forgotten, with all that was run after it;
   * planned edits still come.
   */
  edit(edits: readonly Edit[]): void {
    this.#stopReason = undefined;
    this.training.checkFinite();
    const at = this.training.iteration;
    const before = this.#changes.filter((entry) => entry.at <= at);
    const planned = this.#changes.filter((entry) => entry.at > at && !entry.byHand);
    this.#rewrite([...before, { at, edits, byHand: true }, ...planned]);
    this.#enter(this.#end() ?? (this.#state === 'running' ? 'running' : 'paused'));
  }

  /** Takes back the last edit by hand, and goes to where it was made. */
  undo(): void {
    this.#stopReason = undefined;
    const last = this.#changes.findLastIndex(({ byHand }) => byHand);
    const entry = this.#changes[last];
    if (entry === undefined) return;
    // A run that has met a non-finite value may no longer reach as far.
    this.training.goTo({ iteration: Math.min(entry.at, this.training.furthest), line: 0 });
    this.#rewrite(this.#changes.filter((_, index) => index !== last));
    this.rest();
  }

  setStop(stop: StopConditions): void {
    [this.#stopper, this.#stopReason] = [new Stopper(stop), undefined];
    if (this.#state !== 'running') this.rest();
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
    this.#pace = new Pace(speed, this.#now());
    this.#onChange(this);
  }

  // Training

  /**
   * Trains for a slice: until it is over, all due iterations have run, a checkpoint is due, or the run ends.
   * @param follow called after each iteration that is run for the first time.
   * @returns true when an iteration was due.
   */
  train(follow: () => void): boolean {
    let now = this.#now();
    const sliceEnd = now + SLICE_MS;
    let hasTrained = false;
    while (now < sliceEnd && !this.#saves.isDue(this.#goal, this.isTraining)) {
      const allowed = this.#iterationsDue(now);
      if (allowed === 0) break;
      hasTrained = true;
      const done = this.#trainBatch(Math.min(allowed, this.#batch), follow);
      if (this.#step === undefined) this.#pace.spend(done);
      else this.#step.left -= done;
      const before = now;
      now = this.#now();
      if (done > 0) this.#iterationTime = (now - before) / done;
      if (this.#end() !== undefined) {
        this.training.checkFinite();
        this.rest();
        break;
      }
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
  #trainBatch(iterations: number, follow: () => void): number {
    const { training } = this;
    const first = training.iteration;
    for (let left = iterations; left > 0; left--) {
      const isNew = training.iteration === training.furthest;
      training.iterate();
      const isHalted = training.diverged || training.watches.stopped;
      if (!isHalted) this.#lookForReason();
      if (isNew && !training.diverged) {
        const isLast = training.iteration === this.#goal || this.#stopReason !== undefined;
        this.#logRows.add(training, isLast, () => this.#seconds());
        follow();
      }
      if (isHalted || this.#stopReason !== undefined) break;
    }
    return Math.max(0, training.iteration - first);
  }

  #lookForReason(): void {
    this.#stopReason = this.#stopper?.reason(this.training, () => this.#seconds());
  }

  /** Seconds since the run began, pauses included, in all of its processes. */
  #seconds(): number {
    return (this.#now() - this.#startedAt) / 1000;
  }

  /** The state in which training ends here; undefined where it goes on. */
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
    this.request = Math.max(this.request, this.#step?.request ?? 0);
    this.#step = undefined;
    this.#onChange(this);
  }

  #rewrite(changes: readonly RunChange[]): void {
    this.training.rewrite(changesOf(this.subject, changes));
    this.#changes = changes;
    this.#saves.prepare(this.#goal);
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
    const taken = this.#saves.take(this.#goal, this.isTraining);
    if (taken === undefined) return undefined;
    const checkpoint = this.#save();
    this.#saves.prepare(this.#goal);
    return { type: 'checkpoint', run: this.number, checkpoint, changes: this.#changes, ...taken };
  }

  /** The run at its furthest iteration, whatever its position; undefined after a non-finite value. */
  #save(): Checkpoint | undefined {
    const { training } = this;
    training.checkFinite();
    if (training.diverged) return undefined;
    const [lowest, stopped] = [this.#stopper?.lowest ?? noneYet, this.#stopReason];
    return { saved: saveFurthest(training), lowest, seconds: this.#seconds(), stopped };
  }
}
