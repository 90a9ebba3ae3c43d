import { setImmediate } from 'node:timers/promises';
import { Text } from 'ink';
import { render } from 'ink-testing-library';
import { createElement, type ReactElement } from 'react';

/** A terminal of the testing library, with a width of its own. */
export interface TestTerminal {
  /** Every frame that Ink has written, the newest last. */
  readonly frames: readonly string[];
  screen(): string;
  /** Types on the keyboard; resolves when all of it has been passed on and drawn. */
  type(keys: string): Promise<void>;
  resize(columns: number): void;
}

let width = 100;
const probe = render(createElement(Text));
probe.unmount();
// The library's terminals have 100 columns, and Ink asks for them while it draws its first frame.
Object.defineProperty(Object.getPrototypeOf(probe.stdout), 'columns', { get: () => width });

export function open(element: ReactElement, columns: number): TestTerminal {
  width = columns;
  const { stdin, frames } = render(element);
  return {
    frames,
    screen: () => frames.at(-1) ?? '',
    async type(keys) {
      stdin.write(keys);
      await drawn();
    },
    resize(next) {
      width = next;
    },
  };
}

/** Resolves when Ink has drawn what it knows of; an escape it holds back for a turn: more may follow. */
export async function drawn(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
