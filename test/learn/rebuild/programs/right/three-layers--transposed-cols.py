import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]).T
Y = np.array([[0,1,1,0]])
np.random.seed(1)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
W1 = np.random.randn(4,3)
W2 = np.random.randn(1,4)
for i in range(5000):
    A1 = sigmoid(W1 @ X)
    A2 = sigmoid(W2 @ A1)
    dZ2 = (A2 - Y) * d(A2)
    dW2 = dZ2 @ A1.T / 4
    dZ1 = W2.T @ dZ2 * d(A1)
    dW1 = dZ1 @ X.T / 4
    W1 -= 3*dW1
    W2 -= 3*dW2
