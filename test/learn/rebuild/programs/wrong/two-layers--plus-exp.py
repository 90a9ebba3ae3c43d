import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0,0,1,1]]).T
np.random.seed(1)
w = 2*np.random.random((3,1)) - 1
for i in range(10000):
    z = X.dot(w)
    p = 1/(1+np.exp(z))  # wrong
    e = y - p
    d = e*p*(1-p)
    w += X.T.dot(d)
