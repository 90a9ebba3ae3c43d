import type { VerdictKind } from '../../engine/verdict/verdict.ts';
import type { CellName } from '../../language/change.ts';

/*
 * A dashboard as a lesson sees it: plain facts. The course reads nothing else of the screen or of the run.
 */

/** A matrix of numbers, row by row. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly cells: ArrayLike<number>;
}

export interface Sight {
  /** True once the run shows the effect of every key. Lines have values only then. */
  readonly isSettled: boolean;
  readonly state: 'running' | 'paused' | 'ended' | 'diverged';
  /** Completed iterations, and lines of the next one that have run. */
  readonly iteration: number;
  readonly line: number;
  readonly goal: number;
  readonly seed: number;
  readonly alpha: number | undefined;
  readonly error: number | undefined;
  readonly solvedAt: number | undefined;
  readonly verdict: VerdictKind | undefined;
  /** The kind of the open view; `panes` without one. */
  readonly view: string;
  /** True while a question of the dashboard is open: it takes all keys. */
  readonly hasQuestion: boolean;
  /** The focused pane. */
  readonly pane: string;
  /** Panes that `tab` goes to, and that are not on the screen now. */
  readonly hiddenPanes: readonly string[];
  /** The line that the view looks inside, by the name that it assigns, and its cell from 0. */
  readonly inside: { readonly line: string; readonly row: number; readonly column: number } | undefined;
  /** The chosen option in the list of options. */
  readonly option: string | undefined;
  /** The chosen example, from 0. */
  readonly example: number;
  readonly weight: CellName | undefined;
  /** The names of the learned matrices, in the order in which arrows go through them. */
  readonly parameters: readonly string[];
  /** The values of the row that a person typed. */
  readonly asked: readonly number[] | undefined;
  /** The settings of the network at the position of the run. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Changes by hand that the run has made. */
  readonly changes: number;
  readonly watches: readonly string[];
  readonly marks: number;
  readonly kept: number;
  /** The names that the lines of an iteration assign, in their order. */
  readonly lines: readonly string[];
  /** The value of a name of the program; undefined for one that has not been computed, or has too many cells. */
  readonly table: (name: string) => Table | undefined;
}
