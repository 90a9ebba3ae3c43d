import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W = [2*np.random.random((3,4)) - 1, 2*np.random.random((4,1)) - 1]
for i in range(60000):
    l1 = 1/(1+np.exp(-X@W[0])); l2 = 1/(1+np.exp(-l1@W[1]))
    d2 = (y-l2)*l2*(1-l2)
    d1 = d2@W[1].T*l1*(1-l1)
    W[1] += l1.T@d2
    W[0] += X.T@d1
