import { TrainingRun } from '../../src/engine/run/training-run.ts';
import type { Command, Snapshot, Speed } from '../../src/worker/protocol.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import { changesOf, type Subject } from '../../src/worker/subject.ts';
import { FakeClock } from './fake-clock.ts';
import type { Request } from './still-session.ts';

/** A dashboard's side of a session that runs on a fake clock: it numbers its requests as the dashboard does. */
export class TimedSession {
  readonly clock: FakeClock;
  readonly session: TrainingSession;
  /** Everything that the session has posted. */
  readonly reports: Snapshot[] = [];
  run = 0;
  request = 0;

  /** @param perIteration milliseconds that an iteration takes */
  constructor(perIteration = 0.01) {
    const clock = new FakeClock(perIteration);
    class TimedRun extends TrainingRun {
      override iterate(): void {
        clock.pass(clock.perIteration);
        super.iterate();
      }

      // Each iteration takes its time.
      override iterateMany(): void {
        this.iterate();
      }
    }
    this.clock = clock;
    this.session = new TrainingSession(
      (report) => {
        if (report.type !== 'snapshot') throw new Error(`unexpected: ${report.type}`);
        this.reports.push(report);
      },
      clock.now,
      {
        begin: (subject, seed) => {
          const { program, inputs, targets, test } = subject;
          const training = new TimedRun(program, inputs, targets, seed, changesOf(subject, subject.plan), test);
          training.setWatches(subject.watches);
          return training;
        },
      },
    );
  }

  start(subject: Subject, { seed = 1, speed = 'unlimited' as Speed, paused = false } = {}): number | undefined {
    this.run++;
    return this.say({ type: 'start', subject, seed, speed, paused });
  }

  /** Sends a command and gives the session a turn, as its driver does. Returns how long it then wants to wait. */
  say(what: Request): number | undefined {
    this.request++;
    this.session.receive({ ...what, run: this.run, request: this.request } as Command);
    return this.session.turn();
  }

  acknowledge(): number | undefined {
    this.session.receive({ type: 'acknowledge', run: this.run, request: this.request });
    return this.session.turn();
  }

  get latest(): Snapshot {
    const latest = this.reports.at(-1);
    if (latest === undefined) throw new Error('the session has posted nothing');
    return latest;
  }

  /** Drives the session for a time, waiting as long as it asks for and acknowledging at once; then returns the latest. */
  drive(milliseconds: number): Snapshot {
    const end = this.clock.now() + milliseconds;
    while (this.clock.now() < end) {
      this.session.turn();
      // A driver that has nothing to do waits for messages, of which none come.
      const wait = this.#acknowledgeAll() ?? Number.POSITIVE_INFINITY;
      this.clock.pass(Math.max(0, Math.min(wait, end - this.clock.now())));
    }
    return this.latest;
  }

  /** Acknowledges until there is no news; returns the latest. */
  settle(): Snapshot {
    this.#acknowledgeAll();
    return this.latest;
  }

  #acknowledgeAll(): number | undefined {
    let wait: number | undefined;
    for (let acknowledged = -1; acknowledged < this.reports.length; ) {
      acknowledged = this.reports.length;
      wait = this.acknowledge();
    }
    return wait;
  }
}
