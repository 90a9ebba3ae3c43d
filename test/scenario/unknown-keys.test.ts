import { describe, expect, it } from 'vitest';
import { messagesOf, scenarioText } from './messages.ts';

const ROOT = '4:1  expected one of $schema, name, description, data, network, training, playback, changes, watches';

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
      '4:14  training: expected one of iterations, learningRate, seed, reportEvery, loss, batch, optimizer, l1, l2, weightDecay, clip, schedule, stop, found "learning_rate"; did you mean "learningRate"?',
    ],
    [
      'a key of another library',
      { training: '{"epochs": 1}' },
      '4:14  training: expected one of iterations, learningRate, seed, reportEvery, loss, batch, optimizer, l1, l2, weightDecay, clip, schedule, stop, found "epochs"; did you mean "iterations"?',
    ],
    [
      'the name that the tutorial has for it',
      { training: '{"alpha": 1}' },
      '4:14  training: expected one of iterations, learningRate, seed, reportEvery, loss, batch, optimizer, l1, l2, weightDecay, clip, schedule, stop, found "alpha"; did you mean "learningRate"?',
    ],
    [
      'the only key of an object that must not be empty',
      { training: '{"stop": {"errorbelow": 1}}' },
      '4:23  training.stop: expected one of errorBelow, noImprovementFor, gradientNormBelow, seconds, found "errorbelow"; did you mean "errorBelow"?',
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
    ['a key like no other', { zzz: '1' }, `${ROOT}, found "zzz"`],
    ['an empty key', { '': '1' }, `${ROOT}, found ""`],
    ['"constructor", which every object inherits', { constructor: '1' }, `${ROOT}, found "constructor"`],
    [
      '"toString" in a section',
      { network: '{"toString": 1}' },
      '4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "toString"',
    ],
  ])('is told of with the key that seems to be meant: %s', (_, parts, message) => {
    expect(messagesOf(scenarioText(parts))).toEqual([`mine.json:${message}`]);
  });

  it('called __proto__ changes no prototype and is told of', () => {
    expect(messagesOf(scenarioText({ network: '{"__proto__": {"hidden": [9]}}' }))).toEqual([
      'mine.json:4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "__proto__"',
    ]);
    expect(messagesOf(scenarioText({ ['__proto__']: '{"name": "x"}' }))).toEqual([
      `mine.json:${ROOT}, found "__proto__"`,
    ]);
  });

  it('that is meant for one that is missing is told of once', () => {
    expect(messagesOf('{"nmae": "x", "data": {"input": [[1]], "y": [[1]]}}')).toEqual([
      'mine.json:1:2  expected one of $schema, name, description, data, network, training, playback, changes, watches, found "nmae"; did you mean "name"?',
      'mine.json:1:24  data: expected one of inputs, targets, inputNames, targetNames, found "input"; did you mean "inputs"?',
      'mine.json:1:40  data: expected one of inputs, targets, inputNames, targetNames, found "y"; did you mean "targets"?',
    ]);
  });

  it('written with escapes is told of at its place', () => {
    expect(messagesOf(scenarioText({ '\\u007a': '1' }))).toEqual([`mine.json:${ROOT}, found "z"`]);
  });
});
