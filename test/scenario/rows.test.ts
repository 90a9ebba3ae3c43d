import { describe, expect, it } from 'vitest';
import { messagesOf, scenarioText } from './messages.ts';

const ROWS = 'a list of rows, each a list of numbers';

describe('rows', () => {
  const data = (inputs: string, targets = '[[0], [1]]') =>
    scenarioText({ data: `{"inputs": ${inputs}, "targets": ${targets}}` });

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
  ])('%s is told of at its place', (_, text, message) => {
    expect(messagesOf(text)).toEqual([`mine.json:${message}`]);
  });

  it('that are missing are told of at the object they are missing from', () => {
    expect(messagesOf(scenarioText({ data: '{"inputs": [[1]]}' }))).toEqual([
      `mine.json:3:9  data.targets: expected ${ROWS}, found nothing`,
    ]);
    expect(messagesOf('{}')).toEqual([
      'mine.json:1:1  name: expected a name in quotes, found nothing',
      'mine.json:1:1  data: expected an object with inputs and targets, found nothing',
    ]);
  });

  it('that are none are told of', () => {
    expect(messagesOf(data('[]', '[]'))).toEqual([
      'mine.json:3:20  data.inputs: expected at least one row, found an empty list',
      'mine.json:3:35  data.targets: expected at least one row, found an empty list',
    ]);
  });
});
