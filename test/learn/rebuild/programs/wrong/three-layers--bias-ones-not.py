import numpy as np
base = np.array([[0,0],[0,1],[1,0],[1,1]])
X = np.c_[base, np.zeros(4)]  # wrong
y = (base[:, 0] ^ base[:, 1]).reshape(4, 1)
np.random.seed(1)
A = np.random.random((3, 4))*2 - 1
B = np.random.random((4, 1))*2 - 1
sigma = lambda t: 1/(1 + np.exp(-t))
dsigma = lambda s: s*(1 - s)
for k in range(20000):
    h = sigma(X @ A)
    o = sigma(h @ B)
    do = (y - o)*dsigma(o)
    dh = (do @ B.T)*dsigma(h)
    B += h.T @ do
    A += X.T @ dh
    if k % 4000 == 0: print(f'{k:6d} {np.abs(y - o).mean():.6f}')
