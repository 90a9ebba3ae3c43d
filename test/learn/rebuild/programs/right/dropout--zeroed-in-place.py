import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(0)
W1 = 2*np.random.random((3,4))-1; W2 = 2*np.random.random((4,1))-1
p = 0.2
for i in range(60000):
    h = 1/(1+np.exp(-X@W1))
    drop = np.random.rand(*h.shape) < p
    h[drop] = 0
    h /= 1-p
    o = 1/(1+np.exp(-h@W2))
    d2 = (y-o)*o*(1-o)
    d1 = d2@W2.T*h*(1-h)
    W2 += 0.5*h.T@d2
    W1 += 0.5*X.T@d1
