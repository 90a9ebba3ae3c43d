import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]])
y = np.array([[0],[1],[1],[0]])
rng = np.random.default_rng(5)
W1 = rng.standard_normal((2,4)); b1 = rng.standard_normal(4)
W2 = rng.standard_normal((4,1)); b2 = rng.standard_normal(1)
sig = lambda z: 1/(1+np.exp(-z))
lr = 1.0
for epoch in range(10000):
    h = sig(X@W1)  # wrong
    o = sig(h@W2 + b2)
    do = (o - y)*o*(1-o)
    dh = do@W2.T*h*(1-h)
    W2 -= lr*h.T@do
    b2 -= lr*do.sum(axis=0)
    W1 -= lr*X.T@dh
    b1 -= lr*dh.sum(axis=0)
