import type { Command, Failure, Report, Snapshot, Speed, Trainer } from '../../src/worker/protocol.ts';
import type { Subject } from '../../src/worker/subject.ts';
import type { Request } from './still-session.ts';

/** A dashboard's side of a trainer that runs in real time: it numbers requests and acknowledges every snapshot. */
export class TrainerTalk {
  readonly #trainer: Trainer;
  readonly #watchers = new Set<() => void>();
  /** Everything that has been reported. */
  readonly reports: Report[] = [];
  run = 0;
  request = 0;

  constructor(trainer: Trainer) {
    this.#trainer = trainer;
    trainer.listen((report) => {
      this.reports.push(report);
      if (report.type === 'snapshot' && report.run === this.run) {
        trainer.send({ type: 'acknowledge', run: this.run, request: this.request });
      }
      for (const look of [...this.#watchers]) look();
    });
  }

  start(subject: Subject, { seed = 1, speed = 'unlimited' as Speed, paused = false } = {}): void {
    this.run++;
    this.say({ type: 'start', subject, seed, speed, paused });
  }

  say(what: Request): void {
    this.request++;
    this.#trainer.send({ ...what, run: this.run, request: this.request } as Command);
  }

  /** Resolves with the first report, also of those that have come already, that fits. */
  async report(fits: (report: Report) => boolean): Promise<Report> {
    return await new Promise((resolve) => {
      const look = (): void => {
        const found = this.reports.find(fits);
        if (found === undefined) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Resolves with the snapshot that answers the latest request. */
  async answer(): Promise<Snapshot> {
    const { run, request } = this;
    return (await this.snapshot((snapshot) => snapshot.run === run && snapshot.request === request)) as Snapshot;
  }

  async snapshot(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    return (await this.report((report) => report.type === 'snapshot' && fits(report))) as Snapshot;
  }

  async failure(): Promise<Failure> {
    return (await this.report(({ type, run }) => type === 'failed' && run === this.run)) as Failure;
  }
}
