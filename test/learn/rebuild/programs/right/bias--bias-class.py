import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(2)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
class Net:
    def __init__(self):
        self.W1 = np.random.randn(2,4); self.b1 = np.zeros(4)
        self.W2 = np.random.randn(4,1); self.b2 = np.zeros(1)
    def fit(self, X, y, n, lr):
        for i in range(n):
            a1 = sigmoid(X @ self.W1 + self.b1)
            a2 = sigmoid(a1 @ self.W2 + self.b2)
            d2 = (a2 - y) * d(a2)
            d1 = d2 @ self.W2.T * d(a1)
            self.W2 -= lr * a1.T @ d2
            self.b2 -= lr * d2.sum(axis=0)
            self.W1 -= lr * X.T @ d1
            self.b1 -= lr * d1.sum(axis=0)
Net().fit(X, y, 20000, 0.5)
