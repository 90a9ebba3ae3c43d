import { describe, expect, it } from 'vitest';
import type { NetworkName } from '../../../src/learn/rebuild/level-names.ts';
import { checked } from './reports.ts';

const data = `import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
`;

const right: readonly (readonly [form: string, network: NetworkName, text: string])[] = [
  [
    'in Python 2',
    'three-layers',
    `${data}def f(x, d=False):
    if d == True: return x * (1 - x)
    return 1 / (1 + np.exp(-x))
np.random.seed(1)
v = 2 * np.random.random((3, 4)) - 1
w = 2 * np.random.random((4, 1)) - 1
for j in xrange(2000):
    h = f(np.dot(X, v))
    o = f(np.dot(h, w))
    e = y - o
    if (j % 1000) == 0:
        print "Error:" + str(np.mean(np.abs(e)))
    p = e * f(o, d=True)
    q = p.dot(w.T) * f(h, d=True)
    w += h.T.dot(p)
    v += X.T.dot(q)
`,
  ],
  [
    'with the loop in a function',
    'three-layers',
    `${data}sig = lambda z: 1 / (1 + np.exp(-z))
def train(n, a=0.5):
    v = np.random.uniform(-1, 1, (3, 4)); w = np.random.uniform(-1, 1, (4, 1))
    for _ in range(n):
        h = sig(X @ v); o = sig(h @ w)
        p = (o - y) * o * (1 - o)
        q = (p @ w.T) * h * (1 - h)
        w -= a * h.T @ p
        v -= a * X.T @ q
    return v, w
train(2000)
`,
  ],
  [
    'with a list of weights and a loop over the layers',
    'four-layers',
    `${data}np.random.seed(2)
sizes = [3, 4, 4, 1]
W = [2 * np.random.random((a, b)) - 1 for a, b in zip(sizes, sizes[1:])]
for i in range(2000):
    ls = [X]
    for w in W:
        ls.append(1 / (1 + np.exp(-ls[-1] @ w)))
    d = (y - ls[-1]) * ls[-1] * (1 - ls[-1])
    for k in reversed(range(3)):
        g = ls[k].T @ d
        d = (d @ W[k].T) * ls[k] * (1 - ls[k])
        W[k] += g
`,
  ],
  [
    'as an object',
    'three-layers',
    `${data}class Net:
    def __init__(self):
        self.v = 2 * np.random.random((3, 4)) - 1
        self.w = 2 * np.random.random((4, 1)) - 1
    def step(self):
        h = 1 / (1 + np.exp(-X @ self.v)); o = 1 / (1 + np.exp(-h @ self.w))
        p = (y - o) * o * (1 - o); q = p @ self.w.T * h * (1 - h)
        self.w += h.T @ p; self.v += X.T @ q
n = Net()
for i in range(2000):
    n.step()
`,
  ],
  [
    'with vectors of one axis',
    'three-layers',
    `${data}y = y.ravel()
v = 2 * np.random.random((3, 4)) - 1; w = 2 * np.random.random(4) - 1
for i in range(2000):
    h = 1 / (1 + np.exp(-X @ v)); o = 1 / (1 + np.exp(-h @ w))
    p = (y - o) * o * (1 - o)
    q = np.outer(p, w) * h * (1 - h)
    w += h.T @ p
    v += X.T @ q
`,
  ],
  [
    'as the body of the loop alone, with a mean',
    'three-layers',
    `l1 = sigmoid(X @ syn0)
l2 = sigmoid(l1 @ syn1)
d2 = (l2 - y) * slope(l2) / len(X)
d1 = d2 @ syn1.T * slope(l1)
syn1 -= 10 * l1.T @ d2
syn0 -= 10 * X.T @ d1
`,
  ],
];

describe('a text', () => {
  it.each(right)('is right %s', (_, network, text) => {
    expect(checked(text, network)).toMatchObject({ solved: true, fault: undefined });
  });

  it('may be the initial weights alone, with their shapes', () => {
    const text = 'np.random.seed(1)\nsyn0 = 2*np.random.random((3,4)) - 1\nsyn1 = 2*np.random.random((4,1)) - 1\n';
    expect(checked(text, 'three-layers').missing?.sentence).toContain('the loop');
    const wrong = checked(text.replace('(4,1)', '(3,1)'), 'three-layers');
    expect(wrong.fault).toMatchObject({ stage: 'shapes', line: 3, is: '3×1', shouldBe: '4×1' });
  });

  it('has both shapes in words where they do not fit', () => {
    const text = 'l1 = sigmoid(X @ syn0)\nl2 = sigmoid(l1 @ syn1)\nd2 = (y - l2) * slope(l2)\ne1 = d2 @ syn1\n';
    const { fault, marks } = checked(text, 'three-layers');
    expect(fault).toMatchObject({ stage: 'shapes', line: 4, column: 6 });
    expect(fault?.sentence).toContain('d2 is 4×1 and syn1 is 4×1');
    expect(marks.map(({ mark }) => mark)).toEqual(['right', 'right', 'right', 'wrong', 'open']);
  });

  it('has a caret at a fault of its syntax', () => {
    expect(checked('l1 = sigmoid(X @ syn0\nl2 = 1\n', 'three-layers').fault).toMatchObject({
      stage: 'syntax',
      line: 1,
      column: 13,
    });
  });
});
