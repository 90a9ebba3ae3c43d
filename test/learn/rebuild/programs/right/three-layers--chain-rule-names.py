import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
Y = np.array([[0],[1],[1],[0]])
m = X.shape[0]
np.random.seed(3)
W1 = np.random.randn(4, 3)
W2 = np.random.randn(1, 4)
lr = 4.0
for k in range(10000):
    Z1 = W1 @ X.T
    A1 = 1/(1+np.exp(-Z1))
    Z2 = W2 @ A1
    A2 = 1/(1+np.exp(-Z2))
    dL_dA2 = (A2 - Y.T)/m
    dA2_dZ2 = A2*(1-A2)
    dL_dZ2 = dL_dA2*dA2_dZ2
    dL_dW2 = dL_dZ2 @ A1.T
    dL_dA1 = W2.T @ dL_dZ2
    dA1_dZ1 = A1*(1-A1)
    dL_dZ1 = dL_dA1*dA1_dZ1
    dL_dW1 = dL_dZ1 @ X
    W1, W2 = W1 - lr*dL_dW1, W2 - lr*dL_dW2
    if k % 1000 == 0:
        print("%d: %.4f" % (k, np.sqrt(np.mean((A2 - Y.T)**2))))
