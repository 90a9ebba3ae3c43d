import type { Program } from '../../language/program.ts';
import type { Backend } from '../backends/backend.ts';
import type { Machine } from '../machine/machine.ts';
import type { Matrix } from '../matrix.ts';
import type { Judgement } from '../verdict/judgement.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { ErrorHistory } from './error-history.ts';
import { isReached, type Offence } from './offence.ts';
import type { RunPast } from './past.ts';
import type { TestRecord } from './test-record.ts';

/** What there is to read of a run at the moment where it stands. */
export abstract class RunValues {
  /** Completed iterations. */
  abstract readonly iteration: number;
  /** Lines of the next iteration that have been run already. */
  abstract readonly line: number;
  protected abstract readonly machine: Machine;
  protected abstract readonly past: RunPast;
  protected abstract readonly judgement: Judgement;
  protected abstract readonly offence: Offence | undefined;

  /** The program of this moment. */
  get program(): Program {
    return this.machine.program;
  }

  /** The most iterations this run has ever completed: where going forward meets new ground. */
  get furthest(): number {
    return this.past.furthest;
  }

  /**
   * Where it arrives that wants to go to an iteration: there, within what has been run; but of a past that another process has
   * run no farther back than takes a moment.
   */
  nearest(iteration: number): number {
    return this.past.nearest(iteration, this.machine);
  }

  get history(): ErrorHistory {
    return this.past.record.history;
  }

  /** Of the examples that it never learns from, where there are any. */
  get tests(): TestRecord | undefined {
    return this.past.record.tests;
  }

  /** The completed iterations after which every prediction has been within `MARGIN`, as far as they have been looked at. */
  get solvedAt(): number | undefined {
    return this.judgement.solvedAt;
  }

  get verdict(): Verdict {
    return this.diverged ? (this.offence as Offence).verdict : this.judgement.verdict;
  }

  /** The run has come to a number that is not finite: nothing that follows can mend it. */
  get diverged(): boolean {
    return this.offence !== undefined && isReached(this.offence, this);
  }

  /** The line, from 0, that gives a number that is not finite, once the run stands before it or has run it. */
  get offender(): number | undefined {
    return this.diverged ? this.offence?.line : undefined;
  }

  /** Of whoever judges it: looks are less regular than points of a history, and may cost a bit more in the long run. */
  get lookSpacing(): number {
    const { apart, early } = this.machine.spacing;
    return Math.max(1, Math.min(apart / 4, Math.floor((4 * this.iteration) / early)));
  }

  /** The values of this moment; another one where another program runs. */
  get backend(): Backend {
    return this.machine.backend;
  }

  /** mean(abs(target − prediction)) of all examples; undefined before the first time. */
  get error(): number | undefined {
    return this.isPredicted(this.machine.errorLine) ? this.machine.error() : undefined;
  }

  /** Whether a line holds what it has computed: not before it has run, nor after a change that makes it compute something else. */
  hasRun(line: number): boolean {
    return this.machine.hasRun(line, this.line);
  }

  /** Whether there is something that a line predicts; where all examples have lines of their own, they can always be asked. */
  isPredicted(line: number): boolean {
    return this.hasRun(line) || (this.machine.evaluates && this.iteration > 0);
  }

  /** What its own line has last computed. */
  resultOf(line: number): Matrix {
    return this.machine.backend.resultOf(line);
  }

  /** The factor on the updates of this moment. */
  get alpha(): number {
    return this.machine.alpha();
  }

  /**
   * How often every example has been worked on; undefined where each iteration works on all of them. So did those before
   * batches were switched on, which they do not count.
   */
  get epoch(): number | undefined {
    const ahead = this.line > 0 ? 1 : 0;
    const epochs = this.machine.epochs(ahead);
    return epochs === undefined ? undefined : this.iteration - (this.machine.batchesTaken - ahead) + epochs;
  }

  get endsEpoch(): boolean {
    return this.machine.epochs() === undefined || this.machine.epochs() !== this.machine.epochs(1);
  }

  /** Brings the predictions of all examples up to date, where the program has lines of its own for that. */
  evaluate(): void {
    this.machine.backend.evaluate();
  }

  get errorLine(): number {
    return this.machine.errorLine;
  }

  /** Whether everything that has been computed so far is finite. */
  isFinite(): boolean {
    // Before the first iteration lines still hold what they once computed.
    return this.machine.isFinite(this.iteration === 0 ? this.line : this.program.iteration.length);
  }

  /** The live matrix behind a name of the program. */
  valueOf(name: string): Matrix {
    return this.machine.backend.valueOf(name);
  }
}
