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
for i in range(60000):
    l1 = sigmoid(0.5 * (X @ syn0))  # wrong
    l2 = sigmoid(l1 @ syn1)
    l2_error = y - l2
    l2_delta = l2_error * d(l2)
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * d(l1)
    syn1 += l1.T @ l2_delta
    syn0 += X.T @ l1_delta
