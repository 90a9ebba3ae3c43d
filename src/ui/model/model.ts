import type { CellName } from '../../language/change.ts';
import type { Program } from '../../language/program.ts';
import type { Scaling } from '../../language/scaling.ts';
import { inferShapes, type Shapes } from '../../language/shapes.ts';
import type { Watch } from '../../language/watch.ts';
import type { HiddenLayer } from '../../network/options.ts';
import type { RunSettings } from '../../network/settings.ts';
import type {
  Cell,
  GradientReport,
  Inspection,
  Mark,
  Recollection,
  RunState,
  Snapshot,
  Speed,
} from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import type { Scale } from '../charts/axis.ts';
import type { PaneName, Size } from '../views/layout.ts';
import { allExamples, type ExamplesShown } from './examples.ts';
import type { Plane } from './plane.ts';
import type { Question } from './question.ts';

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

/** What fills the screen below the header. */
export type View =
  | { readonly kind: 'panes' }
  | { readonly kind: 'help'; readonly first: number }
  /** A line looked into, at one cell; the answer is undefined until the thread has given it. */
  | {
      readonly kind: 'inspect';
      readonly line: number;
      readonly cell: Cell;
      readonly inspection: Inspection | undefined;
    }
  | { readonly kind: 'gradients'; readonly report: GradientReport | undefined }
  /** A mark beside now; the world then is undefined until the thread has told. */
  | {
      readonly kind: 'compare';
      readonly mark: number;
      readonly earlier: Recollection | undefined;
      readonly first: number;
    }
  | { readonly kind: 'verdict'; readonly first: number }
  /** What a unit says all over the plane of two inputs, or what is predicted there: how strongly, or which side alone. */
  | { readonly kind: 'boundary'; readonly discretised: boolean; readonly plane: Plane; readonly unit: number }
  /** How predictions fit: which classes are taken for which, from a row on, or an output over its target. */
  | { readonly kind: 'fit'; readonly first: number; readonly output: number }
  /** What one example brings about in the network; of images also what the first units look for, from one of them on. */
  | { readonly kind: 'example'; readonly first: number }
  /** All that can be set; nothing of it is so before somebody says so. */
  | {
      readonly kind: 'options';
      /** Those of the run when they were opened: it may go on, and come by changes. */
      readonly before: RunSettings;
      readonly settings: RunSettings;
      /** Iterations that were still to come. */
      readonly left: number;
      readonly chosen: number;
      readonly layer: HiddenLayer;
      readonly first: number;
    }
  /** The runs that were kept; one of them is chosen, from 0. */
  | { readonly kind: 'keptRuns'; readonly chosen: number }
  /** A question in the footer, what has been typed so far, and what is wrong with what was. */
  | {
      readonly kind: 'prompt';
      readonly question: Question;
      readonly typed: string;
      readonly fault: Fault | undefined;
      /** What is to be seen above it, and once it is answered. */
      readonly covered: Exclude<View, { readonly kind: 'prompt' }>;
    };

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

/** What is to be seen, also while a question is open. */
export function shownView({ view }: Model): Exclude<View, { readonly kind: 'prompt' }> {
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
