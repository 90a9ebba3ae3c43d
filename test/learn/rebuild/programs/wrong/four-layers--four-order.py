import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
w1 = np.random.uniform(-1,1,(3,4)); w2 = np.random.uniform(-1,1,(4,4)); w3 = np.random.uniform(-1,1,(4,1))
for i in range(60000):
    a = sigmoid(X@w1)
    bb = sigmoid(a@w2)
    c = sigmoid(bb@w3)
    dc = (y-c)*d(c)
    db = dc@w3.T*d(bb)
    da = db@w2*d(a)  # wrong
    w3 += bb.T@dc
    w2 += a.T@db
    w1 += X.T@da
