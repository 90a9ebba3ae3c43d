import { expect, test } from 'vitest';
import { readLesson } from '../../../src/learn/course/read-lesson.ts';
import { printFaults } from '../../../src/scenario/fault.ts';
import { hints } from './fake.ts';

function faultsOf(...steps: readonly object[]): readonly string[] {
  const text = JSON.stringify({ title: 'T', about: 'A', minutes: 1, scenario: 'xor', steps }, null, 1);
  const read = readLesson(text);
  return read.ok ? [] : printFaults('my.json', read.faults);
}

const question = { predict: 'How?', show: 'answer', hints };
const number = (own: object): object => ({ ...question, number: own });

test.each([
  [
    'a misspelt key',
    { sya: 'A text.' },
    /steps\[0\]: expected a step with one of say, .*found "sya"; did you mean "say"/,
  ],
  ['a short key that is near one of another section', { too: 'A text.' }, /steps\[0\].*found "too"$/],
  [
    'a kind of step that does not exist',
    { tell: 'A text.' },
    /steps\[0\]: expected a step with one of .*found "tell"$/,
  ],
  ['a step of two kinds', { say: 'A.', look: 'B.' }, /steps\[0\]: .*found "say" and "look"; make a step of each/],
  [
    'a key that is pressed three times',
    { do: 'Do.', until: { line: 1 }, show: 'nnn', hints },
    /found "nnn"; write n\*3/,
  ],
  [
    'a misspelt key to press',
    { do: 'Do.', until: { line: 1 }, show: 'escpae', hints },
    /found "escpae"; did you mean escape\?/,
  ],
  [
    'a question whose answer can be shown before',
    { ...number({ truth: 'alpha' }), until: { line: 1 }, show: 'answer n' },
    /steps\[0\]: expected holds with one of the keys that show the answer and wait for it, such as "n", found none/,
  ],
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
  ['a negative distance', number({ truth: 'alpha', within: -1 }), /number\.within: expected a number from 0, found -1/],
  ['a negative percentage', number({ truth: 'alpha', percent: -5 }), /number\.percent: expected a number from 0/],
  ['a brace that is not closed', { say: 'It is {l1[0, 0].' }, /steps\[0\]\.say: expected braces around/],
  [
    'a brace without an expression',
    { do: 'Do.', until: { line: 1 }, show: 'n', hints: ['{}', 'b', 'c'] },
    /hints\[0\]/,
  ],
  ['an empty text', { say: '' }, /steps\[0\]\.say: expected a text of at least one character/],
  ['a text of spaces', { say: '  ' }, /steps\[0\]\.say: expected a text with visible characters/],
  ['an empty hint', { do: 'Do.', until: { line: 1 }, show: 'n', hints: ['a', '', 'c'] }, /steps\[0\]\.hints\[1\]/],
  ['an answer without its condition', { ...question, choices: [{ text: 'a' }, { text: 'b' }] }, /choices\[0\]\.when/],
  [
    'a reason without its sentence',
    { explain: 'Why?', choices: [{ text: 'a' }, { text: 'b', right: true, because: 'B.' }], hints },
    /choices\[0\]\.because: expected a sentence/,
  ],
  ['a condition without facts', { do: 'Do.', until: {}, show: 'n', hints }, /until: expected at least one fact/],
  ['a range without its value', { do: 'Do.', until: { is: 3 }, show: 'n', hints }, /until: expected value beside/],
  ['a value without its range', { do: 'Do.', until: { value: 'alpha' }, show: 'n', hints }, /until: .*found no range/],
  [
    'a range without numbers',
    { do: 'Do.', until: { not: { line: { from: 3, below: 3 } } }, show: 'n', hints },
    /until\.not\.line: .*found a range without numbers/,
  ],
  [
    'a held key that is none',
    { ...number({ truth: 'alpha' }), holds: ['nn'] },
    /holds\[0\]: expected a key, found "nn"/,
  ],
  [
    'an answer in a step to do',
    { do: 'Do.', until: { line: 1 }, show: 'answer n', hints },
    /only a question has an answer/,
  ],
  [
    'a question that is shown without its answer',
    { ...number({ truth: 'alpha' }), show: 'n' },
    /expected answer among/,
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

test('all faults of all steps are reported, each once, and without advice that means nothing', () => {
  const reason = { explain: 'Why?', choices: [{ text: 'a', because: 'A.' }, { text: 'b' }], hints };
  const faults = faultsOf({ say: '' }, number({ truth: 'alpha', within: -1 }), reason, { say: '{' });
  expect(faults.map((fault) => /steps\S+/.exec(fault)?.[0])).toEqual([
    'steps[0].say:',
    'steps[1].number.within:',
    'steps[2].choices[1].because:',
    'steps[3].say:',
  ]);
  expect(faults.join('\n')).not.toContain('did you mean');
});
