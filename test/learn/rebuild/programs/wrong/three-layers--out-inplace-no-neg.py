import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]], dtype=np.float64)
y = np.array([[0],[1],[1],[0]], dtype=np.float64)
np.random.seed(1)
W0 = 2*np.random.random((3,4)) - 1
W1 = 2*np.random.random((4,1)) - 1
h = np.empty((4,4)); o = np.empty((4,1))
d0 = np.empty((4,4)); d1 = np.empty((4,1))
g0 = np.empty_like(W0); g1 = np.empty_like(W1)
for it in range(60000):
    np.dot(X, W0, out=h)
    np.negative(h, out=h); np.exp(h, out=h); h += 1; np.reciprocal(h, out=h)
    np.dot(h, W1, out=o)
    np.exp(o, out=o); o += 1; np.reciprocal(o, out=o)  # wrong
    np.subtract(y, o, out=d1)
    d1 *= o
    d1 *= 1 - o
    np.dot(d1, W1.T, out=d0)
    d0 *= h
    d0 *= 1 - h
    np.dot(h.T, d1, out=g1)
    np.dot(X.T, d0, out=g0)
    np.add(W1, g1, out=W1)
    np.add(W0, g0, out=W0)
