import { expect, test } from 'vitest';
import { fitWords } from '../../../src/ui/words/fit-words.ts';

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
