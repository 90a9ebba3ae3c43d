/* The messages between a text that is typed and the thread that checks it. */
import type { Task } from './levels.ts';
import type { Report } from './report.ts';

export interface CheckRequest {
  /** The number of the text. */
  readonly version: number;
  readonly text: string;
  readonly task: Task;
  readonly seed: number;
}

export interface CheckAnswer {
  readonly version: number;
  readonly report: Report;
  /** False while there is more to come. */
  readonly isLast: boolean;
}

/** A sign that a check still runs. */
export interface CheckPulse {
  readonly pulse: number;
}

export interface Checker {
  /** Checks a text. A check that still runs is stopped. */
  check(request: CheckRequest): void;
  listen(listener: (answer: CheckAnswer) => void): void;
  close(): Promise<unknown>;
}
