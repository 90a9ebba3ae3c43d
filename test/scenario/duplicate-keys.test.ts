import { expect, it } from 'vitest';
import { messagesOf, scenarioText } from './messages.ts';

it('tells of a key that comes again, where it comes again', () => {
  expect(messagesOf(scenarioText({ network: '{"hidden": [3], "bias": true, "hidden": [4]}' }))).toEqual([
    'mine.json:4:42  network: expected each key once, found "hidden" again',
  ]);
});

it('tells of a section that comes again, and not of the keys in it', () => {
  const text = scenarioText({ network: '{"hidden": [3]},\n"network": {"hidden": [4]}' });
  expect(messagesOf(text)).toEqual(['mine.json:5:1  expected each key once, found "network" again']);
});

it('recognises a key that is written with escapes', () => {
  expect(messagesOf(scenarioText({ network: '{"bias": true, "\\u0062ias": false}' }))).toEqual([
    'mine.json:4:27  network: expected each key once, found "bias" again',
  ]);
});

it('places other faults at the last of equal keys, which is the one that counts', () => {
  const text = scenarioText({ network: '{"hidden": [0, 0]},\n"network": {"bias": 1}' });
  expect(messagesOf(text)).toEqual([
    'mine.json:5:1  expected each key once, found "network" again',
    'mine.json:5:21  network.bias: expected true or false, found 1; write true',
  ]);
});

it('allows the same key in different sections and in other objects', () => {
  expect(messagesOf(scenarioText({ network: '{"a": {"b": 1, "b": 2}}' }))).toEqual([
    'mine.json:4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "a"',
  ]);
});

it('tells of keys that come again in one change, and allows them in each', () => {
  const change = (set: string): string => `{"at": 1, "set": {${set}}}`;
  const twice = '"syn0[0,2]": 1, "learningRate": 2, "syn0[0,2]": 3';
  expect(messagesOf(scenarioText({ changes: `[${change('"learningRate": 2')}, ${change(twice)}]` }))).toEqual([
    'mine.json:4:105  changes[1].set: expected each key once, found "syn0[0,2]" again',
  ]);
  expect(messagesOf(scenarioText({ changes: '[{"at": 1, "set": {"learningRate": 2}, "at": 3}]' }))).toEqual([
    'mine.json:4:51  changes[0]: expected each key once, found "at" again',
  ]);
});
