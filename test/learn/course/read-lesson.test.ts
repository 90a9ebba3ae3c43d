import { expect, test } from 'vitest';
import { readLesson } from '../../../src/learn/course/read-lesson.ts';
import { printFaults } from '../../../src/scenario/fault.ts';
import { hints } from './fake.ts';

function faultsOf(...steps: readonly object[]): readonly string[] {
  const text = JSON.stringify({ title: 'T', about: 'A', minutes: 1, scenario: 'xor', steps }, null, 1);
  const read = readLesson(text);
  return read.ok ? [] : printFaults('my.json', read.faults);
}

test.each([
  ['a misspelt key', { sya: 'A text.' }, /steps\[0\].*did you mean "say"/],
  ['two hints', { do: 'Do.', until: { line: 1 }, show: 'n', hints: hints.slice(1) }, /three hints/],
  [
    'an unknown key to press',
    { do: 'Do.', until: { line: 1 }, show: 'enetr', hints },
    /steps\[0\]\.show: .*found "enetr"/,
  ],
  ['an expression that cannot be read', { say: 'It is {l1[0}.' }, /steps\[0\]\.say: expected an expression/],
  ['a prediction without an answer', { predict: 'How?', show: 'n', hints }, /either number or choices, found neither/],
  [
    'two right reasons',
    { explain: 'Why?', choices: [1, 2].map((n) => ({ text: `${n}`, right: true, because: 'B.' })), hints },
    /one right answer, found 2/,
  ],
])('%s is reported with its place', (_, step, expected) => {
  expect(faultsOf(step).join('\n')).toMatch(expected);
  expect(faultsOf(step)[0]).toMatch(/^my\.json:\d+:\d+ /);
});

test('a text that is not JSON is reported with its place', () => {
  const read = readLesson('{ "title": }');
  expect(read.ok ? [] : printFaults('my.json', read.faults)).toEqual([
    expect.stringMatching(/^my\.json:1:\d+ .*expected/),
  ]);
});
