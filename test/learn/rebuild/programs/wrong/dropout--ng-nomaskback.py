import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]).T
Y = np.array([[0,1,1,0]])
np.random.seed(3)
W1 = np.random.randn(4,3)
W2 = np.random.randn(1,4)
keep_prob = 0.8
alpha = 0.5
def sigmoid(z): return 1/(1+np.exp(-z))
for i in range(30000):
    Z1 = W1.dot(X)
    A1 = sigmoid(Z1)
    D1 = np.random.rand(A1.shape[0], A1.shape[1])
    D1 = D1 < keep_prob
    A1d = A1 * D1
    A1d = A1d / keep_prob
    A2 = sigmoid(W2.dot(A1d))
    dZ2 = (A2 - Y)*A2*(1-A2)
    dW2 = dZ2.dot(A1d.T)
    dA1 = W2.T.dot(dZ2)
    dA1 = dA1 * D1
    dA1 = dA1 / keep_prob
    dZ1 = dA1*A1d  # wrong
    dW1 = dZ1.dot(X.T)
    W2 -= alpha*dW2
    W1 -= alpha*dW1
