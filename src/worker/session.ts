import { type Begin, beginRun, type Current, currentOf, endOf, isTraining, waitFor } from './current-run.ts';
import { LogQueue } from './log-queue.ts';
import { endsStep, obey } from './obey.ts';
import type { Command, Report, RunState, Snapshot } from './protocol.ts';
import { Publication } from './publication.ts';
import { Rate } from './rate.ts';
import { askToSave, checkpointOf, isToBeSaved } from './saving.ts';
import { Slices } from './slices.ts';
import { lineViews, trainingPart, viewPart } from './snapshot.ts';

/** A step under way is finished before what was asked for after it, unless that takes longer than this. */
const STEP_PATIENCE_MS = 250;

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
  readonly #slices: Slices;
  readonly #log: LogQueue;
  readonly #publication = new Publication();
  readonly #rate = new Rate();

  /** @param now the clock, in milliseconds */
  constructor(post: Post, now: () => number, begin: Begin = beginRun) {
    this.#post = post;
    this.#now = now;
    this.#begin = begin;
    this.#slices = new Slices(now);
    this.#log = new LogQueue(post);
  }

  /** Takes one message; its effect shows in the next `turn`. */
  receive(command: Command): void {
    if (command.type === 'start') {
      this.#start(command);
      return;
    }
    const current = this.#current;
    if (current === undefined || command.run !== current.number) return;
    switch (command.type) {
      case 'acknowledge':
        this.#publication.acknowledge();
        return;
      case 'save':
        askToSave(current);
        return;
      case 'step':
        if (current.state === 'diverged') this.#answer(current, command);
        else this.#step(current, command);
        return;
      default: {
        if (endsStep(command)) this.#finishStep(current);
        this.#answer(current, command);
        const state = obey(current, command, this.#now, this.#post);
        if (state !== undefined) this.#enter(current, state);
        else if (command.type === 'setSpeed') this.#restartRate(current);
      }
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
    const due = this.#publication.next(current.views.isPicture);
    const untilSnapshot = due === undefined ? undefined : Math.max(0, due - now);
    if (untilIteration === undefined || untilSnapshot === undefined) return untilIteration ?? untilSnapshot;
    return Math.min(untilIteration, untilSnapshot);
  }

  #start(command: Command & { type: 'start' }): void {
    if (this.#current !== undefined) this.#log.tell(this.#current.number);
    this.#current = currentOf(command, this.#begin, this.#now);
    this.#publication.acknowledge();
    this.#slices.forgetTime();
    this.#enter(this.#current, endOf(this.#current) ?? (command.paused ? 'paused' : 'running'));
  }

  /** Also a command that changes nothing is answered: who sent it did not know yet that the run had ended. */
  #answer(current: Current, { request }: Command): void {
    current.request = request;
    this.#publication.tell('urgent');
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
    const hasTrained = this.#slices.train(current, () => this.#log.note(current, this.#now));
    if (!hasTrained) return;
    this.#publication.tell('some');
    if (endOf(current) === undefined) return;
    current.training.checkFinite();
    this.#enter(current, endOf(current) ?? 'paused');
  }

  #saveIfDue(current: Current): void {
    if (!isToBeSaved(current)) return;
    current.saveAt = undefined;
    // Who goes on from a checkpoint finds all that led to it in the log.
    this.#log.tell(current.number);
    this.#post(checkpointOf(current, this.#now()));
  }

  #publishIfDue(current: Current): void {
    const now = this.#now();
    const due = this.#publication.next(current.views.isPicture);
    if (due === undefined || now < due) return;
    if (current.state === 'running') this.#rate.measure(now, current.training.iteration);
    this.#log.tell(current.number);
    this.#post(this.#snapshotOf(current));
    this.#publication.publish(now, this.#now());
  }

  #snapshotOf({ number, request, state, goal, stopReason, log, training, subject, views }: Current): Snapshot {
    const isRunning = state === 'running';
    const lines = isRunning ? undefined : lineViews(training);
    const { iterationTime } = this.#slices;
    const time = iterationTime === undefined ? {} : { iterationTime };
    const own = { run: number, request, state, goal, stopReason, log, rate: this.#rate.value, lines, ...time };
    return { type: 'snapshot', ...own, ...trainingPart(training), ...viewPart(training, subject, views, isRunning) };
  }

  #restartRate({ training }: Current): void {
    this.#rate.restart(this.#now(), training.iteration);
  }
}
