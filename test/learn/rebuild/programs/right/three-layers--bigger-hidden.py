import numpy as np
hidden = 8
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(9)
W0 = np.random.randn(3, hidden)*0.5
W1 = np.random.randn(hidden, 1)*0.5
for i in range(10000):
    h = 1/(1+np.exp(-(X@W0)))
    p = 1/(1+np.exp(-(h@W1)))
    gp = (p-y)*p*(1-p)
    gW1 = h.T@gp
    gh = gp@W1.T
    gz = gh*h*(1-h)
    gW0 = X.T@gz
    W1 -= .3*gW1
    W0 -= .3*gW0
