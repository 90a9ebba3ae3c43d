import numpy as np
np.random.seed(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
w1 = np.random.normal(0, 1, (3,4)); w2 = np.random.normal(0, 1, (4,1))
drop = .2
def activate(z): return 1/(1+np.exp(-z))
for epoch in range(60000):
    hidden = activate(X.dot(w1))
    off = np.random.random_sample(hidden.shape) < drop
    hidden[off] = 0
    hidden[~off] /= 1 - drop
    out = activate(hidden.dot(w2))
    err = out - y
    gout = err*out*(1-out)
    ghid = gout.dot(w2.T)*hidden*(1-hidden)
    w2 = w2 - .5*hidden.T.dot(gout)
    w1 = w1 - .5*X.T.dot(ghid)
