import type { Command, Report, Snapshot } from '../../src/worker/protocol.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import type { SessionRun } from '../../src/worker/session-run.ts';
import type { Subject } from '../../src/worker/subject.ts';

/** A command without its run and request. */
export type Request = Command extends infer C ? (C extends Command ? Omit<C, 'run' | 'request'> : never) : never;

/**
 * A dashboard's side of a session on a clock that stands still: a slice lasts until the run has no more to do. `say` drives
 * the session until it is at rest.
 */
export class StillSession {
  readonly #session = new TrainingSession(
    (report) => this.#hear(report),
    () => 0,
  );
  /** Everything that the session has posted. */
  readonly reports: Report[] = [];
  #run = 0;
  #request = 0;
  #isHeard = true;

  /** Starts a run from seed 1, paused. */
  start(subject: Subject, more: Partial<Command & { readonly type: 'start' }> = {}): Snapshot {
    this.#run++;
    return this.say({ type: 'start', subject, seed: 1, speed: 'unlimited', paused: true, ...more });
  }

  say(what: Request): Snapshot {
    this.#request++;
    this.#send(what);
    while (this.#session.turn() === 0 || !this.#isHeard) {
      this.#isHeard = true;
      this.#send({ type: 'acknowledge' });
    }
    return this.latest('snapshot');
  }

  latest<Type extends Report['type']>(type: Type): Report & { readonly type: Type } {
    const latest = this.reports.findLast((report): report is Report & { type: Type } => report.type === type);
    if (latest === undefined) throw new Error(`the session has posted no ${type}`);
    return latest;
  }

  get run(): SessionRun {
    return this.#session.run as SessionRun;
  }

  #send(what: Request): void {
    this.#session.receive({ ...what, run: this.#run, request: this.#request } as Command);
  }

  #hear(report: Report): void {
    this.reports.push(report);
    this.#isHeard &&= report.type !== 'snapshot';
  }
}
