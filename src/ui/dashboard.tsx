import { constants } from 'node:os';
import type { ReadStream, WriteStream } from 'node:tty';
import { render } from 'ink';
import type { Speed, Trainer } from '../worker/protocol.ts';
import { App } from './app.tsx';
import type { Effect, Saved } from './model/message.ts';
import { initialModel, type Model, type Subject } from './model/model.ts';
import { openScreen } from './screen.ts';
import { createStore } from './store.ts';
import type { Theme } from './theme/theme.ts';

export interface DashboardOptions {
  readonly subject: Subject;
  readonly seed: number;
  readonly speed: Speed;
  readonly paused: boolean;
  readonly trainer: Trainer;
  /** Writes a scenario; what went wrong, if something did. */
  readonly save: (file: string, what: Saved) => Promise<string | undefined>;
  readonly theme: Theme;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
}

/** How the dashboard ended: by a key, by a signal, or by an error of its own. */
export type Ending =
  | { readonly kind: 'quit'; readonly model: Model }
  | { readonly kind: 'signal'; readonly exitCode: number }
  | { readonly kind: 'error'; readonly error: unknown };

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Shows the dashboard until it ends. However it ends, the terminal is as it was before. */
export async function runDashboard(options: DashboardOptions): Promise<Ending> {
  const { subject, seed, speed, paused, trainer, save, theme, stdin, stdout } = options;
  // Before anything is on the screen: until then the terminal itself writes there what is typed.
  stdin.setRawMode(true);
  const screen = openScreen(stdout);
  process.once('exit', screen.close);
  let end: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });

  for (const signal of signals) {
    process.on(signal, () => end({ kind: 'signal', exitCode: 128 + constants.signals[signal] }));
  }
  const fail = (error: unknown): void => end({ kind: 'error', error });
  process.on('uncaughtException', fail);
  // The terminal is gone: whatever is asked of it from now on only says so once more.
  const vanish = (): void => end({ kind: 'signal', exitCode: 128 + constants.signals.SIGHUP });
  stdin.on('error', vanish);
  stdout.on('error', vanish);

  const perform = (effect: Effect): void => {
    switch (effect.type) {
      case 'send':
        trainer.send(effect.command);
        break;
      case 'readWatch':
        // The parser is large, and few need it.
        import('../program/parse-watch.ts').then(({ readWatch }) => {
          const { source } = effect;
          store.dispatch({ type: 'watchRead', source, parsed: readWatch(source, store.current().network.shapes) });
        }, fail);
        break;
      case 'save':
        save(effect.file, effect.what).then(
          (problem) => store.dispatch({ type: 'saved', file: effect.file, problem }),
          fail,
        );
        break;
      case 'quit':
        end({ kind: 'quit', model: store.current() });
        break;
    }
  };
  const store = createStore(initialModel(subject, seed, speed, screen.size()), perform);
  store.dispatch({ type: 'opened', paused });
  trainer.listen((report) => store.dispatch({ type: 'reported', report }));
  screen.onResize((size) => store.dispatch({ type: 'resized', size }));
  const ink = render(<App store={store} theme={theme} />, {
    stdin,
    stdout: screen.frames,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  // Ink reports an error that was thrown while drawing here.
  ink.waitUntilExit().catch(fail);

  const ending = await ended;
  // What fails from here on ends the process: nobody waits for another ending.
  process.off('uncaughtException', fail);
  // First of all, whatever the rest may do; Ink has words of farewell of its own, which the closed screen drops.
  screen.close();
  ink.unmount();
  stdin.setRawMode(false);
  await trainer.close();
  return ending;
}
