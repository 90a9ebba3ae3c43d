import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LIMIT_MS } from '../limit.ts';
import { headerOf } from './header.ts';
import { open, type Terminal } from './terminal.ts';

/* The installed files are taken away under an open dashboard, as an update or a new build does. */

const parts = /^(aside|export|inspect|parse-watch|save|summary)-[\w-]{8}\.js$/;

/** A copy of what is installed, and a folder to work in. */
function install(): { readonly installed: string; readonly folder: string } {
  const installed = mkdtempSync(join(tmpdir(), 'installed-'));
  const folder = mkdtempSync(join(tmpdir(), 'work-'));
  onTestFinished(() => {
    for (const made of [installed, folder]) rmSync(made, { recursive: true, force: true });
  });
  for (const name of ['bin', 'dist', 'scenarios', 'package.json']) {
    cpSync(name, join(installed, name), { recursive: true });
  }
  return { installed, folder };
}

async function openIn(folder: string, installed: string, options: readonly string[] = [], env = {}): Promise<Terminal> {
  const command = [process.execPath, ...options, join(installed, 'bin', 'backprop-tui.js')];
  const terminal = open(['xor', '--paused'], { command, folder, env });
  await terminal.waitFor((text) => headerOf(text)?.state === 'paused');
  return terminal;
}

test('a dashboard that has been open for a while needs no installed files any more', async () => {
  const { installed, folder } = install();
  const reads = join(folder, 'reads.txt');
  const hook = join(process.cwd(), 'test/end-to-end/tell-reads.js');
  const terminal = await openIn(folder, installed, ['--import', hook], { TELL_READS: reads });
  const partsRead = (): number => {
    const files = readFileSync(reads, 'utf8').split('\n');
    return files.filter((file) => parts.test(file.replace(/.*\//, ''))).length;
  };
  await expect.poll(partsRead, { timeout: LIMIT_MS }).toBe(6);
  rmSync(join(installed, 'dist'), { recursive: true });
  terminal.press('w');
  await terminal.waitFor('enter adds it');
  terminal.press('mean(l1)');
  await terminal.waitFor('watch mean(l1)_');
  terminal.press('\r');
  await terminal.waitFor((text) => text.includes('mean(l1)') && !text.includes('enter adds it'));
  terminal.press('S');
  await terminal.waitFor(/save .*\.json/);
  terminal.press('\r');
  await terminal.waitFor(/saved as \S+\.json/);
  terminal.press('E');
  await terminal.waitFor('export to NumPy');
  terminal.press('\r');
  await terminal.waitFor(/exported as \S+\.py/);
  terminal.press('s');
  await terminal.waitFor((text) => headerOf(text)?.iteration === 1);
  terminal.press('q');
  const { exitCode, lines } = await terminal.exit();
  expect([exitCode, lines.join('\n')]).toEqual([0, expect.stringContaining('1 iteration')]);
});

test('a key whose part is gone says so, and the dashboard stays', async () => {
  const { installed, folder } = install();
  const gone = readdirSync(join(installed, 'dist')).filter((name) => parts.test(name));
  expect(gone.length).toBe(6);
  for (const name of gone) rmSync(join(installed, 'dist', name));
  const terminal = await openIn(folder, installed);
  for (const [key, question, answer] of [
    ['w', 'watch _', 'l1'],
    ['S', /_ {2,}.*esc/, ''],
    ['E', 'export to NumPy', ''],
  ] as const) {
    terminal.press(key);
    await terminal.waitFor(question);
    terminal.press(answer);
    await terminal.waitFor(`${answer}_`);
    terminal.press('\r');
    await terminal.waitFor('this part of the program no longer exists');
    terminal.press('\x1b');
    await terminal.waitFor((text) => !text.includes('this part of the program no longer exists'));
  }
  for (const key of ['c', 'C', '\r']) {
    terminal.press(key);
    await terminal.waitFor('this part of the program no longer exists');
    terminal.press('l');
    await terminal.waitFor((text) => !text.includes('this part of the program no longer exists'));
  }
  expect(existsSync(join(installed, 'dist', 'main.js'))).toBe(true);
  terminal.press('q');
  const { exitCode, lines } = await terminal.exit();
  expect([exitCode, lines.join(' ')]).toEqual([0, expect.stringContaining('no summary: this part of the program')]);
});
