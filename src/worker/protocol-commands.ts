/*
 * What the dashboard tells the training thread: types only, a part of `protocol.ts`.
 */
import type { Cell } from '../engine/explain.ts';
import type { StopConditions, Underway } from '../engine/run/stop.ts';
import type { Watch } from '../language/watch.ts';
import type { Edit } from '../network/edits.ts';
import type { ViewRequest } from './protocol-views.ts';
import type { Subject } from './subject.ts';

/** Iterations a second, or as fast as it goes. */
export type Speed = number | 'unlimited';

/** On every command: its run, and a number that grows, which snapshots repeat to say how far the thread has listened. */
interface Addressed {
  readonly run: number;
  readonly request: number;
}

/** From the dashboard to the thread. */
export type Command = Addressed &
  (
    | {
        readonly type: 'start';
        readonly subject: Subject;
        readonly seed: number;
        readonly speed: Speed;
        readonly paused: boolean;
        readonly viewRequest?: ViewRequest | undefined;
        /** Iterations between two rows for a log; absent where there is no log. */
        readonly logEvery?: number | undefined;
        /** Goes on with a run of this subject and seed that another process has begun. */
        readonly underway?: Underway | undefined;
      }
    | { readonly type: 'resume' }
    | { readonly type: 'pause' }
    /** Runs so many iterations at once and stays paused after them. */
    | { readonly type: 'step'; readonly iterations: number }
    | { readonly type: 'setSpeed'; readonly speed: Speed }
    /** Pauses, and goes to another moment of the run. */
    | { readonly type: 'travel'; readonly travel: Travel }
    /** Pauses, and asks how a cell of a line comes to its value. */
    | { readonly type: 'inspect'; readonly line: number; readonly cell: Cell }
    /** Pauses, and asks whether the update lines follow the loss. */
    | { readonly type: 'checkGradients' }
    /** Changes the run from the beginning of this iteration on; what came after is forgotten. */
    | { readonly type: 'edit'; readonly edits: readonly Edit[] }
    /** Takes back what was last changed by hand, and goes to where that was. */
    | { readonly type: 'undo' }
    /** Asks for the world as it was marked. */
    | { readonly type: 'recall'; readonly mark: Mark }
    | { readonly type: 'setWatches'; readonly watches: readonly Watch[] }
    /** Other conditions for the run to end before its last iteration, from here on. */
    | { readonly type: 'setStop'; readonly stop: StopConditions }
    /** Replaces the view request; the run is not affected. */
    | { readonly type: 'setViewRequest'; readonly viewRequest: ViewRequest }
    /** Asks for the run as another process can go on with it; changes nothing, and needs no other answer. */
    | { readonly type: 'save' }
    /** Asks for everything that the network has learned where the run stands. */
    | { readonly type: 'tellLearned' }
    /** The last snapshot was received: the next may come. */
    | { readonly type: 'acknowledge' }
  );

/** Where to go, mostly as seen from where the run is: whoever asks need not know that exactly. */
export type Travel =
  /** So many lines on, or back. */
  | { readonly to: 'line'; readonly by: 1 | -1 }
  /** To the beginning of this iteration, or where it is there already, of the one before. */
  | { readonly to: 'iterationBefore' }
  /** So many iterations on or back, within what has been run. */
  | { readonly to: 'iterations'; readonly by: number }
  /** An iteration, or the nearest to it that has been run. */
  | { readonly to: 'iteration'; readonly iteration: number }
  | { readonly to: 'newest' };

/** A moment between two iterations that somebody has marked. */
export interface Mark {
  /** Completed iterations. */
  readonly iteration: number;
  /** How many of the changes after them had been made. */
  readonly changes: number;
}
