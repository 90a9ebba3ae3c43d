import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
theta = 2*np.random.random(16)-1
for t in range(20000):
    W0 = theta[:12].reshape(3,4); W1 = theta[12:].reshape(4,1)
    l1 = 1/(1+np.exp(-X@W0)); l2 = 1/(1+np.exp(-l1@W1))
    d2 = (y-l2)*l2*(1-l2); d1 = d2@W1.T*l1*(1-l1)
    theta = theta + np.concatenate([(X.T@d1).ravel(), (l1.T@d2).ravel()])
