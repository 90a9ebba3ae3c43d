import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
T = np.array([[0],[1],[1],[0]])
np.random.seed(5)
V = np.random.uniform(-1,1,size=(3,4))
W = np.random.uniform(-1,1,size=(4,1))
def f(x): return 1/(1+np.exp(-x))
for epoch in range(10000):
    dV = np.zeros_like(V)
    dW = np.zeros_like(W)
    err = 0
    for n in range(len(X)):
        x = X[n]
        h = f(x @ V)
        o = f(h @ W)
        e = T[n] - o
        err += abs(e[0])
        do = e*o*(1-o)
        dh = (W @ do)*h*(1-h)
        dW += np.outer(h, do)
        dV += np.outer(x, dh)
    W += dW
    V += dV
    if epoch % 1000 == 0:
        print("Epoche", epoch, "Fehler", err/4)
