import { describe, expect, it } from 'vitest';
import type { NetworkName } from '../../../src/learn/rebuild/level-names.ts';
import { checked } from './reports.ts';

/* Wrong programs by one edit of a right one each: the ✗ is at the line of the edit, and its sentence is true. */

const data = `import numpy as np
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
np.random.seed(1)
`;

const sigmoid = `def sigmoid(x):
    return 1 / (1 + np.exp(-x))
`;

const firstWeights = `W1 = 2 * np.random.random((3, 4)) - 1
W2 = 2 * np.random.random((4, 1)) - 1
`;

/** A loop over the weights forward, over the layers backward, and over the weights again. */
const overLists = `${data}W = [2 * np.random.random((3, 4)) - 1, 2 * np.random.random((4, 1)) - 1]
for i in range(60000):
    a = [X]
    for w in W:
        a.append(1 / (1 + np.exp(-a[-1].dot(w))))
    d = (y - a[-1]) * a[-1] * (1 - a[-1])
    G = [None, None]
    for k in (1, 0):
        G[k] = a[k].T.dot(d)
        d = d.dot(W[k].T) * a[k] * (1 - a[k])
    for w, g in zip(W, G):
        w += g
`;

const inFunctions = `${data}${sigmoid}${firstWeights}
def step(W1, W2):
    h = sigmoid(X @ W1)
    o = sigmoid(h @ W2)
    d2 = (y - o) * o * (1 - o)
    d1 = d2 @ W2.T * h * (1 - h)
    W2 += h.T @ d2
    W1 += X.T @ d1

for i in range(60000):
    step(W1, W2)
`;

type Case = readonly [what: string, from: string, to: string, sentence: string | RegExp];

/** Tests of one edit each. `to` begins with the wrong line. */
function edits(title: string, text: string, cases: readonly Case[], name: NetworkName = 'three-layers'): void {
  describe(title, () => {
    it('is solved as it is', () => {
      const { solved, fault } = checked(text, name);
      expect({ solved, fault }).toEqual({ solved: true, fault: undefined });
    });

    it.each(cases)('has the ✗ at the line of the edit: %s', (_, from, to, sentence) => {
      expect(text).toContain(from);
      const own = text.replace(from, () => to);
      const line = own.slice(0, text.indexOf(from)).split('\n').length;
      const { solved, fault, missing } = checked(own, name);
      expect({ solved, line: fault?.line, missing }).toEqual({ solved: false, line, missing: undefined });
      expect(fault?.sentence).toMatch(sentence);
    });
  });
}

edits('a loop over a list of weights', overLists, [
  [
    'no hidden slope',
    'd = d.dot(W[k].T) * a[k] * (1 - a[k])',
    'd = d.dot(W[k].T)',
    'The hidden delta is the hidden error without',
  ],
  [
    'no output slope',
    'd = (y - a[-1]) * a[-1] * (1 - a[-1])',
    'd = y - a[-1]',
    'The output delta is the error without',
  ],
  ['an update uphill', 'w += g', 'w -= g', 'the weights move uphill'],
  [
    'an update of the name alone',
    'w += g',
    'w = w + g',
    /^w gets the new numbers of W\[\d\], and W\[\d\] itself stays/,
  ],
]);

edits('weights in a function', inFunctions, [
  ['a new variable', 'W2 += h.T @ d2', 'W2 = W2 + h.T @ d2', 'W2 is a variable of the function here'],
  ['a new variable in the last line', 'W1 += X.T @ d1', 'W1 = W1 + X.T @ d1', 'W1 is a variable of the function here'],
  ['another name', 'W1 += X.T @ d1', 'V = W1 + X.T @ d1', 'V gets the new numbers of W1, and W1 itself stays as it is'],
]);
