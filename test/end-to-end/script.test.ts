import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trainings } from '../script/python.ts';
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

describe('a script in the dashboard', () => {
  test('is stepped by lines and iterations, forward and back, and runs to its end', async () => {
    const terminal = opened(trainings.oneLayer, '--paused');
    await at(terminal, 1);
    await terminal.waitFor('weights w · prediction guess · target y');
    terminal.press('n');
    await at(terminal, 2);
    terminal.press('s');
    await terminal.waitFor('1 / 200');
    const boundary = await at(terminal, 11);
    terminal.press('n');
    await at(terminal, 12);
    terminal.press('n');
    await terminal.waitFor('nonlin ← <module>:12');
    terminal.press('bb');
    expect(await at(terminal, 11)).toBe(boundary);
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
