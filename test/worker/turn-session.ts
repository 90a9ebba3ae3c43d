import type { Command, Report, Snapshot } from '../../src/worker/protocol.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import { FakeClock } from './fake-clock.ts';
import type { Request } from './still-session.ts';

/**
 * A dashboard's side of a session that goes on turn by turn, on a clock that passes some milliseconds at each reading: a piece of
 * work then takes as long.
 */
export class TurnSession {
  readonly clock = new FakeClock(0);
  readonly reports: Report[] = [];
  readonly session: TrainingSession;
  #request = 0;
  #wait: number | undefined = 0;

  /** @param perReading milliseconds that pass at each reading of the clock. */
  constructor(perReading: number) {
    this.session = new TrainingSession(
      (report) => this.reports.push(report),
      () => {
        this.clock.pass(perReading);
        return this.clock.now();
      },
    );
  }

  say(what: Request): void {
    this.session.receive({ ...what, run: 1, request: ++this.#request } as Command);
  }

  /** One turn; returns the milliseconds that it took. */
  turn(): number {
    const before = this.clock.now();
    this.#wait = this.session.turn();
    return this.clock.now() - before;
  }

  acknowledge(): void {
    this.session.receive({ type: 'acknowledge', run: 1, request: this.#request });
  }

  /** True when the session waits for commands. */
  get isIdle(): boolean {
    return this.#wait === undefined;
  }

  of<Type extends Report['type']>(type: Type) {
    return this.reports.filter((report): report is Report & { type: Type } => report.type === type);
  }

  get latest(): Snapshot {
    return this.of('snapshot').at(-1) as Snapshot;
  }

  get request(): number {
    return this.#request;
  }
}
