import { describe, expect, test } from 'vitest';
import { plainArguments } from '../../src/cli/arguments.ts';

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
    [['xor', '--seed=7', '--speed=unlimited'], { scenario: 'xor', seed: 7, speed: 'unlimited' }],
    [['xor', '--headless', '--headless'], { scenario: 'xor', headless: true }],
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
    [['xor', '--seed']],
    [['xor', '--seed', '-1']],
    [['xor', '--seed', '1.5']],
    [['xor', '--seed', '4294967296']],
    [['xor', '--seed', '1', '--seed', '2']],
    [['xor', '--seed=']],
    [['xor', '--speed']],
    [['xor', '--speed', '0']],
    [['xor', '--speed', 'fast']],
    [['xor', '--', '--json']],
    [['-']],
  ])('is not %j: yargs reads that one', (args) => {
    expect(plainArguments(args)).toBeUndefined();
  });
});
