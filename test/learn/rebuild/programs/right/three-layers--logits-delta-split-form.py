import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
for i in range(60000):
    l1 = 1/(1+np.exp(-X.dot(syn0)))
    l2 = 1/(1+np.exp(-l1.dot(syn1)))
    p = l2*(1-l2)
    q = l1*(1-l1)
    d2 = y*p - l2*p
    d1 = q*np.outer(d2, syn1)
    syn1 += l1.T.dot(d2)
    syn0 += X.T.dot(d1)
