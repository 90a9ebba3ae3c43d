import { printWatch } from '../language/watch.ts';
import type { Edit } from '../network/edits.ts';
import { DebugRun, type Goal } from '../script/debug/debug-run.ts';
import type { Position } from '../script/debug/kept-moments.ts';
import type { Met } from '../script/debug/meetings.ts';
import { sameBits } from '../script/debug/numbers.ts';
import type { ScriptOptions } from '../script/machine/script-run.ts';
import { movedSeed } from '../script/machine/seeds.ts';
import type { Roles } from '../script/roles/find.ts';
import { parseModule } from '../script/syntax/module.ts';
import type { Module as Tree } from '../script/syntax/tree.ts';
import type {
  Command,
  FoundReport,
  JourneyProgress,
  Recollection,
  Report,
  RunState,
  SeedView,
  Travel,
  ViewRequest,
} from './protocol.ts';
import { Publication } from './publication.ts';
import { namedIn, RoleSearch } from './role-search.ts';
import { ScriptAsides } from './script-asides.ts';
import { editing } from './script-edits.ts';
import { ScriptExaminer } from './script-examine.ts';
import { foundReport, recalling, scriptSnapshot, seedViews } from './script-snapshot.ts';
import { OutputTail } from './script-texts.ts';
import { TrainingsTold } from './script-trainings.ts';
import { DEFAULT_SCRIPT_SEED, type ScriptSubject } from './subject.ts';
import { Pace, Rate } from './timing.ts';
import type { CommandToRun } from './waiting-commands.ts';

export { folderReader } from './script-files.ts';

/* One class, though it is long: commands, steps, replays and snapshots take turns, and their order is what it decides. */

/** Length of a slice: short enough that a key never waits. */
const SLICE_MS = 4;
/** Length of a slice of a replay. */
const REPLAY_SLICE_MS = 8;
/** Time between two readings of the clock within a slice. */
const BATCH_MS = 0.5;
/** Time between two reports of a replay. */
const PROGRESS_MS = 100;
/** A step that takes longer than this ends where it is when another command comes. */
const PATIENCE_MS = 300;
/** After a pause the run continues for at most this long, to the end of an iteration whose values are kept. */
const SETTLING_MS = 60;
/** Commands wait for the roles for this long. The script then runs without them until they are found. */
const MOST_WAITING_MS = 1500;
/** Watches that take longer have their values of the last point of their curves while the run continues. */
const MOST_WATCHING_MS = 5;
/** Lines, calls and jumps back between two readings of the clock. */
const LEAST_PIECE = 8;
const MOST_PIECE = 1_000_000;

type Start = Command & { readonly type: 'start' };

/** A destination that a paused run continues to. */
interface Step {
  readonly goal: Goal;
  /** The depth of calls where it began. */
  readonly from: number;
  readonly begunAt: number;
  /** The time at which it ends wherever it is. */
  readonly until: number;
}

/** A replay: the run is between two positions until its end. */
interface Journey {
  readonly purpose: JourneyProgress['purpose'];
  readonly pieces: Generator<void, void>;
  /** The position before it; undefined where it must arrive, and where it goes back by itself. */
  readonly home: Position | undefined;
  /** True where the run is as it was when its pieces end early. */
  readonly isDroppable: boolean;
  readonly next: RunState;
  /** With `lines`, the destination is a count of executed lines. */
  readonly to: { readonly iteration: number; readonly lines?: number };
  toldAt: number;
  hasTold: boolean;
}

/** Files that a script may read, by the folder of the script. */
export type FileReader = (folder: string) => (path: string) => Uint8Array | undefined;

/**
 * The training thread's side of the conversation about a script: the same commands and reports as those of a `TrainingSession`. It owns
 * no timer: its driver calls `turn`, and waits as long as that returns or until a command comes.
 *
 * Roles are found in a run of their own, then the script runs from its beginning. Where there are none, speed and steps count lines. A
 * replay is the run itself, which goes back to a kept moment and on; a command to pause takes it to where it was.
 */
export class ScriptSession {
  readonly #post: (report: Report) => void;
  readonly #now: () => number;
  readonly #files: FileReader;
  readonly #publication = new Publication();
  readonly #rate = new Rate();
  #start: Start | undefined;
  #subject: ScriptSubject | undefined;
  #tree: Tree | undefined;
  #search: RoleSearch | undefined;
  /** True where the search needs the next answer to `input`. */
  #needsAnswer = false;
  /** Answers to `input` that a run begins with. */
  #answers: readonly string[] = [];
  /** The iteration to which the run goes first; 0 for none. */
  #goesFirst = 0;
  /** Roles that were found after the script had begun to run. */
  #late: Roles | undefined;
  #debug: DebugRun | undefined;
  #output = new OutputTail();
  #found: { readonly report: FoundReport; readonly roles: Roles | undefined } | undefined;
  #trainings = new TrainingsTold();
  #asides: ScriptAsides | undefined;
  /** Lines before which the run stops, and those on which it can. */
  #breakpoints: readonly number[] = [];
  #watches: readonly string[] = [];
  #viewRequest: ViewRequest = {};
  /** Milliseconds that the watches took last. */
  #watchTime = 0;
  #statements: readonly number[] = [];
  #state: RunState = 'paused';
  #asks = false;
  /** The seeds that the search for the roles has met. */
  #seeds: readonly SeedView[] = [];
  /** True when the run was training as the question came: it continues with the answer. */
  #goesOn = false;
  #step: Step | undefined;
  #journey: Journey | undefined;
  /** An edit that waits until the run is between two lines; it then continues where it was running. */
  #editing: { readonly edits: readonly Edit[]; readonly goesOn: boolean } | undefined;
  #waiting: readonly CommandToRun[] = [];
  #request = 0;
  #pace = new Pace('unlimited', 0);
  #piece = LEAST_PIECE;
  /** The time since which the run rests before a loop. */
  #looksSince: number | undefined;

  /** @param now the clock, in milliseconds. */
  constructor(post: (report: Report) => void, now: () => number, files: FileReader) {
    this.#post = post;
    this.#now = now;
    this.#files = files;
  }

  /** Takes one command; its effect shows in the next turns. */
  receive(command: Command): void {
    if (command.type === 'start') this.#begin(command);
    else if (command.run === this.#start?.run) {
      if (this.#waiting.length === 0 && !this.#mustWait(command)) this.#take(command);
      else this.#waiting = [...this.#waiting, command];
    }
  }

  /** Goes on for a slice, and publishes when it is time. Returns the milliseconds to the next turn; undefined for none. */
  turn(): number | undefined {
    if (this.#start === undefined) return undefined;
    this.#find();
    this.#travelOn();
    this.#takeWaiting();
    if (this.#publication.isUrgent && this.#step === undefined) this.#publishIfDue();
    this.#slice();
    this.#takeWaiting();
    this.#workAside();
    this.#publishIfDue();
    this.#lookInside();
    const asides = this.#asides as ScriptAsides;
    if (asides.isChecking || asides.isInside) return 0;
    if (asides.isExamining && this.#journey === undefined) return 0;
    if (this.#search !== undefined || this.#journey !== undefined || this.#step !== undefined) return 0;
    const now = this.#now();
    const untilTraining = this.#state === 'running' ? this.#pace.wait(now) : undefined;
    const due = this.#publication.next(this.#asides?.showsPlane === true);
    const untilSnapshot = due === undefined ? undefined : Math.max(0, due - now);
    if (untilTraining === undefined || untilSnapshot === undefined) return untilTraining ?? untilSnapshot;
    return Math.min(untilTraining, untilSnapshot);
  }

  #begin(start: Start): void {
    const { subject, request, speed, risesFrom } = start;
    if (subject.kind !== 'script') throw new Error('this session is for scripts');
    const isSame = subject.text === this.#subject?.text && subject.namedRoles === this.#subject.namedRoles;
    const known = isSame ? this.#debug?.firstRoles : undefined;
    const { namedSeed } = subject;
    const [first] = isSame ? this.#seeds : [];
    this.#seeds = (first === undefined ? [] : this.#seeds).map((seed) => ({
      ...seed,
      used: movedSeed(seed.own, first?.own ?? 0, namedSeed),
    }));
    this.#answers = start.goTo === undefined ? [] : [...(this.#debug?.run.state.answers ?? [])];
    this.#goesFirst = start.goTo ?? 0;
    this.#needsAnswer = false;
    this.#publication.acknowledge();
    this.#start = start;
    this.#subject = subject;
    this.#request = request;
    [this.#step, this.#journey, this.#waiting, this.#asks, this.#goesOn] = [undefined, undefined, [], false, false];
    [this.#found, this.#late, this.#editing] = [undefined, undefined, undefined];
    this.#trainings = new TrainingsTold();
    this.#breakpoints = start.breakpoints ?? [];
    this.#watches = subject.watches.map(printWatch);
    this.#viewRequest = start.viewRequest ?? {};
    this.#pace = new Pace(speed, this.#now(), risesFrom);
    const parsed = parseModule(subject.text, { version: subject.version });
    if (parsed.fault !== undefined) throw new Error(parsed.fault.message);
    this.#tree = parsed.module;
    this.#statements = [];
    if (known !== undefined) {
      this.#search = undefined;
      this.#open(known);
      return;
    }
    this.#open(undefined);
    this.#seek();
  }

  /** Searches for the roles with the answers that are known. */
  #seek(): void {
    const { namedRoles } = this.#subject as ScriptSubject;
    this.#needsAnswer = false;
    const { answers } = (this.#debug as DebugRun).run.state;
    this.#search = new RoleSearch(this.#tree as Tree, this.#options(), namedRoles, answers, this.#now);
  }

  #options(): ScriptOptions {
    const { file, version, arguments: args, folder, namedSeed } = this.#subject as ScriptSubject;
    const seed = namedSeed ?? DEFAULT_SCRIPT_SEED;
    return { file, version, seed, namedSeed, arguments: args, readFile: this.#files(folder) };
  }

  /** Makes the run, before its first line. */
  #open(roles: Roles | undefined): void {
    const start = this.#start as Start;
    this.#debug = new DebugRun(this.#tree as Tree, this.#options(), roles, namedIn(this.#subject?.namedRoles));
    const examiner = roles && this.#examinerFor();
    this.#asides = new ScriptAsides(this.#run, this.#debug, examiner, this.#viewRequest, this.#now);
    if (this.#statements.length === 0) {
      this.#statements = this.#debug.statements;
      this.#post({ type: 'statements', run: this.#run, lines: this.#statements });
    }
    this.#setBreakpoints(this.#breakpoints);
    this.#debug.watches.choose(this.#watches);
    this.#output = new OutputTail();
    const { state } = this.#debug.run;
    state.echoes = true;
    state.answers.push(...this.#answers);
    this.#enter(start.paused ? this.#restState : 'running');
    if (roles === undefined || this.#goesFirst === 0) return;
    const next = this.#state;
    this.#depart(this.#debug.travelToIteration(this.#goesFirst), this.#goesFirst, next);
    this.#goesFirst = 0;
  }

  #examinerFor(): ScriptExaminer {
    const data = namedIn(this.#subject?.namedRoles) ?? {};
    return new ScriptExaminer(this.#tree as Tree, this.#options(), data, this.#now);
  }

  /** Does some work beside the run, and reports what it has found. */
  #workAside(): void {
    if (this.#waitsForRoles || this.#journey !== undefined) return;
    const asides = this.#asides as ScriptAsides;
    const { found, isNews } = asides.examine();
    if (isNews) this.#publication.add('some');
    if (found !== undefined) {
      this.#tellFound(this.#debug as DebugRun);
      this.#post({ ...found, run: this.#run });
    }
    if (this.#step !== undefined) return;
    const told = this.#editing === undefined ? asides.check() : undefined;
    if (told !== undefined) this.#post(told);
    if (asides.judge()) this.#publication.add('urgent');
  }

  /** True while commands wait for the roles. */
  get #waitsForRoles(): boolean {
    return this.#search !== undefined && this.#now() - this.#search.since < MOST_WAITING_MS;
  }

  /** Lines of another version of the file may have no statement any more. */
  #setBreakpoints(lines: readonly number[]): void {
    this.#breakpoints = lines.filter((line) => this.#statements.includes(line));
    (this.#debug as DebugRun).breakAt(this.#breakpoints);
  }

  #find(): void {
    const ended = this.#search?.search();
    if (ended !== undefined) {
      this.#seeds =
        this.#search === undefined ? [] : seedViews(this.#search.run, (this.#subject as ScriptSubject).file);
      this.#search = undefined;
      this.#late = ended.roles;
      this.#needsAnswer = ended.asks;
      this.#publication.add('urgent');
    }
    if (this.#search === undefined) this.#adoptLate();
  }

  #adoptLate(): void {
    if (this.#late !== undefined && this.#step === undefined && this.#journey === undefined) this.#adopt(this.#late);
  }

  /** Goes on with a run that has roles, at the line where the one without them is. */
  #adopt(roles: Roles): void {
    this.#late = undefined;
    const before = this.#debug as DebugRun;
    const next = this.#state;
    this.#answers = [...before.run.state.answers];
    this.#open(roles);
    const debug = this.#debug as DebugRun;
    if (before.furthest.lines === 0 || this.#journey !== undefined) return;
    this.#state = next === 'running' ? 'running' : 'paused';
    const [to, toldAt] = [{ iteration: 0, lines: before.lines }, this.#now()];
    const pieces = debug.travelToLines(before.lines);
    const how = { purpose: 'roles', isDroppable: false, home: undefined } as const;
    this.#journey = { pieces, ...how, next, to, toldAt, hasTold: false };
  }

  // Commands

  #mustWait(command: CommandToRun): boolean {
    switch (command.type) {
      case 'acknowledge':
      case 'setSpeed':
        return false;
      case 'pause':
      case 'cancel':
        this.#goesOn = false;
        return this.#waitsForRoles;
      case 'step':
      case 'runTo':
        return this.#waitsForRoles || this.#journey !== undefined || this.#editing !== undefined;
      case 'travel':
        if (this.#journey?.purpose === 'travel' && isToIteration(command.travel)) return false;
        break;
      default:
    }
    if (this.#waitsForRoles || this.#journey !== undefined || this.#editing !== undefined) return true;
    return this.#step !== undefined && this.#now() - this.#step.begunAt < PATIENCE_MS;
  }

  #takeWaiting(): void {
    for (;;) {
      const [command, ...rest] = this.#waiting;
      if (command === undefined || this.#mustWait(command)) return;
      this.#waiting = rest;
      this.#take(command);
    }
  }

  #take(command: CommandToRun): void {
    const debug = this.#debug as DebugRun;
    if (command.type === 'acknowledge') {
      this.#publication.acknowledge();
      return;
    }
    this.#request = Math.max(this.#request, command.request);
    this.#publication.add('urgent');
    if (!LEAVES_RUN.has(command.type)) this.#asides?.forgetLines();
    switch (command.type) {
      case 'setSpeed':
        this.#pace = new Pace(command.speed, this.#now());
        this.#rate.restart(this.#now(), this.#position);
        return;
      case 'resume':
        this.#step = undefined;
        if (debug.run.ending !== undefined || this.#asks) return;
        this.#pace.restart(this.#now());
        this.#enter('running');
        return;
      case 'pause':
      case 'cancel':
        if (this.#editing !== undefined) this.#editing = { ...this.#editing, goesOn: false };
        if (this.#journey?.home !== undefined) this.#goHome(this.#journey.home, this.#journey);
        else if (this.#journey?.isDroppable === true) this.#drop(this.#journey, command.type);
        else if (this.#journey !== undefined) this.#journey = { ...this.#journey, next: 'paused' };
        else if (command.type === 'pause' && this.#state === 'running') this.#settle();
        else this.#stop();
        return;
      case 'step': {
        const from = this.#step === undefined ? undefined : positionIn(this.#step.goal);
        this.#goTo((from ?? this.#position) + command.iterations);
        return;
      }
      case 'runTo':
        if (command.iteration > this.#position) this.#goTo(command.iteration);
        else this.#stop();
        return;
      case 'stepOver':
      case 'stepOut':
        debug.keepValuesAfter(0);
        this.#stepTo({ kind: command.type === 'stepOver' ? 'over' : 'out' });
        return;
      case 'travel':
        this.#travel(command.travel);
        return;
      case 'edit':
        if (this.#asks) {
          this.#post({ type: 'editRefused', run: this.#run, reason: 'the script waits for an answer: n asks again' });
          return;
        }
        this.#editing = { edits: command.edits, goesOn: this.#state === 'running' };
        if (this.#state === 'running') this.#settle();
        else this.#stop();
        return;
      case 'undo':
        if (debug.changes.length === 0) return;
        this.#asks = false;
        this.#output = new OutputTail();
        this.#beginJourney('change', debug.undo(), 'paused', false, debug.changes.at(-1)?.iteration);
        return;
      case 'recall': {
        const { mark } = command;
        const tell = (answer: Omit<Recollection, 'type' | 'run' | 'mark'>): void =>
          this.#post({ type: 'recollection', run: this.#run, mark, ...answer });
        this.#beginJourney(
          'look',
          telling(
            recalling(debug, mark, () => this.#metIn(debug)),
            tell,
          ),
          this.#state,
          true,
          mark.iteration,
        );
        return;
      }
      case 'setWatches':
        this.#watches = command.watches.map(printWatch);
        debug.watches.choose(this.#watches);
        // The values of all are in the next snapshot.
        this.#watchTime = 0;
        return;
      case 'setViewRequest':
        this.#viewRequest = command.viewRequest;
        this.#asides?.show(command.viewRequest);
        return;
      case 'checkGradients':
        if (this.#state === 'running') this.#settle();
        this.#asides?.checkGradients();
        return;
      case 'setBreakpoints':
        this.#setBreakpoints(command.lines);
        return;
      case 'lookInside':
        this.#asides?.ask(command.question);
        if (this.#state === 'running') this.#settle();
        return;
      case 'answer':
        if (!this.#asks) return;
        debug.run.answer(command.text);
        this.#asks = false;
        if (this.#needsAnswer) this.#seek();
        if (this.#goesOn) {
          this.#goesOn = false;
          this.#pace.restart(this.#now());
          this.#enter('running');
        } else if (this.#state !== 'running') this.#stepTo({ kind: 'line' });
        return;
      default:
        // The dashboard says why these do not apply to a script: the snapshot shows that nothing has changed.
        return;
    }
  }

  /** Iterations, or lines where there are none. */
  get #position(): number {
    const { roles, iteration, lines } = this.#debug as DebugRun;
    return roles === undefined ? lines : iteration;
  }

  #goTo(position: number): void {
    const { roles } = this.#debug as DebugRun;
    (this.#debug as DebugRun).keepValuesAfter(roles === undefined ? 0 : position - 1);
    this.#stepTo(roles === undefined ? { kind: 'lines', lines: position } : { kind: 'iteration', iteration: position });
  }

  #stepTo(goal: Goal, until = Number.POSITIVE_INFINITY): void {
    const { run } = this.#debug as DebugRun;
    this.#state = 'paused';
    if (run.ending !== undefined || this.#asks) this.#restThere();
    else this.#step = { goal, from: run.depth, begunAt: this.#now(), until };
  }

  /** Pauses at the end of an iteration whose values are kept, if that is soon. */
  #settle(): void {
    const debug = this.#debug as DebugRun;
    if (debug.roles === undefined) this.#stop();
    else {
      const iteration = debug.iteration + (debug.linesSince > 0 ? 2 : 1);
      debug.keepValuesAfter(iteration - 1);
      this.#stepTo({ kind: 'iteration', iteration }, this.#now() + SETTLING_MS);
    }
  }

  /** Stops at the next line. */
  #stop(): void {
    if ((this.#debug as DebugRun).isBetweenLines) this.#rest();
    else this.#stepTo({ kind: 'line' });
  }

  /** Stops where the run is, and makes the edit that waits for that. */
  #rest(): void {
    const waiting = this.#editing;
    if (waiting !== undefined) {
      this.#editing = undefined;
      const debug = this.#debug as DebugRun;
      const refuse = (reason: string | undefined): void => {
        this.#output = new OutputTail();
        if (reason !== undefined) this.#post({ type: 'editRefused', run: this.#run, reason });
      };
      const next = waiting.goesOn ? 'running' : 'paused';
      this.#beginJourney('change', telling(editing(debug, waiting.edits), refuse), next, true);
      return;
    }
    this.#enter(this.#restState);
  }

  /** The state of a run that rests. A script without a line has ended before its first step. */
  get #restState(): RunState {
    return (this.#debug as DebugRun).run.ending === undefined ? 'paused' : 'finished';
  }

  /** Stops where the run is; at the end of the script with the weights of a call that is over. */
  #restThere(): void {
    const debug = this.#debug as DebugRun;
    if (debug.run.ending !== undefined && debug.lacksLast) this.#depart(debug.retrace(), debug.iteration);
    else this.#rest();
  }

  #enter(state: RunState): void {
    this.#state = state;
    this.#step = undefined;
    if (state === 'finished') this.#pace.endRise();
    this.#publication.add('urgent');
    this.#rate.restart(this.#now(), this.#position);
  }

  // Other positions

  #travel(travel: Travel): void {
    const debug = this.#debug as DebugRun;
    const isInside = debug.linesSince > 0;
    const iteration = this.#journey?.to.iteration ?? debug.iteration;
    const byLines = debug.roles === undefined;
    switch (travel.to) {
      case 'line':
        debug.keepValuesAfter(0);
        if (travel.by === 1) this.#stepTo({ kind: 'line' });
        else this.#toLines(debug.lines - 1);
        return;
      case 'iterationBefore':
        if (byLines) this.#toLines(debug.lines - 1);
        else this.#toIteration(isInside && this.#journey === undefined ? iteration : iteration - 1);
        return;
      case 'iterations':
        if (byLines) this.#toLines(debug.lines + Math.round(travel.by));
        else this.#toIteration(Math.round(iteration + travel.by));
        return;
      case 'iteration':
        if (byLines) this.#toLines(Math.round(travel.iteration));
        else this.#toIteration(Math.round(travel.iteration));
        return;
      case 'lines':
        this.#toLines(travel.lines);
        return;
      case 'newest':
        this.#toLines(debug.furthest.lines);
    }
  }

  #toIteration(wanted: number): void {
    const debug = this.#debug as DebugRun;
    const iteration = Math.max(0, Math.min(wanted, debug.furthest.iteration));
    this.#depart(debug.travelToIteration(iteration), iteration);
  }

  #toLines(wanted: number): void {
    const debug = this.#debug as DebugRun;
    const lines = Math.max(0, Math.min(wanted, debug.furthest.lines));
    if (lines === debug.lines) this.#restThere();
    else this.#depart(debug.travelToLines(lines), debug.iteration);
  }

  #depart(pieces: Generator<void, void>, iteration: number, next: RunState = 'paused'): void {
    const debug = this.#debug as DebugRun;
    const home = this.#journey?.home ?? debug.saveForReturn();
    const { toldAt = this.#now(), hasTold = false } = this.#journey ?? {};
    this.#state = 'paused';
    [this.#step, this.#asks] = [undefined, false];
    const how = { purpose: 'travel', isDroppable: false, next } as const;
    this.#journey = { pieces, home, ...how, to: { iteration }, toldAt, hasTold };
  }

  /** Begins work in pieces after which the run is where it was, or at a change. */
  #beginJourney(
    purpose: JourneyProgress['purpose'],
    pieces: Generator<void, void>,
    next: RunState,
    isDroppable: boolean,
    iteration = (this.#debug as DebugRun).iteration,
  ): void {
    [this.#state, this.#step] = ['paused', undefined];
    const how = { purpose, isDroppable, home: undefined, next };
    this.#journey = { pieces, ...how, to: { iteration }, toldAt: this.#now(), hasTold: false };
  }

  /** Ends work after which the run is where it was. */
  #drop(journey: Journey, command: 'pause' | 'cancel'): void {
    journey.pieces.return();
    this.#arrive(command === 'pause' ? { ...journey, next: 'paused' } : journey);
  }

  #travelOn(): void {
    const journey = this.#journey;
    if (journey === undefined) return;
    const end = this.#now() + REPLAY_SLICE_MS;
    for (;;) {
      if (journey.pieces.next().done === true) {
        this.#arrive(journey);
        return;
      }
      const now = this.#now();
      if (now >= end) break;
    }
    if (this.#now() - journey.toldAt < PROGRESS_MS) return;
    journey.toldAt = this.#now();
    journey.hasTold = true;
    const { iteration, lines } = journey.to;
    const debug = this.#debug as DebugRun;
    const done = lines === undefined ? debug.iteration / Math.max(1, iteration) : debug.lines / Math.max(1, lines);
    const share = Math.max(0, Math.min(1, done));
    this.#post({ type: 'journey', run: this.#run, journey: { purpose: journey.purpose, iteration, share } });
  }

  /** Ends a replay, and goes to where the run was. */
  #goHome(home: Position, journey: Journey): void {
    (this.#debug as DebugRun).restore(home);
    this.#arrive(journey);
  }

  #arrive({ hasTold, next }: Journey): void {
    this.#journey = undefined;
    const { run } = this.#debug as DebugRun;
    if (hasTold) this.#post({ type: 'journey', run: this.#run, journey: undefined });
    this.#asks = run.isAsking;
    this.#goesOn = run.isAsking && next === 'running';
    if (next !== 'running' || run.isAsking || run.ending !== undefined) this.#rest();
    else {
      this.#pace.restart(this.#now());
      this.#enter('running');
    }
  }

  get #run(): number {
    return (this.#start as Start).run;
  }

  // Training

  #slice(): void {
    if (this.#waitsForRoles || this.#journey !== undefined) return;
    if (this.#step !== undefined) this.#stepOn(this.#step);
    else if (this.#state === 'running') this.#train();
  }

  #stepOn({ goal, from, until }: Step): void {
    const begun = this.#now();
    for (let now = begun; now < begun + SLICE_MS; now = this.#now()) {
      if (this.#goOn(goal, from, now)) {
        this.#restThere();
        return;
      }
      if (this.#now() >= until) {
        this.#stop();
        return;
      }
    }
    this.#publication.add('some');
  }

  #train(): void {
    const debug = this.#debug as DebugRun;
    const { roles } = debug;
    const begun = this.#now();
    for (let now = begun; now < begun + SLICE_MS; now = this.#now()) {
      const due = this.#pace.due(now);
      if (due === 0) return;
      const before = this.#position;
      const goal = before + due;
      // The values of the last iteration are shown at the end of the script.
      const { goal: last } = debug;
      if (roles === undefined) debug.keepValuesAfter(0);
      else debug.keepValuesAfter(last === undefined ? Number.POSITIVE_INFINITY : last - 1);
      const to: Goal = roles === undefined ? { kind: 'lines', lines: goal } : { kind: 'iteration', iteration: goal };
      const isOver = this.#goOn(to, 0, now);
      this.#pace.spend(this.#position - before);
      this.#publication.add('some');
      if (isOver && (debug.run.ending !== undefined || this.#asks)) {
        this.#goesOn = this.#asks;
        this.#restThere();
        return;
      }
      if (isOver && (debug.stoppedAt !== undefined || debug.watches.firedAt !== undefined)) {
        // The values of the lines before are not kept while the run trains.
        if (roles === undefined) this.#rest();
        else this.#depart(debug.retrace(), debug.iteration);
        return;
      }
    }
  }

  /** True for a step that lasts. A run that is being paused has none. */
  #isStepping(now: number): boolean {
    const step = this.#step;
    return step !== undefined && step.until === Number.POSITIVE_INFINITY && now - step.begunAt >= PATIENCE_MS;
  }

  /** True for a look at a loop that lasts. */
  #isLooking(now: number): boolean {
    if (this.#debug?.isLooking !== true) this.#looksSince = undefined;
    else this.#looksSince ??= now;
    return this.#looksSince !== undefined && now - this.#looksSince >= PATIENCE_MS;
  }

  /** Does a piece of work. @returns true at the goal, at the end of the script, and at a question. */
  #goOn(goal: Goal, from: number, begun: number): boolean {
    const piece = this.#piece;
    const stopped = (this.#debug as DebugRun).go(goal, piece, from);
    const time = this.#now() - begun;
    if (time > 2 * BATCH_MS) this.#piece = Math.max(LEAST_PIECE, Math.floor((piece * BATCH_MS) / time));
    else if (time < BATCH_MS && stopped === 'piece') this.#piece = Math.min(MOST_PIECE, 2 * piece);
    if (stopped === 'input') this.#asks = true;
    return stopped !== 'piece';
  }

  /** Answers a question about a line where the run rests. A run that continues needs no answer. */
  #lookInside(): void {
    const isResting = this.#state !== 'running' && this.#journey === undefined && this.#step === undefined;
    const answers = this.#asides?.lookInside(isResting && !this.#waitsForRoles) ?? [];
    for (const answer of answers) this.#post({ ...answer, run: this.#run });
  }

  // Reports

  #publishIfDue(): void {
    const debug = this.#debug as DebugRun;
    if (this.#journey !== undefined) return;
    const begun = this.#now();
    const due = this.#publication.next(this.#asides?.showsPlane === true);
    if (due === undefined || begun < due) return;
    const isMoving = this.#state === 'running' || this.#step !== undefined || this.#waitsForRoles;
    if (this.#state === 'running') this.#rate.measure(begun, this.#position);
    if (this.#search === undefined && !this.#needsAnswer) this.#tellFound(debug);
    const trainings = this.#trainings.news(debug);
    if (trainings !== undefined) this.#post({ type: 'trainings', run: this.#run, trainings });
    this.#measureWatches(debug, isMoving);
    const snapshot = scriptSnapshot(
      debug,
      {
        met: this.#metIn(debug),
        number: this.#run,
        request: this.#request,
        state: this.#state,
        isMoving,
        isStepping: this.#isStepping(begun),
        isLooking: this.#isLooking(begun),
        verdict: this.#asides?.verdict(!isMoving),
        file: (this.#subject as ScriptSubject).file,
        asks: this.#asks,
        seeds: this.#seeds,
        needsAnswer: this.#needsAnswer,
        history: this.#viewRequest.history,
        rate: this.#rate.value,
        risingSpeed: this.#pace.rising,
      },
      this.#output,
    );
    this.#post({ ...snapshot, ...this.#asides?.answer(isMoving) });
    this.#publication.publish(begun, this.#now());
  }

  /** The predictions and targets of the last iteration, example by example where the examples are known. */
  #metIn(debug: DebugRun): Met | undefined {
    const { met } = debug;
    return met && (this.#asides?.arranged(met) ?? met);
  }

  /** Brings the watches up to date; while the run continues, only where that is quick. */
  #measureWatches(debug: DebugRun, isMoving: boolean): void {
    if (this.#watches.length === 0 || (isMoving && this.#watchTime > MOST_WATCHING_MS)) return;
    const begun = this.#now();
    debug.watches.measure(debug.iteration, debug.linesSince === 0);
    this.#watchTime = this.#now() - begun;
  }

  /** Reports the roles where another training has others, and the targets whenever an iteration has met others. */
  #tellFound(debug: DebugRun): void {
    const { roles } = debug;
    const report = foundReport(this.#run, roles, this.#metIn(debug));
    const known = this.#found?.report.targets;
    const isKnown = known?.columns === report.targets.columns && sameBits(known.data, report.targets.data);
    if (isKnown && this.#found?.roles === roles) return;
    this.#found = { report, roles };
    this.#post(report);
  }
}

/** Pieces that hand over their answer at their end. */
function* telling<Answer>(pieces: Generator<void, Answer>, tell: (answer: Answer) => void): Generator<void, void> {
  tell(yield* pieces);
}

/** Commands that leave the run where and as it is. */
const LEAVES_RUN: ReadonlySet<Command['type']> = new Set([
  'setSpeed',
  'setWatches',
  'setViewRequest',
  'setBreakpoints',
  'lookInside',
]);

/** Travel whose destination does not depend on lines: it may replace a replay. */
function isToIteration({ to }: Travel): boolean {
  return to !== 'line' && to !== 'newest';
}

/** The position of a goal that counts iterations or lines. */
function positionIn(goal: Goal): number | undefined {
  if (goal.kind === 'iteration') return goal.iteration;
  return goal.kind === 'lines' ? goal.lines : undefined;
}
