import type { LogRow } from '../formats/run-log.ts';
import type { Current } from './current-run.ts';
import { isLogged, logRowOf } from './log-rows.ts';
import type { LogReport } from './protocol.ts';

/** Rows of a log that wait to be told. */
const MOST_ROWS = 1000;

/** What a log is to say of a run, until it is told. */
export class RunLog {
  readonly #tell: (report: LogReport) => void;
  #rows: LogRow[] = [];

  constructor(tell: (report: LogReport) => void) {
    this.#tell = tell;
  }

  /** Call after each iteration that was run for the first time. */
  note({ job, training, goal, stopReason, startedAt, number: run }: Current, now: () => number): void {
    if (job.logEvery === undefined) return;
    const isLast = training.iteration === goal || stopReason !== undefined;
    if (!isLast && !isLogged(training.iteration, job.logEvery)) return;
    this.#rows.push(logRowOf(training, (now() - startedAt) / 1000));
    if (isLast || this.#rows.length >= MOST_ROWS) this.tell(run);
  }

  tell(run: number): void {
    if (this.#rows.length === 0) return;
    this.#tell({ type: 'log', run, rows: this.#rows });
    this.#rows = [];
  }
}
