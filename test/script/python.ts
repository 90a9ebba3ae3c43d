import type { ScriptOptions } from '../../src/script/machine/script-run.ts';
import { parseModule } from '../../src/script/syntax/module.ts';
import type { Module } from '../../src/script/syntax/tree.ts';

/** The tree and the options of a run of a Python text. */
export function script(text: string): { readonly tree: Module; readonly options: ScriptOptions } {
  const { module: tree, fault } = parseModule(new TextEncoder().encode(text));
  if (tree === undefined) throw new Error(fault?.message);
  return { tree, options: { file: 'script.py', seed: 1, version: tree.version } };
}

const DATA = `import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
def nonlin(x, deriv=False):
    if deriv == True:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))
`;

/** Scripts that train in the ways that people write, each with one thing of its own. */
export const trainings = {
  oneLayer: `${DATA}
w = 2 * np.random.random((3, 1)) - 1
for i in range(200):
    guess = nonlin(np.dot(X, w))
    miss = y - guess
    w += np.dot(X.T, miss * nonlin(guess, True))
    if i % 50 == 0: print(np.mean(np.abs(miss)))
print(guess)
`,
  twoLayers: `${DATA}
alpha = 2
w0 = 2 * np.random.random((3, 4)) - 1
w1 = 2 * np.random.random((4, 1)) - 1
b1 = np.zeros((1, 1))
for i in range(200):
    hidden = nonlin(X @ w0)
    guess = nonlin(hidden @ w1 + b1)
    delta = (guess - y) * nonlin(guess, True)
    back = delta.dot(w1.T) * nonlin(hidden, True)
    w1 = w1 - alpha * hidden.T.dot(delta)
    b1 = b1 - alpha * delta.sum(axis=0, keepdims=True)
    w0 = w0 - alpha * X.T.dot(back)
`,
  momentum: `${DATA}
w = 2 * np.random.random((3, 1)) - 1
speed = np.zeros_like(w)
rate = 0.5
for i in range(100):
    out = nonlin(X.dot(w))
    error = y - out
    speed = 0.9 * speed + rate * X.T.dot(error * nonlin(out, True))
    w += speed
`,
  classWithLayers: `${DATA}
class Layer:
    def __init__(self, inputs, outputs):
        self.weights = np.random.randn(inputs, outputs)
    def forward(self, x):
        self.x = x
        self.out = nonlin(x @ self.weights)
        return self.out
    def backward(self, error, rate):
        delta = error * nonlin(self.out, True)
        back = delta @ self.weights.T
        self.weights += rate * self.x.T @ delta
        return back
class Net:
    def __init__(self):
        self.layers = [Layer(3, 4), Layer(4, 1)]
    def train(self, x, t, n):
        for epoch in range(n):
            out = x
            for layer in self.layers:
                out = layer.forward(out)
            error = t - out
            for layer in reversed(self.layers):
                error = layer.backward(error, 0.5)
net = Net()
net.train(X, y, 50)
`,
  oneExampleAtATime: `import random
random.seed(3)
points = [(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]
slope = random.random()
offset = 0.0
rate = 0.05
for epoch in range(40):
    for x, target in points:
        predicted = slope * x + offset
        error = predicted - target
        slope = slope - rate * error * x
        offset = offset - rate * error
print(slope, offset)
`,
  inAFunction: `${DATA}
def main():
    params = {"W": np.random.randn(3, 1)}
    rate = 0.1
    n = 0
    while n < 60:
        p = nonlin(X.dot(params["W"]))
        params["W"] -= rate * X.T.dot((p - y) * nonlin(p, True))
        n += 1
    return params
main()
`,
  severalAlphas: `${DATA}
for alpha in [0.1, 1, 10]:
    np.random.seed(1)
    w = 2 * np.random.random((3, 1)) - 1
    for i in range(30):
        l1 = nonlin(np.dot(X, w))
        l1_error = l1 - y
        w -= alpha * X.T.dot(l1_error * nonlin(l1, True))
    print(alpha, np.mean(np.abs(l1_error)))
`,
  softmax: `import numpy as np
np.random.seed(0)
X = np.random.randn(12, 2)
classes = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)
W = 0.01 * np.random.randn(2, 3)
b = np.zeros((1, 3))
step, reg = 0.5, 0.001
for i in range(30):
    for rows in [range(0, 6), range(6, 12)]:
        scores = np.exp(X[rows] @ W + b)
        probs = scores / np.sum(scores, axis=1, keepdims=True)
        loss = np.sum(-np.log(probs[range(6), classes[rows]])) / 6 + 0.5 * reg * np.sum(W * W)
        delta = probs
        delta[range(6), classes[rows]] -= 1
        grad = X[rows].T @ delta / 6
        grad += reg * W
        W += -step * grad
        b += -step * delta.mean(axis=0, keepdims=True)
    accuracy = np.mean(np.argmax(X @ W + b, axis=1) == classes)
`,
  constantTarget: `import numpy as np
np.random.seed(1)
x = np.array([[1, 2]])
w = np.random.rand(2, 1)
for i in range(30):
    p = np.dot(x, w)
    w += 0.05 * (3 - p) * x.T
`,
} as const;
