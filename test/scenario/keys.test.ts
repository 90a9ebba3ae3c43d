import { describe, expect, it } from 'vitest';
import { messagesOf, scenarioText } from './messages.ts';

const ROOT =
  '4:1  expected one of $schema, name, description, compareWith, data, network, training, playback, changes, marks, watches';

describe('an unknown key', () => {
  it.each([
    [
      '"hidden" in its section is near',
      { network: '{"hiden": [3]}' },
      '4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "hiden"; did you mean "hidden"?',
    ],
    [
      'a key in another case',
      { training: '{"learning_rate": 1}' },
      '4:14  training: expected one of iterations, learningRate, seed, reportEvery, loss, batch, optimizer, precision, l1, l2, weightDecay, clip, schedule, stop, found "learning_rate"; did you mean "learningRate"?',
    ],
    [
      'a key of another library',
      { training: '{"epochs": 1}' },
      '4:14  training: expected one of iterations, learningRate, seed, reportEvery, loss, batch, optimizer, precision, l1, l2, weightDecay, clip, schedule, stop, found "epochs"; did you mean "iterations"?',
    ],
    [
      'the name that the tutorial has for it',
      { training: '{"alpha": 1}' },
      '4:14  training: expected one of iterations, learningRate, seed, reportEvery, loss, batch, optimizer, precision, l1, l2, weightDecay, clip, schedule, stop, found "alpha"; did you mean "learningRate"?',
    ],
    [
      'the only key of an object that must not be empty',
      { training: '{"stop": {"errorbelow": 1}}' },
      '4:23  training.stop: expected one of errorBelow, noImprovementFor, gradientNormBelow, seconds, found "errorbelow"; did you mean "errorBelow"?',
    ],
    [
      'the name of another library for a part of an object',
      { training: '{"batch_size": 2}' },
      '4:14  training: expected one of iterations, learningRate, seed, reportEvery, loss, batch, optimizer, precision, l1, l2, weightDecay, clip, schedule, stop, found "batch_size"; write "batch": {"size": N}',
    ],
    ['a key of a section', { seed: '1' }, `${ROOT}, found "seed"; did you mean "seed" in training?`],
    [
      'a key of another section',
      { network: '{"speed": 1}' },
      '4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "speed"; did you mean "speed" in playback?',
    ],
    [
      'a key of the scenario inside of a section',
      { network: '{"description": "x"}' },
      '4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "description"; did you mean "description" outside of this object?',
    ],
    ['a key with transposed letters', { tarining: '{}' }, `${ROOT}, found "tarining"; did you mean "training"?`],
    [
      'a key with two wrong letters in another section',
      { network: '{"itxratixns": 9}' },
      '4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "itxratixns"',
    ],
    [
      'a key with transposed letters in another section',
      { network: '{"iteratoins": 9}' },
      '4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "iteratoins"; did you mean "iterations" in training?',
    ],
    ['a short word that shares half of its letters with a key', { it: '1' }, `${ROOT}, found "it"`],
    ['a key like no other', { zzz: '1' }, `${ROOT}, found "zzz"`],
    ['an empty key', { '': '1' }, `${ROOT}, found ""`],
    ['"constructor", which every object inherits', { constructor: '1' }, `${ROOT}, found "constructor"`],
    [
      '"toString" in a section',
      { network: '{"toString": 1}' },
      '4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "toString"',
    ],
  ])('is reported with the key that was probably meant: %s', (_, parts, message) => {
    expect(messagesOf(scenarioText(parts))).toEqual([`mine.json:${message}`]);
  });

  it('__proto__ is reported and changes no prototype', () => {
    expect(messagesOf(scenarioText({ network: '{"__proto__": {"hidden": [9]}}' }))).toEqual([
      'mine.json:4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "__proto__"',
    ]);
    expect(messagesOf(scenarioText({ ['__proto__']: '{"name": "x"}' }))).toEqual([
      `mine.json:${ROOT}, found "__proto__"`,
    ]);
  });

  it('in the place of a missing key is reported once', () => {
    expect(messagesOf('{"nmae": "x", "data": {"input": [[1]], "y": [[1]]}}')).toEqual([
      'mine.json:1:2  expected one of $schema, name, description, compareWith, data, network, training, playback, changes, marks, watches, found "nmae"; did you mean "name"?',
      'mine.json:1:24  data: expected one of inputs, targets, inputNames, targetNames, found "input"; did you mean "inputs"?',
      'mine.json:1:40  data: expected one of inputs, targets, inputNames, targetNames, found "y"; did you mean "targets"?',
    ]);
  });

  it('with escapes is reported at its place', () => {
    expect(messagesOf(scenarioText({ '\\u007a': '1' }))).toEqual([`mine.json:${ROOT}, found "z"`]);
  });
});

it('a key that an object has twice is reported at its second place', () => {
  expect(messagesOf(scenarioText({ network: '{"hidden": [3], "bias": true, "hidden": [4]}' }))).toEqual([
    'mine.json:4:42  network: expected each key once, found "hidden" again',
  ]);
});

it('a section that comes twice is reported, but not its keys', () => {
  const text = scenarioText({ network: '{"hidden": [3]},\n"network": {"hidden": [4]}' });
  expect(messagesOf(text)).toEqual(['mine.json:5:1  expected each key once, found "network" again']);
});

it('a key with escapes is the same key', () => {
  expect(messagesOf(scenarioText({ network: '{"bias": true, "\\u0062ias": false}' }))).toEqual([
    'mine.json:4:27  network: expected each key once, found "bias" again',
  ]);
});

it('other faults are reported at the last of equal keys, which counts', () => {
  const text = scenarioText({ network: '{"hidden": [0, 0]},\n"network": {"bias": 1}' });
  expect(messagesOf(text)).toEqual([
    'mine.json:5:1  expected each key once, found "network" again',
    'mine.json:5:21  network.bias: expected true or false, found 1; write true',
  ]);
});

it('the same key is allowed in different objects', () => {
  expect(messagesOf(scenarioText({ network: '{"a": {"b": 1, "b": 2}}' }))).toEqual([
    'mine.json:4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "a"',
  ]);
});

it('keys that come twice in one change are reported, but every change may have them', () => {
  const change = (set: string): string => `{"at": 1, "set": {${set}}}`;
  const twice = '"syn0[0,2]": 1, "learningRate": 2, "syn0[0,2]": 3';
  expect(messagesOf(scenarioText({ changes: `[${change('"learningRate": 2')}, ${change(twice)}]` }))).toEqual([
    'mine.json:4:105  changes[1].set: expected each key once, found "syn0[0,2]" again',
  ]);
  expect(messagesOf(scenarioText({ changes: '[{"at": 1, "set": {"learningRate": 2}, "at": 3}]' }))).toEqual([
    'mine.json:4:51  changes[0]: expected each key once, found "at" again',
  ]);
});
