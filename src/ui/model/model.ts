import type { CellName } from '../../language/change.ts';
import type { Program } from '../../language/program.ts';
import type { Scaling } from '../../language/scaling.ts';
import { inferShapes, type Shapes } from '../../language/shapes.ts';
import type { Watch } from '../../language/watch.ts';
import type { CourseState } from '../../learn/course/state.ts';
import type {
  FileReport,
  JourneyProgress,
  Mark,
  RunState,
  Snapshot,
  Speed,
  TrainingView,
  VerdictKind,
  ViewRequest,
} from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import type { Scale } from '../charts/axis.ts';
import type { CoveringView } from '../keys/bindings.ts';
import type { UnitName } from '../panes/network-pane.ts';
import type { PaneName, Size } from '../views/layout.ts';
import type { AskedRow } from './asked-row.ts';
import type { ChartState } from './chart.ts';
import { allExamples, type ExamplesShown } from './examples.ts';
import type { Action, Saved } from './message.ts';
import type { InputPair } from './plane-inputs.ts';
import type { Question } from './prompt.ts';
import type { AskedSweep, FormerRun, SweepState } from './sweep.ts';

/* One file, though it is long: the whole state of the dashboard, a field each with its meaning. */

/** The subject of a run with its names, as the dashboard shows it. */
export type ShownSubject = Subject & Appearance;

/** The names of a subject. They hold no control characters. */
export interface Appearance {
  readonly name: string;
  /** The name of the scenario, and what remedies have changed since; absent before the first remedy. */
  readonly renamed?: { readonly from: string; readonly changes: readonly string[] } | undefined;
  readonly description: string;
  /** The iterations that the scenario marks, each once, with notes that hold no control characters. */
  readonly marked?: readonly { readonly at: number; readonly note?: string | undefined }[] | undefined;
  /** The seed of the scenario, which its description is about; absent where the first run has this seed. */
  readonly describedSeed?: number;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** The scaling of the inputs before the network reads them. */
  readonly inputScaling?: Scaling | undefined;
  /** Set where the inputs of an example are the pixels of an image, row by row. */
  readonly image?: Image | undefined;
  /** The roles that were found in a script, in words, longest form first. */
  readonly foundWords?: readonly string[] | undefined;
  /** Rows of the file, and how many of them are used; set where some are left out. */
  readonly fileRows?: { readonly all: number; readonly used: number } | undefined;
}

export interface Image {
  readonly width: number;
  readonly height: number;
  /** The values of black and white, before scaling. */
  readonly low: number;
  readonly high: number;
}

/** The network at one position of a run. Changes may have replaced the one that the run began with. */
export interface Network {
  readonly subject: ShownSubject;
  readonly program: Program;
  readonly shapes: Shapes;
}

/** The view that is open. A view that covers the panes declares its state in its own file. */
export type View = PanesView | CoveringView | PromptView;

export interface PanesView {
  readonly kind: 'panes';
}

/** A question in the footer. */
export interface PromptView {
  readonly kind: 'prompt';
  readonly question: Question;
  readonly typed: string;
  readonly fault: Fault | undefined;
  /** The view above the footer, which is open again once the question is answered or dropped. */
  readonly covered: PanesView | CoveringView;
}

/** A fault in a typed answer: `length` characters from `offset` on. */
export interface Fault {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** A message in the footer, until the next key. */
export interface Notice {
  readonly text: string;
  readonly kind: 'refusal' | 'news';
}

/** The choices of the plane of two inputs, in its view and in its pane. */
export interface PlaneChoice {
  /** An index of the outputs and hidden units that the plane can show. */
  readonly unit: number;
  /** True for the predicted class alone, without its confidence. */
  readonly discretised: boolean;
  /** The inputs on its axes; absent until a person chooses them. */
  readonly inputs?: InputPair;
}

/** A mark with its note. */
export interface NotedMark extends Mark {
  readonly note?: string | undefined;
  /** True for a mark of the scenario, with the note that its file has. */
  readonly isOfFile?: boolean;
}

/** The first mark of every run: the end of its first iteration. */
export const FIRST_MARK: Mark = { iteration: 1, changes: 0 };

/** The state of the dashboard. The screen is a function of it. */
export interface Model {
  /** The subject that the run begins with. */
  readonly subject: ShownSubject;
  /** The scenario as it was opened: `R` goes back to it. */
  readonly opened: { readonly subject: ShownSubject; readonly seed: number };
  /** The network at the position of the snapshot. */
  readonly network: Network;
  readonly watches: readonly Watch[];
  /** The lines of a script, from 1 and ascending, before which the run stops. */
  readonly breakpoints: readonly number[];
  /** The lines on which a breakpoint can be; undefined until the script has been read, and for another subject. */
  readonly statements: readonly number[] | undefined;
  /** The request that last changed the watches. Older snapshots hold values of other watches. */
  readonly watchesSince: number;
  /** In the order of the run; `FIRST_MARK` is always the first. */
  readonly marks: readonly NotedMark[];
  /** Marks that a person made before the file was read again. Each comes back once the new run reaches it. */
  readonly markedBefore: readonly NotedMark[];
  /** The trainings of a script that trains more than once; empty for one training. */
  readonly trainings: readonly TrainingView[];
  /** The oldest first. */
  readonly keptRuns: readonly KeptRun[];
  /** The sweep that the map shows, and one whose axes are being read. */
  readonly sweep?: SweepState | undefined;
  readonly askedSweep?: AskedSweep | undefined;
  /** The run before a cell of the map was opened. */
  readonly former?: FormerRun | undefined;
  /** A subject without changes by hand, beside the opened one: that of a cell of the map. */
  readonly unchanged?: ShownSubject | undefined;
  readonly seed: number;
  readonly speed: Speed;
  /** The speed, in iterations a second, from which a run rises to `speed`; undefined once the speed is reached or chosen. */
  readonly risesFrom: number | undefined;
  /** The number of the current run: 1 more with each reset, reseed and restart. */
  readonly run: number;
  /** The last run of a script whose file was edited, and the iteration to which it goes first. */
  readonly reloaded?: { readonly run: number; readonly goTo: number };
  /** The number of the last request to the training thread, and the state that it asked for. */
  readonly request: number;
  readonly wanted: 'running' | 'paused';
  /** The last alpha that a key has asked for, with its request: the next key may come before the answer. */
  readonly askedAlpha?: { readonly request: number; readonly value: number };
  /** The last view request that was sent to the training thread. */
  readonly viewRequest: ViewRequest;
  /** The newest snapshot. Until the current run reports, it is of the previous run. */
  readonly snapshot: Snapshot | undefined;
  /** The iteration to which the run continues at full speed, until any key; undefined where it does not. */
  readonly runsTo: number | undefined;
  /** The replay that the run is on, once it takes a while. */
  readonly journey: JourneyProgress | undefined;
  /** The reason why the training thread ended; undefined while it lives. */
  readonly failure: string | undefined;
  /** The scale of the error axis. */
  readonly scale: Scale;
  readonly chart: ChartState;
  readonly view: View;
  /** The chosen line of the program or of a script, from 0; undefined for the line that ran last. */
  readonly cursor: number | undefined;
  /** The chosen weight. */
  readonly weight: CellName | undefined;
  /** The chosen unit of the network: its weights alone are drawn. */
  readonly unit: UnitName | undefined;
  readonly examples: ExamplesShown;
  readonly plane: PlaneChoice;
  /** The row whose prediction a person asks for. */
  readonly asked: AskedRow | undefined;
  /** The chosen watch, from 0. */
  readonly chosenWatch: number;
  /** The pane that takes the arrows. A small terminal shows this pane alone. */
  readonly focus: PaneName;
  /** True when the focused pane has the whole room. */
  readonly isZoomed: boolean;
  /** The first visible row of each scrolled pane. */
  readonly scroll: Readonly<Partial<Record<PaneName, number>>>;
  /** The description of the scenario: on a few lines, in full, or not shown. */
  readonly about: 'brief' | 'whole' | 'hidden';
  /** The changes of the run that a file has, the last one that was saved or exported, and the marks of the last one that was saved. */
  readonly saved: { readonly changes: Saved['changes']; readonly marks: readonly NotedMark[] } | undefined;
  /** Actions about the place that the run is on its way to, and those after them, in their order. At most 100. */
  readonly waiting: readonly Action[];
  /** True after a first key to quit, until the next key. */
  readonly asksToQuit: boolean;
  /** The reasons why the scenario cannot be edited: until a copy is saved, or for good. */
  readonly editing: { readonly untilSaved?: string; readonly never?: string };
  readonly notice: Notice | undefined;
  /** The problems with the files of the run, in the footer for as long as they last. */
  readonly fileProblems: Readonly<Partial<Record<FileReport['file'], string>>>;
  readonly size: Size;
  /** The lesson that continues beside the dashboard, and the room that it takes. */
  readonly course?: CourseState;
  readonly strip?: Strip;
}

/** The room beside the dashboard that it leaves free: columns at its right, or rows above its footer. */
export type Strip = (
  | { readonly side: 'right'; readonly columns: number }
  | { readonly side: 'below'; readonly rows: number }
) & {
  /** A pattern of the keys that the lesson takes from the dashboard. */
  readonly taken?: string;
};

/** A run kept for comparison, as it was at that time. */
export interface KeptRun {
  /** From 1, in the order in which runs were kept. It never changes. */
  readonly number: number;
  /** An index of the marks of curves. */
  readonly mark: number;
  readonly run: number;
  /** The subject with the changes that the run had made. */
  readonly subject: Subject;
  readonly seed: number;
  readonly curve: Snapshot['curve'];
  readonly iteration: number;
  readonly error: number | undefined;
  /** The iteration since which it was solved; null where that is not known. */
  readonly solvedAt: number | undefined | null;
  /** The edits of a script, in words; empty without any. */
  readonly edits?: string;
  /** The name of the scenario, or of the training of a script, that this run is of; absent for another run that a person kept. */
  readonly scenario?: string;
  /** The place among the rivals of a race, from 0; absent for a run that was kept. */
  readonly rival?: number;
  /** The verdict on a rival. */
  readonly verdict?: VerdictKind | undefined;
  /** True for a run that was kept because the file of its script was read again, or a run of a map was opened. */
  readonly isAutomatic?: boolean;
}

/** The view on the screen: above an open question, the view that it covers. */
export function shownView({ view }: Model): PanesView | CoveringView {
  return view.kind === 'prompt' ? view.covered : view;
}

/** The chosen line of the program, or the line that ran last. */
export function chosenLine({ cursor, snapshot, network }: Model): number {
  const lines = network.program.iteration.length;
  // A script has its lines in its source.
  if (lines === 0) return 0;
  if (cursor !== undefined) return Math.min(cursor, lines - 1);
  return ((snapshot?.line ?? 0) + lines - 1) % lines;
}

export type ShownState = RunState | 'starting' | 'again' | 'stopped' | 'crashed';

/** The speed now: while it rises, that of the run. */
export function shownSpeed({ speed, risesFrom, snapshot, run }: Model): Speed {
  if (risesFrom === undefined) return speed;
  return (snapshot?.run === run ? snapshot.risingSpeed : undefined) ?? risesFrom;
}

/** The state to show. A requested state is shown at once, before the training thread has answered. */
export function shownState({ failure, snapshot, run, request, wanted }: Model): ShownState {
  if (failure !== undefined) return 'crashed';
  if (snapshot === undefined || snapshot.run !== run) return 'starting';
  const isCurrent = snapshot.request === request;
  if (isCurrent && snapshot.script?.isStepping === true) return 'running';
  const state = isCurrent ? snapshot.state : wanted;
  if (state === 'running' && snapshot.iteration < snapshot.furthest) return 'again';
  const isStopped = snapshot.stoppedBy !== undefined || snapshot.script?.stoppedAt !== undefined;
  return state === 'paused' && isStopped ? 'stopped' : state;
}

/** True while a run that rests has not answered a command yet, and its iterations are long enough for that to be seen. */
export function isWaiting({ snapshot, run, request, wanted }: Model): boolean {
  return snapshot?.run === run && snapshot.isSlow === true && snapshot.request !== request && wanted === 'paused';
}

export function networkOf(subject: ShownSubject): Network {
  const { program } = subject;
  return { subject, program, shapes: inferShapes(program) };
}

export function initialModel(subject: ShownSubject, seed: number, speed: Speed, size: Size, risesFrom?: number): Model {
  return {
    subject,
    opened: { subject, seed },
    network: networkOf(subject),
    watches: subject.watches,
    watchesSince: 0,
    breakpoints: [],
    statements: undefined,
    marks: [FIRST_MARK],
    markedBefore: [],
    trainings: [],
    keptRuns: [],
    seed,
    speed,
    risesFrom,
    run: 0,
    request: 0,
    wanted: 'running',
    viewRequest: {},
    snapshot: undefined,
    runsTo: undefined,
    journey: undefined,
    failure: undefined,
    scale: 'log',
    chart: { window: { kind: 'so far' }, crosshair: undefined, watch: undefined, isHeld: false, watchScale: 'linear' },
    view: { kind: 'panes' },
    cursor: undefined,
    weight: undefined,
    unit: undefined,
    examples: allExamples,
    plane: { unit: 0, discretised: false },
    asked: undefined,
    chosenWatch: 0,
    focus: subject.kind === 'script' ? 'program' : 'predictions',
    isZoomed: false,
    scroll: {},
    about: 'brief',
    saved: undefined,
    waiting: [],
    asksToQuit: false,
    editing: {},
    notice: undefined,
    fileProblems: {},
    size,
  };
}
