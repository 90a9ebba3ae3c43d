import type { Shapes } from '../../program/shapes.ts';
import type { Cell, GradientReport, Inspection, Job, RunState, Snapshot, Speed } from '../../worker/protocol.ts';
import type { Scale } from '../charts/axis.ts';
import type { PaneName, Size } from '../layout.ts';

/** What is trained, as far as the dashboard names and draws it. Texts are safe for a terminal. */
export interface Subject {
  readonly name: string;
  readonly description: string;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  readonly learningRate: number;
  readonly shapes: Shapes;
  readonly job: Job;
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
  /** A question in the footer, and what has been typed so far. */
  | { readonly kind: 'prompt'; readonly typed: string };

/** Everything that is on the screen follows from this value. */
export interface Model {
  readonly subject: Subject;
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
  /** The pane that scrolls, and the one that is shown where there is room for one only. */
  readonly focus: PaneName;
  /** First visible row of each pane that somebody has scrolled. */
  readonly scroll: Readonly<Partial<Record<PaneName, number>>>;
  /** Why the last key did nothing; gone with the next key. */
  readonly notice: string | undefined;
  readonly size: Size;
}

/** The line that a person means: the chosen one, or the one that ran last. */
export function chosenLine({ cursor, snapshot, subject }: Model): number {
  if (cursor !== undefined) return cursor;
  const lines = subject.job.program.iteration.length;
  return ((snapshot?.line ?? 0) + lines - 1) % lines;
}

export type ShownState = RunState | 'starting' | 'solved' | 'crashed';

/** The state to show: what was last asked for, until the thread says what became of it. */
export function shownState({ failure, snapshot, run, request, wanted }: Model): ShownState {
  if (failure !== undefined) return 'crashed';
  if (snapshot === undefined || snapshot.run !== run) return 'starting';
  if (snapshot.request !== request) return wanted;
  return snapshot.state === 'finished' && snapshot.solvedAt !== undefined ? 'solved' : snapshot.state;
}

export function initialModel(subject: Subject, seed: number, speed: Speed, size: Size): Model {
  return {
    subject,
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
    focus: 'predictions',
    scroll: {},
    notice: undefined,
    size,
  };
}
