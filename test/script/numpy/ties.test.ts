import { expect, it } from 'vitest';
import { run } from './evaluator.ts';

// As NumPy 2.4 prints them, for float64 and float32. Its vector instructions give another zero for lengths 8k + 1 (16k + 1 for float32), and
// np.fmax and np.fmin give either zero, depending on the length.
it.each([
  ['np.maximum([-0.0, 0.0], [0.0, -0.0])', '[ 0. -0.]'],
  ['np.minimum([-0.0, 0.0], [0.0, -0.0])', '[ 0. -0.]'],
  ['np.maximum(-0.0, np.zeros(70))[[0, 69]]', '[0. 0.]'],
  ['np.maximum(np.zeros(70), -0.0)[[0, 69]]', '[-0. -0.]'],
  ['np.maximum(0.0, -0.0)', '-0.0'],
  ['np.max([-0.0, 0.0])', '0.0'],
  ['np.max([0.0, -0.0])', '-0.0'],
  ['np.min([-0.0, 0.0])', '0.0'],
  ['np.min(np.array([0.0, 0.0, -0.0], dtype="float32"))', '-0.0'],
  ['np.max(np.array([[0.0, -0.0], [-0.0, 0.0]]), axis=0)', '[-0.  0.]'],
  ['np.max(np.array([[0.0, -0.0], [-0.0, 0.0]]), axis=1)', '[-0.  0.]'],
  ['np.maximum.reduce([0.0, -0.0])', '-0.0'],
  ['np.maximum.accumulate([0.0, -0.0, -0.0])', '[ 0. -0. -0.]'],
  ['np.clip([-0.0, 0.0], 0.0, 1)', '[-0.  0.]'],
  ['np.clip([-0.0, 0.0], -1, -0.0)', '[-0.  0.]'],
  ['np.maximum([1.0, np.nan, 2.0], [np.nan, 1.0, 3.0])', '[nan nan  3.]'],
  ['np.max([1.0, np.nan, 3.0])', 'nan'],
  ['np.fmax([1.0, np.nan, 2.0], [np.nan, 1.0, 3.0])', '[1. 1. 3.]'],
  ['np.argmax([1.0, np.nan, 5.0, np.nan])', '1'],
  ['np.argmin([1.0, np.nan, 5.0, np.nan])', '1'],
  ['np.argmax([-0.0, 0.0])', '0'],
  ['np.argmax([1, 2, 2, 1])', '1'],
])('%s gives %s', (source, printed) => {
  expect(run(`print(${source})`)).toEqual({ output: `${printed}\n`, warnings: [], error: undefined });
});
