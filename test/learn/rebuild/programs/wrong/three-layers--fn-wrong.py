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
def fwd(a, b):
    h = np.tanh(X @ a)  # wrong
    o = sigmoid(h @ b)
    return h, o
for i in range(3000):
    h, o = fwd(syn0, syn1)
    do = (y - o) * d(o)
    dh = do @ syn1.T * d(h)
    syn1 += h.T @ do
    syn0 += X.T @ dh
