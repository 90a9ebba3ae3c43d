import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(2)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
W1 = np.random.uniform(-1,1,(2,4)); b1 = np.zeros((1,4))
W2 = np.random.uniform(-1,1,(4,1)); b2 = np.zeros((1,1))
for i in range(20000):
    a1 = sigmoid(X @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    d2 = (y - a2) * d(a2)
    d1 = d2 @ W2.T * d(a1)
    W2 += a1.T @ d2
    b2 += d2.sum(axis=0)
    W1 += X.T @ d1
    b1 += d1.mean(axis=0)  # wrong
