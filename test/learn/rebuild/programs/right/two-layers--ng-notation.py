import numpy as np
# m examples in columns, as in the course
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]).T
Y = np.array([[0,0,1,1]])
m = X.shape[1]
np.random.seed(1)
W = np.random.randn(1, 3)
lr = 1.2
for i in range(5000):
    Z = np.dot(W, X)
    A = 1 / (1 + np.exp(-Z))
    dA = A - Y
    dZ = dA * A * (1 - A)
    dW = (1 / m) * np.dot(dZ, X.T)
    W = W - lr * dW
    if i % 1000 == 0:
        cost = np.sum((A - Y)**2) / (2*m)
        print("cost after iteration %i: %f" % (i, cost))
