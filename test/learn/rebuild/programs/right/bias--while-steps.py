import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W1 = np.random.randn(2,4); b1 = np.zeros(4); W2 = np.random.randn(4,1); b2 = np.zeros(1)
f = lambda z: 1/(1+np.exp(-z))
steps = 20_000
i = 1
while i <= steps:
    h = f(X@W1+b1); o = f(h@W2+b2)
    g2 = (o-y)*o*(1-o); g1 = g2@W2.T*h*(1-h)
    for p, g in ((W1, X.T@g1), (b1, g1.sum(0)), (W2, h.T@g2), (b2, g2.sum(0))):
        p -= 0.8*g
    if i == steps: print('done', np.round(o.ravel(), 2))
    i += 1
