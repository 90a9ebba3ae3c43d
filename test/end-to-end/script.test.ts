import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trainings } from '../script/python.ts';
import { severalLoops } from '../script/several-loops.ts';
import { writeFile } from './scenario-files.ts';
import { open, type Terminal } from './terminal.ts';

function opened(text: string, ...options: readonly string[]): Terminal {
  const file = writeFile(text, 'net.py');
  return open(['net.py', ...options], { columns: 120, rows: 40, folder: dirname(file) });
}

/** The line of the source with the mark of the next line. */
async function at(terminal: Terminal, line: number): Promise<string> {
  return await terminal.waitFor((text) => new RegExp(`│\\s*${line} ▶ `).test(text) && text);
}

/** The counts, the next line and the weights. The values beside the lines of the setup are those of the last way through them. */
function core(screen: string): readonly string[] {
  return screen.split('\n').filter((line) => /▶| lines |^│ \d .*[+−]\d/.test(line));
}

describe('a script in the dashboard', () => {
  test('is stepped by lines and iterations, forward and back, and runs to its end', async () => {
    const terminal = opened(trainings.oneLayer, '--paused');
    await at(terminal, 1);
    await terminal.waitFor('weights w · prediction guess · target y');
    terminal.press('n');
    await at(terminal, 2);
    terminal.press('s');
    await terminal.waitFor('1 / 200');
    // The inputs are found beside the run.
    await terminal.waitFor('x1 x2 1');
    const boundary = core(await at(terminal, 11));
    terminal.press('n');
    await at(terminal, 12);
    terminal.press('n');
    await terminal.waitFor('nonlin ← <module>:12');
    terminal.press('bb');
    expect(core(await at(terminal, 11))).toEqual(boundary);
    terminal.press('sss');
    await terminal.waitFor('4 / 200');
    terminal.press('B');
    await terminal.waitFor('3 / 200');
    terminal.press('g60\r');
    await terminal.waitFor('60 / 200');
    terminal.press('+'.repeat(12));
    terminal.press(' ');
    await terminal.waitFor('the script has ended');
    expect(terminal.screen().join('\n')).toMatch(/200 \/ 200/);
    terminal.press('q');
    expect(await terminal.exit()).toMatchObject({ exitCode: 0, modesRestored: true, alternateScreen: false });
  });

  test('is opened in the editor at its line, and read again when it is saved', async () => {
    const file = writeFile(trainings.oneLayer, 'net.py');
    const folder = dirname(file);
    const editor = join(folder, 'vi');
    writeFileSync(
      editor,
      '#!/bin/sh\necho "editing $1 $(basename "$2")"\nread line\nsed -i "s/range(200)/range(300)/" "$2"\n',
    );
    chmodSync(editor, 0o755);
    const terminal = open(['net.py', '--paused'], { columns: 120, rows: 40, folder, env: { EDITOR: editor } });
    await terminal.waitFor('weights w · prediction guess · target y');
    terminal.press('ttt');
    await terminal.waitFor('30 / 200');
    terminal.press('O');
    await terminal.waitFor('editing +11 net.py');
    terminal.press('x\r');
    await terminal.waitFor('net.py has been read: a new run goes to iteration 30; the earlier run is kept as run 1');
    await terminal.waitFor('30 / 300');
    writeFileSync(`${file}.new`, 'for i in\n');
    renameSync(`${file}.new`, file);
    await terminal.waitFor(/net\.py:1: SyntaxError: .*: the run has not changed/);
    writeFileSync(file, trainings.oneLayer.replace('200', '400'));
    await terminal.waitFor('30 / 400');
    terminal.press('q');
    expect(await terminal.exit()).toMatchObject({ exitCode: 0, modesRestored: true });
  });

  test('is looked into: parts of a line with their values, and functions that it calls', async () => {
    const terminal = opened(trainings.oneLayer, '--paused');
    await terminal.waitFor('weights w · prediction guess · target y');
    terminal.press('ss');
    await terminal.waitFor('2 / 200');
    terminal.press('\r');
    await terminal.waitFor('1 == 0, no');
    terminal.press('\x1b[5~');
    await terminal.waitFor('w += np.dot(X.T, miss * nonlin(guess, True))');
    terminal.press('\t\t');
    await terminal.waitFor(/X\[0,0\] × .*\[0,0\]/);
    expect(terminal.screen().join('\n')).toContain('return x * (1 - x)');
    terminal.press('\x1b');
    await terminal.waitFor('source');
    terminal.press('q');
    expect((await terminal.exit()).exitCode).toBe(0);
  });

  test('with two training loops shows the roles and the curve of each, and goes back to the first', async () => {
    const terminal = opened(severalLoops.functions);
    await terminal.waitFor('the script has ended');
    await terminal.waitFor(
      /training 2, train_b\(\) · .*weights train_b\(\)::a, train_b\(\)::b · prediction q · target y/,
    );
    await terminal.waitFor('14 / 14');
    await terminal.waitFor('train_a()');
    terminal.press('K');
    await terminal.waitFor(/1 train_a\(\) +12 /);
    terminal.press('\x1b[A<\x1b');
    await terminal.waitFor(/training 1, train_a\(\) · .*weights? train_a\(\)::w · prediction p · target y/);
    terminal.press('c');
    await terminal.waitFor(/passed|not checked/);
    terminal.press('\x1bg7\r');
    await terminal.waitFor('7 / 12');
    terminal.press('y1 0 1\r');
    await terminal.waitFor(/›\? +1 +0 1 +\? +0\.\d+/);
    terminal.press('\x1bq');
    expect((await terminal.exit()).exitCode).toBe(0);
  });

  test('is left in an endless loop, and ends with the traceback of an exception', async () => {
    const endless = opened('n = 0\nwhile True:\n    n += 1\n');
    await endless.waitFor(/[1-9]\d* lines/);
    endless.press(' ');
    await endless.waitFor(/n = [1-9]/);
    endless.press('q');
    expect((await endless.exit()).exitCode).toBe(0);
    const failing = opened('print(1 / 0)\n');
    await failing.waitFor('ZeroDivisionError: division by zero');
    failing.press('q');
    expect((await failing.exit()).exitCode).toBe(0);
  });
});
