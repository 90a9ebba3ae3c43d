import type { ScriptStep } from '../../learn/course/key-script.ts';
import type { Opening } from '../../learn/course/state.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { interpretKey } from '../../ui/keys/interpret.ts';
import type { Effect, Message } from '../../ui/model/message.ts';
import { initialModel, type Model, type ShownSubject } from '../../ui/model/model.ts';
import { isRunning } from '../../ui/model/requests.ts';
import type { OpeningSpeed } from '../../ui/model/speeds.ts';
import type { Sweeps } from '../../ui/model/sweep.ts';
import { createStore, type Store } from '../../ui/store.ts';
import type { Size } from '../../ui/views/layout.ts';
import type { Command, Report } from '../../worker/protocol.ts';
import type { ScriptSession } from '../../worker/script-session.ts';
import { TrainingSession } from '../../worker/session.ts';
import { readSessionParts } from '../../worker/session-parts.ts';
import { sweepsBeside } from '../sweep/beside.ts';
import { StagePool } from './stage-pool.ts';

export interface StageOptions {
  readonly subject: ShownSubject;
  readonly seed: number;
  readonly speed: OpeningSpeed;
  readonly size: Size;
  /** Completed iterations before the first key; fewer when the run ends before. */
  readonly at: number;
  /** The keys, one after another, and the pauses between them. */
  readonly script: readonly ScriptStep[];
  /** A lesson beside the dashboard. */
  readonly lesson?: Lesson | undefined;
  /** The scenario that a map changes; undefined for a script. */
  readonly scenario?: Scenario | undefined;
}

/** A lesson, and the code that only a lesson needs. */
export interface Lesson {
  readonly opening: Opening;
  readonly part: typeof import('../../ui/lesson/companion.ts');
}

/** The time of an iteration in a recording, in milliseconds, and of a unit of its work (`workOf`): as on a common computer. */
const MS_PER_ITERATION = 0.002;
const MS_PER_WORK = 3e-6;

/** The time between two looks of the session of a script at its clock, in milliseconds. */
const MS_PER_LOOK = 0.01;

type ScriptPart = typeof import('../../worker/script-session.ts');

/**
 * The session and the model of the real dashboard, in one thread, without a terminal, on a clock of its own. The clock moves only
 * with `pass`: commands, views and checks take no time, and an iteration takes the time of its work.
 */
export class Stage {
  readonly #store: Store;
  readonly #session: TrainingSession | ScriptSession;
  readonly #isOfScript: boolean;
  readonly #lesson: Lesson['part'] | undefined;
  readonly #commands: Command[] = [];
  readonly #answers: Promise<void>[] = [];
  #now = 0;
  #isPassing = false;
  readonly #sweeps: Sweeps | undefined;
  readonly #pool = new StagePool(() => this.#now);

  private constructor({ subject, seed, speed, size, lesson, scenario }: StageOptions, scripts: ScriptPart | undefined) {
    const initial = initialModel(subject, seed, speed.speed, size, speed.risesFrom);
    this.#lesson = lesson?.part;
    this.#store = createStore(
      lesson?.part.withLesson(initial, lesson.opening) ?? initial,
      (effect) => this.#perform(effect),
      undefined,
      lesson?.part.updateBeside,
    );
    if (scenario !== undefined) {
      const sweeps = sweepsBeside(
        () => scenario,
        new URL(import.meta.url),
        (...given) => this.#pool.start(...given),
        0,
      );
      this.#sweeps = sweeps((news) => this.#store.dispatch({ type: 'sweep', news }));
    }
    // Cloned as between two threads: a report does not change any more.
    const post = (report: Report): void => this.#store.dispatch({ type: 'reported', report: structuredClone(report) });
    this.#isOfScript = scripts !== undefined;
    if (scripts !== undefined) {
      // Lines of a script have no common measure of work: the clock moves with each look at it.
      const now = (): number => (this.#now += MS_PER_LOOK);
      this.#session = new scripts.ScriptSession(post, now, scripts.folderReader);
      return;
    }
    this.#session = new TrainingSession(post, () => this.#now, {
      follow: ({ training }) => {
        if (this.#isPassing) this.#now += MS_PER_ITERATION + training.machine.work * MS_PER_WORK;
      },
    });
  }

  /** The dashboard, paused after `at` iterations. */
  static async open(options: StageOptions): Promise<Stage> {
    // Each turn follows the last at once.
    await readSessionParts();
    const isOfScript = options.subject.kind === 'script';
    const scripts = isOfScript ? await import('../../worker/script-session.ts') : undefined;
    const stage = new Stage(options, scripts);
    stage.#store.dispatch({ type: 'opened', paused: true });
    await stage.#settle();
    await stage.#stepTo(options.at);
    return stage;
  }

  get model(): Model {
    return this.#store.current();
  }

  /** Presses a key, and waits for the answer. */
  async press(key: string): Promise<void> {
    this.#store.dispatch((this.#lesson?.pressed ?? interpretKey)(this.model, key));
    await this.#settle();
  }

  /** Tells the lesson something that is no key. */
  async tell(message: Message): Promise<void> {
    this.#store.dispatch(message);
    await this.#settle();
  }

  /** Lets time pass, in milliseconds. */
  async pass(time: number): Promise<void> {
    await this.passUntil(this.#now + time);
  }

  /** Lets time pass until `end`, in milliseconds; the last slice of training may take longer. */
  async passUntil(end: number): Promise<void> {
    this.#isPassing = true;
    while (this.#now < end) {
      await this.trainMap(this.#pool.due);
      await this.#exchange();
      const wait = this.#session.turn();
      if (wait !== 0 && !this.#hasMessages) this.#now = Math.min(end, this.#now + (wait ?? end));
    }
    await this.#settle();
  }

  /** Trains runs of a map. @param most runs at most. */
  async trainMap(most: number): Promise<void> {
    this.#pool.train(most);
    if (most > 0) await this.#settle();
  }

  /** Runs until nothing is left to do, or until the clock has moved. */
  async #settle(): Promise<void> {
    const begin = this.#now;
    let wait: number | undefined;
    do {
      await this.#exchange();
      wait = this.#session.turn();
    } while (this.#hasMessages || (wait === 0 && this.#isBusy(begin)));
  }

  /** True while there is something to do besides training. */
  #isBusy(begin: number): boolean {
    return this.#isOfScript ? !isRunning(this.model) : this.#now === begin;
  }

  get #hasMessages(): boolean {
    return this.#commands.length > 0 || this.#answers.length > 0;
  }

  async #exchange(): Promise<void> {
    await Promise.all(this.#answers.splice(0));
    for (const command of this.#commands.splice(0)) this.#session.receive(command);
  }

  /** Runs to an iteration, past breakpoints, or to the end of the run. */
  async #stepTo(at: number): Promise<void> {
    for (let left = at; left > 0; ) {
      this.#store.dispatch({ type: 'action', action: { type: 'step', iterations: left } });
      await this.#settle();
      const { snapshot } = this.model;
      // After a breakpoint the run continues with the rest; after its end it does not.
      const isHeld = snapshot?.stoppedBy !== undefined && snapshot.state === 'paused';
      const further = at - (snapshot?.iteration ?? at);
      if (!isHeld || further >= left) break;
      left = further;
    }
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        this.#commands.push(effect.command);
        break;
      case 'readWatch':
        this.#answers.push(this.#readWatch(effect.source));
        break;
      case 'write': {
        const { question, file } = effect;
        this.#store.dispatch({ type: 'written', question, file, problem: 'a picture writes no files' });
        break;
      }
      case 'readRace': {
        const { text } = effect;
        this.#store.dispatch({ type: 'raceRead', text, read: { ok: false, problem: 'a picture has no race' } });
        break;
      }
      case 'readAgain':
      case 'editScenario': {
        const edited = { ok: false, reason: 'a picture opens no editor', isNews: false } as const;
        this.#store.dispatch({ type: 'edited', edited, wasRunning: false });
        break;
      }
      case 'sweep':
        this.#sweeps?.order(effect.order);
        break;
      case 'repaint':
      case 'suspend':
      case 'quit':
        break;
      default:
        effect satisfies never;
    }
  }

  async #readWatch(source: string): Promise<void> {
    const { readWatch } = await import('../../language/parse-watch.ts');
    this.#store.dispatch({ type: 'watchRead', source, parsed: readWatch(source, this.model.network.shapes) });
  }
}
