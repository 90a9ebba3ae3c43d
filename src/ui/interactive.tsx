import type { ReadStream } from 'node:tty';
import { render } from 'ink';
import type { Command } from '../worker/protocol.ts';
import { App, type AppProps, type Draw } from './app.tsx';
import { type ConnectionOptions, connect } from './connect.ts';
import { type Asked, listen } from './keyboard/listen.ts';
import { interpret, type OwnKeys } from './keys/interpret.ts';
import { interpretMouse } from './keys/pointer.ts';
import type { Companion } from './lesson/companion.ts';
import type { Screen } from './screen.ts';
import { onGround, type Theme } from './theme/theme.ts';
import type { Size } from './views/layout.ts';
import { view } from './views/view.ts';

export interface InteractionOptions extends Omit<ConnectionOptions, 'send' | 'repaint' | 'heard'> {
  readonly paused: boolean;
  readonly ownKeys?: OwnKeys | undefined;
  /** A lesson beside the dashboard. */
  readonly companion?: Companion | undefined;
  readonly theme: Theme;
  readonly stdin: ReadStream;
  readonly screen: Screen;
  /** Set where the terminal was asked for its ground. */
  readonly asked?: Asked | undefined;
}

/** Connects a model to its training thread, the keyboard and the screen; returns the function that disconnects it. */
export function interact(options: InteractionOptions): () => Promise<void> | undefined {
  const { paused, ownKeys, companion, theme, stdin, screen, asked } = options;
  const send = (command: Command): void => {
    // A snapshot is acknowledged when the terminal has taken its frame, which is drawn in this turn. Keys are read in between.
    if (command.type === 'acknowledge') setImmediate(() => screen.settled().then(() => options.trainer.send(command)));
    else {
      screen.hurry();
      options.trainer.send(command);
    }
  };
  const connection = connect({ ...options, send, repaint: screen.repaint, change: companion?.update });
  const { store } = connection;
  connection.open(paused);
  screen.onResize((size) => store.dispatch({ type: 'resized', size }));
  const draw = companion?.draw ?? view;
  const stopDriving = companion?.drive(store);
  const ink = showFrames(store, draw, theme, screen, options.fail);
  const stopListening = listen(
    stdin,
    (event) => {
      if (event.kind === 'answer') {
        if (event.ground !== undefined && event.ground !== theme.scheme.ground)
          ink.rerender(onGround(theme, event.ground));
        return;
      }
      const model = store.current();
      const message =
        event.kind === 'mouse'
          ? interpretMouse(model, event, theme)
          : (companion?.interpret ?? interpret)(model, event, ownKeys);
      if (message !== undefined) store.dispatch(message);
    },
    undefined,
    asked,
  );
  return () => {
    stopDriving?.();
    connection.close();
    const stopped = stopListening();
    ink.unmount();
    return stopped;
  };
}

/** Frames on the screen: Ink draws them whenever the model changes. */
interface ShownFrames {
  rerender(theme: Theme): void;
  unmount(): void;
}

/** Draws a model on the screen, and again when it changes. */
export function showFrames<Shown extends { readonly size: Size }>(
  store: AppProps<Shown>['store'],
  draw: Draw<Shown>,
  theme: Theme,
  screen: Screen,
  fail: (error: unknown) => void,
): ShownFrames {
  const ink = render(<App store={store} theme={theme} draw={draw} />, {
    stdout: screen.frames,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    // Dots would take the place of the panes.
    isScreenReaderEnabled: false,
  });
  // Rejects with an error that was thrown while drawing.
  ink.waitUntilExit().catch(fail);
  return {
    rerender: (another) => ink.rerender(<App store={store} theme={another} draw={draw} />),
    unmount: () => ink.unmount(),
  };
}
