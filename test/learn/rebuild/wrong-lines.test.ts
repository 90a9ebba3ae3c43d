import { describe, expect, it } from 'vitest';
import type { NetworkName } from '../../../src/learn/rebuild/level-names.ts';
import { networkOf, programText, sourceOf, wholeText } from '../../../src/learn/rebuild/networks.ts';
import { checked, checkedLevel } from './reports.ts';

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
    /^w gets the new numbers of W\[\d\], but W\[\d\] itself does not change/,
  ],
]);

edits('weights in a function', inFunctions, [
  ['a new variable', 'W2 += h.T @ d2', 'W2 = W2 + h.T @ d2', 'W2 is a local variable of this function'],
  [
    'a new variable in the last line',
    'W1 += X.T @ d1',
    'W1 = W1 + X.T @ d1',
    'W1 is a local variable of this function',
  ],
  ['another shape', 'W2 += h.T @ d2', 'W2 += h.T @ d1', /^The shapes do not fit|^ValueError/],
  [
    'another name',
    'W1 += X.T @ d1',
    'V = W1 + X.T @ d1',
    'V gets the new numbers of W1, but W1 itself does not change',
  ],
]);

const inMethods = `${data}
class Net:
    def __init__(self):
        self.W1 = 2 * np.random.random((3, 4)) - 1
        self.W2 = 2 * np.random.random((4, 1)) - 1

    def sigmoid(self, z):
        return 1 / (1 + np.exp(-z))

    def deriv(self, a):
        rest = 1 - a
        return a * rest

    def forward(self, X):
        self.h = self.sigmoid(X @ self.W1)
        return self.sigmoid(self.h @ self.W2)

    def train(self, X, y, n):
        for _ in range(n):
            o = self.forward(X)
            d2 = (y - o) * self.deriv(o)
            d1 = d2 @ self.W2.T * self.deriv(self.h)
            self.W2 += self.h.T @ d2
            self.W1 += X.T @ d1

net = Net()
net.train(X, y, 60000)
`;

edits('a mistake in a method', inMethods, [
  [
    'half of a slope',
    'return a * rest',
    'return rest',
    'deriv should be a * (1 - a) here, the slope of a sigmoid from its output',
  ],
  ['a slope on the way', 'rest = 1 - a', 'rest = 1 + a', 'rest should be 1 - a here: with it, all updates are right'],
  ['a sign', 'np.exp(-z)', 'np.exp(z)', 'sigmoid should be 1 / (1 + np.exp(-z)) here, the sigmoid'],
  [
    'another activation',
    'return 1 / (1 + np.exp(-z))',
    'return np.tanh(z)',
    'sigmoid should be 1 / (1 + np.exp(-z)) here',
  ],
  [
    'a layer without its activation',
    'return self.sigmoid(self.h @ self.W2)',
    'return self.h @ self.W2',
    'The layer is a sum',
  ],
  [
    'a layer with two',
    'return self.sigmoid(self.h @ self.W2)',
    'return self.sigmoid(self.sigmoid(self.h @ self.W2))',
    'With this function, o should be l2 here',
  ],
  ['a caller', 'self.deriv(o)', 'self.deriv(self.sigmoid(o))', 'The slope is taken of sigmoid(l2)'],
]);

edits(
  'a function with a flag, called once for its value',
  `import numpy as np
def nonlin(x, deriv=False):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))
${data.replace('[[0], [1], [1], [0]]', '[[0], [0], [1], [1]]')}w = 2 * np.random.random((3, 1)) - 1
for i in range(10000):
    l1 = nonlin(np.dot(X, w))
    w += np.dot(X.T, (y - l1) * nonlin(l1, True))
`,
  [
    [
      'a sign',
      'return 1 / (1 + np.exp(-x))',
      'return 1 / (1 + np.exp(x))',
      'nonlin should be 1 / (1 + np.exp(-x)) here',
    ],
    ['a slope', 'return x * (1 - x)', 'return x + (1 - x)', 'nonlin should be x * (1 - x) here'],
    ['a caller', 'l1 = nonlin(np.dot(X, w))', 'l1 = nonlin(np.dot(X, w * 2))', 'l1 differs from the reference'],
    ['a caller without the data', 'np.dot(X, w)', 'w', 'l1 is 3×1, and should be 4×1'],
    ['a caller without the weights', 'np.dot(X, w)', 'X', 'l1 is 4×3, and should be 4×1'],
  ],
  'two-layers',
);

const momentum = `${data}${sigmoid}${firstWeights}v1 = np.zeros((3, 4))
v2 = np.zeros((4, 1))
beta, lr = 0.9, 0.5
for i in range(10000):
    # begin
    h = sigmoid(X @ W1)
    o = sigmoid(h @ W2)
    d2 = (y - o) * o * (1 - o)
    d1 = d2 @ W2.T * h * (1 - h)
    v2 = beta * v2 + h.T @ d2
    v1 = beta * v1 + X.T @ d1
    W2 += lr * v2
    W1 += lr * v1
`;

edits(
  'momentum',
  momentum,
  [
    [
      'a factor of the last layer',
      'v2 = beta * v2 + h.T @ d2',
      'v2 = beta * v2 + (1 - beta) * h.T @ d2',
      'v2 has a different factor from the other updates',
    ],
    [
      'a factor of the first layer',
      'v1 = beta * v1 + X.T @ d1',
      'v1 = beta * v1 + lr * X.T @ d1',
      'v1 has a different factor from the other updates',
    ],
    ['a velocity that starts again', '# begin', 'v1 = np.zeros((3, 4))', 'v1 starts again in each iteration here'],
  ],
  'momentum',
);

edits(
  'momentum in lists',
  `${data}def act(z):
    e = np.exp(-z)
    return 1 / (1 + e)

W = [2 * np.random.rand(3, 4) - 1, 2 * np.random.rand(4, 1) - 1]
V = [np.zeros_like(w) for w in W]
for i in range(10000):
    # begin
    h = act(X @ W[0])
    o = act(h @ W[1])
    d2 = (y - o) * o * (1 - o)
    d1 = d2 @ W[1].T * h * (1 - h)
    G = [X.T @ d1, h.T @ d2]
    for k in range(2):
        V[k] = 0.9 * V[k] + G[k]
        W[k] += 0.5 * V[k]
`,
  [
    [
      'velocities that start again',
      '# begin',
      'V = [np.zeros_like(w) for w in W]',
      /^V\[\d\] starts again in each iteration here/,
    ],
    [
      'a delta beside a right gradient',
      'd1 = d2 @ W[1].T * h * (1 - h)',
      'd1 = d2 @ W[1].T',
      'The hidden delta is the hidden error',
    ],
    ['a sign on the way', 'e = np.exp(-z)', 'e = np.exp(z)', 'e should be np.exp(-z) here: with it'],
  ],
  'momentum',
);

edits(
  'a mask',
  `${data}${sigmoid}${firstWeights}for i in range(60000):
    h = sigmoid(X @ W1)
    # seed
    mask = (np.random.random(h.shape) < 0.8) / 0.8
    kept = h * mask
    o = sigmoid(kept @ W2)
    d2 = (y - o) * o * (1 - o)
    d1 = d2 @ W2.T * h * (1 - h) * mask
    W2 += 0.5 * kept.T @ d2
    W1 += 0.5 * X.T @ d1
`,
  [
    [
      'the share that is left out',
      'mask = (np.random.random(h.shape) < 0.8) / 0.8',
      'mask = (np.random.random(h.shape) < 0.2) / 0.8',
      'The mask leaves out 80 % of the values, and should leave out 20 %. It keeps the share that it should leave out.',
    ],
    [
      'the seed in the loop',
      '# seed',
      'np.random.seed(3)',
      'The seed is set in each iteration, so the mask is the same each time',
    ],
  ],
  'dropout',
);

edits(
  'bias rows',
  `import numpy as np
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
np.random.seed(1)
${sigmoid}W1 = 2 * np.random.random((2, 4)) - 1
W2 = 2 * np.random.random((4, 1)) - 1
b1 = np.zeros((1, 4))
b2 = np.zeros((1, 1))
for i in range(20000):
    h = sigmoid(X @ W1 + b1)
    o = sigmoid(h @ W2 + b2)
    d2 = (y - o) * o * (1 - o)
    d1 = d2 @ W2.T * h * (1 - h)
    W2 += h.T @ d2
    b2 += d2.sum(axis=0, keepdims=True)
    W1 += X.T @ d1
    b1 += d1.sum(axis=0, keepdims=True)
`,
  [['one that is a part of another', 'b2 = np.zeros((1, 1))', 'b2 = b1[:, :1]', 'b2 shares its memory with b1']],
  'bias',
);

edits(
  'all weights in one vector',
  `${data}theta = 2 * np.random.random(16) - 1
for t in range(20000):
    W0, W1 = theta[:12].reshape(3, 4), theta[12:].reshape(4, 1)
    l1 = 1 / (1 + np.exp(-X @ W0))
    l2 = 1 / (1 + np.exp(-l1 @ W1))
    d2 = (y - l2) * l2 * (1 - l2)
    d1 = d2 @ W1.T * l1 * (1 - l1)
    theta = theta + np.concatenate([(X.T @ d1).ravel(), (l1.T @ d2).ravel()])
`,
  [
    [
      'all positive',
      'theta = 2 * np.random.random(16) - 1',
      'theta = np.random.random(16)',
      'The initial weights are all positive',
    ],
  ],
);

const plain = `${data}${sigmoid}${firstWeights}for i in range(60000):
    l1 = sigmoid(X @ W1)
    l2 = sigmoid(l1 @ W2)
    l2_delta = (y - l2) * (l2 * (1 - l2))
    l1_error = l2_delta @ W2.T
    l1_delta = l1_error * (l1 * (1 - l1))
    W2 += l1.T @ l2_delta
    W1 += X.T @ l1_delta
`;

edits('one number for a slope', plain, [
  [
    'a sum',
    'l1_delta = l1_error * (l1 * (1 - l1))',
    'l1_delta = l1_error * (l1 * (1 - l1)).sum()',
    'l1_delta is the error times one number, 3.582: each value needs its own slope.',
  ],
  [
    'a mean',
    'l2_delta = (y - l2) * (l2 * (1 - l2))',
    'l2_delta = (y - l2) * np.mean(l2 * (1 - l2))',
    'l2_delta is the error times one number, 0.2488',
  ],
]);

edits('a late iteration', plain, [
  [
    'an update that stops',
    'W1 += X.T @ l1_delta',
    'if i < 5000: W1 += X.T @ l1_delta',
    'With i = 5000 this line does not run: W1 does not change.',
  ],
  [
    'another factor',
    'W1 += X.T @ l1_delta',
    'W1 += (0.1 if i > 5000 else 1) * X.T @ l1_delta',
    'With i = 5001 W1 changes differently',
  ],
  [
    'a new line',
    'l1 = sigmoid(X @ W1)',
    'if i > 3000: W1 *= 0.9\n    l1 = sigmoid(X @ W1)',
    'With i = 3001 this line runs, but not in iteration 1: then W1',
  ],
]);

edits(
  'a late iteration of a while loop',
  `${data}${sigmoid}def train(n):
    W1 = 2 * np.random.random((3, 4)) - 1
    W2 = 2 * np.random.random((4, 1)) - 1
    i = 0
    while i < n:
        i += 1
        l1 = sigmoid(X @ W1)
        l2 = sigmoid(l1 @ W2)
        l2_delta = (y - l2) * (l2 * (1 - l2))
        W1 += X.T @ (l2_delta @ W2.T * (l1 * (1 - l1)))
        W2 += l1.T @ l2_delta

train(60000)
`,
  [
    [
      'an update that stops',
      'W2 += l1.T @ l2_delta',
      'if i < 5000: W2 += l1.T @ l2_delta',
      'With i = 4999 at the beginning of an iteration, this line does not run: W2 does not change.',
    ],
  ],
);

describe('a sentence that says when all updates are right', () => {
  const wrong = plain.replace('sigmoid(X @ W1)', 'sigmoid(X @ W1) + 0.1');

  it('speaks of the updates that are there', () => {
    expect(checked(wrong, 'three-layers').fault?.sentence).toMatch(/all updates are right/);
    const unfinished = wrong.replace(/ {4}W1 \+= .*\n/, '');
    expect(checked(unfinished, 'three-layers').fault?.sentence).not.toMatch(/all updates are right/);
  });

  it('speaks of the blanks', () => {
    const level = { task: { network: 'three-layers', level: 'gap' }, seed: 1 } as const;
    const right = wholeText(programText(sourceOf(networkOf('three-layers'))));
    const wrong = right.replace('l1 = sigmoid(l0 @ syn0)', 'l1 = sigmoid(l0 @ syn0) + 0.1');
    const open = wrong.replace('l2 = sigmoid(l1 @ syn1)', 'l2 = sigmoid(____)');
    expect(checkedLevel(wrong, level).fault?.sentence).toMatch(/reference, all updates are right/);
    const blanks = /reference, and the blanks filled in, all updates are right\.$/;
    expect(checkedLevel(open, level).fault?.sentence).toMatch(blanks);
    const misshapen = open.replace('+ 0.1', '').replace('@ syn1.T', '@ syn1.T.mean(axis=1, keepdims=True)');
    expect(checkedLevel(misshapen, level).fault?.sentence).toMatch(
      /^l1_error is 4×1, and should be 4×4: with the value/,
    );
    expect(checkedLevel(misshapen, level).fault?.sentence).toMatch(blanks);
  });
});
