import { hasRoles } from '../../language/program.ts';
import { type Lookout, MOST_RECORDED } from '../backends/backend.ts';
import type { Examined } from '../examiner.ts';
import type { Machine } from '../machine/machine.ts';
import type { Examples } from '../matrix.ts';
import type { Replay } from '../run/pieces.ts';
import type { Observer } from '../run/run.ts';
import { ErrorRecord, endOfStride, nextPoint, type SavedRecord, strideFor } from './error-record.ts';
import { TestRecord } from './test-record.ts';

/** A run whose errors are recorded. */
interface Recorded extends Examined {
  readonly iteration: number;
  readonly machine: Machine;
}

/** Records the error of a run on the examples that it learns from, and on its test set. A program without an error has no record. */
export class RunRecord implements Observer {
  readonly errors = new ErrorRecord();
  /** Undefined without a test set. */
  readonly test: TestRecord | undefined;
  readonly #run: Recorded;
  readonly #measure: () => number;

  constructor(run: Recorded, test?: Examples) {
    this.#run = run;
    this.#measure = () => run.machine.error();
    // Later programs of the run have the same roles.
    this.test = test && hasRoles(run.program, 'examples', 'prediction') ? new TestRecord(run, test) : undefined;
  }

  onIteration(isNew: boolean): void {
    const { iteration, machine } = this.#run;
    if (!isNew || !machine.hasError) return;
    this.errors.record(iteration - 1, this.#measure, machine.spacing);
    this.test?.record(iteration - 1, machine);
  }

  nextLook(isNew: boolean, lookout: Lookout): number {
    const { iteration, machine } = this.#run;
    if (!isNew || !machine.hasError) return Number.POSITIVE_INFINITY;
    const test = this.test?.spacing(machine);
    const ofTest = test === undefined ? Number.POSITIVE_INFINITY : nextPoint(iteration, test) + 1;
    const next = nextPoint(iteration, machine.spacing);
    if (!machine.backend.hasMeanError) return Math.min(next + 1, ofTest);
    lookout.first = next - iteration;
    lookout.every = strideFor(next, machine.spacing);
    return Math.min(endOfStride(next), next + MOST_RECORDED * lookout.every, ofTest);
  }

  onPassed(first: number, count: number, lookout: Lookout, isNew: boolean): void {
    const { hasMeanError, recorded } = this.#run.machine.backend;
    if (!isNew || !hasMeanError) return;
    this.errors.add(first + lookout.first, lookout.every, first + count, recorded);
  }

  onLeave(): void {
    this.errors.measureNow();
    this.test?.errors.measureNow();
  }

  /** The test set and its predictions by another run of the same data. */
  testOf(run: Examined): TestRecord | undefined {
    return this.test && new TestRecord(run, this.test.examples);
  }

  /** Computes in pieces what `onLeave` measures. @param yields the progress of the caller. */
  *preparing(yields: number): Replay {
    if (this.test?.errors.isPending === true) yield* this.#predicting(this.#run, yields);
  }

  /** Computes in pieces what `forgetFrom` measures once this run has taken over another one. */
  *preparingToForget(iteration: number, run: Examined): Replay {
    if (this.test?.errors.has(iteration - 1) === false) yield* this.#predicting(run, iteration);
  }

  *#predicting(run: Examined, yields: number): Replay {
    for (const _ of this.test?.predicting(run) ?? []) yield yields;
  }

  /** Forgets iteration `iteration`, from 0, and all after it. */
  forgetFrom(iteration: number): void {
    this.errors.forgetFrom(iteration, this.#measure);
    this.test?.errors.forgetFrom(iteration, this.test.measure);
  }

  save(): { readonly history: SavedRecord; readonly tests?: SavedRecord } {
    return { history: this.errors.save(), ...(this.test && { tests: this.test.errors.save() }) };
  }

  restore({ history, tests }: { readonly history: SavedRecord; readonly tests?: SavedRecord | undefined }): void {
    this.errors.restore(history);
    if (tests !== undefined) this.test?.errors.restore(tests);
  }
}
