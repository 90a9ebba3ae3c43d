import numpy as np
rng = np.random.default_rng(7)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
t = np.array([[0],[1],[1],[0]])
U = rng.uniform(-1, 1, (3, 16))
V = rng.uniform(-1, 1, (16, 1))
def sigmoid(x): return 1/(1+np.exp(-x))
def dropout(h, rate):
    keep = 1 - rate
    m = rng.binomial(1, keep, size=h.shape)/keep
    return h*m, m
for step in range(20000):
    h = sigmoid(X @ U)
    hd, m = dropout(h, 0.2)
    p = sigmoid(hd @ V)
    dp = (t - p)*p*(1 - p)
    dh = (dp @ V.T)*m*h*(1 - h)
    V += 0.5*hd.T @ dp
    U += 0.5*X.T @ dh
