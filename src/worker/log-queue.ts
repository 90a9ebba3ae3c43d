import type { LogRow } from '../formats/run-log.ts';
import type { Current } from './current-run.ts';
import { isLogged, logRowOf } from './log-rows.ts';
import type { LogReport } from './protocol.ts';

/** With so many rows it does not wait for a snapshot. */
const MOST_ROWS = 1000;

/** The rows of a log that are not told yet, of one run at a time. */
export class LogQueue {
  readonly #tell: (report: LogReport) => void;
  #rows: LogRow[] = [];

  constructor(tell: (report: LogReport) => void) {
    this.#tell = tell;
  }

  /** Call after each iteration that was run for the first time. */
  note({ logEvery, training, goal, stopReason, startedAt, number: run }: Current, now: () => number): void {
    if (logEvery === undefined) return;
    const isLast = training.iteration === goal || stopReason !== undefined;
    if (!isLast && !isLogged(training.iteration, logEvery)) return;
    this.#rows.push(logRowOf(training, (now() - startedAt) / 1000));
    if (isLast || this.#rows.length >= MOST_ROWS) this.tell(run);
  }

  tell(run: number): void {
    if (this.#rows.length === 0) return;
    this.#tell({ type: 'log', run, rows: this.#rows });
    this.#rows = [];
  }
}
