/* Scripts with several training loops, each with one thing of its own, and their trainings. */

const DATA = `import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
def sigmoid(x): return 1 / (1 + np.exp(-x))
def slope(s): return s * (1 - s)
`;

const TWO_LAYERS = `w0 = 2 * np.random.random((3, 4)) - 1
w1 = 2 * np.random.random((4, 1)) - 1
for i in range(20):
    h = sigmoid(X @ w0)
    p = sigmoid(h @ w1)
    d = (y - p) * slope(p)
    e = d @ w1.T * slope(h)
    w1 += h.T @ d
    w0 += X.T @ e
`;

const NETWORK = `class Layer:
    def __init__(self, n, m):
        self.w = np.random.randn(n, m)
    def forward(self, x):
        self.x, self.s = x, sigmoid(x @ self.w)
        return self.s
    def backward(self, g, rate):
        d = g * slope(self.s)
        back = d @ self.w.T
        self.w -= rate * self.x.T @ d
        return back
class Network:
    def __init__(self, *sizes):
        self.layers = [Layer(n, m) for n, m in zip(sizes, sizes[1:])]
    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x
    def fit(self, x, t, epochs, rate=1.0):
        for epoch in range(epochs):
            g = self.forward(x) - t
            for layer in reversed(self.layers):
                g = layer.backward(g, rate)
`;

export const severalLoops = {
  moduleLevel: `${DATA}
syn0 = 2 * np.random.random((3, 1)) - 1
for i in range(10):
    out = sigmoid(X @ syn0)
    syn0 += X.T @ ((y - out) * slope(out))
print(out)
${TWO_LAYERS}
print(p)
`,
  sameNames: `${DATA}
w = 2 * np.random.random((3, 1)) - 1
rate = 0.5
for i in range(10):
    out = sigmoid(X.dot(w))
    w += rate * X.T.dot((y - out) * slope(out))
w = 2 * np.random.random((3, 5)) - 1
v = 2 * np.random.random((5, 1)) - 1
rate = 2
for i in range(15):
    l1 = sigmoid(X.dot(w))
    out = sigmoid(l1.dot(v))
    delta = (y - out) * slope(out)
    back = delta.dot(v.T) * slope(l1)
    v += rate * l1.T.dot(delta)
    w += rate * X.T.dot(back)
`,
  functions: `${DATA}
def train_a(n):
    w = np.random.randn(3, 1)
    for i in range(n):
        p = sigmoid(X @ w)
        w -= X.T @ ((p - y) * slope(p))
    return w
def train_b(n):
    a = np.random.randn(3, 4)
    b = np.random.randn(4, 1)
    k = 0
    while k < n:
        h = sigmoid(X @ a)
        q = sigmoid(h @ b)
        miss = y - q
        delta = miss * slope(q)
        back = delta @ b.T * slope(h)
        b = b + h.T @ delta
        a = a + X.T @ back
        k += 1
    return a, b
first = train_a(12)
second = train_b(14)
`,
  classes: `${DATA}${NETWORK}
small, large = Network(3, 1), Network(3, 4, 1)
small.fit(X, y, 10)
large.fit(X, y, 12)
print(large.forward(X))
`,
  sizes: `${DATA}
def train(sizes, n):
    weights = [np.random.randn(i, o) for i, o in zip(sizes, sizes[1:])]
    for epoch in range(n):
        values = [X]
        for w in weights:
            values.append(sigmoid(values[-1] @ w))
        g = values[-1] - y
        for k in reversed(range(len(weights))):
            d = g * slope(values[k + 1])
            g = d @ weights[k].T
            weights[k] -= values[k].T @ d
    return weights
one = train([3, 1], 10)
two = train([3, 4, 1], 10)
three = train([3, 4, 3, 1], 10)
`,
  fineTuning: `${DATA}${TWO_LAYERS}
labels = 1 - y
rate = 0.1
for step in range(8):
    hidden = sigmoid(X @ w0)
    guess = sigmoid(hidden @ w1)
    w1 -= rate * hidden.T @ ((guess - labels) * slope(guess))
`,
  threeLoops: `${DATA}
a = np.zeros((3, 1))
for i in range(6):
    p = X @ a
    a -= 0.1 * X.T @ (p - y)
b, c = 0.0, 0.0
xs, ts = [1.0, 2.0, 3.0], [3.0, 5.0, 7.0]
for epoch in range(7):
    for x, t in zip(xs, ts):
        guess = b * x + c
        miss = guess - t
        b -= 0.01 * miss * x
        c -= 0.01 * miss
hidden = np.random.randn(3, 2)
top = np.random.randn(2, 1)
left = 9
while left > 0:
    l1 = np.tanh(X @ hidden)
    l2 = l1 @ top
    err = l2 - y
    hidden -= 0.05 * X.T @ (err @ top.T * (1 - l1 ** 2))
    top -= 0.05 * l1.T @ err
    left -= 1
`,
  batches: `${DATA}
w = np.random.randn(3, 1) * 0.1
for epoch in range(5):
    for start in range(0, 4, 2):
        rows = slice(start, start + 2)
        p = sigmoid(X[rows] @ w)
        w -= 0.5 * X[rows].T @ (p - y[rows])
v = np.random.randn(3, 3) * 0.1
u = np.random.randn(3, 1) * 0.1
for epoch in range(6):
    order = np.random.permutation(4)
    for start in range(0, 4, 2):
        rows = order[start:start + 2]
        h = np.maximum(X[rows] @ v, 0)
        q = h @ u
        miss = q - y[rows]
        grad = miss @ u.T * (h > 0)
        u -= 0.1 * h.T @ miss
        v -= 0.1 * X[rows].T @ grad
`,
  bothForEachSeed: `${DATA}
for seed in [1, 2]:
    np.random.seed(seed)
    w = np.random.randn(3, 1)
    for i in range(12):
        p = sigmoid(X @ w)
        w -= X.T @ ((p - y) * slope(p))
    a = np.random.randn(3, 4)
    b = np.random.randn(4, 1)
    for j in range(15):
        h = sigmoid(X @ a)
        q = sigmoid(h @ b)
        d = (q - y) * slope(q)
        g = X.T @ (d @ b.T * slope(h))
        b -= h.T @ d
        a -= g
`,
  perceptron: `${DATA}${TWO_LAYERS}
signs = [-1, 1, 1, 1]
line = np.zeros(3)
for epoch in range(10):
    for x, t in zip(X, signs):
        if t * (line @ x) <= 0:
            line += t * x
`,
} as const;

/** Loops that come after a training, and are no training. */
export const otherLoops = {
  accuracy: `
right = 0
for x, t in zip(X, y):
    guess = sigmoid(sigmoid(x @ w0) @ w1)
    right += int(abs(guess[0] - t[0]) < 0.5)
`,
  loss: `
total = 0.0
worst = 0.0
for x, t in zip(X, y):
    miss = sigmoid(sigmoid(x @ w0) @ w1) - t
    total += float(np.sum(miss ** 2))
    worst = max(worst, abs(float(miss[0])))
`,
  running: `
mean = 0.0
errors = []
for n in range(30):
    miss = np.abs(y - sigmoid(sigmoid(X @ w0) @ w1)).mean()
    mean = 0.9 * mean + 0.1 * miss
    errors.append(mean)
`,
  preparation: `
Z = np.random.rand(40, 3)
middle = np.full(3, 0.25)
for k in range(40):
    Z[k] = Z[k] * 2 - middle
`,
  normalizing: `
Z = [[float(i + j) for j in range(3)] for i in range(20)]
low = [1.0, 2.0, 3.0]
for i in range(20):
    for j in range(3):
        Z[i][j] = (Z[i][j] * 0.5 - low[j]) / 2
`,
  fedBack: `
A = np.random.randn(3, 3) * 0.5
state = np.ones(3)
aims = np.random.randn(30, 3)
misses = []
for n in range(30):
    state = np.tanh(state @ A)
    misses.append(np.abs(state - aims[n]).sum())
`,
  gradients: `
def cost(): return np.sum((sigmoid(sigmoid(X @ w0) @ w1) - y) ** 2)
numeric = np.zeros_like(w0)
for i in range(3):
    for j in range(4):
        kept = w0[i, j]
        w0[i, j] = kept + 1e-4
        above = cost()
        w0[i, j] = kept - 1e-4
        below = cost()
        w0[i, j] = kept
        numeric[i, j] = (above - below) / 2e-4
`,
  confusion: `
table = np.zeros((2, 2))
for x, t in zip(X, y):
    table[t[0], int(sigmoid(sigmoid(x @ w0) @ w1)[0] > 0.5)] += 1.0
`,
} as const;

/** A script with a training, and then a loop that is none. */
export function withOther(other: keyof typeof otherLoops): string {
  return `${DATA}${TWO_LAYERS}${otherLoops[other]}print("end")\n`;
}
