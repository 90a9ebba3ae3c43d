import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
def tanh(x):
    return (np.exp(x)-np.exp(-x))/(np.exp(x)+np.exp(-x))
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
for i in range(60000):
    h = tanh(X @ syn0)
    o = sigmoid(h @ syn1)
    do = (y-o)*d(o)
    dh = do @ syn1.T * (1-h**2)
    syn1 += 0.5 * h.T @ do
    syn0 += 0.5 * X.T @ dh
