import numpy as np
acts = {
    'tanh': (np.tanh, lambda a: 1 - a**2),
    'sigmoid': (lambda z: 1/(1+np.exp(-z)), lambda a: a*(1-a)),
}
class NN:
    def __init__(self, sizes, activations):
        self.W = [np.random.uniform(-1, 1, (a, b)) for a, b in zip(sizes, sizes[1:])]
        self.acts = [acts[n] for n in activations]
    def fit(self, X, y, lr, epochs):
        for _ in range(epochs):
            a = [X]
            for w, (f, _df) in zip(self.W, self.acts):
                a.append(f(a[-1] @ w))
            delta = (y - a[-1]) * self.acts[-1][1](a[-1])
            for i in reversed(range(len(self.W))):
                dw = a[i].T @ delta
                if i > 0:
                    delta = (delta @ self.W[i].T) * self.acts[i][1](a[i])  # wrong
                self.W[i] += lr * dw
np.random.seed(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
NN([3,4,1], ['tanh','sigmoid']).fit(X, y, 0.5, 10000)
