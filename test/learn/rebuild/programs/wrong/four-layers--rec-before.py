import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(6)
W = [np.random.randn(3,5), np.random.randn(5,5), np.random.randn(5,1)]
def step(a, k):
    """runs layer k and everything above it, gives back the error of a"""
    if k == 3:
        return y - a
    out = 1/(1+np.exp(-a@W[k]))
    d = step(out, k+1)*out*(1-out)
    W[k] += 0.5*a.T@d
    back = d@W[k].T  # wrong
    return back
for i in range(10000):
    step(X, 0)
