import numpy as np
X = [np.array([[a],[b],[1]]) for a in (0,1) for b in (0,1)]
Y = [a^b for a in (0,1) for b in (0,1)]
np.random.seed(3)
W1 = np.random.randn(4,3); W2 = np.random.randn(1,4)
def sigmoid(z): return 1/(1+np.exp(-z))
for epoch in range(5000):
    dW1, dW2 = 0, 0
    for x, y in zip(X, Y):
        a1 = sigmoid(W1 @ x)
        a2 = sigmoid(W2 @ a1)
        delta2 = (a2 - y)*a2*(1 - a2)
        delta1 = W2.T @ delta2*a1*(1 - a1)
        dW2 += delta2 @ a1.T
        dW1 += delta1 @ x.T
    W1 -= dW1; W2 -= dW2
