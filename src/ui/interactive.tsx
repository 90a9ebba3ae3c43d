import type { ReadStream } from 'node:tty';
import { render } from 'ink';
import { type Part, watchParser } from '../language/parts.ts';
import type { Command, Trainer } from '../worker/protocol.ts';
import { App } from './app.tsx';
import { listen } from './keyboard/listen.ts';
import { interpret } from './keys/interpret.ts';
import type { Effect, Message, Write } from './model/message.ts';
import type { Model } from './model/model.ts';
import { PART_IS_GONE, readAhead } from './parts.ts';
import type { Screen } from './screen.ts';
import { createStore } from './store.ts';
import type { Theme } from './theme/theme.ts';

export interface InteractionOptions {
  readonly model: Model;
  readonly paused: boolean;
  readonly trainer: Trainer;
  readonly write: Write;
  /** The parts that `write` and `quit` need. */
  readonly parts: readonly Part[];
  readonly quit: (model: Model) => void;
  readonly fail: (error: unknown) => void;
  /** Stops the process, as a shell does with Ctrl-Z. */
  readonly suspend: () => void;
  readonly theme: Theme;
  readonly stdin: ReadStream;
  readonly screen: Screen;
}

type WatchRead = Message & { readonly type: 'watchRead' };

/** Connects a model to its training thread, the keyboard and the screen; returns the function that disconnects it. */
export function interact(options: InteractionOptions): () => void {
  const { model, paused, trainer, write, parts, quit, fail, suspend, theme, stdin, screen } = options;
  const send = (command: Command): void => {
    // A snapshot is acknowledged when the terminal has taken its frame, which is drawn in this turn. Keys are read in between.
    if (command.type === 'acknowledge') setImmediate(() => screen.settled().then(() => trainer.send(command)));
    else {
      screen.hurry();
      trainer.send(command);
    }
  };
  const perform = (effect: Effect): void => {
    switch (effect.type) {
      case 'send':
        send(effect.command);
        break;
      case 'repaint':
        screen.repaint();
        break;
      case 'suspend':
        suspend();
        break;
      case 'readWatch': {
        const { source } = effect;
        const gone = { ok: false, fault: { message: PART_IS_GONE, offset: 0, length: source.length } } as const;
        const read = (parsed: WatchRead['parsed']): void => store.dispatch({ type: 'watchRead', source, parsed });
        watchParser().then(
          ({ readWatch }) => read(readWatch(source, store.current().network.shapes)),
          () => read(gone),
        );
        break;
      }
      case 'write': {
        const { question, file } = effect;
        write(effect).then((problem) => store.dispatch({ type: 'written', question, file, problem }), fail);
        break;
      }
      case 'quit':
        quit(store.current());
        break;
    }
  };
  const store = createStore(model, perform);
  store.dispatch({ type: 'opened', paused });
  trainer.listen((report) => store.dispatch({ type: 'reported', report }));
  screen.onResize((size) => store.dispatch({ type: 'resized', size }));
  const ink = render(<App store={store} theme={theme} />, {
    stdout: screen.frames,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  // Rejects with an error that was thrown while drawing.
  ink.waitUntilExit().catch(fail);
  const stopListening = listen(stdin, (event) => {
    const message = interpret(store.current(), event);
    if (message !== undefined) store.dispatch(message);
  });
  const stopReading = readAhead([...parts, watchParser]);
  return () => {
    stopReading();
    stopListening();
    ink.unmount();
  };
}
