import numpy as np
rng = np.random.default_rng(0)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
W1 = rng.uniform(-1,1,(3,4))
W2 = rng.uniform(-1,1,(4,1))
p, alpha = 0.2, 0.5
for i in range(60000):
    h = 1/(1+np.exp(-X@W1))
    h = np.where(rng.random(h.shape) < p, h/(1-p), 0)  # wrong
    o = 1/(1+np.exp(-h@W2))
    d2 = (y-o)*o*(1-o)
    d1 = d2@W2.T*h*(1-h)
    W2 += alpha*h.T@d2
    W1 += alpha*X.T@d1
