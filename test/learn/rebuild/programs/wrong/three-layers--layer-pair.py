import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W1, W2 = 2*np.random.random((3,4))-1, 2*np.random.random((4,1))-1
def layer(A, W):
    Z = A @ W
    A = 1/1+np.exp(-Z)  # wrong
    return Z, A
for t in range(10000):
    Z1, A1 = layer(X, W1)
    Z2, A2 = layer(A1, W2)
    d2 = (y-A2)*A2*(1-A2)
    d1 = d2@W2.T*A1*(1-A1)
    W2 += A1.T@d2
    W1 += X.T@d1
