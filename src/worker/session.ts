import { copyMatrix } from '../engine/matrix.ts';
import type { Pieces } from '../engine/run/pieces.ts';
import { learned } from '../language/reads.ts';
import type { Aside } from './aside.ts';
import type { Command, PartGoneReport, Report } from './protocol.ts';
import { Publication } from './publication.ts';
import { AwaitedPart, type ModuleOf, type SessionParts, sessionParts } from './session-parts.ts';
import { type Begin, beginRun, SessionRun } from './session-run.ts';
import { preparing, recalling, snapshotOf } from './snapshot.ts';
import { Rate } from './timing.ts';
import { type CommandToRun, neverWaits, waitsForJourney, waitsForStep } from './waiting-commands.ts';

/* One class, though it is long: commands, journeys, checks and snapshots take turns, and their order is what it decides. */

/** Length of a slice of a check, a journey or a snapshot, which lasts at least one of its parts. */
const ASIDE_SLICE_MS = 8;
/** Length of a slice of the replay for the past of watches: as long as one of training. */
const RETRACING_SLICE_MS = 4;
/** Time between two reports of its progress. */
const PROGRESS_MS = 100;

/** Commands that come one after the other may overtake a snapshot for this long; then it is finished before the next one. */
const PATIENCE_MS = 500;

/** A step is finished before the next command is obeyed, unless more work (`workOf`) is left of it: about 0.3 s. */
const MOST_STEP_WORK = 1e8;

export interface SessionOptions {
  /** Makes a run; `beginRun` by default. */
  readonly begin?: Begin;
  /** Called after iterations that are run for the first time: each of them, without `nextFollowed`. */
  readonly follow?: (run: SessionRun) => void;
  /** The next completed iterations at which `follow` must be called. */
  readonly nextFollowed?: (iteration: number) => number;
  /** Code that is read when a command needs it. */
  readonly parts?: SessionParts;
}

/**
 * The training thread's side of the conversation: it obeys commands, trains between them, and publishes snapshots. It owns
 * no timer: its driver calls `turn`, and waits as long as that returns or until a command comes.
 */
export class TrainingSession {
  readonly #post: (report: Report) => void;
  readonly #now: () => number;
  readonly #begin: Begin;
  readonly #follow: (run: SessionRun) => void;
  readonly #nextFollowed: (iteration: number) => number;
  readonly #parts: SessionParts;
  #run: SessionRun | undefined;
  /** The work on the next snapshot, between the pieces of which the run does not train, and the time that it has taken. */
  #preparation: { readonly pieces: Pieces; spent: number } | undefined;
  /** The time at which a command overtook a snapshot that was not ready. */
  #overtakenAt: number | undefined;
  readonly #publication = new Publication();
  readonly #rate = new Rate();
  /** The gradient check or the check-up that continues between commands. */
  #aside: { readonly kind: AsideKind; readonly work: Aside; reportedAt: number } | undefined;
  /** The check that begins as soon as its part has been read. */
  #awaitedAside: AsideKind | undefined;
  readonly #asidePart: AwaitedPart<SessionRun, ModuleOf<'aside'>>;
  readonly #gaugesPart: AwaitedPart<SessionRun, ModuleOf<'gauges'>>;
  readonly #surfacePart: AwaitedPart<SessionRun, ModuleOf<'surface'>>;
  readonly #rivalsPart: AwaitedPart<SessionRun, ModuleOf<'rivals'>>;
  /** Commands that wait for the end of a journey or of a step, or for their part, in their order. */
  #waiting: readonly CommandToRun[] = [];
  /** The time of the last report of a journey. */
  #toldAt: number | undefined;
  #hasToldJourney = false;

  /** @param now the clock, in milliseconds. */
  constructor(
    post: (report: Report) => void,
    now: () => number,
    { begin = beginRun, follow, nextFollowed, parts = sessionParts }: SessionOptions = {},
  ) {
    this.#post = post;
    this.#now = now;
    this.#begin = begin;
    this.#follow = follow ?? (() => {});
    this.#nextFollowed =
      nextFollowed ?? ((iteration) => (follow === undefined ? Number.POSITIVE_INFINITY : iteration + 1));
    this.#parts = parts;
    this.#asidePart = new AwaitedPart(
      parts.aside,
      () => this.#awaitedAside !== undefined,
      (run, part) => this.#takeAside(run, part),
    );
    this.#gaugesPart = new AwaitedPart(
      parts.gauges,
      ({ views, gauges }) => views.showsGauges && gauges === undefined,
      (run, part) => {
        if (part === undefined) this.#reportGone(run.number, 'gauges');
        else run.measureGauges(part);
        this.#publication.add('urgent');
      },
    );
    this.#surfacePart = new AwaitedPart(
      parts.surface,
      ({ views, surface }) => views.surface !== undefined && surface === undefined,
      (run, part) => {
        if (part === undefined) this.#reportGone(run.number, 'surface');
        else run.showSurface(part);
      },
    );
    this.#rivalsPart = new AwaitedPart(
      parts.rivals,
      ({ awaitsRivals }) => awaitsRivals,
      (run, part) => {
        run.race(part);
        if (part === undefined) this.#reportGone(run.number, 'rivals');
      },
    );
  }

  /** The run that was started last. */
  get run(): SessionRun | undefined {
    return this.#run;
  }

  /** Takes one command; its effect shows in the next turns. */
  receive(command: Command): void {
    if (command.type === 'start') {
      this.#start(command);
      return;
    }
    const run = this.#run;
    if (run === undefined || command.run !== run.number) return;
    if (neverWaits(command)) this.#take(run, command);
    else if (this.#waiting.length === 0 && !this.#mustWait(run, command)) this.#take(run, command);
    else this.#waiting = [...this.#waiting, command];
  }

  #take(run: SessionRun, command: CommandToRun): void {
    // The command may change the run, or what is shown of it.
    if (command.type !== 'acknowledge' && this.#preparation !== undefined) {
      this.#preparation = undefined;
      this.#overtakenAt ??= this.#now();
    }
    switch (command.type) {
      case 'acknowledge':
        this.#publication.acknowledge();
        return;
      case 'save':
        run.askToSave();
        return;
      case 'saved':
        run.endSaving();
        return;
      case 'step':
      case 'runTo':
        this.#step(run, command);
        return;
      default:
        this.#obey(run, command);
    }
  }

  /** True for a command that waits for the end of a journey or of a step, or for its part. */
  #mustWait(run: SessionRun, command: CommandToRun): boolean {
    // An edit is made at the first non-finite value, which may not be found yet.
    if (command.type === 'edit' && run.journey === undefined && !run.isStepping) run.checkFinite();
    if (run.journey !== undefined && waitsForJourney(command, run.journey)) return true;
    if (run.journey === undefined && run.isStepping && waitsForStep(command) && run.stepWork <= MOST_STEP_WORK)
      return true;
    return command.type === 'inspect' && !this.#parts.inspect.request();
  }

  /** Takes the commands that need not wait any more. */
  #takeWaiting(run: SessionRun): void {
    for (;;) {
      const [command, ...rest] = this.#waiting;
      if (command === undefined) return;
      if (this.#mustWait(run, command)) return;
      this.#waiting = rest;
      this.#take(run, command);
    }
  }

  /** Trains for a slice, and publishes when it is time. Returns the milliseconds to the next turn; undefined for none. */
  turn(): number | undefined {
    const run = this.#run;
    if (run === undefined) return undefined;
    // An urgent snapshot is posted before the next iteration; during a step, after the next slice.
    if (this.#publication.isUrgent && !run.isStepping) this.#publishIfDue(run);
    if (this.#preparation === undefined) this.#slice(run);
    this.#takeWaiting(run);
    this.#continueJourney(run);
    this.#takeWaiting(run);
    this.#publishIfDue(run);
    this.#asidePart.begin(run);
    this.#gaugesPart.begin(run);
    this.#surfacePart.begin(run);
    this.#race(run);
    this.#continueAside();
    this.#retrace(run);
    this.#mapSurface(run);
    if (
      this.#aside !== undefined ||
      this.#asidePart.isAwaited(run) ||
      this.#gaugesPart.isAwaited(run) ||
      this.#surfacePart.isAwaited(run) ||
      this.#preparation !== undefined ||
      this.#waiting.length > 0 ||
      run.journey !== undefined ||
      run.isRetracing ||
      run.isMapping ||
      run.waitsForRivals
    )
      return 0;
    const now = this.#now();
    const untilIteration = run.isTraining ? run.wait : undefined;
    const due = this.#publication.next(run.views.showsPlane);
    const untilSnapshot = due === undefined ? undefined : Math.max(0, due - now);
    if (untilIteration === undefined || untilSnapshot === undefined) return untilIteration ?? untilSnapshot;
    return Math.min(untilIteration, untilSnapshot);
  }

  #start(command: Command & { type: 'start' }): void {
    this.#publication.acknowledge();
    this.#waiting = [];
    this.#hasToldJourney = false;
    [this.#preparation, this.#overtakenAt] = [undefined, undefined];
    this.#run = new SessionRun(command, this.#begin, this.#now, (run) => this.#onChange(run));
    [this.#aside, this.#awaitedAside] = [undefined, undefined];
    if (command.viewRequest?.gradients === true) this.#beginAside('gradients', this.#run);
    if (command.viewRequest?.checkUp === true) this.#beginAside('checkUp', this.#run);
  }

  #obey(run: SessionRun, command: Steering): void {
    const { number, training } = run;
    const { iteration } = training;
    switch (command.type) {
      case 'travel':
        run.travel(command.travel, command.request);
        return;
      case 'edit':
        run.edit(command.edits, command.request);
        return;
      case 'undo':
        run.undo(command.request);
        this.#publication.add('urgent');
        return;
      case 'setViewRequest':
        this.#answerAside(run, command);
        run.views.show(command.viewRequest);
        if (command.viewRequest.gradients !== true) this.#endAside('gradients');
        if (command.viewRequest.checkUp !== true) this.#endAside('checkUp');
        if (command.viewRequest.gauges !== true) {
          this.#gaugesPart.retry();
          run.endGauges();
        }
        if (command.viewRequest.surface === undefined) this.#surfacePart.retry();
        return;
      case 'setSpeed':
        this.#answerAside(run, command);
        run.setSpeed(command.speed);
        return;
      default:
        this.#answer(run, command);
    }
    switch (command.type) {
      case 'resume':
        run.resume();
        return;
      case 'pause':
        run.pause();
        return;
      case 'cancel':
        run.cancel();
        return;
      case 'stepOver':
      case 'stepOut':
      case 'setBreakpoints':
      case 'answer':
      case 'lookInside':
        // A network has no calls and asks nothing; its breakpoints are watches.
        return;
      case 'setStop':
        run.setStop(command.stop);
        return;
      case 'setWatches':
        training.setWatches(command.watches);
        return;
      case 'inspect':
        run.rest();
        this.#inspect(run, command);
        return;
      case 'checkGradients':
        this.#beginAside('gradients', run);
        run.rest();
        return;
      case 'checkUp':
        this.#beginAside('checkUp', run);
        return;
      case 'recall':
        run.look(command.mark.iteration, recalling(run, command.mark), (answer) =>
          this.#post({ type: 'recollection', run: number, mark: command.mark, ...answer }),
        );
        return;
      case 'reportLearned': {
        const matrices = learned(training.program).map((name) => ({
          name,
          matrix: copyMatrix(training.valueOf(name)),
        }));
        this.#post({ type: 'learned', run: number, iteration, matrices });
        return;
      }
      default:
        command satisfies never;
    }
  }

  /** Every command is answered by a snapshot, also one that changes nothing: the run may have ended meanwhile. */
  #answer(run: SessionRun, { request }: Command): void {
    run.request = Math.max(run.request, request);
    this.#publication.add('urgent');
  }

  /** Answers a command that leaves the run as it is: during a journey or a step, at its end. */
  #answerAside(run: SessionRun, command: Command): void {
    if (run.journey === undefined && !run.isStepping) this.#answer(run, command);
    else {
      run.answerAtRest(command.request);
      this.#publication.add('urgent');
    }
  }

  #inspect(run: SessionRun, { line, cell, asked }: Command & { type: 'inspect' }): void {
    const { training, number } = run;
    const part = this.#parts.inspect.module;
    if (part === undefined) this.#reportGone(number, 'inspect');
    else {
      run.look(
        training.iteration,
        asked ? part.inspectingAsked(training, line, cell, asked) : part.inspecting(training, line, cell),
        (answer) => this.#post({ type: 'inspection', run: number, ...answer }),
      );
    }
  }

  #beginAside(kind: AsideKind, run: SessionRun): void {
    [this.#aside, this.#awaitedAside] = [undefined, kind];
    this.#asidePart.retry();
    this.#asidePart.begin(run);
  }

  #takeAside(run: SessionRun, part: ModuleOf<'aside'> | undefined): void {
    const kind = this.#awaitedAside;
    this.#awaitedAside = undefined;
    if (kind === undefined) return;
    if (part === undefined) {
      this.#reportGone(run.number, kind);
      return;
    }
    const work = kind === 'gradients' ? part.gradientCheckOf(run) : part.checkUpBeside(run);
    this.#aside = work && { kind, work, reportedAt: this.#now() };
  }

  /** Computes the loss surface beside the run. It is shown as soon as it is there; while the run trains, the next snapshot shows it. */
  #mapSurface(run: SessionRun): void {
    if (!run.isMapping) return;
    const end = this.#now() + RETRACING_SLICE_MS;
    const isNew = run.surface?.advance(run.isTraining, () => this.#now() >= end) === true;
    if (isNew) this.#publication.add(run.isTraining ? 'some' : 'urgent');
  }

  #reportGone(run: number, part: PartGoneReport['part']): void {
    this.#post({ type: 'partGone', run, part });
  }

  /** Ends work beside the run, also work that waits for the end of a step. */
  #endAside(kind: AsideKind): void {
    if (this.#aside?.kind === kind) this.#aside = undefined;
    if (this.#awaitedAside === kind) this.#awaitedAside = undefined;
    const command = kind === 'gradients' ? 'checkGradients' : 'checkUp';
    this.#waiting = this.#waiting.filter(({ type }) => type !== command);
  }

  #continueJourney(run: SessionRun): void {
    if (run.journey === undefined) {
      if (this.#toldAt !== undefined) this.#endJourney(run);
      return;
    }
    let now = this.#now();
    const end = now + ASIDE_SLICE_MS;
    this.#toldAt ??= now;
    const hasEnded = run.journeyOn(() => {
      now = this.#now();
      return now >= end;
    });
    if (hasEnded) this.#endJourney(run);
    else if (now - this.#toldAt >= PROGRESS_MS) {
      this.#toldAt = now;
      this.#hasToldJourney = true;
      this.#post({ type: 'journey', run: run.number, journey: run.journey.progress });
    }
  }

  #endJourney({ number }: SessionRun): void {
    this.#preparation = undefined;
    this.#toldAt = undefined;
    if (this.#hasToldJourney) this.#post({ type: 'journey', run: number, journey: undefined });
    this.#hasToldJourney = false;
  }

  #continueAside(): void {
    if (this.#aside === undefined) return;
    const { work, reportedAt } = this.#aside;
    const end = this.#now() + ASIDE_SLICE_MS;
    let now: number;
    do {
      const answer = work.advance();
      if (answer !== undefined) {
        this.#aside = undefined;
        this.#post(answer);
        return;
      }
      now = this.#now();
    } while (now < end);
    if (now - reportedAt < PROGRESS_MS) return;
    this.#aside.reportedAt = now;
    this.#post(work.progress());
  }

  /** Replays the past of watches that were added late, and of gauges, beside the run. */
  #retrace(run: SessionRun): void {
    if (!run.isRetracing) return;
    const end = this.#now() + RETRACING_SLICE_MS;
    const isOfWatch = run.training.lacksPast;
    run.retraceOn(() => this.#now() >= end);
    // The end of the replay is shown as soon as it is there; while the run trains, the next snapshot shows it.
    const isShownAtOnce = !run.isRetracing && (isOfWatch || !run.isTraining);
    this.#publication.add(isShownAtOnce ? 'urgent' : 'some');
  }

  #step(run: SessionRun, command: Command & { type: 'step' | 'runTo' }): void {
    const { request } = command;
    const isAhead = command.type === 'step' || command.iteration > run.training.iteration;
    if (run.state === 'diverged' || !isAhead) {
      this.#answer(run, command);
      if (run.state !== 'diverged') run.rest();
      return;
    }
    // A person waits for the end of a step; snapshots on the way are for one that takes a while.
    if (!run.isStepping) this.#publication.postpone(this.#now());
    if (command.type === 'step') run.step(command.iterations, request);
    else run.runTo(command.iteration, request);
  }

  #onChange({ training }: SessionRun): void {
    this.#publication.add('urgent');
    this.#rate.restart(this.#now(), training.iteration);
  }

  /** Trains the other runs of a race up to the run, which does not train meanwhile. */
  #race(run: SessionRun): void {
    if (!run.waitsForRivals) return;
    this.#rivalsPart.begin(run);
    if (run.awaitsRivals) return;
    run.raceOn();
    if (run.waitsForRivals) return;
    this.#publication.add(run.isTraining ? 'some' : 'urgent');
    // The run continues with the next turn.
    this.#publishIfDue(run);
  }

  /** Trains, and posts the reports for writers: the log rows before the checkpoint that follows them. */
  #slice(run: SessionRun): void {
    if (run.isTraining && !run.waitsForRivals && run.train(() => this.#follow(run), this.#nextFollowed))
      this.#publication.add('some');
    const rows = run.takeLogRows();
    if (rows.length > 0) this.#post({ type: 'log', run: run.number, rows });
    const checkpoint = run.takeCheckpoint();
    if (checkpoint !== undefined) this.#post(checkpoint);
  }

  #publishIfDue(run: SessionRun): void {
    if (run.isHidden) return;
    // The rivals are shown where the run is.
    if (run.waitsForRivals && run.isTraining && !this.#publication.isUrgent) return;
    const now = this.#now();
    const due = this.#publication.next(run.views.showsPlane);
    if (due === undefined || now < due) return;
    this.#preparation ??= { pieces: preparing(run), spent: 0 };
    const { pieces, spent } = this.#preparation;
    let end = now;
    const isLate = now - (this.#overtakenAt ?? now) > PATIENCE_MS;
    while (pieces.next().done !== true) {
      end = this.#now();
      this.#preparation.spent = spent + end - now;
      if (end - now >= ASIDE_SLICE_MS && !isLate) return;
    }
    [this.#preparation, this.#overtakenAt] = [undefined, undefined];
    if (run.isTraining) this.#rate.measure(now, run.training.iteration);
    run.tookForSnapshot(spent + end - now);
    this.#post(snapshotOf(run, this.#rate.value));
    this.#publication.publish(now - spent, this.#now());
  }
}

type AsideKind = 'gradients' | 'checkUp';

/** Commands that act on the run. */
type Steering = Exclude<CommandToRun, { readonly type: 'step' | 'runTo' | 'save' | 'saved' | 'acknowledge' }>;
