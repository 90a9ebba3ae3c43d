import { describe, expect, test } from 'vitest';
import { open, type Terminal } from './terminal.ts';

const question = '\u001b]11;?\u001b\\\u001b[c';
/** The accent of the theme for a light ground, and of that for a dark one. */
const accents = { light: '38;2;0;98;112', dark: '38;2;94;200;216' };
const env = { COLORTERM: 'truecolor', COLORFGBG: undefined };

async function asked(terminal: Terminal): Promise<void> {
  await terminal.waitFor(() => terminal.bytes().includes(question));
}

describe('the background of the terminal', () => {
  test('is asked for; a light one gets dark texts, and no part of the answer is a key', async () => {
    const terminal = open(['xor', '--paused'], { env });
    await asked(terminal);
    // `r` would reseed, `g` ask for an iteration.
    terminal.press('\u001b]11;rgb:ffff/ffff/ffff\u001b\\\u001b[?1;2c');
    await terminal.waitFor(() => terminal.bytes().includes(accents.light));
    terminal.press('s');
    await terminal.waitFor(/^ +1 \/ 60,000/m);
    expect(terminal.text()).toContain('seed 1');
    terminal.press('q');
    expect(await terminal.exit()).toMatchObject({ exitCode: 0, modesRestored: true });
  });

  test('has an answer that is read at the end too, so that the shell does not get it', async () => {
    const terminal = open(['xor', '--paused'], { env });
    await asked(terminal);
    // In one write: the program waits for a late answer only a moment, and a busy machine may hold up the test for longer.
    terminal.press('q\u001b]11;rgb:0000/0000/0000\u001b\\\u001b[?1;2c');
    const { exitCode } = await terminal.exit();
    expect(exitCode).toBe(0);
    expect(terminal.text()).not.toContain('rgb:');
  });

  test('is not asked for with --theme, nor without colour', async () => {
    for (const [args, own] of [
      [['--theme', 'light'], env],
      [[], { NO_COLOR: '1' }],
    ] as const) {
      const terminal = open(['xor', '--paused', ...args], { env: own });
      await terminal.waitFor('paused');
      expect(terminal.bytes().includes('\u001b]11;')).toBe(false);
      expect(terminal.bytes().includes(accents.light)).toBe(args.length > 0);
      expect(terminal.bytes().includes(accents.dark)).toBe(false);
      terminal.press('q');
      await terminal.exit();
    }
  });
});
