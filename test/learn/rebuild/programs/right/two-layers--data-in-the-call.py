import numpy as np
def step(X, y, w):
    l1 = 1 / (1 + np.exp(-X.dot(w)))
    return w + X.T.dot((y - l1) * l1 * (1 - l1))
np.random.seed(1)
w = 2 * np.random.random((3, 1)) - 1
for i in range(10000):
    w = step(np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]), np.array([[0],[0],[1],[1]]), w)
