import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './run.ts';
import { command } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'named-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
const rows = ['a,b,y', ...Array.from({ length: 12 }, (_, row) => `${row % 3},${row % 2},${row % 2}`)];
mkdirSync(join(folder, 'deep', 'home'), { recursive: true });
writeFileSync(join(folder, 'store.csv'), rows.join('\n'));
symlinkSync('../../store.csv', join(folder, 'deep', 'home', 'link.csv'));
symlinkSync('../../lost.csv', join(folder, 'deep', 'home', 'broken.csv'));
writeFileSync(join(folder, 'deep', 'home', 'link.json'), '{"name": "L", "data": {"file": "link.csv"}}');
writeFileSync(join(folder, 'deep', 'home', 'bad.csv'), 'a,y\n1,0\n2,1,7\n');
writeFileSync(join(folder, 'deep', 'home', 'bad.json'), '{"name": "B", "data": {"file": "bad.csv"}}');

describe('a data file that is a link out of its folder', () => {
  test('is read when it is named on the command line', async () => {
    const through = await run(['deep/home/link.csv', '--headless', '--seed', '3'], {}, folder);
    const directly = await run(['store.csv', '--headless', '--seed', '3'], {}, folder);
    expect(through.exitCode).toBe(0);
    expect(through.stdout).toBe(directly.stdout);
  });

  test.each([
    [['deep/home/link.json', '--headless'], 'found a file elsewhere; copy it beside the scenario'],
    [['init', 'deep/home/link.csv'], 'found a file elsewhere; copy it beside the scenario'],
    [
      ['deep/home/broken.csv', '--headless'],
      'deep/home/broken.csv  expected a data file, found no file of this name\n',
    ],
  ])('is refused where a scenario names it, or will: %j', async (args, reason) => {
    const { exitCode, stderr } = await run(args, {}, folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(reason);
  });
});

describe('a message about a data file', () => {
  test.each([
    [['deep/home/bad.csv'], 'deep/home/bad.csv:3:3  '],
    [['./deep/home/bad.csv'], './deep/home/bad.csv:3:3  '],
    [['check', 'deep/home/bad.json'], 'deep/home/bad.csv:3:3  '],
    [[join(folder, 'deep/home/bad.json')], `${join(folder, 'deep/home/bad.csv')}:3:3  `],
  ])('names it as it was typed, with its folder: %j', async (args, place) => {
    const { exitCode, stderr } = await run(args, {}, folder);
    expect(exitCode).toBe(2);
    expect(stderr.slice(0, place.length)).toBe(place);
  });
});

describe('check -', () => {
  const check = (input: string, ...others: readonly string[]) =>
    spawnSync(process.execPath, [command, 'check', '-', ...others], { input, encoding: 'utf8', cwd: folder });

  test('accepts a good scenario on the standard input', () => {
    const stdout = '-: ok, 4 examples, layers 3-4-1, 60,000 iterations\n';
    expect(check(readFileSync('scenarios/xor.json', 'utf8'))).toMatchObject({ status: 0, stderr: '', stdout });
  });

  test.each(['', '{"name": 3', '{"name": "x", "data": {"file": "nothing.csv"}}'])('refuses a bad one: %j', (input) => {
    const { status, stdout, stderr } = check(input);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^-:1:\d+ /);
  });

  test('advises no command that cannot read the standard input', () => {
    const advice = 'backprop-tui init writes one for a data file';
    expect(check('a,b\n1,2\n').stderr).toBe(`-  expected a scenario, found data; ${advice}\n`);
  });

  test('reads files beside it, and data from the present folder', () => {
    const { status, stdout } = check('{"name": "x", "data": {"file": "store.csv"}}', 'deep/home/bad.json');
    expect(status).toBe(2);
    expect(stdout).toMatch(/^-: ok, /);
  });
});
