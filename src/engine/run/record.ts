import type { Examined } from '../examiner.ts';
import type { Examples } from '../examples.ts';
import type { Machine } from '../machine/machine.ts';
import { ErrorHistory } from './error-history.ts';
import type { SavedRun } from './saved-run.ts';
import { TestRecord } from './test-record.ts';

/** How wrong a run has been, by iteration. */
export class RunRecord {
  readonly history = new ErrorHistory();
  /** Of the examples that it never learns from, where there are any. */
  readonly tests: TestRecord | undefined;
  readonly #measureError: () => number;

  /** @param measureError of all examples that it learns from, as the run stands. */
  constructor(run: Examined, measureError: () => number, test: Examples | undefined) {
    this.#measureError = measureError;
    this.tests = test && new TestRecord(run, test);
  }

  /** Call for each iteration that is run for the first time. */
  record(iteration: number, { spacing, work }: Machine): void {
    this.history.record(iteration, this.#measureError, spacing);
    this.tests?.record(iteration, work);
  }

  /** What comes next changes what the newest errors are measured from. */
  settle(): void {
    this.history.settle();
    this.tests?.settle();
  }

  /** What comes after so many iterations is to be recorded anew. */
  forgetFrom(iteration: number): void {
    this.history.forgetFrom(iteration, this.#measureError);
    this.tests?.forgetFrom(iteration);
  }

  save(): Pick<SavedRun, 'history' | 'tests'> {
    return { history: this.history.save(), ...(this.tests && { tests: this.tests.save() }) };
  }

  restore({ history, tests }: Pick<SavedRun, 'history' | 'tests'>): void {
    this.history.restore(history);
    if (tests !== undefined) this.tests?.restore(tests);
  }
}
