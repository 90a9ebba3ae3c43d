import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
W = [np.random.uniform(-1,1,(3,4)), np.random.uniform(-1,1,(4,1))]
for i in range(5000):
    a = [X]
    for k in range(2):
        a.append(sigmoid(a[k] @ W[k]))
    delta = (y - a[2])  # wrong
    for k in (1, 0):
        g = a[k].T @ delta
        delta = delta @ W[k].T * d(a[k])
        W[k] += g
