import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
lr = 2.0
for i in range(60000):
    l1 = sigmoid(X @ syn0)
    l2 = sigmoid(l1 @ syn1)
    loss = ((l2 - y)**2).mean()
    dl2 = 2*(l2 - y)/4
    dz2 = dl2 * d(l2)
    dW2 = l1.T @ dz2
    dl1 = dz2 @ syn1.T
    dz1 = dl1 * d(l1)
    dW1 = X.T @ dz1
    syn0 -= lr*dW1
    syn1 -= lr*dW2
    if i % 5000 == 0: print("loss", loss)
