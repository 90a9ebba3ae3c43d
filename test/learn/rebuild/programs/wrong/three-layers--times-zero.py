import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W = [2*np.random.random((3,4))-1, 2*np.random.random((4,1))-1]
for t in range(10000):
    h = 1/(1+np.exp(-X@W[0]))
    o = 1/(1+np.exp(-h@W[1]))
    d = (y-o)*o*(1-o)
    G = [X.T@(d@W[1].T*h*(1-h)), h.T@d]
    for w, g in zip(W, G):
        w += g * 0  # wrong
