import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]])
y = np.array([[0],[1],[1],[0]])
ones = np.ones((4,1))
np.random.seed(1)
W1 = 2*np.random.random((3,4))-1
W2 = 2*np.random.random((5,1))-1
for i in range(20000):
    x1 = np.hstack([X, ones])
    h = 1/(1+np.exp(-x1@W1))
    h1 = np.hstack([h, ones])
    o = 1/(1+np.exp(-h1@W2))
    do = (y-o)*o*(1-o)
    dh = (do@W2.T)*h1*(1-h1)
    W2 += h1.T@do
    W1 += x1.T@dh  # wrong
