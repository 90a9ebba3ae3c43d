import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[0],[1],[1]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
w = 2*np.random.random((3,1)) - 1
for i in range(10000):
    p = sigmoid(X.dot(w))
    e = y - p
    g = e * d(p)
    w -= X.T.dot(g)  # wrong
