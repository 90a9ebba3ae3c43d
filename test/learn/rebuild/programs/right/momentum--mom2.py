import numpy as np
np.random.seed(4)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0,1,1,0]]).T
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
v = [np.zeros((3,4)), np.zeros((4,1))]
W = [syn0, syn1]
for i in range(5000):
    l1 = sigmoid(X @ W[0]); l2 = sigmoid(l1 @ W[1])
    d2 = (l2-y)*d(l2); d1 = d2 @ W[1].T * d(l1)
    grads = [X.T @ d1, l1.T @ d2]
    for k in range(2):
        v[k] = 0.9*v[k] - 0.5*grads[k]
        W[k] = W[k] + v[k]
