import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
def init():
    return np.random.random((3,4)), np.random.random((4,1))  # wrong
w0, w1 = init()
for t in range(10000):
    A1 = 1/(1+np.exp(-X@w0)); A2 = 1/(1+np.exp(-A1@w1))
    d2 = (y-A2)*A2*(1-A2)
    d1 = d2@w1.T*A1*(1-A1)
    w1 += A1.T@d2
    w0 += X.T@d1
