import type { Key } from '../../ui/keys/bindings.ts';
import { interpretKey } from '../../ui/keys/interpret.ts';
import type { Effect } from '../../ui/model/message.ts';
import { initialModel, type Model, type ShownSubject } from '../../ui/model/model.ts';
import { createStore } from '../../ui/store.ts';
import type { Size } from '../../ui/views/layout.ts';
import type { Command, Report, Speed } from '../../worker/protocol.ts';
import { TrainingSession } from '../../worker/session.ts';

export interface StillOptions {
  readonly subject: ShownSubject;
  readonly seed: number;
  readonly speed: Speed;
  readonly size: Size;
  /** Completed iterations; fewer where the run ends before. */
  readonly at: number;
  /** Pressed there, one after the other. */
  readonly keys: readonly Key[];
}

/**
 * The dashboard at one moment of a run, for which no time passes: the session and the model are those of the real one, in
 * one thread, with a clock that stands still. The same options give the same model.
 */
export async function stillOf({ subject, seed, speed, size, at, keys }: StillOptions): Promise<Model> {
  const commands: Command[] = [];
  const answers: Promise<void>[] = [];
  const perform = (effect: Effect): void => {
    switch (effect.type) {
      case 'send':
        commands.push(effect.command);
        break;
      case 'readWatch':
        answers.push(readWatch(effect.source));
        break;
      case 'write': {
        const { question, file } = effect;
        store.dispatch({ type: 'written', question, file, problem: 'a picture writes no files' });
        break;
      }
      case 'quit':
        break;
    }
  };
  const store = createStore(initialModel(subject, seed, speed, size), perform);
  const readWatch = async (source: string): Promise<void> => {
    const { readWatch: read } = await import('../../language/parse-watch.ts');
    store.dispatch({ type: 'watchRead', source, parsed: read(source, store.current().network.shapes) });
  };
  // As between two threads: what is told does not change any more.
  const post = (report: Report): void => store.dispatch({ type: 'reported', report: structuredClone(report) });
  const session = new TrainingSession(post, () => 0);
  /** Until nothing is left to be done at this moment. */
  const settle = async (): Promise<void> => {
    do {
      await Promise.all(answers.splice(0));
      for (const command of commands.splice(0)) session.receive(command);
    } while (session.turn() === 0 || commands.length > 0 || answers.length > 0);
  };

  store.dispatch({ type: 'opened', paused: true });
  await settle();
  for (let left = at; left > 0; ) {
    store.dispatch({ type: 'action', action: { type: 'step', iterations: left } });
    await settle();
    const { snapshot } = store.current();
    // A breakpoint holds a run, an end ends it.
    const isHeld = snapshot?.stoppedBy !== undefined && snapshot.state === 'paused';
    const further = at - (snapshot?.iteration ?? at);
    if (!isHeld || further >= left) break;
    left = further;
  }
  for (const key of keys) {
    store.dispatch(interpretKey(store.current(), key));
    await settle();
  }
  return store.current();
}
