import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { command, open, type Terminal, type TerminalOptions } from './terminal.ts';

/*
 * The README's walks with `--plain`: no frame is ever seen, only lines. The window is wide, so that no sentence is broken.
 */

const ESC = '\u001b';
const up = `${ESC}[A`;

/** A command that is listened to. Each answer is everything that has been said since the last key. */
class Reader {
  readonly terminal: Terminal;
  #from = 0;

  constructor(args: readonly string[], options: TerminalOptions = {}) {
    this.terminal = open(args, { columns: 400, rows: 60, ...options });
  }

  /** Waits for a sentence after the last key. */
  async hear(sentence: string | RegExp): Promise<string> {
    const matches = (text: string): boolean =>
      typeof sentence === 'string' ? text.includes(sentence) : sentence.test(text);
    return await this.terminal.waitFor(() => {
      const text = this.text().slice(this.#from);
      return matches(text) && text;
    });
  }

  /** Presses a key, and waits for a sentence of its answer. */
  async press(keys: string, sentence: string | RegExp): Promise<string> {
    this.#from = this.text().length;
    this.terminal.press(keys);
    return await this.hear(sentence);
  }

  text(): string {
    return this.terminal.bytes().toString('utf8').replaceAll('\r', '');
  }
}

describe('the first two minutes', () => {
  test('are heard, sentence by sentence', async () => {
    // Slow enough to be before iteration 20,000 on a busy machine, too.
    const reader = new Reader(['xor', '--plain', '--speed', '10']);
    await reader.hear('Paused at iteration 0 of 60,000: no error yet.');
    await reader.press('s', 'Iteration 1 of 60,000: error 0.49641.');
    for (let line = 1; line < 8; line++) await reader.press('n', `Line ${line} of 9: `);
    await reader.press('n', /Line 8 of 9: syn1 \+= l1\.T @ l2_delta, 4x1: (?:[+-]\d\.\d+ ?){4}/);
    await reader.press('b', 'Back.\nLine 7 of 9: ');
    await reader.press(' ', 'Running at ');
    // Keys work while it runs.
    await reader.press('v', /(?:Learning|Solved).*\nAfter [\d,]+ iterations?: mean error/);
    await reader.press(ESC, 'Verdict closed.');
    await reader.press('g20000\r', 'Running to iteration 20,000, space stops.');
    await reader.hear(/Iteration 20,000 of 60,000: error 0\.00\d+\.\nSolved since 587: every prediction within 0\.1\./);
    await reader.press('C', /Check-up: no problem, after 20,000 iterations, on all 4 examples\.(?:\n|.)*Good, alpha: /);
    await reader.press(ESC, 'Check-up closed.');
    await reader.press('M', 'Compare the first iteration with now: after 1 iteration, and after 20,000.\n');
    await reader.press(ESC, 'Compare closed.');
    await reader.press('[', 'Iteration 19,400 of 60,000: ');
    await reader.press('$', 'Iteration 20,000 of 60,000: ');
    await reader.press('\t', 'Program: 9 lines');
    await reader.press('z', /Program alone\.\n(?:.*\n)+Line 9 of 9: syn0 /);
    await reader.press('z', 'All panes again.');
    await reader.press('L', 'Chart: the whole run.');
    await reader.press('l', 'Linear value axis.');
    await reader.press('r', 'The run starts over from seed 2, paused before the first iteration.');
    const help = await reader.press('?', 'Up and down read one key');
    expect(help).toMatch(/\nWatch it learn:\nspace: run or pause.*\n/);
    await reader.press(ESC, 'Keys closed.');
    const before = reader.text();
    reader.terminal.press('q');
    const ending = await reader.terminal.exit();
    expect(ending).toMatchObject({ exitCode: 0, modesRestored: true, alternateScreen: false, cursorVisible: true });
    expect(ending.lines.join('\n')).toContain('XOR: seed 2, no iteration has run');
    // Lines are only appended: no cursor moves, no colours, no modes.
    expect(before).not.toMatch(/[\u001b\u0008]/);
  });
});

describe("the tutorial's good places to look", () => {
  test('are heard', async () => {
    const reader = new Reader(['correlation', '--plain']);
    await reader.hear('Paused at iteration 0 of 10,000');
    await reader.press('s', 'Iteration 1 of 10,000: error 0.51721.');
    await reader.press('\t', 'Program: 5 lines');
    await reader.press(up, 'Line 4 of 5: l1_delta = l1_error * slope(l1), 4x1: ');
    await reader.press(up, 'Line 3 of 5: l1_error = y - l1, 4x1: ');
    await reader.press(up, 'Line 2 of 5: l1 = sigmoid(l0 @ syn0), 4x1: +0.27 +0.36 +0.24 +0.33.');
    // The function nonlin, and what goes into it.
    await reader.press(
      '\r',
      /Line 2: l1 = sigmoid\(l0 @ syn0\).*\nl1\[0,0\] = \+0\.2690\.\n(?:.*\n)*sigmoid\(-0\.9998\) = \+0\.2690\./,
    );
    await reader.press(ESC, 'Line view closed.');
    // l1_error as it iterates.
    await reader.press('wl1_error\r', 'Watch 1 of 1: l1_error, 4x1: -0.27 -0.36 +0.76 +0.67.');
    // Lines 36 and 39 of the tutorial.
    await reader.press(`${ESC}[B`, 'Line 3 of 5');
    await reader.press(`${ESC}[B`, 'Line 4 of 5');
    await reader.press(
      '\r',
      /l1_delta\[0,0\] = -0\.0529\.\n(?:.*\n)*l1_error\[0,0\] x slope\(l1\[0,0\]\).* = -0\.0529/,
    );
    await reader.press(ESC, 'Line view closed.');
    await reader.press(`${ESC}[B`, 'Line 5 of 5');
    await reader.press(
      '\r',
      /syn0\[0,0\]: -0\.1660 \+ \(\+0\.2862\) = \+0\.1203\.\n(?:.*\n)*l0\[2,0\] x l1_delta\[2,0\]/,
    );
    await reader.press(ESC, 'Line view closed.');
    // l1 after the first iteration and after the last.
    await reader.press('g9999\r', 'Iteration 9,999 of 10,000');
    await reader.press(' ', 'Finished, at iteration 10,000 of 10,000: error 0.00796.');
    await reader.press(
      'M',
      /Compare the first iteration with now: after 1 iteration, and after 10,000\.\n.*\nExample 1: predicted 0\.2690 then, 0\.0097 now, target 0\./,
    );
    reader.terminal.press('\u0003');
    expect(await reader.terminal.exit()).toMatchObject({ exitCode: 0 });
  });
});

describe('--plain', () => {
  test.each([
    ['ACCESSIBLE=1', { ACCESSIBLE: '1' }],
    ['INK_SCREEN_READER=true', { INK_SCREEN_READER: 'true' }],
    ['a terminal that cannot move its cursor, with the option', { TERM: 'dumb' }],
  ])('speaks with %s', async (_name, env) => {
    const reader = new Reader(['xor', ...('TERM' in env ? ['--plain'] : [])], { env });
    await reader.hear('Paused at iteration 0 of 60,000');
    expect(reader.text()).not.toContain(ESC);
  });

  test.each([
    ['{"plain": true, "keys": {"step": ";"}}', /Paused at iteration 0 of 60,000/],
    [
      '{"plain": "yes"}',
      /config\.json:1:11 {2}plain: expected true or false, found "yes"\n.*config\.json: plain not used\n/,
    ],
  ])('is also a choice for every run: %s', async (choices, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'plain-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'backprop-tui'));
    writeFileSync(join(folder, 'backprop-tui', 'config.json'), choices);
    const reader = new Reader(['xor'], { env: { XDG_CONFIG_HOME: folder } });
    await reader.hear(expected);
    if (choices.includes('step')) await reader.press(';', 'Iteration 1 of 60,000');
    // A wrong choice does not prevent the run.
    else await reader.terminal.waitFor('predicted vs target');
  });

  test('gives way to --no-plain, which draws the panes', async () => {
    const terminal = open(['xor', '--no-plain'], { env: { INK_SCREEN_READER: 'true', ACCESSIBLE: '1' } });
    await terminal.waitFor('predicted vs target');
    terminal.press('s');
    await terminal.waitFor(/l1 += sigmoid/);
    expect(terminal.text()).not.toContain('......');
  });

  test('gives the terminal to the shell with Ctrl-Z, and goes on with fg', async () => {
    const terminal = open(['-i'], { command: ['sh'], env: { PS1: '$\n' } });
    await terminal.waitFor(/^\$$/m);
    terminal.press(`'${process.execPath}' '${command}' xor --plain\r`);
    await terminal.waitFor('Paused at iteration 0');
    terminal.press('\u001a');
    await terminal.waitFor(/Stopped/);
    terminal.press('fg\r');
    await terminal.waitFor('Continued.');
    terminal.press('s');
    await terminal.waitFor('Iteration 1 of 60,000');
    terminal.press('q');
    await terminal.waitFor(/XOR: seed 1, 1 iteration/);
    terminal.press('exit\r');
    expect(await terminal.exit()).toMatchObject({ modesRestored: true, cursorVisible: true });
  });

  test('leaves the terminal as it was and writes its files at a signal, also within a question', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plain-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'weights.json');
    const reader = new Reader(['xor', '--plain', '--save-weights', file]);
    await reader.hear('Paused at iteration 0');
    await reader.press('s', 'Iteration 1 ');
    await reader.press('g12', 'go to iteration: 12');
    reader.terminal.signal('SIGTERM');
    expect(await reader.terminal.exit()).toMatchObject({ exitCode: 143, modesRestored: true });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('syn0');
  });
});
