import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); t = np.array([0,0,1,1])
w = np.random.rand(3)*2-1
k = 0
while k < 8000:
    p = 1/(1+np.exp(-np.einsum('ij,j->i', X, w)))
    d = (t-p)*p*(1-p)
    w = w + np.einsum('ij,i->j', X, d)
    k += 1
    if k == 1 or k % 2000 == 0: print(k, 'Error:', np.abs(t-p).mean())
