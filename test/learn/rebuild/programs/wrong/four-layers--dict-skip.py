import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]).T
Y = np.array([[0,1,1,0]])
np.random.seed(1)
dims = [3,4,4,1]
P = {}
for l in range(1, len(dims)):
    P['W' + str(l)] = np.random.randn(dims[l], dims[l-1])
L = len(dims) - 1
for i in range(20000):
    A = {0: X}
    for l in range(1, L+1):
        A[l] = 1/(1+np.exp(-P['W'+str(l)].dot(A[l-1])))
    dZ = (A[L]-Y)*A[L]*(1-A[L])
    G = {}
    for l in range(L, 0, -1):
        G['dW'+str(l)] = dZ.dot(A[l-1].T)
        if l > 1:
            dZ = P['W'+str(l)].T.dot(A[L]-Y)*A[l-1]*(1-A[l-1]) if l == 3 else P['W'+str(l)].T.dot(dZ)*A[l-1]*(1-A[l-1])  # wrong
    for l in range(1, L+1):
        P['W'+str(l)] = P['W'+str(l)] - 0.5*G['dW'+str(l)]
    if i % 2000 == 0: print("Cost", np.mean((A[L]-Y)**2))
