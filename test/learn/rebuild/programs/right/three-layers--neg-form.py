import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
for i in range(60000):
    l1 = 1/(1+np.exp(X.dot(-syn0)))
    l2 = 1/(1+np.exp(-(l1@syn1)))
    e = l2-y
    g2 = e*l2*(l2-1)
    g1 = (syn1@g2.T).T*(l1-l1*l1)
    syn1 = syn1 + (g2.T@l1).T
    syn0 = syn0 + (g1.T@X).T
