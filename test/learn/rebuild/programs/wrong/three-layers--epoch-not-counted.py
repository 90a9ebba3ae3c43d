import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W0 = np.random.uniform(-1,1,(3,4)); W1 = np.random.uniform(-1,1,(4,1))
error = 1
epoch = 0
while epoch < 5:  # wrong
    h = 1/(1+np.exp(-X@W0)); o = 1/(1+np.exp(-h@W1))
    error = np.abs(y-o).mean()
    d = (y-o)*o*(1-o)
    W0 += X.T@(d@W1.T*h*(1-h))   # first W0: it still needs the old W1
    W1 += h.T@d
    epoch += 1
print("done after", epoch, "epochs, error", error)
