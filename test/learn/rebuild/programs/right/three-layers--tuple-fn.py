import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
def fwd(X, a, b):
    h = sigmoid(X @ a)
    return h, sigmoid(h @ b)
def grads(X, y, h, o, b):
    do = (o - y) * d(o)
    dh = do @ b.T * d(h)
    return X.T @ dh, h.T @ do
for i in range(3000):
    h, o = fwd(X, syn0, syn1)
    ga, gb = grads(X, y, h, o, syn1)
    syn0 -= 0.8*ga
    syn1 -= 0.8*gb
