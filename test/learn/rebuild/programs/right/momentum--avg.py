import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W1 = np.random.randn(3,4); W2 = np.random.randn(4,1)
V1 = np.zeros_like(W1); V2 = np.zeros_like(W2)
beta = 0.9
lr = 2
for i in range(10000):
    A1 = 1/(1+np.exp(-X@W1)); A2 = 1/(1+np.exp(-A1@W2))
    dZ2 = (A2-y)*A2*(1-A2)
    dZ1 = dZ2@W2.T*A1*(1-A1)
    V2 = beta*V2 + (1-beta)*(A1.T@dZ2)
    V1 = beta*V1 + (1-beta)*(X.T@dZ1)
    W2 -= lr*V2
    W1 -= lr*V1
