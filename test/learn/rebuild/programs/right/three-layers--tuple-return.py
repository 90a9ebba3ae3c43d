import numpy as np
def act(x): return 1./(1.+np.exp(-x))
def forward(x, w0, w1):
    h = act(x.dot(w0))
    return h, act(h.dot(w1))
def grads(x, t, w0, w1):
    h, o = forward(x, w0, w1)
    d1 = (o - t)*o*(1. - o)
    d0 = d1.dot(w1.T)*h*(1. - h)
    return x.T.dot(d0), h.T.dot(d1), np.sum((o - t)**2)/2
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(123)
w0, w1 = np.random.normal(size=(3,4)), np.random.normal(size=(4,1))
eta = 0.7
for t in range(20000):
    g0, g1, E = grads(X, y, w0, w1)
    w0, w1 = w0 - eta*g0, w1 - eta*g1
    if not t % 2000: print("loss = %.4f" % E)
