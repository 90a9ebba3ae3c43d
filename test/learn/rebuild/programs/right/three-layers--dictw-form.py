import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
P = {"a": 2*np.random.random((3,4)) - 1, "b": 2*np.random.random((4,1)) - 1}
for i in range(60000):
    l1 = 1/(1+np.exp(-X.dot(P["a"])))
    l2 = 1/(1+np.exp(-l1.dot(P["b"])))
    d2 = (y-l2)*l2*(1-l2)
    d1 = d2.dot(P["b"].T)*l1*(1-l1)
    P["b"] += l1.T.dot(d2)
    P["a"] += X.T.dot(d1)
