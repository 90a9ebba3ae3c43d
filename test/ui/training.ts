import { readWatch } from '../../src/language/parse-watch.ts';
import { interpretKey } from '../../src/ui/keys/interpret.ts';
import type { Action, Effect } from '../../src/ui/model/message.ts';
import { initialModel, type Model, type ShownSubject } from '../../src/ui/model/model.ts';
import { createStore, type Heard, type Store } from '../../src/ui/store.ts';
import type { Size } from '../../src/ui/views/layout.ts';
import type { Report, Snapshot } from '../../src/worker/protocol.ts';
import { ScriptSession } from '../../src/worker/script-session.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import { type SubjectSettings, subjectOf } from './subjects.ts';
import { factsFor } from './sweeps.ts';

/** About the time between two snapshots. */
const TICK_MS = 50;

/** A dashboard's store with a real session behind it, on a clock that moves only with `pass`: the same on any machine. */
export class Rehearsal {
  readonly store: Store;
  readonly effects: Effect[] = [];
  readonly #reports: Report[] = [];
  #now = 0;
  readonly #session: TrainingSession | ScriptSession;

  /** Opens paused before the first iteration. */
  constructor(subject: ShownSubject, seed = 1, size: Size = { columns: 80, rows: 24 }, heard?: Heard) {
    const post = (report: Report): number => this.#reports.push(report);
    const now = (): number => this.#now;
    this.#session =
      subject.kind === 'script' ? new ScriptSession(post, now, () => () => undefined) : new TrainingSession(post, now);
    this.store = createStore(
      initialModel(subject, seed, 3000, size),
      (effect) => {
        this.effects.push(effect);
        if (effect.type === 'send') this.#session.receive(effect.command);
        if (effect.type === 'readWatch') {
          const { source } = effect;
          const { shapes } = this.store.current().network;
          this.store.dispatch({ type: 'watchRead', source, parsed: readWatch(source, shapes) });
        }
        if (effect.type === 'sweep' && effect.order.type === 'start') {
          const { sweep, what } = effect.order;
          this.store.dispatch({ type: 'sweep', news: { type: 'planned', sweep, facts: factsFor(what.subject) } });
        }
      },
      heard,
    );
    this.store.dispatch({ type: 'opened', paused: true });
    this.settle();
  }

  /** Performs an action, and lets the session answer. */
  act(action: Action): Model {
    this.store.dispatch({ type: 'action', action });
    return this.settle();
  }

  /** Presses keys one after another, as a person does. */
  press(...keys: readonly string[]): Model {
    for (const key of keys) {
      this.store.dispatch(interpretKey(this.store.current(), key));
      this.settle();
    }
    return this.store.current();
  }

  /** Lets time pass: what a run at some speed does in that time. */
  pass(milliseconds: number): Model {
    for (let left = milliseconds; left > 0; left -= TICK_MS) {
      this.#now += TICK_MS;
      this.settle();
    }
    return this.store.current();
  }

  /** Runs that number of iterations at once. */
  step(iterations: number): Model {
    return this.act({ type: 'step', iterations });
  }

  /** Lets the session work until it is idle: like the thread, turns as long as one is due at once, then the reports. */
  settle(): Model {
    for (;;) {
      while (this.#session.turn() === 0);
      const report = this.#reports.shift();
      if (report === undefined) return this.store.current();
      this.store.dispatch({ type: 'reported', report });
    }
  }
}

/** The model of a subject that has been trained for a number of iterations. */
export function trainedModel(subject: ShownSubject, iterations: number, seed = 1, size?: Size): Model {
  const rehearsal = new Rehearsal(subject, seed, size);
  return iterations === 0 ? rehearsal.store.current() : rehearsal.step(iterations);
}

export function snapshotOf({ snapshot }: Model): Snapshot {
  if (snapshot === undefined) throw new Error('nothing has been reported');
  return snapshot;
}

/** The same model while training goes on, at the speed it asks for. */
export function asRunning(model: Model): Model {
  return { ...model, wanted: 'running', snapshot: { ...snapshotOf(model), state: 'running', rate: 3004.2 } };
}

/** A dashboard after some iterations. */
export function runOf(settings: SubjectSettings, iterations = 50): Rehearsal {
  const run = new Rehearsal(subjectOf(settings));
  run.step(iterations);
  return run;
}
