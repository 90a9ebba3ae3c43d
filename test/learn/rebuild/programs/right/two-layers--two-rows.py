import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[0],[1],[1]])
np.random.seed(7)
w = 2*np.random.random((3,1)) - 1
for i in range(10000):
    z = np.dot(X, w)
    p = 1/(1+np.exp(-z))
    e = y - p
    dw = np.zeros((3,1))
    for n in range(4):
        dw += X[n].reshape(3,1) * e[n] * p[n] * (1-p[n])
    w += dw
