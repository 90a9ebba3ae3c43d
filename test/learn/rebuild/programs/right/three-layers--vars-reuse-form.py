import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
for i in range(60000):
    a = X
    a = 1/(1+np.exp(-a.dot(syn0)))
    h = a
    a = 1/(1+np.exp(-a.dot(syn1)))
    d = (y-a)*a*(1-a)
    g = h.T@d
    d = d@syn1.T*h*(1-h)
    syn1 += g
    syn0 += X.T@d
