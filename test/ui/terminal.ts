import { setImmediate } from 'node:timers/promises';
import { Text } from 'ink';
import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { App } from '../../src/ui/app.tsx';
import { decode, quietKeyboard } from '../../src/ui/keyboard/decode.ts';
import { interpret } from '../../src/ui/keys/interpret.ts';
import type { Model } from '../../src/ui/model/model.ts';
import type { Store } from '../../src/ui/store.ts';
import type { Theme } from '../../src/ui/theme/theme.ts';
import { view } from '../../src/ui/views/view.ts';

/** A terminal of the testing library, with a width of its own. */
export interface TestTerminal {
  /** Every frame that Ink has written, the newest last. */
  readonly frames: readonly string[];
  screen(): string;
  /** Sends the bytes of keys in one read, then nothing more; resolves when Ink has drawn the effect. */
  type(keys: string): Promise<void>;
  resize(columns: number): void;
}

let width = 100;
const probe = render(createElement(Text));
probe.unmount();
// The library's terminals have 100 columns, and Ink asks for them while it draws its first frame.
Object.defineProperty(Object.getPrototypeOf(probe.stdout), 'columns', { get: () => width });

export function open(store: Store, theme: Theme, columns: number): TestTerminal {
  width = columns;
  const { frames } = render(createElement(App<Model>, { store, theme, draw: view }));
  return {
    frames,
    screen: () => frames.at(-1) ?? '',
    async type(keys) {
      const { keyboard, events } = decode(quietKeyboard, new TextEncoder().encode(keys), 0);
      const silence = decode(keyboard, new Uint8Array(0), Number.POSITIVE_INFINITY);
      for (const event of [...events, ...silence.events]) {
        const message = interpret(store.current(), event);
        if (message !== undefined) store.dispatch(message);
      }
      await drawn();
    },
    resize(next) {
      width = next;
    },
  };
}

/** Resolves when Ink has drawn the present model. */
export async function drawn(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
