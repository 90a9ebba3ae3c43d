import type { Command, Report, Snapshot } from '../../src/worker/protocol.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import type { Subject } from '../../src/worker/subject.ts';
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

  /** Starts a paused run, and leaves it at rest after some iterations, without reports. */
  start(subject: Subject, iterations: number, more: Partial<Command & { readonly type: 'start' }> = {}): void {
    this.say({ type: 'start', subject, seed: 1, speed: 'unlimited', paused: true, ...more });
    if (iterations > 0) this.say({ type: 'step', iterations });
    this.settle();
    this.reports.length = 0;
  }

  /** Runs until the session waits for commands, with each snapshot acknowledged. Returns the milliseconds of each turn. */
  settle(): readonly number[] {
    const turns: number[] = [];
    for (let idle = 0; idle < 3; idle = this.isIdle ? idle + 1 : 0) {
      turns.push(this.turn());
      this.acknowledge();
      if (turns.length > 100_000) throw new Error('the session does not come to rest');
    }
    return turns;
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
