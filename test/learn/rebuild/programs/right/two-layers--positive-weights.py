import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[0],[1],[1]])
np.random.seed(1)
w = np.random.random((3,1))
for t in range(10000):
    p = np.divide(1, np.add(1, np.exp(np.dot(-X, w))))
    grad = np.dot(np.transpose(X), np.multiply(np.subtract(p, y), np.multiply(p, np.subtract(1, p))))
    w = np.subtract(w, grad)
