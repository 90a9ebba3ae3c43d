import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { huntedMistakes } from '../../src/learn/rebuild/levels.ts';
import { LIMIT_MS } from '../limit.ts';
import { run } from './run.ts';
import { open } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'rebuild-'));
afterAll(() => rmSync(folder, { recursive: true }));

const right = `import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
goal = np.array([[0,0,1,1]]).T
np.random.seed(4)
w = 2 * np.random.random((3, 1)) - 1
for i in range(10000):
    p = 1 / (1 + np.exp(-np.dot(X, w)))
    w -= 2 * X.T.dot((p - goal) * p * (1 - p))
`;

describe('the network rebuilt in a file', () => {
  test('a right program ends with 0, a wrong one with 1 and its line', async () => {
    writeFileSync(join(folder, 'right.py'), right);
    writeFileSync(join(folder, 'wrong.py'), right.replace('* p * (1 - p)', ''));
    const [good, bad] = await Promise.all([
      run(['learn', 'rebuild', 'two-layers', '--file', 'right.py', '--once'], {}, folder),
      run(['learn', 'rebuild', 'two-layers', '--file', 'wrong.py', '--json'], {}, folder),
    ]);
    expect(good.exitCode).toBe(0);
    expect(good.stdout).toContain('Right: these numbers are those of the network.');
    expect(good.stdout).toContain('✓ 8');
    expect(bad.exitCode).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({ solved: false, fault: { line: 8, mistake: 'no-output-slope' } });
  });

  test('an absent file is refused where it is to be checked once', async () => {
    const { exitCode, stderr } = await run(['learn', 'rebuild', '--file', 'absent.py', '--once'], {}, folder);
    expect([exitCode, stderr]).toEqual([2, 'backprop-tui: absent.py: there is no such file\n']);
  });

  test('an absent file is written, and each save is checked until the program is right', async () => {
    const terminal = open(['learn', 'rebuild', 'two-layers', '--level', 'gap', '--file', 'my own.py'], {
      folder,
      env: { XDG_STATE_HOME: join(folder, 'state'), VISUAL: undefined, EDITOR: 'nano -w' },
    });
    await terminal.waitFor('4 blanks are still open');
    expect(terminal.text()).toContain("nano -w 'my own.py'.");
    const file = join(folder, 'my own.py');
    const filled = readFileSync(file, 'utf8')
      .replace('sigmoid(____)', 'sigmoid(X @ syn0)')
      .replace('y - ____', 'y - l1')
      .replace('slope(____)', 'slope(l1)');
    writeFileSync(file, filled.replace('l0.T @ ____', 'l0.T @ l1_error'));
    await terminal.waitFor('without the slope');
    rmSync(file);
    await terminal.waitFor('expected a Python file, found no file');
    writeFileSync(file, filled.replace('l0.T @ ____', 'l0.T @ l1_delta'));
    const { exitCode } = await terminal.exit();
    expect(exitCode).toBe(0);
  });
});

describe('the network rebuilt on the screen', () => {
  const start = { columns: 80, rows: 24, folder, env: { XDG_STATE_HOME: folder } };

  test('the first two levels by typing and moving lines, and the terminal as it was before', async () => {
    const terminal = open(['learn', 'rebuild'], start);
    await terminal.waitFor('Type over a blank');
    terminal.press('l0 @ syn0\tl1\tl1\tl1_error');
    await terminal.waitFor('without the slope');
    terminal.press('\x7f'.repeat(5));
    terminal.press('delta');
    await terminal.waitFor('Right: these numbers are those of the network.');
    terminal.press('\r');
    await terminal.waitFor('put in order');
    const [up, down] = ['\x1b[A', '\x1b[B'];
    // The update to the end, the delta before it, the inputs and the layer to the front, the error under its label.
    terminal.press(` ${down.repeat(7)} `);
    terminal.press(`${up} ${up} `);
    terminal.press(`${up} ${up.repeat(4)} `);
    await terminal.waitFor('l1 is read here');
    terminal.press(`${down.repeat(3)} ${up.repeat(2)} `);
    await terminal.waitFor('belongs under "how wrong"');
    terminal.press(`${down} ${down} `);
    await terminal.waitFor('Right: these numbers are those of the network.');
    terminal.press('\x11');
    const ending = await terminal.exit();
    expect(ending).toMatchObject({ exitCode: 0, alternateScreen: false, cursorVisible: true, modesRestored: true });
    expect(ending.lines.join('\n')).toContain('Solved: 2 levels.');
    // A level that is solved has no text to take up.
    expect(readdirSync(join(folder, 'backprop-tui', 'rebuild'))).toEqual([]);
    // It goes on where it was left.
    const next = open(['learn', 'rebuild'], start);
    await next.waitFor('level 3 of');
    next.press('\x11');
    expect((await next.exit()).exitCode).toBe(0);
  });

  test('sentences in place of a screen', async () => {
    const terminal = open(['learn', 'rebuild', 'two-layers', '--level', 'gap', '--plain'], {
      ...start,
      columns: 100,
      rows: 50,
    });
    await terminal.waitFor('4 blanks are still open');
    terminal.press('l0 @ syn0\tl1\tl1\tl1_delta');
    await terminal.waitFor('Right: these numbers are those of the network.');
    terminal.press('\x03');
    expect((await terminal.exit()).exitCode).toBe(0);
  });

  test('a bug hunt goes to the next program, and begins again with the first that is not fixed', async () => {
    const seed = huntedMistakes('two-layers').indexOf('flat-target') + 1;
    const terminal = open(['learn', 'hunt', 'two-layers', '--seed', String(seed)], start);
    await terminal.waitFor('This program stops: ValueError');
    // The target as a column.
    terminal.press(`\x1b[B\x1b[F${'\x7f'.repeat(13)}[[0], [0], [1], [1]])`);
    await terminal.waitFor('Found and fixed. It was a target with one axis.');
    terminal.press('\r');
    await terminal.waitFor(`program ${seed + 1} of`);
    await terminal.waitFor('In 1,000 iterations its mean error');
    terminal.press('\x11');
    const ending = await terminal.exit();
    expect(ending).toMatchObject({ exitCode: 0, alternateScreen: false, cursorVisible: true, modesRestored: true });
    expect(ending.lines.join('\n')).toContain('Bug hunt: 1 mistake found.');
    const next = open(['learn', 'hunt'], start);
    await next.waitFor('program 1 of');
    next.press('\x11');
    expect((await next.exit()).exitCode).toBe(0);
  });

  test('a review asks a level that was solved, and says at the end that it was not answered', async () => {
    const state = join(folder, 'review');
    mkdirSync(join(state, 'backprop-tui'), { recursive: true });
    const progress = { version: 1, lessons: {}, cards: {}, rebuilt: ['two-layers order'] };
    writeFileSync(join(state, 'backprop-tui', 'learn.json'), JSON.stringify(progress));
    const terminal = open(['learn', 'review'], { ...start, env: { XDG_STATE_HOME: state } });
    await terminal.waitFor('level 2 of');
    terminal.press('\x11');
    const ending = await terminal.exit();
    expect(ending.exitCode).toBe(0);
    expect(ending.lines.join('\n')).toContain('Review: 0 questions answered today. learn review asks the next one.');
  });

  test('a text is as it was left, after a signal that nothing survives and after one that ends the program', async () => {
    const own = { ...start, env: { XDG_STATE_HOME: join(folder, 'drafts') } };
    const args = ['learn', 'rebuild', 'two-layers', '--level', 'labels'];
    const draft = join(folder, 'drafts', 'backprop-tui', 'rebuild', 'two-layers-labels-1.json');
    const first = open(args, own);
    await first.waitFor('Write the lines under their labels');
    first.press('l0 = X');
    await vi.waitFor(() => expect(readFileSync(draft, 'utf8')).toContain('    l0 = X'), LIMIT_MS);
    first.signal('SIGKILL');
    // As long as the first process is there, the text is its own.
    await first.waitFor('exit 137');
    const second = open(args, own);
    await second.waitFor('Your text is as you left it.');
    second.press('\rl1 = 2');
    await second.waitFor('l1 = 2');
    second.signal('SIGTERM');
    expect((await second.exit()).exitCode).toBe(143);
    const third = open(args, own);
    await third.waitFor('l1 = 2');
    // The level begins again: nothing is left to keep.
    third.press('\x12');
    await third.waitFor('brings your lines back');
    third.press('\x11');
    await third.exit();
    expect(existsSync(draft)).toBe(false);
  });

  test('two windows say that they show the same level, and both texts are there later', async () => {
    const own = { ...start, env: { XDG_STATE_HOME: join(folder, 'windows') } };
    const first = open(['learn', 'rebuild'], own);
    await first.waitFor('Type over a blank');
    first.press('one');
    const second = open(['learn', 'rebuild'], own);
    await Promise.all([second, first].map((window) => window.waitFor('This level is also open in another window.')));
    second.press('two');
    await second.waitFor('sigmoid(two');
    for (const window of [first, second]) {
      window.press('\x11');
      expect((await window.exit()).exitCode).toBe(0);
    }
    const later = open(['learn', 'rebuild'], own);
    await later.waitFor('sigmoid(two');
    later.press('\x18');
    await later.waitFor('sigmoid(one');
    later.press('\x11');
    await later.exit();
  });

  test('a hostile text is given up, and typing goes on', async () => {
    const terminal = open(['learn', 'rebuild', '--level', 'nothing'], start);
    await terminal.waitFor('Write everything');
    terminal.press('x = max(iter(int, 1))');
    await terminal.waitFor('This takes too long');
    terminal.press('\x1a');
    terminal.press('x = 1');
    await terminal.waitFor('x = 1');
    terminal.press('\x11');
    expect((await terminal.exit()).exitCode).toBe(0);
  });
});
