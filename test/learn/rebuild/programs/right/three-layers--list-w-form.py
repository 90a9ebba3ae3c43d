import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W = [2*np.random.random((3,4)) - 1, 2*np.random.random((4,1)) - 1]
for i in range(60000):
    a = [X]
    for k in range(2):
        a.append(1/(1+np.exp(-a[k].dot(W[k]))))
    d = (y-a[2])*a[2]*(1-a[2])
    for k in [1, 0]:
        g = a[k].T.dot(d)
        d = d.dot(W[k].T)*a[k]*(1-a[k])
        W[k] = W[k] + g
