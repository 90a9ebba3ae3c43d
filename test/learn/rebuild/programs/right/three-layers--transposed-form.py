import numpy as np
X = np.array([[0,0,1,1],[0,1,0,1],[1,1,1,1]])
y = np.array([[0,1,1,0]])
np.random.seed(1)
A = 2*np.random.random((4,3)) - 1
B = 2*np.random.random((1,4)) - 1
for i in range(60000):
    h = 1/(1+np.exp(-A@X))
    o = 1/(1+np.exp(-B@h))
    do = (y-o)*o*(1-o)
    dh = (B.T@do)*h*(1-h)
    B += do@h.T
    A += dh@X.T
