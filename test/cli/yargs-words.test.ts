import { expect, test } from 'vitest';
import { spreadWords } from '../../src/cli/yargs-words.ts';

const spread = (line: string): string => spreadWords(line.split(' '), ['--target', '--inputs']).join(' ');

test.each([
  ['d.csv --target u v', 'd.csv --target u --target v'],
  ['d.csv --inputs a b c --target u', 'd.csv --inputs a --inputs b --inputs c --target u'],
  ['d.csv --target u -1 --json', 'd.csv --target u --target -1 --json'],
  ['--target=u v d.npz', '--target=u --target v d.npz'],
])('several words after an option become one option each: %s', (line, wanted) => {
  expect(spread(line)).toBe(wanted);
});

test.each([
  'd.csv --seed 3 --headless',
  '--target u d.csv',
  'init --target species flowers.csv.gz',
  '--target a.csv d.csv',
  'd.csv --target -- u v',
  'd.csv --targets u v',
])('any other command line stays as it is: %s', (line) => {
  expect(spread(line)).toBe(line);
});
