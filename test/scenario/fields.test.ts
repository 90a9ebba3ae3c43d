import { describe, expect, it } from 'vitest';
import { messagesOf, scenarioText } from './messages.ts';

describe('a value of the wrong kind is reported with its place, what was expected and what was found', () => {
  it.each([
    ['a number for a name', { name: '3' }, '2:9  name: expected a name in quotes, found 3; write "3"'],
    ['null for a name', { name: 'null' }, '2:9  name: expected a name in quotes, found null'],
    ['an empty name', { name: '""' }, '2:9  name: expected a name of at least one character, found ""'],
    [
      'a name of control characters',
      { name: '"\\u001b\\u0000"' },
      '2:9  name: expected a name with visible characters, found "\\u001b\\u0000"',
    ],
    [
      'a name of half a character',
      { name: '"\\ud83d"' },
      '2:9  name: expected a name with visible characters, found "\\ud83d"',
    ],
    [
      'a very long name',
      { name: `"${'n'.repeat(1_000_000)}"` },
      `2:9  name: expected a name of at most 200 characters, found "${'n'.repeat(39)}…"`,
    ],
    [
      'a list for a description',
      { description: '["x"]' },
      '4:16  description: expected a text in quotes, found a list of 1 item',
    ],
    [
      'a very long description',
      { description: `"${'d'.repeat(2001)}"` },
      `4:16  description: expected a text of at most 2,000 characters, found "${'d'.repeat(39)}…"`,
    ],
    [
      'a list for data',
      { data: '[[0, 1]]' },
      '3:9  data: expected an object with inputs and targets, found a list of 1 item',
    ],
    ['null for data', { data: 'null' }, '3:9  data: expected an object with inputs and targets, found null'],
    [
      'null for a section',
      { network: 'null' },
      '4:12  network: expected an object such as {"hidden": [4], "bias": true}, found null',
    ],
    [
      'a list for a section',
      { training: '[]' },
      '4:13  training: expected an object such as {"iterations": 60000, "learningRate": 1, "seed": 1}, found an empty list',
    ],
    [
      'a number for a list of layers',
      { network: '{"hidden": 4}' },
      '4:23  network.hidden: expected a list of layer sizes, found 4; write [4]',
    ],
    [
      'a layer of no units',
      { network: '{"hidden": [4, 0]}' },
      '4:27  network.hidden[1]: expected a whole number from 1 to 4,096, found 0',
    ],
    [
      'a layer of minus zero units',
      { network: '{"hidden": [-0]}' },
      '4:24  network.hidden[0]: expected a whole number from 1 to 4,096, found -0',
    ],
    [
      'a layer of half a unit',
      { network: '{"hidden": [2.5]}' },
      '4:24  network.hidden[0]: expected a whole number from 1 to 4,096, found 2.5',
    ],
    [
      'a layer too wide',
      { network: '{"hidden": [4097]}' },
      '4:24  network.hidden[0]: expected a whole number from 1 to 4,096, found 4097',
    ],
    [
      'a layer past 64 bits',
      { network: '{"hidden": [1e400]}' },
      '4:24  network.hidden[0]: expected a whole number from 1 to 4,096, found a number too large for 64 bits',
    ],
    [
      'a layer in quotes',
      { network: '{"hidden": ["3"]}' },
      '4:24  network.hidden[0]: expected a whole number from 1 to 4,096, found "3"; write it without quotes',
    ],
    [
      'too many layers',
      { network: `{"hidden": [${Array(33).fill(1)}]}` },
      '4:23  network.hidden: expected at most 32 hidden layers, found a list of 33 items',
    ],
    [
      'a number for true',
      { network: '{"bias": 1}' },
      '4:21  network.bias: expected true or false, found 1; write true',
    ],
    [
      'true in quotes',
      { network: '{"bias": "true"}' },
      '4:21  network.bias: expected true or false, found "true"; write it without quotes',
    ],
    [
      'no iterations',
      { training: '{"iterations": 0}' },
      '4:28  training.iterations: expected a whole number from 1 to 1,000,000,000, found 0',
    ],
    [
      'a negative seed',
      { training: '{"seed": -1}' },
      '4:22  training.seed: expected a whole number from 0 to 4,294,967,295, found -1',
    ],
    [
      'a seed of 33 bits',
      { training: '{"seed": 4294967296}' },
      '4:22  training.seed: expected a whole number from 0 to 4,294,967,295, found 4294967296',
    ],
    [
      'a seed in words',
      { training: '{"seed": "random"}' },
      '4:22  training.seed: expected a whole number from 0 to 4,294,967,295, found "random"',
    ],
    [
      'a learning rate of zero',
      { training: '{"learningRate": 0}' },
      '4:30  training.learningRate: expected a number above 0, at most 1,000,000,000, found 0',
    ],
    [
      'a report every half iteration',
      { training: '{"reportEvery": 0.5}' },
      '4:29  training.reportEvery: expected a whole number from 0 to 1,000,000,000, found 0.5',
    ],
    [
      'a speed of zero',
      { playback: '{"speed": 0}' },
      '4:23  playback.speed: expected a number above 0, at most 1,000,000,000, found 0',
    ],
    [
      'a speed in quotes',
      { playback: '{"speed": "300"}' },
      '4:23  playback.speed: expected iterations a second: a number above 0, at most 1,000,000,000, or "unlimited", found "300"; write it without quotes',
    ],
    [
      'a speed nearly unlimited',
      { playback: '{"speed": "Unlimted"}' },
      '4:23  playback.speed: expected iterations a second: a number above 0, at most 1,000,000,000, or "unlimited", found "Unlimted"; did you mean "unlimited"?',
    ],
    [
      'a schema that is no address',
      { $schema: '7' },
      '4:12  $schema: expected the address of the schema in quotes, found 7; write "7"',
    ],
  ])('%s', (_, parts, message) => {
    expect(messagesOf(scenarioText(parts))).toEqual([`mine.json:${message}`]);
  });
});
