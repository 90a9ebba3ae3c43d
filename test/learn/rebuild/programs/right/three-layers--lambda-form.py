import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
sig = lambda z: 1/(1+np.exp(-z))
d = lambda a: a - a**2
for i in range(60000):
    l1 = sig(X@syn0); l2 = sig(l1@syn1)
    d2 = (y-l2)*d(l2)
    d1 = (d2@syn1.T)*d(l1)
    syn1 += l1.T@d2; syn0 += X.T@d1
