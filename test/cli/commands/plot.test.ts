import { expect, test } from 'vitest';
import { curvesOf, mixedUnits } from '../../../src/cli/commands/plot.ts';

const tested = {
  name: 'a',
  points: [
    { iteration: 1, error: 0.5, testError: 0.6 },
    { iteration: 2, error: 0.4 },
    { iteration: 3, error: 0.3, testError: 0.7 },
  ],
};
const plain = { name: 'b', points: [{ iteration: 1, error: 0.5 }] };
const drawn = (...args: Parameters<typeof curvesOf>) =>
  curvesOf(...args).map(
    ({ name, curve }) => `${name} ${Array.from(curve.iterations).map((at, i) => `${at}:${curve.errors[i]}`)}`,
  );

test('a single log is drawn with both training and test errors', () => {
  expect(drawn([tested], false)).toEqual(['train 1:0.5,2:0.4,3:0.3', 'test 1:0.6,3:0.7']);
  expect(drawn([plain], false)).toEqual(['b 1:0.5']);
});

test('several logs are drawn with one or the other', () => {
  expect(drawn([tested, plain], false)).toEqual(['a 1:0.5,2:0.4,3:0.3', 'b 1:0.5']);
  expect(drawn([tested, { ...tested, name: 'c' }], true)).toEqual(['a 1:0.6,3:0.7', 'c 1:0.6,3:0.7']);
  expect(drawn([tested], true)).toEqual(['a 1:0.6,3:0.7']);
});

test('a curve has the unit of its errors, and curves of different units come with a warning', () => {
  const inEuros = { name: 'c', points: [{ iteration: 1, error: 40, unit: '€' }] };
  expect(curvesOf([inEuros, plain], false).map(({ unit }) => unit)).toEqual(['€', undefined]);
  expect(mixedUnits([inEuros, plain])).toBe(
    'the errors have different units, so that the curves cannot be compared: c in €, b without a unit',
  );
  expect([mixedUnits([inEuros, inEuros]), mixedUnits([plain, tested])]).toEqual([undefined, undefined]);
});
