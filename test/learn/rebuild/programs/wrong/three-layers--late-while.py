import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
w0, w1 = 2*np.random.random((3,4))-1, 2*np.random.random((4,1))-1
t = 0
while t < 60000:
    A1 = 1/(1+np.exp(-X@w0)); A2 = 1/(1+np.exp(-A1@w1))
    d2 = (y-A2)*A2*(1-A2)
    d1 = d2@w1.T*A1*(1-A1)
    w1 += A1.T@d2
    if t < 5000:
        w0 += X.T@d1  # wrong
    t += 1
