import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { messagesOf, scenarioText } from './messages.ts';

const SCENARIO = 'a scenario: an object with at least a name and data';

describe('a valid file', () => {
  it('is read with defaults for what it leaves out', () => {
    expect(parseScenario(scenarioText())).toEqual({
      ok: true,
      scenario: {
        name: 'AND',
        data: {
          inputs: [
            [0, 1],
            [1, 1],
          ],
          targets: [[0], [1]],
        },
        network: { hidden: [4], bias: false },
        training: { iterations: 60_000, learningRate: 1, seed: 1, reportEvery: 10_000 },
        playback: {},
        changes: [],
        watches: [],
      },
      text: scenarioText(),
    });
  });

  it('is read with defaults for what a section leaves out', () => {
    const parsed = parseScenario(scenarioText({ network: '{"bias": true}', training: '{"seed": 7}', playback: '{}' }));
    expect(parsed).toMatchObject({
      ok: true,
      scenario: {
        network: { hidden: [4], bias: true },
        training: { iterations: 60_000, learningRate: 1, seed: 7, reportEvery: 10_000 },
      },
    });
  });

  it('may have no hidden layers, and unlimited speed', () => {
    expect(messagesOf(scenarioText({ network: '{"hidden": []}', playback: '{"speed": "unlimited"}' }))).toEqual([]);
  });

  it('may begin with a byte order mark and end its lines with CRLF', () => {
    const windows = `\ufeff${scenarioText().replaceAll('\n', '\r\n')}`;
    const { scenario } = parseScenario(scenarioText()) as { scenario: Scenario };
    expect(parseScenario(windows)).toMatchObject({ ok: true, scenario });
  });

  it('keeps control characters in a name until it is shown', () => {
    const parsed = parseScenario(scenarioText({ name: '"A\\u001b[31mND"' }));
    expect(parsed).toMatchObject({ ok: true, scenario: { name: 'A\u001b[31mND' } });
  });

  it('may have minus zero and the largest and smallest numbers of 64 bits', () => {
    expect(
      messagesOf(scenarioText({ data: '{"inputs": [[-0, 1.7976931348623157e308, 5e-324]], "targets": [[0]]}' })),
    ).toEqual([]);
  });
});

describe('a text that is no scenario is reported at its beginning', () => {
  it.each([
    ['null', 'null'],
    ['7', '7'],
    ['"x"', '"x"'],
    ['[]', 'an empty list'],
    ['[[0, 1], [1, 1]]', 'a list of 2 items'],
    ['true', 'true'],
  ])('%s for a whole scenario', (text, found) => {
    expect(messagesOf(text)).toEqual([`mine.json:1:1  expected ${SCENARIO}, found ${found}`]);
  });

  it.each([[''], [' \r\n\t '], ['\ufeff'], ['\ufeff\n']])('nothing but %j for a whole scenario', (text) => {
    expect(messagesOf(text)).toEqual([`mine.json:1:1  expected ${SCENARIO}, found an empty file`]);
  });
});

it('all faults are reported at once, in the order of the file', () => {
  const text = `{
  "nmae": "XOR",
  "data": {
    "targets": [[0], ["1"]],
    "inputs": [[0, 0], [0, 1, 1]]
  },
  "training": { "seed": 1.5, "iterations": null },
  "network": { "hidden": [0] }
}`;
  expect(messagesOf(text)).toEqual([
    'mine.json:2:3  expected one of $schema, name, description, compareWith, data, network, training, playback, changes, marks, watches, found "nmae"; did you mean "name"?',
    'mine.json:4:23  data.targets[1][0]: expected a finite number, found "1"; write it without quotes',
    'mine.json:5:24  data.inputs[1]: expected 2 numbers, as in the first row, found 3',
    'mine.json:7:25  training.seed: expected a whole number from 0 to 4,294,967,295, found 1.5',
    'mine.json:7:44  training.iterations: expected a whole number from 1 to 1,000,000,000, found null',
    'mine.json:8:27  network.hidden[0]: expected a whole number from 1 to 4,096, found 0',
  ]);
});

it('places do not count the byte order mark, and count CRLF as one line end', () => {
  const text = `\ufeff${scenarioText({ name: '3', network: '{"hidden": [0]}' }).replaceAll('\n', '\r\n')}`;
  expect(messagesOf(text)).toEqual([
    'mine.json:2:9  name: expected a name in quotes, found 3; write "3"',
    'mine.json:4:24  network.hidden[0]: expected a whole number from 1 to 4,096, found 0',
  ]);
  expect(messagesOf('\ufeff{,}')).toEqual(['mine.json:1:2  expected a key in double quotes, found `,`']);
});

it('escape sequences and control characters are named in messages, or left out', () => {
  const messages = messagesOf(
    scenarioText({ 'x\\u001b[31mevil\\u009b\\u202e\\n': '1', name: '["\\u001b]0;owned\\u0007"]' }),
  );
  expect(messages).toEqual([
    'mine.json:2:9  name: expected a name in quotes, found a list of 1 item',
    'mine.json:4:1  expected one of $schema, name, description, compareWith, data, network, training, playback, changes, marks, watches, found "x\\u001b[31mevil\\n"',
  ]);
});
