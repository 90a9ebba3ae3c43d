import { describe, expect, test } from 'vitest';
import { findingWords } from '../../../src/ui/words/check-up-words.ts';
import type { Finding } from '../../../src/worker/protocol.ts';

type Alphas = Extract<Finding, { readonly kind: 'alphas' }>;

function alphas(own: number, losses: readonly number[], change: Partial<Alphas> = {}): string {
  const points = losses.map((loss, index) => ({ alpha: 10 ** (index - 1), loss }));
  return findingWords({ kind: 'alphas', state: 'open', own, best: own, iterations: 8, start: 2, points, ...change });
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

  test('compares an alpha that diverges with the best one', () => {
    expect(alphas(1, [1, Number.NaN, Number.NaN], { state: 'bad', best: 0.1 })).toBe(
      'squared error NaN or infinite after 8 iterations, with alpha 0.1 at 50 %: alpha 1 is too large.',
    );
  });
});

test('rows that adam cannot learn by heart are not compared with adam', () => {
  const finding = { kind: 'fewRows', state: 'bad', rows: 4, right: 3, iterations: 2500 } as const;
  expect(findingWords({ ...finding, by: 'adam' })).toMatch(/^3 of 4 rows right after 2,500 iterations with adam: /);
  expect(findingWords({ ...finding, by: 'own' })).toMatch(/^3 of 4 rows right after 2,500 iterations, and no more /);
});

test('many test rows of a training set that repeats itself are not called few', () => {
  const finding = { kind: 'testRows', state: 'good', of: 100 } as const;
  expect(findingWords({ ...finding, shared: 5 })).toMatch(/: so few hardly change the test error\.$/);
  expect(findingWords({ ...finding, shared: 60 })).toMatch(/: the training set repeats its own rows about as often\.$/);
});
