import type { CellName } from '../../language/change.ts';
import type { Program } from '../../language/program.ts';
import type { Scaling } from '../../language/scaling.ts';
import { inferShapes, type Shapes } from '../../language/shapes.ts';
import type { Watch } from '../../language/watch.ts';
import type { Mark, RunState, Snapshot, Speed, ViewRequest } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import type { Scale } from '../charts/axis.ts';
import type { CoveringView } from '../keys/bindings.ts';
import type { PaneName, Size } from '../views/layout.ts';
import { allExamples, type ExamplesShown } from './examples.ts';
import type { Question } from './prompt.ts';

/** The subject of the run, with what the dashboard names and draws it by. */
export type ShownSubject = Subject & Appearance;

/** Texts are safe for a terminal. */
export interface Appearance {
  readonly name: string;
  readonly description: string;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** How the inputs were scaled before the network sees them. */
  readonly inputScaling?: Scaling | undefined;
  /** The inputs are pixels, row by row. */
  readonly image?: Image | undefined;
}

export interface Image {
  readonly width: number;
  readonly height: number;
  /** What is black, and what is white, as the pixels were before they were scaled. */
  readonly low: number;
  readonly high: number;
}

/** The network at one position of a run: edits may have changed the subject since the run began. */
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

/** What is wrong with a text, from which of its characters on, and how many of them. */
export interface Fault {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** What a person is told in the footer until the next key. */
export interface Notice {
  readonly text: string;
  readonly kind: 'refusal' | 'news';
}

/** The end of the first iteration that was run, beside which now can be seen from the start. */
export const FIRST_MARK: Mark = { iteration: 1, changes: 0 };

/** Everything that is on the screen follows from this value. */
export interface Model {
  /** The subject as the run begins with it. */
  readonly subject: ShownSubject;
  /** As of the snapshot. */
  readonly network: Network;
  readonly watches: readonly Watch[];
  /** The request with which they were last changed: what was told before is of others. */
  readonly watchesSince: number;
  /** Past values of each watch that is a single number, as they were seen, in the order of their iterations. */
  readonly trails: readonly Trail[];
  /** What somebody has marked, in the order of the run; `FIRST_MARK` is always the first of them. */
  readonly marks: readonly Mark[];
  /** Runs that were kept, the oldest first. */
  readonly keptRuns: readonly KeptRun[];
  readonly seed: number;
  readonly speed: Speed;
  /** Number of the current run: it grows with each reset, reseed and restart. */
  readonly run: number;
  /** Number of the last request to the thread, and the state it asked for. */
  readonly request: number;
  readonly wanted: 'running' | 'paused';
  /** The view request that the thread knows of. */
  readonly viewRequest: ViewRequest;
  /** The newest snapshot; of the run before until this one has reported. */
  readonly snapshot: Snapshot | undefined;
  /** Why the training thread is gone, if it is. */
  readonly failure: string | undefined;
  readonly scale: Scale;
  readonly view: View;
  /** The chosen line of the program, from 0; undefined: the one that ran last. */
  readonly cursor: number | undefined;
  /** The chosen weight. */
  readonly weight: CellName | undefined;
  readonly examples: ExamplesShown;
  /** The chosen watch, from 0. */
  readonly chosenWatch: number;
  /** The pane that scrolls, and the one that is shown where there is room for one only. */
  readonly focus: PaneName;
  /** First visible row of each pane that somebody has scrolled. */
  readonly scroll: Readonly<Partial<Record<PaneName, number>>>;
  readonly notice: Notice | undefined;
  readonly size: Size;
}

/** A run as it was when somebody kept it. */
export interface KeptRun {
  /** From 1, in the order in which they were kept; it stays when others go. */
  readonly number: number;
  /** Which of the marks its curve has, from 0. */
  readonly mark: number;
  readonly run: number;
  /** With the edits that the run had made. */
  readonly subject: Subject;
  readonly seed: number;
  readonly curve: Snapshot['curve'];
  readonly iteration: number;
  readonly error: number | undefined;
  readonly solvedAt: number | undefined;
}

export interface Trail {
  readonly iterations: readonly number[];
  readonly values: readonly number[];
}

/** The view on the screen, also above an open question. */
export function shownView({ view }: Model): PanesView | CoveringView {
  return view.kind === 'prompt' ? view.covered : view;
}

/** The line that a person means: the chosen one, or the one that ran last. */
export function chosenLine({ cursor, snapshot, network }: Model): number {
  const lines = network.program.iteration.length;
  if (cursor !== undefined) return Math.min(cursor, lines - 1);
  return ((snapshot?.line ?? 0) + lines - 1) % lines;
}

export type ShownState = RunState | 'starting' | 'again' | 'stopped' | 'crashed';

/** The state to show: what was last asked for, until the thread says what became of it. */
export function shownState({ failure, snapshot, run, request, wanted }: Model): ShownState {
  if (failure !== undefined) return 'crashed';
  if (snapshot === undefined || snapshot.run !== run) return 'starting';
  const state = snapshot.request === request ? snapshot.state : wanted;
  if (state === 'running' && snapshot.iteration < snapshot.furthest) return 'again';
  return state === 'paused' && snapshot.stoppedBy !== undefined ? 'stopped' : state;
}

export function networkOf(subject: ShownSubject): Network {
  const { program } = subject;
  return { subject, program, shapes: inferShapes(program) };
}

export function initialModel(subject: ShownSubject, seed: number, speed: Speed, size: Size): Model {
  return {
    subject,
    network: networkOf(subject),
    watches: subject.watches,
    watchesSince: 0,
    trails: [],
    marks: [FIRST_MARK],
    keptRuns: [],
    seed,
    speed,
    run: 0,
    request: 0,
    wanted: 'running',
    viewRequest: {},
    snapshot: undefined,
    failure: undefined,
    scale: 'log',
    view: { kind: 'panes' },
    cursor: undefined,
    weight: undefined,
    examples: allExamples,
    chosenWatch: 0,
    focus: 'predictions',
    scroll: {},
    notice: undefined,
    size,
  };
}
