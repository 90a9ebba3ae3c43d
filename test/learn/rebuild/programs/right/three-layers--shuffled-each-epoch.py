import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
w0 = 2*np.random.random((3,4))-1; w1 = 2*np.random.random((4,1))-1
for epoch in range(10000):
    p = np.random.permutation(4)
    xb, yb = X[p], y[p]
    h = 1/(1+np.exp(-xb@w0)); o = 1/(1+np.exp(-h@w1))
    d = (yb-o)*o*(1-o)
    e = d@w1.T*h*(1-h)
    w1 += h.T@d; w0 += xb.T@e
