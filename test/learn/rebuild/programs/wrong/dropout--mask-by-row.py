import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
def sigmoid(x):
    return 1/(1+np.exp(-x))
def deriv(a):
    return a*(1-a)
np.random.seed(1)
W1 = 2*np.random.random((3,4)) - 1
W2 = 2*np.random.random((4,1)) - 1
lr = 0.5
for i in range(60000):
    h = sigmoid(np.dot(X, W1))
    m = (np.random.random((4,1)) < 0.8)/0.8  # wrong
    h = h*m
    o = sigmoid(np.dot(h, W2))
    err = y - o
    d2 = err * deriv(o)
    e1 = d2.dot(W2.T)
    d1 = e1 * deriv(h)
    W2 += lr * h.T.dot(d2)
    W1 += lr * X.T.dot(d1)
