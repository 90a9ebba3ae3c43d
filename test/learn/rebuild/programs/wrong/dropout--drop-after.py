import numpy as np
np.random.seed(4)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0,1,1,0]]).T
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
for i in range(3000):
    h = sigmoid(X @ syn0)
    m = (np.random.rand(4,4) < 0.8) / 0.8
    h = h * m * 1.1  # wrong
    o = sigmoid(h @ syn1)
    do = (y-o)*d(o)
    dh = (do @ syn1.T) * d(h)
    syn1 += 0.5*h.T @ do
    syn0 += 0.5*X.T @ dh
