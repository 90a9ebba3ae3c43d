import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).reshape(-1,1)
N = X.shape[0]
np.random.seed(2)
W1 = np.random.rand(3,4) - 0.5
W2 = np.random.rand(4,1) - 0.5
losses = []
for epoch in range(20000):
    z1 = X.dot(W1); a1 = 1/(1+np.exp(-z1))
    z2 = a1.dot(W2); a2 = 1/(1+np.exp(-z2))
    losses.append(np.mean(np.square(y-a2)))
    # backprop: dL/dz
    dz2 = -2*(y-a2)/N * a2*(1-a2)
    dW2 = a1.T.dot(dz2)
    dz1 = dz2.dot(W2.T) * a1*(1-a1)
    dW1 = X.T.dot(dz1)
    W1 -= 5*dW1; W2 -= 5*dW2
print(losses[0], losses[-1])
