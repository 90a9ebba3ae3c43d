import { expect, test } from 'vitest';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { evaluationWords, scoreWords } from '../../../src/ui/words/predictions-words.ts';
import { buildProgram } from '../../network/build-program.ts';

test.each([
  [{}, []],
  [{ batchSize: 2 }, ['p2 is l2 for all examples', 'p2 is l2 in prediction']],
  [{ dropout: 0.2 }, ['p2 is l2 without dropout', 'p2 is l2 in prediction']],
  [{ batchNorm: true }, ['p2 is l2 with running averages', 'p2 is l2 in prediction']],
  [
    { batchSize: 2, dropout: 0.2, dropoutForm: 'follow-up' },
    ['p2 is l2 for all examples, without dropout', 'p2 is l2 in prediction'],
  ],
] satisfies [Partial<GivenSettings>, string[]][])(
  'a separate prediction is named by its difference from the last layer: %j',
  (settings, words) => {
    const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, 4);
    expect(evaluationWords(program)).toEqual(words);
  },
);

const tested = (scores: object) => ({
  error: 0.1,
  curve: { iterations: new Float64Array(), errors: new Float64Array() },
  prediction: new Float64Array(),
  scores,
});

test.each([
  ['no snapshot', undefined, []],
  ['classes', { scores: { accuracy: 0.9875 } }, ['accuracy 98.8 %']],
  [
    'classes with a test set',
    { scores: { accuracy: 1 }, test: tested({ accuracy: 0.9667 }) },
    ['accuracy 100 % train, 96.7 % test'],
  ],
  [
    'quantities with a test set',
    { scores: { rSquared: 0.9811 }, test: tested({ rSquared: 0.95 }) },
    ['r² 0.981 train, 0.950 test'],
  ],
  ['quantities without a test set', { scores: { rSquared: 0.9811 } }, []],
])('the scores of %s', (_, snapshot, words) => {
  const evaluation = buildProgram({ layerSizes: [3, 4, 1], batchSize: 2 }, 4).evaluation;
  expect(evaluation).toBeDefined();
  expect(scoreWords(snapshot, { evaluation })).toEqual(words);
});

test('scores say that they are of the current weights where the header shows the predictions before the update', () => {
  const { evaluation } = buildProgram({ layerSizes: [3, 4, 1] }, 4);
  const snapshot = { scores: { rSquared: 0.9811 }, test: tested({ rSquared: 0.95 }) };
  expect(scoreWords(snapshot, { evaluation })).toEqual([
    'current weights: r² 0.981 train, 0.950 test',
    'current weights: r² 0.981, test 0.950',
    'r² 0.981, test 0.950 now',
  ]);
  expect(scoreWords({ scores: { accuracy: 1 } }, { evaluation })).toEqual(['accuracy 100 %']);
});
