import numpy as np
def with_bias(a):
    return np.hstack([a, np.ones((a.shape[0], 1))])
X = np.array([[0,0],[0,1],[1,0],[1,1]])
Y = np.array([[0],[1],[1],[0]])
rng = np.random.default_rng(12345)
V = rng.normal(size=(3,4))
W = rng.normal(size=(5,1))
g = lambda z: 1/(1+np.exp(-z))
for _ in range(20000):
    x = with_bias(X)
    h = with_bias(g(x @ V))
    o = g(h @ W)
    do = (Y - o)*o*(1-o)
    dh = (do @ W.T)[:, :-1]*h[:, :-1]*(1-h[:, :-1])
    W += h.T @ do
    V += x.T @ dh
