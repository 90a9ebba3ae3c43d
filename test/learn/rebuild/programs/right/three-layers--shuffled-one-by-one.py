import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
w0 = 2*np.random.random((3,4))-1; w1 = 2*np.random.random((4,1))-1
for epoch in range(10000):
    g0 = np.zeros((3,4)); g1 = np.zeros((4,1))
    for i in np.random.permutation(4):
        x = X[i:i+1]
        h = 1/(1+np.exp(-x@w0)); o = 1/(1+np.exp(-h@w1))
        d = (y[i]-o)*o*(1-o)
        e = d@w1.T*h*(1-h)
        g1 += h.T@d; g0 += x.T@e
    w1 += g1; w0 += g0
