import { describe, expect, test } from 'vitest';
import { findingWords } from '../../../src/ui/words/check-up-words.ts';
import type { Finding } from '../../../src/worker/protocol.ts';

type Alphas = Extract<Finding, { readonly kind: 'alphas' }>;

function alphas(own: number, losses: readonly number[], change: Partial<Alphas> = {}): string {
  const points = losses.map((loss, index) => ({ alpha: 10 ** (index - 1), loss }));
  return findingWords({
    kind: 'alphas',
    state: 'open',
    own,
    best: own,
    iterations: 8,
    falls: true,
    start: 2,
    points,
    ...change,
  });
}

describe('the finding about alpha', () => {
  test('promises nothing of another alpha where no alpha lowers the error', () => {
    expect(alphas(1, [2, 2, 2.5])).toBe(
      'squared error at 100 % of the first after 8 iterations, the lowest of 3 alphas: no alpha lowers the error.',
    );
    expect(alphas(1, [Number.NaN, Number.NaN, Number.NaN])).toBe(
      'squared error NaN or infinite after 8 iterations: no alpha lowers the error.',
    );
  });

  test('has no share of an error that is 0 before the first iteration', () => {
    expect(alphas(1, [0, 0, 0.1], { start: 0, falls: false })).toBe(
      'the squared error is 0 before the first iteration: no alpha can lower it.',
    );
  });

  test('does not name another alpha whose error reads the same', () => {
    expect(alphas(1, [1.999, 0.0601, 0.06], { state: 'good', best: 10 })).toBe(
      'squared error at 3 % of the first after 8 iterations, about the lowest of 3 alphas: alpha 1 is in the range where the error falls.',
    );
  });

  test('compares an alpha that diverges with the best one', () => {
    expect(alphas(1, [1, Number.NaN, Number.NaN], { state: 'bad', best: 0.1 })).toBe(
      'squared error NaN or infinite after 8 iterations, with alpha 0.1 at 50 %: alpha 1 is too large.',
    );
  });
});

test('rows that adam cannot learn by heart are not compared with adam', () => {
  const finding = { kind: 'fewRows', state: 'bad', rows: 4, right: 3, iterations: 2500 } as const;
  const adam = { alpha: 0.1, isReseeded: true, own: { right: 2, iterations: 2500 } };
  expect(findingWords({ ...finding, by: 'adam', adam })).toMatch(
    /^3 of 4 examples right after 2,500 iterations with Adam at alpha 0.1 and other initial weights: /,
  );
  expect(findingWords({ ...finding, by: 'own' })).toMatch(
    /^3 of 4 examples right after 2,500 iterations, and no more /,
  );
});

test('many test rows of a training set that repeats itself are not called few', () => {
  const finding = { kind: 'testRows', state: 'good', of: 100, all: 100 } as const;
  expect(findingWords({ ...finding, shared: 5 })).toMatch(/: too few to change the test error much\.$/);
  expect(findingWords({ ...finding, shared: 1, of: 9, all: 9 })).toMatch(
    /: a single example may be there twice by chance\.$/,
  );
  expect(findingWords({ ...finding, shared: 60 })).toMatch(
    /: the training set repeats its own examples about as often\.$/,
  );
});

test('first predictions are compared with a guess by their numbers', () => {
  const words = (of: 'classes' | 'quantities', loss: number, chance: number): string =>
    findingWords({
      kind: 'firstLoss',
      state: 'good',
      of,
      by: of === 'classes' ? 'crossEntropy' : 'squares',
      loss,
      chance,
    });
  expect(words('classes', 0.21, Math.LN2)).toMatch(/: the first predictions are better than a uniform guess\.$/);
  expect(words('classes', 0.7, Math.LN2)).toMatch(/: the first predictions are near a uniform guess\.$/);
  expect(words('classes', 3.5, Math.log(10))).toMatch(/: the first predictions are worse than a uniform guess\.$/);
  expect(words('quantities', 0.054, 1)).toMatch(
    /: the first predictions are better than always predicting the mean\.$/,
  );
});

test('rows that only Adam learns are not credited to the settings of the run', () => {
  const adam = { alpha: 0.02, isReseeded: false, own: { right: 1, iterations: 2500 } };
  const finding = { kind: 'fewRows', state: 'open', rows: 4, right: 4, iterations: 475, by: 'adam', adam } as const;
  expect(findingWords(finding)).toBe(
    '1 of 4 examples right after 2,500 iterations with its own optimizer and alpha, but 4 of 4 after 475 iterations with Adam at alpha 0.02: the layers can memorize a few examples, but this optimizer and alpha do not.',
  );
});

test('an error that zeroed inputs do not change is not 1 times as large', () => {
  const finding = {
    kind: 'zeroedInputs',
    state: 'open',
    iterations: 9,
    of: 'run',
    usesInputs: true,
    error: 0.5,
  } as const;
  expect(findingWords({ ...finding, zeroed: 0.5 })).toContain('the squared error is as large as with them: ');
  expect(findingWords({ ...finding, zeroed: 0.5001 })).toContain('the squared error is about as large as with them: ');
  expect(findingWords({ ...finding, zeroed: 0.51 })).toContain('the squared error is 1.02 times as large: ');
  expect(findingWords({ ...finding, zeroed: 0.51, of: 'trial', alpha: 10 })).toContain(
    '1.02 times as large, in a trial of 9 iterations with alpha 10: ',
  );
});

test('a part of the test rows does not speak for the rest', () => {
  expect(findingWords({ kind: 'testRows', state: 'good', shared: 0, of: 256, all: 1000 })).toBe(
    '0 of the 256 test examples that were compared (of 1,000) are also in the training set: these examples are new to the network; the rest may not be.',
  );
});

test('a few large cells of inputs are counted', () => {
  const finding = { kind: 'scales', state: 'open', targets: [0, 1], causes: [] } as const;
  expect(findingWords({ ...finding, inputs: [-3.062, 37.91], cells: 512, largeCells: 2 })).toBe(
    'inputs -3.062 to 37.91, targets 0 to 1: 2 of 512 input cells are above 10 in magnitude. They can make sums and steps large.',
  );
  const words = findingWords({ ...finding, inputs: [-3.062, 37.91], cells: 512, largeCells: 2 }, {}, '−');
  expect(words).toMatch(/^inputs −3\.062 to 37\.91, /);
  const inputScaling = { shift: Float64Array.of(4), unit: Float64Array.of(2) };
  const scaled = { ...finding, state: 'good', inputs: [-2.1, 3.3], cells: 512, largeCells: 0 } as const;
  expect(findingWords(scaled, { inputScaling })).toMatch(/^scaled inputs -2\.1 to 3\.3, targets 0 to 1: /);
});

test('the words about alpha admit an error that hardly falls at any alpha', () => {
  expect(alphas(1, [1.98, 1.94, 1.99], { falls: false })).toBe(
    'squared error at 97 % of the first after 8 iterations, the lowest of 3 alphas: the error hardly falls at any alpha in 8 iterations.',
  );
});

test('a share below the smallest one shown is not written as a value', () => {
  expect(alphas(1, [1, 1e-4, 2], { state: 'good' })).toMatch(
    /^squared error below 0\.1 % of the first after 8 iterations/,
  );
});

test('first predictions are measured by the loss of the run', () => {
  const finding = { kind: 'firstLoss', state: 'good', of: 'classes', loss: 1.7, chance: 1 } as const;
  expect(findingWords({ ...finding, by: 'squares' })).toBe(
    'squared error 1.7 times the variance of the targets: the first predictions are worse than always predicting the mean.',
  );
  expect(findingWords({ ...finding, by: 'sizes' })).toBe(
    'absolute error 1.7 times that of always predicting the median: the first predictions are worse than always predicting the median.',
  );
});

test('a failed gradient check is described by what has failed', () => {
  const finding = {
    kind: 'gradients',
    state: 'bad',
    result: 'failed',
    worst: 2e-10,
    isWorstGood: true,
    atKinks: 0,
  } as const;
  expect(findingWords({ ...finding, worst: 0.25, isWorstGood: false })).toBe(
    'worst relative difference 2.5e-1: the updates do not descend the loss. The gradient check shows where.',
  );
  expect(findingWords({ ...finding, elsewhere: 0.5 })).toBe(
    'worst relative difference 2.0e-10, but 5.0e-1 at random weights: there, the updates do not descend the loss. The gradient check shows where.',
  );
  expect(findingWords({ ...finding, fault: 'v_syn0' })).toBe(
    'worst relative difference 2.0e-10: the updates descend the loss, but v_syn0 is not computed as its technique defines. The gradient check shows it.',
  );
});

test('gradients that are all 0 are not said to descend the loss', () => {
  const words = findingWords({
    ...{ kind: 'gradients', state: 'open', result: 'zero' },
    ...{ worst: 0, isWorstGood: true, atKinks: 0 },
  });
  expect(words).toBe('every gradient is 0: there is nothing to compare, and nothing is learned from the examples.');
});
