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
    'mine.json:4:13  network: expected one of hidden, bias, found "a"',
  ]);
});
