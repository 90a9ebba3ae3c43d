import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesOfScenario, isSameFile, overwrites, unusableOut } from '../../../src/cli/writers/reserved-files.ts';
import { readScenario } from '../../../src/scenario/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'reserved-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  mkdirSync(at('data'));
  writeFileSync(at('data/rows.csv'), 'a,b\n1,2.5\n2,4.5\n');
  writeFileSync(at('data/test.csv'), 'a,b\n3,6.5\n');
  const data = { file: 'data/rows.csv', test: { file: 'data/test.csv' } };
  writeFileSync(at('mine.json'), JSON.stringify({ name: 'mine', data }));
  symlinkSync(at('data/rows.csv'), at('link.csv'));
  linkSync(at('data/rows.csv'), at('hard.csv'));
  symlinkSync(at('data'), at('also'));
});

const linesOn = (file: string, roles: Readonly<Record<string, string>>) =>
  overwrites(
    [{ file, role: '--log' }],
    Object.entries(roles).map(([role, own]) => ({ role, file: own })),
  ).map((line) => line.replaceAll(`${folder}/`, ''));

describe('files that a command reads', () => {
  test('are the scenario, its data and its test data, relative to its folder', async () => {
    const parsed = await readScenario(at('mine.json'));
    if (!parsed.ok) throw new Error('no scenario');
    expect(filesOfScenario(at('mine.json'), parsed.scenario)).toEqual([
      { file: at('mine.json'), role: 'the scenario' },
      { file: at('data/rows.csv'), role: 'the data of the scenario' },
      { file: at('data/test.csv'), role: 'the test data of the scenario' },
    ]);
  });

  test('are not written by it under any name', () => {
    const roles = { 'the scenario': at('mine.json'), 'the data of the scenario': at('data/rows.csv') };
    for (const name of ['data/rows.csv', 'link.csv', 'hard.csv', 'also/../data/rows.csv']) {
      expect(linesOn(`${folder}/${name}`, roles)).toEqual([
        `${name}  --log: expected a separate file, found the data of the scenario; choose another name`,
      ]);
    }
    expect(linesOn(at('new.csv'), roles)).toEqual([]);
  });

  test('are not written twice, new or existing', () => {
    const outputs = [
      { file: at('new.npz'), role: '--save' },
      { file: at('data/../new.npz'), role: '--save-weights' },
    ];
    expect(overwrites(outputs, [])).toEqual([
      `${at('data/../new.npz')}  --save-weights: expected a separate file, found the file of --save; choose another name`,
    ]);
    expect([isSameFile(at('data/x'), at('also/x')), isSameFile(at('x'), at('y'))]).toEqual([true, false]);
  });
});

describe('a file of --out', () => {
  test('replaces an existing file only with --force', () => {
    const lines = (file: string, force: boolean) => unusableOut(file, [{ file: at('mine.json'), role: 'it' }], force);
    expect(lines(at('hard.csv'), false)).toEqual([
      `${at('hard.csv')}  --out: expected a new file, found an existing file; --force replaces it`,
    ]);
    expect(lines(at('hard.csv'), true)).toEqual([]);
    expect(lines(at('new.csv'), false)).toEqual([]);
    expect(lines(at('mine.json'), true)).toHaveLength(1);
    expect(lines('/dev/null', true)).toEqual([
      '/dev/null  expected a file that can be written, found a special file, not a regular one',
    ]);
  });
});
