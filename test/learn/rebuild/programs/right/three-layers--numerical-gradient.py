import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W1 = np.random.randn(3,4); W2 = np.random.randn(4,1)
def loss(W1, W2):
    return 0.5*np.sum((1/(1+np.exp(-(1/(1+np.exp(-X@W1)))@W2))-y)**2)
def num(f, W, h=1e-5):
    g = np.zeros_like(W)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            old = W[i,j]
            W[i,j] = old+h; up = f()
            W[i,j] = old-h; down = f()
            W[i,j] = old
            g[i,j] = (up-down)/(2*h)
    return g
for i in range(2000):
    g1 = num(lambda: loss(W1,W2), W1)
    g2 = num(lambda: loss(W1,W2), W2)
    W1 -= g1
    W2 -= g2
