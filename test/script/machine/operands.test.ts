import { describe, expect, it } from 'vitest';
import { runOf } from './run-program.ts';

const BEFORE = `import numpy as np
X = np.ones((4, 3)); w = np.ones((4, 1)); out = np.ones((2, 2)); n = np.array([1, 2])
class Net: pass
net = Net(); net.weights = [np.ones((2, 5))]
`;

/** The sentence with which a line ends the script. */
function adviceOf(line: string): string | undefined {
  const run = runOf(`${BEFORE}${line}`);
  run.go({ kind: 'end' }, 1e6);
  const { ending } = run;
  return ending?.kind === 'exception' ? ending.exception.advice : undefined;
}

const RULE = 'sizes must be equal, or one of them 1, compared from the last axis on.';

describe('an error about shapes names the arrays', () => {
  it.each([
    ['np.dot(X, w)', 'X has 3 columns and w 4 rows; a product needs equal numbers: X.T fits.'],
    ['X.dot(w)', 'X has 3 columns and w 4 rows; a product needs equal numbers: X.T fits.'],
    ['X @ w', 'X has 3 columns and w 4 rows; a product needs equal numbers: X.T fits.'],
    ['w.T @ net.weights[0]', 'w.T has 4 columns and net.weights[0] 2 rows; a product needs equal numbers.'],
    ['X.T.dot(X.T)', 'X.T has 4 columns and X.T 3 rows; a product needs equal numbers. Transpose one of them with .T.'],
    [
      'w.T.dot(np.ones((3, 4)))',
      'w.T has 4 columns and np.ones((3, 4)) 3 rows; a product needs equal numbers: (np.ones((3, 4))).T fits.',
    ],
    [
      'n.dot(np.ones(3))',
      'n has the shape (2,) and np.ones(3) the shape (3,); the last size of n must be the first of np.ones(3).',
    ],
    ['error = (X\n  - out)', `X has the shape (4, 3) and out the shape (2, 2); ${RULE}`],
    ['np.maximum(X, out)', `X has the shape (4, 3) and out the shape (2, 2); ${RULE}`],
    ['X += out', `X has the shape (4, 3) and out the shape (2, 2); ${RULE}`],
    ['w += X', 'The result has the shape (4, 3) and does not fit into w of shape (4, 1).'],
    ['X[0] = n', 'The value has the shape (2,), X[0] (3,).'],
    ['n += 0.5', 'n holds int64; make it an array of floats first, for example with dtype=float.'],
    [
      'np.add(n, 0.5, out=n)',
      'The output array holds int64; make it an array of floats first, for example with dtype=float.',
    ],
  ])('%s', (line, advice) => {
    expect(adviceOf(line)).toBe(advice);
  });

  it('has no name for an operand with a long text', () => {
    const advice = adviceOf('np.dot(X * (1 - X) + np.maximum(X, 0) - np.exp(-X), w)');
    expect(advice).toBe(
      'The first array has 3 columns and w 4 rows; a product needs equal numbers: the transpose of the first array fits.',
    );
  });
});
