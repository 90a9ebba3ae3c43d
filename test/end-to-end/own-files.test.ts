import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from './run.ts';
import { scenario, writeFile } from './scenario-files.ts';

const table = 'a,b\n1,0\n2,1\n3,0\n4,1\n';

describe('a command keeps the files that it reads, and files of another kind', () => {
  test.each([
    ['--log', 'rows.csv', 'the data of the scenario'],
    ['--save', 'rows.csv', 'the data of the scenario'],
    ['--save', 'mine.json', 'the scenario'],
    ['--save-weights', 'mine.json', 'the scenario'],
  ])('%s %s', async (option, name, role) => {
    const folder = dirname(writeFile(table, 'rows.csv'));
    const mine = JSON.stringify({ name: 'mine', data: { file: 'rows.csv' } });
    writeFileSync(join(folder, 'mine.json'), mine);
    expect(await run(['mine.json', '--headless', option, name], {}, folder)).toEqual({
      stdout: '',
      stderr: `${name}  ${option}: expected a separate file, found ${role}; choose another name\n`,
      exitCode: 2,
    });
    expect(readFileSync(join(folder, 'rows.csv'), 'utf8')).toBe(table);
    expect(readFileSync(join(folder, 'mine.json'), 'utf8')).toBe(mine);
  });

  test.each([
    ['--log', 'notes.csv', 'a log to add lines to'],
    ['--save', 'notes.csv', 'a checkpoint to replace'],
    ['--save-weights', 'notes.json', 'weights to replace'],
  ])('%s %s with other contents', async (option, name, kind) => {
    const folder = dirname(writeFile(scenario({}), 'mine.json'));
    writeFileSync(join(folder, name), '[1]\n');
    const { stderr, exitCode } = await run(['mine.json', '--headless', option, name], {}, folder);
    expect({ stderr, exitCode }).toEqual({
      stderr: `${name}  expected a new file, or ${kind}, found something else; choose another name\n`,
      exitCode: 2,
    });
    expect(readFileSync(join(folder, name), 'utf8')).toBe('[1]\n');
  });

  test('data without a scenario', async () => {
    const folder = dirname(writeFile(table, 'rows.csv'));
    expect((await run(['rows.csv', '--headless', '--log', './rows.csv'], {}, folder)).stderr).toBe(
      './rows.csv  --log: expected a separate file, found the data; choose another name\n',
    );
    expect(readFileSync(join(folder, 'rows.csv'), 'utf8')).toBe(table);
  });

  test('predictions and pictures', async () => {
    const folder = dirname(writeFile(scenario({ training: { iterations: 5 } }), 'mine.json'));
    writeFileSync(join(folder, 'rows.csv'), 'x1,x2,x3\n1,0,1\n');
    await run(['mine.json', '--headless', '--save-weights', 'w.npz'], {}, folder);
    const predict = ['predict', 'mine.json', '--weights', 'w.npz', '--input', 'rows.csv', '--out'];
    expect(await run([...predict, 'rows.csv', '--force'], {}, folder)).toMatchObject({ exitCode: 2 });
    expect(await run([...predict, 'out.csv'], {}, folder)).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    expect((await run([...predict, 'out.csv'], {}, folder)).stderr).toContain('--force replaces it');
    expect(await run([...predict, 'out.csv', '--force'], {}, folder)).toMatchObject({ exitCode: 0 });
    expect((await run(['shot', 'mine.json', '--out', 'mine.json', '--force'], {}, folder)).stderr).toBe(
      'mine.json  --out: expected a separate file, found the scenario; choose another name\n',
    );
  });
});
