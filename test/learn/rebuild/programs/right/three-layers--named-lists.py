import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
w = []
w.append(np.random.uniform(-1,1,(3,4)))
w.append(np.random.uniform(-1,1,(4,1)))
for i in range(60000):
    l = [X]
    for k in range(2):
        l.append(sigmoid(np.dot(l[k], w[k])))
    delta = [None, None]
    delta[1] = (y - l[2]) * d(l[2])
    delta[0] = delta[1].dot(w[1].T) * d(l[1])
    for k in range(2):
        w[k] += l[k].T.dot(delta[k])
