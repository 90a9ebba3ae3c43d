import { describe, expect, test } from 'vitest';
import { huntList, levelList } from '../../../src/cli/commands/rebuild-list.ts';

const everything = { network: undefined, level: undefined };

describe('the list of the levels', () => {
  test('has each level below its network, with what is done and begun', () => {
    const texts = new Map([['two-layers order', [1, 3]]]);
    const lines = levelList(everything, { rebuilt: ['two-layers gap'] }, texts);
    expect(lines.slice(0, 9)).toEqual([
      'Levels of the rebuild, in their order:',
      '',
      'two-layers: two layers',
      '  gap      fill the gaps                 done',
      '  order    put in order                  begun, begun with seed 3',
      '  faded    order, gaps and wrong lines',
      '  labels   labels and shapes only',
      '  nothing  from nothing',
      '',
    ]);
    expect(lines).toContain('momentum: momentum');
    expect(lines).toContain('Next: backprop-tui learn rebuild two-layers --level order');
  });

  test('has the levels of the named network, or the one level, alone', () => {
    const rebuilt = ['tanh labels'];
    expect(levelList({ network: 'tanh', level: undefined }, { rebuilt }, new Map())).toEqual([
      'Levels of the rebuild, in their order:',
      '',
      'tanh: tanh in the hidden layer',
      '  labels   labels and shapes only        done',
      '',
      'All of these are done.',
      'learn rebuild NETWORK --level LEVEL opens one; learn hunt --list lists the bug hunts.',
    ]);
    expect(
      levelList({ network: undefined, level: 'nothing' }, {}, new Map()).filter((line) => /^ /.test(line)),
    ).toEqual(Array.from({ length: 3 }, () => '  nothing  from nothing'));
  });
});

test('the list of the bug hunts counts the mistakes that were found, and names none', () => {
  const lines = huntList('two-layers', { rebuilt: ['two-layers hunt half-slope'] });
  expect(lines[2]).toMatch(/^ {2}two-layers {4}1 of \d+ found {5}programs \d+$/);
  expect(huntList('two-layers', {})[2]).toMatch(/^ {2}two-layers {4}0 of \d+ found$/);
  expect(huntList(undefined, {})).toHaveLength(11);
});
