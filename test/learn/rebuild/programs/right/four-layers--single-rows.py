import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = [0,1,1,0]
np.random.seed(8)
A = np.random.randn(4,3); B = np.random.randn(4,4); C = np.random.randn(4)
s = lambda z: 1/(1+np.exp(-z))
for e in range(4000):
    gA = 0; gB = 0; gC = 0
    for i in range(4):
        h1 = s(A.dot(X[i])); h2 = s(B.dot(h1)); o = s(C.dot(h2))
        d3 = (y[i]-o)*o*(1-o)
        d2 = d3*C*h2*(1-h2)
        d1 = B.T.dot(d2)*h1*(1-h1)
        gC = gC + d3*h2
        gB = gB + np.outer(d2, h1)
        gA = gA + np.outer(d1, X[i])
    A += gA; B += gB; C += gC
