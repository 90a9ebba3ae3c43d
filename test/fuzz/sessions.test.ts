import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, type Keyboard, quietKeyboard } from '../../src/ui/keyboard/decode.ts';
import { interpret } from '../../src/ui/keys/interpret.ts';
import { Painter } from '../../src/ui/painter.ts';
import type { Size } from '../../src/ui/views/layout.ts';
import { runs } from '../full.ts';
import { inColour } from '../ui/frames.ts';
import { screenOf } from '../ui/screen-text.ts';
import { subjectOf } from '../ui/subjects.ts';
import { Rehearsal } from '../ui/training.ts';

/*
 * Key sessions against the real decoder, model and training session: keys, unknown sequences, reads that end
 * anywhere, and resizes. Each frame fits the screen, and in the end the painter has
 * brought about the screen that a fresh terminal shows.
 */

const ESC = '\u001b';
const known = [
  ...'abcdefghijklmnoprstuvwxyz',
  ...'ABCDEFGHIJKLMNOPRSTUVWXYZ',
  ...'0123456789 +-=.,;:!?/<>[](){}_*^%$#@&|~"\'',
  ...['\r', '\t', '\u007f', '\u0008', '\u000c', ESC, `${ESC}[Z`],
  ...['A', 'B', 'C', 'D', 'H', 'F', '5~', '6~', '1~', '4~', '3~', '1;2A', '1;5C'].map((end) => `${ESC}[${end}`),
];
const unknown = [
  ...['[29~', '[1;2P', '[25~', '[27;5;13~', '[I', '[O', '[<0;40;12M', '[<64;1;1m', '[12;40R', '[?1;2c', '[99;7u'],
  ...['OP', 'OA', 'Oz', 'q', 'A', '0', '[', 'O', '[200~q\rS[201~', '[200~', '[201~', '[M !!', '[[A', `${ESC}[A`],
  ...[']11;rgb:0000/0000/0000\u0007', ']52;c;cXE=\u001b\\', 'P1$r0m\u001b\\', '_Gi=1\u001b\\', '[1;2;3;4;5;6;7;8;9;0x'],
].map((rest) => ESC + rest);
const foreign = ['\0', '\u0080', '\u00ff', 'é', '漢', '😀', '\u202e', '\ufeff', '\u001f'];

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.constantFrom(...unknown) },
  { weight: 1, arbitrary: fc.constantFrom(...foreign) },
);
const input = fc.oneof(
  { weight: 9, arbitrary: text.map((typed) => new TextEncoder().encode(typed)) },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => bytes.filter((byte) => byte !== 3)),
  },
);
const read = fc.record({
  kind: fc.constant('read' as const),
  bytes: input,
  end: fc.nat(8),
  pause: fc.constantFrom(0, 5, 40, 2000),
});
const resize = fc.record({
  kind: fc.constant('resize' as const),
  // The emulator has two columns at least.
  columns: fc.oneof(fc.integer({ min: 2, max: 220 }), fc.constantFrom(60, 80, 120)),
  rows: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(20, 24, 40)),
});
const session = fc.array(fc.oneof({ weight: 8, arbitrary: read }, { weight: 1, arbitrary: resize }), {
  minLength: 20,
  maxLength: 60,
});

/** A terminal whose writes are taken at once. */
class Terminal {
  readonly #emulator;
  #writes = Promise.resolve();
  readonly #painter = new Painter((data, taken) => {
    this.#write(data);
    taken();
  });

  constructor({ columns, rows }: Size) {
    this.#emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 0, allowProposedApi: true });
    // The alternate screen, whose lines are not wrapped anew by a resize.
    this.#write('\u001b[?1049h');
  }

  resize({ columns, rows }: Size): void {
    this.#writes = this.#writes.then(() => this.#emulator.resize(columns, rows));
    this.#write('\u001b[m\u001b[2J');
    this.#painter.forget();
  }

  show(lines: readonly string[], columns: number): void {
    this.#painter.show(lines, columns);
  }

  async text(): Promise<readonly string[]> {
    await this.#writes;
    const { active } = this.#emulator.buffer;
    return Array.from({ length: this.#emulator.rows }, (_, row) =>
      (active.getLine(row)?.translateToString() ?? '').trimEnd().replaceAll('▄', '▀'),
    );
  }

  #write(data: string): void {
    this.#writes = this.#writes.then(() => new Promise<void>((done) => this.#emulator.write(data, done)));
  }
}

/** The text of a fresh terminal that is given these lines. */
async function freshText(lines: readonly string[], size: Size): Promise<readonly string[]> {
  const terminal = new Terminal(size);
  terminal.show(lines, size.columns);
  return terminal.text();
}

const subjects = [
  subjectOf({ iterations: 50 }),
  subjectOf({ iterations: 1000, hidden: [3, 2], classes: ['off', 'on'] }),
  subjectOf({
    name: 'Wide 漢字 \u001b[31m',
    iterations: 200,
    inputs: [
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    targets: [[1], [0], [1]],
  }),
];

test('no session of keys, sequences and resizes harms the screen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...subjects), session, async (subject, steps) => {
      let size: Size = { columns: 80, rows: 24 };
      const rehearsal = new Rehearsal(subject, 1, size);
      const { store } = rehearsal;
      const terminal = new Terminal(size);
      let keyboard: Keyboard = quietKeyboard;
      let now = 0;
      const take = (bytes: Uint8Array): void => {
        const next = decode(keyboard, bytes, now);
        keyboard = next.keyboard;
        for (const event of next.events) {
          const message = interpret(store.current(), event);
          if (message !== undefined) store.dispatch(message);
          rehearsal.settle();
        }
      };
      for (const step of steps) {
        if (step.kind === 'resize') {
          size = { columns: step.columns, rows: step.rows };
          terminal.resize(size);
          store.dispatch({ type: 'resized', size });
          rehearsal.settle();
        } else {
          // One sequence in two reads.
          take(step.bytes.subarray(0, step.end));
          now += step.pause;
          if (keyboard.wakeAt !== undefined && keyboard.wakeAt <= now) take(new Uint8Array(0));
          if (step.end < step.bytes.length) take(step.bytes.subarray(step.end));
        }
        const { lines, widths } = screenOf(store.current(), inColour);
        expect(Math.max(...widths)).toBeLessThanOrEqual(size.columns);
        expect(lines.length).toBeLessThanOrEqual(size.rows);
        const plain = lines.join('').replace(/\u001b\[[\d;]*m/g, '');
        expect(plain).toMatch(/^[^\p{Cc}]*$/u);
        expect(plain).not.toMatch(/\b(undefined|\[object)\b/);
        terminal.show(lines, size.columns);
      }
      const { lines } = screenOf(store.current(), inColour);
      expect(await terminal.text()).toEqual(await freshText(lines, size));
    }),
    { numRuns: runs(20) },
  );
}, 120_000);
