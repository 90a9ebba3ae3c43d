import { describe, expect, test } from 'vitest';
import { plainArguments, spreadWords } from '../../src/cli/arguments.ts';

const nothing = { headless: false, json: false, paused: false, seed: undefined, speed: undefined };

describe('a plain command line', () => {
  test.each([
    [['xor'], { scenario: 'xor' }],
    [['my folder/01'], { scenario: 'my folder/01' }],
    [['xor', '--headless'], { scenario: 'xor', headless: true }],
    [['--json', 'xor'], { scenario: 'xor', json: true }],
    [['--paused', '--seed', '0', 'xor'], { scenario: 'xor', paused: true, seed: 0 }],
    [['xor', '--seed', '4294967295'], { scenario: 'xor', seed: 4_294_967_295 }],
    [['xor', '--speed', 'unlimited', '--paused'], { scenario: 'xor', speed: 'unlimited', paused: true }],
    [['xor', '--plain'], { scenario: 'xor', plain: true }],
    [['xor', '--speed', '0.5'], { scenario: 'xor', speed: 0.5 }],
  ])('%j is read at once', (args, wanted) => {
    expect(plainArguments(args)).toEqual({ ...nothing, ...wanted });
  });

  test.each([
    [[]],
    [['']],
    [['--headless']],
    [['check', 'xor']],
    [['check']],
    [['completion']],
    [['xor', 'and']],
    [['xor', '--help']],
    [['-h']],
    [['xor', '--head']],
    [['xor', '--no-headless']],
    [['xor', '--headless=true']],
    [['xor', '--headless', '--headless']],
    [['xor', '--seed']],
    [['xor', '--seed', '-1']],
    [['xor', '--seed', '1.5']],
    [['xor', '--seed', '4294967296']],
    [['xor', '--seed=7']],
    [['xor', '--speed']],
    [['xor', '--speed', '0']],
    [['xor', '--speed', 'fast']],
    [['xor', '--', '--json']],
    [['-']],
  ])('is not %j: yargs reads that one', (args) => {
    expect(plainArguments(args)).toBeUndefined();
  });
});

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
