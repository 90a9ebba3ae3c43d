import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
def sig(z): return 1/(1+np.exp(-z))
np.random.seed(1)
a, b = 2*np.random.random((3,4))-1, 2*np.random.random((4,1))-1
epoch, err = 0, 1.0
while err > 0.01 and epoch != 60000:
    epoch += 1
    h = sig(X.dot(a)); o = sig(h.dot(b))
    err = np.mean(np.abs(y-o))
    do = (y-o)*o*(1-o)
    dh = do.dot(b.T)*h*(1-h)
    b += h.T.dot(do); a += X.T.dot(dh)
    if epoch % 5000 == 0:
        print("epoch", epoch, "err", err)
