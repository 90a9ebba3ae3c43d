import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
a = np.random.uniform(-1,1,(3,4))
b = np.random.uniform(-1,1,(4,1))
for i in range(5000):
    h = sigmoid(-X @ a)  # wrong
    o = sigmoid(h @ b)
    p = (y - o) * d(o)
    q = p @ b.T * d(h)
    b += h.T @ p
    a += X.T @ q
