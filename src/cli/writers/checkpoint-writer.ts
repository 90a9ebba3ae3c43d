import type { StopConditions } from '../../language/stop-conditions.ts';
import { counted } from '../../language/wording.ts';
import { parseScenario } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { scenarioText } from '../../scenario/write.ts';
import type { CheckpointReport, Command, Snapshot, Trainer } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import { writeCheckpoint } from '../checkpoint/checkpoint.ts';
import { conditionsOf, type Facts, factsOf } from '../checkpoint/facts.ts';
import { scenarioOf } from '../save.ts';
import { unwritten } from '../unwritten.ts';
import { writeWhole } from './whole-file.ts';
import { FileNotice, LastAnswer, Patience, type Warn, type Writer } from './writer.ts';

/** The run that was started last. */
interface Current {
  readonly run: number;
  readonly seed: number;
  readonly subject: Subject;
  readonly facts: Facts;
  stop: StopConditions;
  /** Completed iterations at the last checkpoint. */
  savedAt: number;
}

/**
 * Writes checkpoints of a run, each in the place of the one before: every `every` iterations, or as soon after as the disk
 * allows; when the run finishes; and when its trainer is closed.
 */
export class CheckpointWriter implements Writer {
  readonly #file: string;
  readonly #every: number | undefined;
  readonly #scenario: Scenario;
  readonly #warn: Warn | undefined;
  #first: Subject | undefined;
  #current: Current | undefined;
  #request = 0;
  #isAsked = false;
  #isClosing = false;
  readonly #answer = new LastAnswer();
  readonly #notice = new FileNotice('checkpoint');
  #problem: string | undefined;
  #remark: string | undefined;

  /** @param every iterations between two checkpoints. */
  constructor(file: string, every: number | undefined, scenario: Scenario, warn?: Warn) {
    this.#file = file;
    this.#every = every;
    this.#scenario = scenario;
    this.#warn = warn;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get remark(): string | undefined {
    return this.#remark;
  }

  get savedAt(): number | undefined {
    const { savedAt = 0 } = this.#current ?? {};
    return savedAt === 0 ? undefined : savedAt;
  }

  wrap(trainer: Trainer, patience = new Patience()): Trainer {
    return {
      send: (command) => {
        this.#request = command.request;
        if (command.type === 'setStop' && this.#current !== undefined) this.#current.stop = command.stop;
        if (command.type === 'start') {
          this.#begin(command);
          trainer.send({ ...command, saveEvery: this.#every });
        } else trainer.send(command);
      },
      listen: (listener) =>
        trainer.listen((report) => {
          if (report.type !== 'checkpoint') listener(report);
          else if (report.run === this.#current?.run) {
            this.#write(report, this.#current);
            trainer.send({ type: 'saved', run: report.run, request: this.#request });
          }
          if (report.type === 'failed' && report.run === this.#current?.run) this.#lose();
          if (report.type === 'snapshot' && this.#hasFinished(report)) this.#ask(trainer);
          this.#notice.tell(this.#problem, report.run, listener);
        }),
      close: async () => {
        this.#isClosing = true;
        await this.#writeLast(trainer, patience);
        await trainer.close();
      },
    };
  }

  #begin({ run, seed, subject, resume }: Command & { type: 'start' }): void {
    this.#first ??= subject;
    const { training } = this.#scenario;
    const facts = factsOf({ ...this.#scenario, training: { ...training, seed } });
    const savedAt = resume?.saved.iteration ?? 0;
    this.#current = { run, seed, subject, facts, stop: subject.stop ?? {}, savedAt };
    this.#isAsked = false;
    this.#problem = undefined;
  }

  /** The thread is gone: no answer comes. */
  #lose(): void {
    this.#problem = this.#lost('the training thread has failed');
    this.#current = undefined;
    this.#answer.end();
  }

  #hasFinished({ run, furthest, state }: Snapshot): boolean {
    if (this.#current === undefined || run !== this.#current.run || this.#isAsked) return false;
    return state === 'finished' && furthest !== this.#current.savedAt;
  }

  #ask(trainer: Trainer): void {
    if (this.#current === undefined) return;
    this.#isAsked = true;
    trainer.send({ type: 'save', run: this.#current.run, request: this.#request });
  }

  async #writeLast(trainer: Trainer, patience: Patience): Promise<void> {
    if (this.#current === undefined) {
      // No run was started.
      if (this.#problem === undefined) this.#remark = unwritten.save;
      return;
    }
    const { run } = this.#current;
    const isAnswered = await this.#answer.after(() => {
      trainer.send({ type: 'pause', run, request: this.#request });
      this.#ask(trainer);
    }, patience);
    if (!isAnswered) this.#problem = this.#lost('an iteration has not ended in time');
  }

  #lost(reason: string): string {
    const savedAt = this.#current?.savedAt ?? 0;
    return `the run${savedAt === 0 ? '' : ` after ${counted(savedAt, 'iteration')}`} is not saved: ${reason}`;
  }

  #write({ checkpoint, changes, isAnswer }: CheckpointReport, current: Current): void {
    if (isAnswer) this.#isAsked = false;
    if (checkpoint === undefined) this.#problem = this.#lost('it has reached NaN or infinity');
    else if (checkpoint.saved.iteration === 0) {
      // The file may hold the checkpoint of a longer run.
      this.#remark = unwritten.save;
    } else {
      const { stopped, ...rest } = checkpoint;
      const facts = this.#factsOf(current, changes);
      const reason = stopped && { reason: stopped, conditions: conditionsOf(current.stop) };
      current.savedAt = rest.saved.iteration;
      const problem = writeWhole(this.#file, writeCheckpoint({ ...rest, facts, stopped: reason }));
      this.#problem = problem && `the checkpoint cannot be written: ${problem}`;
      if (problem !== undefined && !this.#isClosing) this.#warn?.(`${this.#problem}; training continues`);
    }
    if (isAnswer) this.#answer.end();
  }

  /** The facts of a run; for a run that was edited by hand, those of the scenario that `S` would save. */
  #factsOf({ subject, seed, facts, stop }: Current, changes: CheckpointReport['changes']): Facts {
    const { program, plan, iterations } = subject;
    const isEdited =
      program !== this.#first?.program || plan !== this.#first.plan || changes.some(({ byHand }) => byHand);
    if (!isEdited) return facts;
    const edited = scenarioOf(this.#scenario, {
      seed,
      subject: { ...subject, stop },
      iterations,
      changes,
      watches: [],
    });
    const parsed = parseScenario(scenarioText(edited), edited.data.made);
    return factsOf(parsed.ok ? parsed.scenario : edited);
  }
}
