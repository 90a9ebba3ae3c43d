import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W1 = np.random.randn(3,4); W2 = np.random.randn(4,1)
for i in range(10000):
    Z1 = X.dot(W1)
    A1 = np.tanh(Z1)
    Z2 = A1.dot(W2)
    A2 = 1/(1+np.exp(-Z2))
    dZ2 = (A2-y)*A2*(1-A2)
    dW2 = A1.T.dot(dZ2)
    dZ1 = dZ2.dot(W2.T)*(1-np.tanh(A1)**2)  # wrong
    dW1 = X.T.dot(dZ1)
    W1 -= .5*dW1
    W2 -= .5*dW2
