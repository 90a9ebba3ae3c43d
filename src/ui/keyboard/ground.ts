import type { ReadStream } from 'node:tty';
import type { Scheme } from '../theme/style.ts';

/**
 * Asks the terminal for the colour of its background (OSC 11), and then for its attributes (DA1). Every terminal answers the second
 * question, so its answer says that none to the first will come.
 */
export const groundQuery = '\u001b]11;?\u001b\\\u001b[c';

/** The time within which the answers come. */
export const ANSWER_MS = 1000;

/** The ground in a text with the answer to `groundQuery`, `11;rgb:ffff/ffff/dddd`; undefined without one. */
export function groundIn(text: string): Scheme['ground'] | undefined {
  const found = /11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(text);
  if (found === null) return undefined;
  // Each channel has one to four digits, of which all `f` is the full light.
  const [red, green, blue] = found
    .slice(1)
    .map((digits) => Number.parseInt(digits, 16) / (16 ** digits.length - 1)) as [number, number, number];
  // On a lighter ground than this, black is more legible than white.
  return 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2 > 0.18 ? 'light' : 'dark';
}

/** The bytes that a terminal sends before the keyboard is read: an answer to `groundQuery`, and keys. */
export interface EarlyInput {
  /** Ends the reading. Returns all that was read, which the keyboard reads again. */
  end(): readonly Uint8Array[];
}

/** Reads a terminal until the keyboard does. @param heard called once, when the terminal has told its ground. */
export function readEarly(stdin: ReadStream, heard: (ground: Scheme['ground']) => void): EarlyInput {
  const read: Uint8Array[] = [];
  let isHeard = false;
  const take = (bytes: Uint8Array): void => {
    read.push(bytes);
    const ground = groundIn(Buffer.concat(read).toString('latin1'));
    if (ground === undefined || isHeard) return;
    isHeard = true;
    heard(ground);
  };
  stdin.on('data', take);
  return {
    end() {
      stdin.off('data', take);
      return read;
    },
  };
}
