import { expect, test } from 'vitest';
import { buildProgram, type NetworkSettings } from '../../../src/network/build.ts';
import { evaluationWords, fitWords } from '../../../src/ui/words/predictions-words.ts';

test.each([
  [{}, []],
  [{ batchSize: 2 }, ['p2 is l2 of every example', 'p2 is l2 as it predicts']],
  [{ dropout: 0.2 }, ['p2 is l2 with no unit left out', 'p2 is l2 as it predicts']],
  [{ batchNorm: true }, ['p2 is l2 by the running averages', 'p2 is l2 as it predicts']],
  [
    { batchSize: 2, dropout: 0.2, dropoutForm: 'follow-up' },
    ['p2 is l2 of every example, with no unit left out', 'p2 is l2 as it predicts'],
  ],
] satisfies [Partial<NetworkSettings>, string[]][])(
  'what is predicted apart is the last layer without what training does to it: %j',
  (settings, words) => {
    const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, 4);
    expect(evaluationWords(program)).toEqual(words);
  },
);

const tested = (fit: object) => ({
  error: 0.1,
  curve: { iterations: new Float64Array(), errors: new Float64Array() },
  prediction: new Float64Array(),
  fit,
});

test.each([
  ['nothing yet', undefined, undefined],
  ['classes', { fit: { accuracy: 0.9875 } }, '98.8 % right'],
  [
    'classes with a test',
    { fit: { accuracy: 1 }, test: tested({ accuracy: 0.9667 }) },
    '100 % right, 96.7 % of the test',
  ],
  [
    'quantities with a test',
    { fit: { rSquared: 0.9811 }, test: tested({ rSquared: 0.95 }) },
    'r² 0.981, 0.950 of the test',
  ],
  ['quantities alone, which the rows tell of', { fit: { rSquared: 0.9811 } }, undefined],
])('the fit of %s', (_, snapshot, words) => {
  expect(fitWords(snapshot)).toBe(words);
});
