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
def step(a, b):
    h = sigmoid(X @ a)
    o = sigmoid(h @ b)
    do = (y - o) * d(o)
    dh = do @ b.T * d(h)
    b += h.T @ do
    a += X.T @ dh
for i in range(3000):
    step(syn0, syn1)
