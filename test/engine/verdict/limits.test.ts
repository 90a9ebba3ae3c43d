import { expect, test } from 'vitest';
import { drawn, inputsOf } from './catalogue/examples.ts';
import { scenario, tanh } from './catalogue/fault.ts';
import { subjectFrom, trained } from './catalogue/try.ts';

/** The sign of a sum of two inputs, where a share of the labels is the other one. */
const labels = (rows: number, noise: number, inputOf = (cell: number): number => cell) =>
  drawn(rows, (draws) => {
    const inputs = inputsOf(draws, 2).map(inputOf);
    const isOther = draws.uniform() < 2 * noise - 1;
    return [inputs, [inputs[0]! + inputs[1]! > 0 !== isOther ? 1 : 0]];
  });
const logistic = { iterations: 1500, learningRate: 1, loss: 'binary-cross-entropy' };
const single = { hidden: [], bias: true };

test.each([
  ['labels of which a tenth is wrong', scenario(labels(200, 0.1), single, logistic)],
  ['labels of which a fifth is wrong', scenario(labels(200, 0.2), single, logistic)],
  ['labels of which three tenths are wrong', scenario(labels(300, 0.3), single, logistic)],
  ['noisy labels of few different inputs', scenario(labels(100, 0.3, Math.sign), single, logistic)],
  [
    'a line with outliers',
    scenario(
      drawn(80, (draws, row) => {
        const x = draws.uniform();
        return [[x], [2 * x + 0.1 * draws.normal() + (row % 20 === 0 ? 10 : 0)]];
      }),
      { hidden: [], bias: true, activation: 'linear' },
      { iterations: 1000, learningRate: 0.3, loss: 'huber' },
    ),
  ],
  ['a quarter of wrong labels', scenario(labels(200, 0.25), tanh([3], 'sigmoid'), { ...logistic, iterations: 3000 })],
])('a run as good as its data allow is not stuck: %s', (_, own) => {
  const subject = subjectFrom(own);
  const kinds = [0.1, 0.3, 1].map((part) => trained(subject, 1, part * subject.iterations).verdict?.kind);
  expect(kinds.filter((kind) => kind === 'stuck' || kind === 'plateau' || kind === 'saturated')).toEqual([]);
});

test('a small L2 is no cause where the rest is noise', () => {
  const noisy = drawn(60, (draws) => {
    const inputs = inputsOf(draws, 3);
    return [inputs, [inputs[0]! - 0.5 * inputs[1]! + 0.2 * draws.normal()]];
  });
  const own = { iterations: 2000, learningRate: 0.01, optimizer: 'adam', loss: 'mean-squared', l2: 0.01 };
  const { verdict } = trained(subjectFrom(scenario(noisy, tanh([6], 'linear'), own)), 1, 2000);
  expect(verdict?.causes.map(({ kind }) => kind)).toEqual(['noise']);
});

test.each([20, 27])('noise learned by heart is overfitting, although one large miss hides it: seed %i', (seed) => {
  const data = { generate: 'plane', examples: 30, noise: 1, seed, test: { fraction: 0.4 } };
  const training = { iterations: 1500, learningRate: 0.02, optimizer: 'adam', loss: 'mean-squared' };
  const { verdict } = trained(subjectFrom(scenario(data, tanh([30], 'linear'), training)), 1, 1500);
  expect(verdict?.kind).toBe('overfitting');
  expect(verdict?.remedies).not.toEqual([]);
});
