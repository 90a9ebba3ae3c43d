import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[-1],[1],[1],[-1]])  # wrong
np.random.seed(1)
W1 = np.random.randn(3,4); W2 = np.random.randn(4,1)
for i in range(10000):
    A1 = np.tanh(X@W1)
    A2 = np.tanh(A1@W2)
    d2 = (y-A2)*(1-A2**2)
    d1 = d2@W2.T*(1-A1**2)
    W2 += .1*A1.T@d2
    W1 += .1*X.T@d1
