import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { bindings } from '../../src/ui/keys/bindings.ts';
import { wait } from '../end-to-end/slow-terminal.ts';
import { Terminal } from '../end-to-end/terminal.ts';

/*
 * The built command in a real pseudo-terminal: keys of the key table, sequences that it does not know, sequences that arrive in
 * two parts, pastes and resizes. It goes on, answers the next key, shows what a redraw shows, and leaves a clean terminal.
 */

const ESC = '\u001b';
const bytesOf: Readonly<Record<string, string>> = {
  space: ' ',
  tab: '\t',
  'shift+tab': `${ESC}[Z`,
  up: `${ESC}[A`,
  down: `${ESC}[B`,
  right: `${ESC}[C`,
  left: `${ESC}[D`,
  pageup: `${ESC}[5~`,
  pagedown: `${ESC}[6~`,
  enter: '\r',
  escape: ESC,
  backspace: '\u007f',
  'ctrl+l': '\u000c',
  'ctrl+r': '\u0012',
};
/** Keys that end or stop the command. */
const leaving = ['q', 'ctrl+c', 'ctrl+z'];
const known = [...new Set(bindings.flatMap(({ keys }) => keys))]
  .filter((key) => !leaving.includes(key))
  .map((key) => {
    const bytes = bytesOf[key] ?? key;
    if ([...bytes].length > 1 && !bytes.startsWith(ESC)) throw new Error(`no bytes for the key ${key}`);
    return bytes;
  });
const typed = ['1', '20', '0.5', '-3', 'l1', 'mean(abs(l2_error)) < 0.1', 'nowhere/x', '..', '\u007f', '\u007f\u007f'];
const unknown = [
  ...['[29~', '[1;2P', '[27;5;13~', '[I', '[O', '[<0;40;12M', '[<64;1;1m', '[12;40R', '[?1;2c', '[99;7u', '[113;5u'],
  ...['OP', 'Oz', 'A', '0', '[200~q\rS[201~', `[200~q\r${ESC}[201~`, ']11;rgb:0000/0000/0000\u0007', '[[A'],
  ...[']52;c;cXE=\u001b\\', 'P1$r0m\u001b\\', '_Gi=1\u001b\\', '[1;2;3;4;5;6;7;8;9;0x', `${ESC}[A`, '[0n', '[>0q'],
].map((rest) => ESC + rest);
const foreign = ['\0', 'é', '漢', '😀', '\u202e', '\u001f', '\u0004'];

const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      text: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...known) },
        { weight: 2, arbitrary: fc.constantFrom(...typed) },
        { weight: 4, arbitrary: fc.constantFrom(...unknown) },
        { weight: 1, arbitrary: fc.constantFrom(...foreign) },
      ),
      /** The characters of the first part. */
      split: fc.oneof(fc.constant(99), fc.nat(4)),
      pause: fc.constantFrom(0, 0, 3, 15),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ columns: fc.integer({ min: 2, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) }),
  },
);

const folder = mkdtempSync(join(tmpdir(), 'terminal-sessions-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** After this time ESC is a key, and does not begin a sequence. */
const ESCAPE_MS = 300;
/** A sequence or a paste that does not end is given up after a second. */
const UNENDED_MS = 3000;

/** Resolves when nothing has arrived for this time. */
async function quiet(terminal: Terminal, milliseconds: number): Promise<void> {
  for (let before = -1; before !== terminal.bytes().length; await wait(milliseconds)) before = terminal.bytes().length;
}

test('no session in a terminal stops the dashboard, or spoils the screen', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('xor', 'iris', 'digits', 'spirals', 'future-work/momentum', 'alpha/4-units-10'),
      fc.array(step, { minLength: 20, maxLength: 80 }),
      async (name, steps) => {
        const terminal = new Terminal([name], { columns: 100, rows: 30, folder });
        try {
          await terminal.waitFor('running');
          for (const next of steps) {
            if ('text' in next) {
              // On a busy machine the second part may be late: ESC is then a key, and so is what follows.
              const split = next.text.includes('q') ? next.text.length : next.split;
              terminal.press(next.text.slice(0, split));
              if (next.pause > 0) await wait(next.pause);
              terminal.press(next.text.slice(split));
            } else terminal.resize(next.columns, next.rows);
          }
          await wait(steps.some((next) => 'text' in next && next.text.startsWith(ESC)) ? UNENDED_MS : ESCAPE_MS);
          terminal.resize(100, 30);
          // Out of a question, and out of a view.
          for (let count = 0; count < 4; count++) {
            terminal.press(ESC);
            await quiet(terminal, ESCAPE_MS);
          }
          terminal.press('?');
          await terminal.waitFor('esc closes');
          terminal.press(ESC);
          await terminal.waitFor((text) => !text.includes('esc closes'));
          // b pauses whatever the state; l twice ends the message that it may leave.
          terminal.press('bll');
          await quiet(terminal, 1000);
          const shown = terminal.screen();
          expect(shown.join('\n')).not.toMatch(/\bundefined\b|\[object/);
          terminal.press('\u000c');
          await quiet(terminal, 300);
          expect(terminal.screen()).toEqual(shown);

          terminal.press('\u0003');
          expect(await terminal.exit()).toMatchObject({
            exitCode: 0,
            alternateScreen: false,
            cursorVisible: true,
            modesRestored: true,
          });
        } finally {
          terminal.destroy();
        }
      },
    ),
    // More under `npm run fuzz`, which draws the seed.
    { numRuns: process.env['FC_SEED'] === undefined ? 1 : 4, endOnFailure: true },
  );
}, 120_000);
