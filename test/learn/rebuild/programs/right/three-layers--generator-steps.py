import numpy as np
def steps(X, y):
    w0 = 2*np.random.random((3,4))-1
    w1 = 2*np.random.random((4,1))-1
    while True:
        l1 = 1/(1+np.exp(-X@w0)); l2 = 1/(1+np.exp(-l1@w1))
        e = y-l2
        d2 = e*l2*(1-l2)
        d1 = d2@w1.T*l1*(1-l1)
        w1 += l1.T@d2
        w0 += X.T@d1
        yield e
np.random.seed(1)
for k, e in enumerate(steps(np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]), np.array([[0],[1],[1],[0]]))):
    if k % 10000 == 0: print("Error:" + str(np.mean(np.abs(e))))
    if k == 59999: break
