import type { StopConditions } from '../../engine/run/stop.ts';
import { parseScenario } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { scenarioText } from '../../scenario/write.ts';
import type { CheckpointReport, Command, Snapshot, Trainer } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import { scenarioOf } from '../save.ts';
import type { Attendant } from '../take-away/attendant.ts';
import { LastAnswer } from '../take-away/last-answer.ts';
import { writeWhole } from '../take-away/whole-file.ts';
import { writeCheckpoint } from './checkpoint.ts';
import { type Facts, factsOf } from './facts.ts';
import { conditionsOf } from './going-on.ts';

/** The run that is on the screen. */
interface Kept {
  readonly run: number;
  readonly seed: number;
  readonly subject: Subject;
  readonly facts: Facts;
  stop: StopConditions;
  /** Completed iterations at the last checkpoint. */
  savedAt: number;
}

/**
 * Keeps checkpoints of the run that a dashboard shows, each in the place of the one before: every so many iterations or as
 * soon after as the disk allows, at its end, and when the dashboard is left.
 */
export class CheckpointKeeper implements Attendant {
  readonly #file: string;
  readonly #every: number;
  readonly #scenario: Scenario;
  #first: Subject | undefined;
  #kept: Kept | undefined;
  #request = 0;
  #isAsked = false;
  readonly #last = new LastAnswer();
  #problem: string | undefined;

  constructor(file: string, every: number | undefined, scenario: Scenario) {
    this.#file = file;
    this.#every = every ?? Number.POSITIVE_INFINITY;
    this.#scenario = scenario;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  attend(trainer: Trainer): Trainer {
    return {
      send: (command) => {
        this.#request = command.request;
        if (command.type === 'start') this.#begin(command);
        if (command.type === 'setStop' && this.#kept !== undefined) this.#kept.stop = command.stop;
        trainer.send(command);
      },
      listen: (listener) =>
        trainer.listen((report) => {
          if (report.type === 'checkpoint') this.#write(report);
          else listener(report);
          if (report.type === 'failed' && report.run === this.#kept?.run) this.#lose();
          if (report.type === 'snapshot' && this.#isDue(report)) this.#ask(trainer);
        }),
      close: async () => {
        await this.#writeLast(trainer);
        await trainer.close();
      },
    };
  }

  #begin({ run, seed, subject, underway }: Command & { type: 'start' }): void {
    this.#first ??= subject;
    const { training } = this.#scenario;
    const facts = factsOf({ ...this.#scenario, training: { ...training, seed } });
    this.#kept = { run, seed, subject, facts, stop: subject.stop ?? {}, savedAt: underway?.saved.iteration ?? 0 };
    this.#isAsked = false;
  }

  /** Of a thread that is gone nothing can be asked, and no answer comes. */
  #lose(): void {
    this.#kept = undefined;
    this.#last.end();
  }

  #isDue({ run, furthest, state }: Snapshot): boolean {
    if (this.#kept === undefined || run !== this.#kept.run || this.#isAsked) return false;
    const { savedAt } = this.#kept;
    const isNext = Math.floor(furthest / this.#every) !== Math.floor(savedAt / this.#every);
    return isNext || (state === 'finished' && furthest !== savedAt);
  }

  #ask(trainer: Trainer): void {
    if (this.#kept === undefined) return;
    this.#isAsked = true;
    trainer.send({ type: 'save', run: this.#kept.run, request: this.#request });
  }

  /** The last one is of the run as it is left. */
  async #writeLast(trainer: Trainer): Promise<void> {
    if (this.#kept === undefined) return;
    const { run } = this.#kept;
    await this.#last.to(() => {
      trainer.send({ type: 'pause', run, request: this.#request });
      this.#ask(trainer);
    });
  }

  #write({ run, underway, log }: CheckpointReport): void {
    if (run !== this.#kept?.run) return;
    this.#isAsked = false;
    if (underway?.saved.iteration === 0) {
      // There is nothing to keep, and perhaps a file from a longer run.
      this.#problem = 'no checkpoint is written of a run before its first iteration';
    } else if (underway !== undefined) {
      const { stopped, ...rest } = underway;
      const facts = this.#factsOf(this.#kept, log);
      const reason = stopped && { reason: stopped, conditions: conditionsOf(this.#kept.stop) };
      this.#kept.savedAt = rest.saved.iteration;
      const problem = writeWhole(this.#file, writeCheckpoint({ ...rest, facts, stopped: reason }));
      this.#problem = problem && `the checkpoint cannot be written: ${problem}`;
    }
    this.#last.end();
  }

  /** Of a run that somebody has changed they are those of the scenario that it would be saved as. */
  #factsOf({ subject, seed, facts, stop }: Kept, log: CheckpointReport['log']): Facts {
    const { program, plan, iterations } = subject;
    const isChanged = program !== this.#first?.program || plan !== this.#first.plan || log.some(({ byHand }) => byHand);
    if (!isChanged) return facts;
    const changed = scenarioOf(this.#scenario, { seed, subject: { ...subject, stop }, iterations, log, watches: [] });
    const parsed = parseScenario(scenarioText(changed), changed.data.made);
    return factsOf(parsed.ok ? parsed.scenario : changed);
  }
}
