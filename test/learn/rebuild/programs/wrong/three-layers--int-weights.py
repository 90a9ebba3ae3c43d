import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W1 = np.random.randint(-1, 2, (3,4))
W2 = np.random.randint(-1, 2, (4,1))
for i in range(10000):
    h = 1/(1+np.exp(-X@W1)); o = 1/(1+np.exp(-h@W2))
    d = (y-o)*o*(1-o); g = d@W2.T*h*(1-h)
    W2 += h.T@d  # wrong
    W1 += X.T@g
