import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([0,1,1,0])
np.random.seed(1)
V = np.random.uniform(-1,1,(3,4)); w = np.random.uniform(-1,1,4)
s = lambda z: 1/(1+np.exp(-z))
for epoch in range(5000):
    gV = np.zeros((3,4)); gw = np.zeros(4)
    for x, t in zip(X, y):
        h = s(x@V)
        m = (np.random.rand(4) > 0.2)/0.8
        hm = h*m
        o = s(hm@w)
        d = (t-o)*o*(1-o)
        gw += d*hm
        gV += np.outer(x, d*w*m)  # wrong
    w += 0.5*gw
    V += 0.5*gV
