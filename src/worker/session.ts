import { Stopper } from '../engine/stopping.ts';
import { checkGradients } from '../engine/gradient-check.ts';
import type { LogRow } from '../formats/run-log.ts';
import { isLogged, logRowOf } from './log-rows.ts';
import { Pace } from './pace.ts';
import {
  type Begin,
  beginRun,
  type Current,
  endOf,
  isHalted,
  isTraining,
  iterationsAllowed,
  waitFor,
} from './current-run.ts';
import { edit, undo } from './edit.ts';
import { inspectLine } from './inspect.ts';
import { Looking } from './looks.ts';
import type { Command, Report, RunState, Snapshot } from './protocol.ts';
import { Publication } from './publication.ts';
import { Rate } from './rate.ts';
import { recall } from './recall.ts';
import { askToSave, checkpointOf, isToBeSaved } from './saving.ts';
import { lineViews, looksPart, trainingPart } from './snapshot.ts';
import { travelTo } from './travel.ts';

/** One look at the messages each so many milliseconds: short enough that a key never waits, long enough to be fast. */
const SLICE_MS = 4;
/** Between two looks at the clock inside a slice. */
const BATCH_MS = 0.5;
/** A step under way is finished before what was asked for after it, unless that takes longer than this. */
const STEP_PATIENCE_MS = 250;
/** Rows of a log that wait to be told. */
const MOST_ROWS = 1000;

export type Post = (report: Report) => void;

/**
 * The training thread's side of the conversation. It owns no timer: whoever drives it calls `turn` and waits as long as
 * that says, or until a message comes.
 */
export class TrainingSession {
  readonly #post: Post;
  readonly #now: () => number;
  readonly #begin: Begin;
  #current: Current | undefined;
  #batch = 1;
  #logged: LogRow[] = [];
  readonly #publication = new Publication();
  readonly #rate = new Rate();
  #iterationTime: number | undefined;

  /** @param now the clock, in milliseconds */
  constructor(post: Post, now: () => number, begin: Begin = beginRun) {
    this.#post = post;
    this.#now = now;
    this.#begin = begin;
  }

  /** Takes one message; its effect shows in the next `turn`. */
  receive(command: Command): void {
    if (command.type === 'start') {
      this.#start(command);
      return;
    }
    const current = this.#current;
    if (current === undefined || command.run !== current.number) return;
    if (command.type === 'acknowledge') {
      this.#publication.acknowledge();
      return;
    }
    if (command.type === 'save') {
      askToSave(current);
      return;
    }
    if (command.type === 'step' && current.state !== 'diverged') {
      this.#step(current, command);
      return;
    }
    if (endsStep(command)) this.#finishStep(current);
    // Also a command that changes nothing is answered: who sent it did not know yet that the run had ended.
    current.request = command.request;
    this.#publication.tell('urgent');
    const { number: run, training } = current;
    switch (command.type) {
      case 'resume':
        this.#resume(current);
        break;
      case 'pause':
        if (current.state !== 'running' && current.step === undefined) break;
        training.settle();
        this.#enter(current, endOf(current) ?? 'paused');
        break;
      case 'travel':
        current.stopReason = undefined;
        if (travelTo(training, command.travel)) this.#lookForReason(current);
        this.#enter(current, endOf(current) ?? 'paused');
        break;
      case 'inspect':
        this.#enter(current, endOf(current) ?? 'paused');
        this.#post({ type: 'inspection', run, ...inspectLine(training, command.line, command.cell) });
        break;
      case 'checkGradients':
        this.#enter(current, endOf(current) ?? 'paused');
        this.#post({ type: 'gradients', run, iteration: training.iteration, check: checkGradients(training) });
        break;
      case 'edit':
        current.stopReason = undefined;
        edit(current, command.edits);
        this.#enter(current, endOf(current) ?? (current.state === 'running' ? 'running' : 'paused'));
        break;
      case 'undo':
        current.stopReason = undefined;
        if (undo(current)) this.#enter(current, endOf(current) ?? 'paused');
        break;
      case 'recall':
        this.#post({ type: 'recollection', run, mark: command.mark, ...recall(training, command.mark) });
        break;
      case 'setStop':
        [current.stopper, current.stopReason] = [new Stopper(command.stop), undefined];
        if (current.state !== 'running') this.#enter(current, endOf(current) ?? 'paused');
        break;
      case 'setWatches':
        training.setWatches(command.watches);
        break;
      case 'look':
        current.looking.show(command.looks);
        break;
      case 'setSpeed':
        current.speed = command.speed;
        current.pace = new Pace(command.speed, this.#now());
        this.#restartRate(current);
        break;
    }
  }

  /** Trains for a slice, publishes if it is time. Returns the milliseconds to the next turn; undefined: none is needed. */
  turn(): number | undefined {
    const current = this.#current;
    if (current === undefined) return undefined;
    // What a person waits for does not wait for an iteration, which may be a long one, unless that is what they wait for.
    if (this.#publication.isUrgent && current.step === undefined) this.#publishIfDue(current);
    if (isTraining(current)) this.#slice(current);
    this.#saveIfDue(current);
    this.#publishIfDue(current);
    const now = this.#now();
    const untilIteration = isTraining(current) ? waitFor(current, now) : undefined;
    const due = this.#publication.next(current.looking.isPicture);
    const untilSnapshot = due === undefined ? undefined : Math.max(0, due - now);
    if (untilIteration === undefined || untilSnapshot === undefined) return untilIteration ?? untilSnapshot;
    return Math.min(untilIteration, untilSnapshot);
  }

  #start({ run, request, job, seed, speed, paused, looks, underway }: Command & { type: 'start' }): void {
    const training = this.#begin(job, seed);
    if (underway !== undefined) training.resume(underway.saved);
    const stopper = job.stop && new Stopper(job.stop);
    if (underway !== undefined) stopper?.goOn(underway.lowest);
    const now = this.#now();
    this.#current = {
      number: run,
      job,
      training,
      looking: new Looking(training, job, looks ?? {}),
      request,
      state: 'paused',
      step: undefined,
      // Who has gone on after the end does so here too.
      goal: job.iterations * Math.max(1, Math.ceil(training.iteration / job.iterations)),
      stopper,
      stopReason: underway?.stopped,
      startedAt: now - 1000 * (underway?.seconds ?? 0),
      saveAt: undefined,
      log: job.plan.map((edits) => ({ ...edits, byHand: false })),
      speed,
      pace: new Pace(speed, now),
    };
    this.#publication.acknowledge();
    this.#iterationTime = undefined;
    this.#enter(this.#current, endOf(this.#current) ?? (paused ? 'paused' : 'running'));
  }

  #resume(current: Current): void {
    if (current.state === 'running' || current.state === 'diverged') return;
    if (current.stopReason !== undefined) [current.stopper, current.stopReason] = [undefined, undefined];
    if (current.training.iteration >= current.goal) current.goal += current.job.iterations;
    current.pace = new Pace(current.speed, this.#now());
    this.#enter(current, 'running');
  }

  /** What was asked for first comes first, unless it takes so long that nobody wants to wait for it. */
  #finishStep(current: Current): void {
    const end = this.#now() + STEP_PATIENCE_MS;
    while (current.step !== undefined && this.#now() < end) this.#slice(current);
  }

  #step(current: Current, { iterations, request }: Command & { type: 'step' }): void {
    current.state = 'paused';
    current.stopReason = undefined;
    // Its end is what a person waits for; what lies between shows only if that takes a while.
    if (current.step === undefined) this.#publication.postpone(this.#now());
    current.step = { left: (current.step?.left ?? 0) + iterations, request };
  }

  /** Changes the state, which ends a step that was under way. */
  #enter(current: Current, state: RunState): void {
    current.state = state;
    current.request = Math.max(current.request, current.step?.request ?? 0);
    current.step = undefined;
    this.#publication.tell('urgent');
    this.#restartRate(current);
  }

  #slice(current: Current): void {
    const { training, pace, step } = current;
    let now = this.#now();
    const sliceEnd = now + SLICE_MS;
    while (now < sliceEnd) {
      const allowed = iterationsAllowed(current, now);
      if (allowed === 0) return;
      const first = training.iteration;
      // A run that has come to a number that is not finite goes back, so that it may end before where it began.
      for (let i = Math.min(allowed, this.#batch); i > 0; i--) {
        const isNew = training.iteration === training.furthest;
        training.iterate();
        const halted = isHalted(training);
        if (!halted) this.#lookForReason(current);
        if (isNew && !training.diverged) this.#log(current);
        if (halted || current.stopReason !== undefined) break;
      }
      const done = Math.max(0, training.iteration - first);
      if (step === undefined) pace.spend(done);
      else step.left -= done;
      this.#publication.tell('some');
      const before = now;
      now = this.#now();
      if (done > 0) this.#iterationTime = (now - before) / done;
      if (endOf(current) !== undefined) {
        training.settle();
        this.#enter(current, endOf(current) ?? 'paused');
        return;
      }
      // Only a full batch says whether a larger one would still be short enough.
      if (now - before < BATCH_MS && done === this.#batch) this.#batch *= 2;
      else if (now - before > 2 * BATCH_MS) this.#batch = Math.max(1, Math.floor(this.#batch / 2));
    }
  }

  /** Whether the scenario wants the run to stop after an iteration that it has just completed. */
  #lookForReason(current: Current): void {
    const seconds = (): number => (this.#now() - current.startedAt) / 1000;
    current.stopReason = current.stopper?.reason(current.training, seconds);
  }

  #log({ job, training, goal, stopReason, startedAt, number: run }: Current): void {
    if (job.logEvery === undefined) return;
    const isLast = training.iteration === goal || stopReason !== undefined;
    if (!isLast && !isLogged(training.iteration, job.logEvery)) return;
    this.#logged.push(logRowOf(training, (this.#now() - startedAt) / 1000));
    if (isLast || this.#logged.length >= MOST_ROWS) this.#postLog(run);
  }

  #postLog(run: number): void {
    if (this.#logged.length === 0) return;
    this.#post({ type: 'log', run, rows: this.#logged });
    this.#logged = [];
  }

  #saveIfDue(current: Current): void {
    if (!isToBeSaved(current)) return;
    current.saveAt = undefined;
    this.#post(checkpointOf(current, this.#now()));
  }

  #publishIfDue(current: Current): void {
    const now = this.#now();
    const due = this.#publication.next(current.looking.isPicture);
    if (due === undefined || now < due) return;
    if (current.state === 'running') this.#rate.measure(now, current.training.iteration);
    this.#postLog(current.number);
    this.#post(this.#snapshotOf(current));
    this.#publication.publish(now, this.#now());
  }

  #snapshotOf({ number, request, state, goal, stopReason, log, training, job, looking }: Current): Snapshot {
    const lines = state === 'running' ? undefined : lineViews(training);
    const iterationTime = this.#iterationTime === undefined ? {} : { iterationTime: this.#iterationTime };
    const own = { run: number, request, state, goal, stopReason, log, rate: this.#rate.value, lines, ...iterationTime };
    return {
      type: 'snapshot',
      ...own,
      ...trainingPart(training),
      ...looksPart(training, job, looking, state === 'running'),
    };
  }

  #restartRate({ training }: Current): void {
    this.#rate.restart(this.#now(), training.iteration);
  }
}

/** Whether a step under way comes to its end before a command is obeyed; what only changes the sight of it waits for nothing. */
function endsStep({ type }: Command): boolean {
  switch (type) {
    case 'pause':
    case 'setSpeed':
    case 'look':
      return false;
    default:
      return true;
  }
}
