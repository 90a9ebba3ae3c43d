import { describe, expect, it } from 'vitest';
import { messagesOf, scenarioText } from './messages.ts';

const ROWS = 'a list of rows, each a list of numbers';

function data(inputs: string, targets = '[[0], [1]]', more = ''): string {
  return scenarioText({ data: `{"inputs": ${inputs}, "targets": ${targets}${more}}` });
}

describe('rows', () => {
  it.each([
    ['a text for a list of rows', data('"0, 1"'), `3:20  data.inputs: expected ${ROWS}, found "0, 1"`],
    ['null for a list of rows', data('null'), `3:20  data.inputs: expected ${ROWS}, found null`],
    [
      'an object for a row',
      data('[[0], {"x": 1}]'),
      '3:26  data.inputs[1]: expected a row: a list of numbers, found an object',
    ],
    [
      'a number for a row',
      data('[[0], 1]'),
      '3:26  data.inputs[1]: expected a row: a list of numbers, found 1; write [1]',
    ],
    ['an empty row', data('[[0], []]'), '3:26  data.inputs[1]: expected at least one number, found an empty list'],
    [
      'a number in quotes',
      data('[[0], ["1"]]'),
      '3:27  data.inputs[1][0]: expected a finite number, found "1"; write it without quotes',
    ],
    [
      'a truth for a number',
      data('[[0], [true]]'),
      '3:27  data.inputs[1][0]: expected a finite number, found true; write 1',
    ],
    ['null for a number', data('[[0], [null]]'), '3:27  data.inputs[1][0]: expected a finite number, found null'],
    [
      'a number past 64 bits',
      data('[[0], [-1e400]]'),
      '3:27  data.inputs[1][0]: expected a finite number, found a number too large for 64 bits',
    ],
    [
      'a row too deep',
      data('[[0], [[1]]]'),
      '3:27  data.inputs[1][0]: expected a finite number, found a list of 1 item',
    ],
  ])('%s is reported at its place', (_, text, message) => {
    expect(messagesOf(text)).toEqual([`mine.json:${message}`]);
  });

  it('that are missing are reported at the object around them', () => {
    expect(messagesOf(scenarioText({ data: '{"inputs": [[1]]}' }))).toEqual([
      `mine.json:3:9  data.targets: expected ${ROWS}, found nothing`,
    ]);
    expect(messagesOf('{}')).toEqual([
      'mine.json:1:1  name: expected a name in quotes, found nothing',
      'mine.json:1:1  data: expected an object with inputs and targets, found nothing',
    ]);
  });

  it('that are empty are reported', () => {
    expect(messagesOf(data('[]', '[]'))).toEqual([
      'mine.json:3:20  data.inputs: expected at least one row, found an empty list',
      'mine.json:3:35  data.targets: expected at least one row, found an empty list',
    ]);
  });
});

describe('rows of unequal length', () => {
  it.each([
    [
      'one shorter than the first',
      '[[0, 1], [1]]',
      '3:29  data.inputs[1]: expected 2 numbers, as in the first row, found 1',
    ],
    [
      'one longer than the first',
      '[[0], [1, 1]]',
      '3:26  data.inputs[1]: expected 1 number, as in the first row, found 2',
    ],
    [
      'the first unlike the rest',
      '[[0], [1, 1], [0, 1]]',
      '3:21  data.inputs[0]: expected 2 numbers, as in most rows, found 1',
    ],
  ])('are reported where they differ: %s', (_, inputs, message) => {
    const targets = inputs.includes('], [0') ? '[[0], [1], [1]]' : '[[0], [1]]';
    expect(messagesOf(data(inputs, targets))).toEqual([`mine.json:${message}`]);
  });

  it('are reported in the targets as well', () => {
    expect(messagesOf(data('[[0], [1]]', '[[0], [1, 0]]'))).toEqual([
      'mine.json:3:49  data.targets[1]: expected 1 number, as in the first row, found 2',
    ]);
  });
});

describe('inputs and targets', () => {
  it.each([
    ['too few', '[[0]]', 'found 1'],
    ['too many', '[[0], [0], [1]]', 'found 3'],
  ])('do not go together where there are %s targets', (_, targets, found) => {
    expect(messagesOf(data('[[0], [1]]', targets))).toEqual([
      `mine.json:3:43  data.targets: expected 2 rows, one for each row of inputs, ${found}`,
    ]);
  });
});

describe('a flat list where rows should be', () => {
  const ROWS = 'expected a list of rows, each a list of numbers';

  it('of targets gets one message that shows how to write them', () => {
    expect(messagesOf(data('[[0, 0], [0, 1], [1, 0], [1, 1]]', '[0, 1, 1, 0]'))).toEqual([
      `mine.json:3:65  data.targets: ${ROWS}, found a list of 4 numbers; write [[0], [1], [1], [0]]`,
    ]);
  });

  it('of inputs is a single row when there is a single row of targets', () => {
    expect(messagesOf(data('[0, 1]', '[[1]]'))).toEqual([
      `mine.json:3:20  data.inputs: ${ROWS}, found a list of 2 numbers; write [[0, 1]]`,
    ]);
  });

  it('of inputs and of targets gets a message for each', () => {
    expect(messagesOf(data('[0, 1]', '[1, 0]'))).toEqual([
      `mine.json:3:20  data.inputs: ${ROWS}, found a list of 2 numbers; write [[0], [1]]`,
      `mine.json:3:39  data.targets: ${ROWS}, found a list of 2 numbers; write [[1], [0]]`,
    ]);
  });

  it('that is long is shortened in the advice', () => {
    expect(messagesOf(data('[[1]]', '[0, 1, 2, 3, 4, 5, 6, 7, 8]'))).toEqual([
      `mine.json:3:38  data.targets: ${ROWS}, found a list of 9 numbers; write [[0, 1, 2, 3, 4, 5, 6, 7, …]]`,
    ]);
  });

  it('of the wrong length is reported for its length too', () => {
    expect(messagesOf(data('[[0], [1], [2]]', '[0, 1]'))).toEqual([
      `mine.json:3:48  data.targets: ${ROWS}, found a list of 2 numbers; write [[0], [1]]`,
      'mine.json:3:48  data.targets: expected 3 rows, one for each row of inputs, found 2',
    ]);
  });
});

describe('names of columns', () => {
  it.each([
    [
      'too few names',
      '"inputNames": ["a"]',
      '3:62  data.inputNames: expected 2 names, one for each column of inputs, found 1',
    ],
    [
      'too many names',
      '"targetNames": ["y", "z"]',
      '3:63  data.targetNames: expected 1 name, one for each column of targets, found 2',
    ],
    [
      'no names',
      '"targetNames": []',
      '3:63  data.targetNames: expected 1 name, one for each column of targets, found 0',
    ],
    [
      'one text for all',
      '"inputNames": "a b"',
      '3:62  data.inputNames: expected a list of names, found "a b"; write ["a b"]',
    ],
    [
      'an empty name',
      '"inputNames": ["a", ""]',
      '3:68  data.inputNames[1]: expected a name of at least one character, found ""',
    ],
    [
      'a number for a name',
      '"inputNames": ["a", 1]',
      '3:68  data.inputNames[1]: expected a name in quotes, found 1; write "1"',
    ],
  ])('are reported where they do not fit: %s', (_, names, message) => {
    expect(messagesOf(data('[[0, 1]]', '[[1]]', `, ${names}`))).toEqual([`mine.json:${message}`]);
  });
});

describe('a scenario too large', () => {
  const wide = (width: number): string => `[${Array(width).fill(0)}]`;

  it('in the width of its rows is reported once', () => {
    const text = data(`[${wide(4097)}, ${wide(4097)}]`, '[[0], [1]]');
    expect(messagesOf(text)).toEqual([
      'mine.json:3:21  data.inputs[0]: expected at most 4,096 numbers a row, found 4,097',
    ]);
  });

  it('in its weights is reported with their number', () => {
    expect(messagesOf(scenarioText({ network: '{"hidden": [4096, 2500]}' }))).toEqual([
      'mine.json:4:23  network.hidden: expected at most 10,000,000 weights in all layers together, found 10,250,692',
    ]);
  });

  it('in its weights only because of the biases is reported with their number', () => {
    const hidden = '[2500, 3995]';
    expect(messagesOf(scenarioText({ network: `{"hidden": ${hidden}}` }))).toEqual([]);
    expect(messagesOf(scenarioText({ network: `{"hidden": ${hidden}, "bias": true}` }))).toEqual([
      'mine.json:4:23  network.hidden: expected at most 10,000,000 weights in all layers together, found 10,002,991',
    ]);
  });

  it('in its activations is reported with their number', () => {
    const rows = `[${Array(10_000).fill('[1]')}]`;
    expect(
      messagesOf(scenarioText({ data: `{"inputs": ${rows}, "targets": ${rows}}`, network: '{"hidden": [1999]}' })),
    ).toEqual([
      'mine.json:4:23  network.hidden: expected at most 20,000,000 activations (rows × units of all layers), found 20,010,000',
    ]);
  });
});
