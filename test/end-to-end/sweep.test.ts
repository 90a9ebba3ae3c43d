import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from './run.ts';
import { folder } from './scenario-files.ts';

test('a sweep trains all seeds and settings, prints their distribution, and writes a line for each run', async () => {
  const out = `${folder()}/runs.csv`;
  const words = ['sweep', 'xor', '--seeds', '1..3', '--alpha', '1,10', '--set', 'iterations=200', '--threads', '2'];
  const { stdout, stderr, exitCode } = await run([...words, '--out', out]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toMatch(/^XOR, iterations 200: 6 runs\nlearningRate +runs +solved .*\n1 +3 +0 .*\n10 +3 +3 .*\n$/);
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 3).join())).toEqual([
    '1,200,1',
    '1,200,2',
    '1,200,3',
    '10,200,1',
    '10,200,2',
    '10,200,3',
  ]);
  const again = await run([...words, '--out', out]);
  expect(again).toMatchObject({ stdout: '', exitCode: 2 });
  expect(again.stderr).toContain('exists already; --force replaces it');
});

test.each([
  [['--set', 'hiden=2'], '--set: expected a setting: one of hidden,'],
  [['--seeds', '3..1'], '--seeds: expected whole numbers'],
  [['--at', '0'], '--at: expected completed iterations'],
  [['--out', 'runs.txt'], '--out: expected a .ndjson or .csv file'],
  [['--alpha', '1', '--set', 'learningRate=2'], '--set: learningRate has two lists of values'],
  [['--set', 'hidden=-1'], 'with hidden=[-1]'],
])('%j is refused', async (options, words) => {
  const { stdout, stderr, exitCode } = await run(['sweep', 'xor', ...options]);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  expect(stderr).toContain(words);
});
