import numpy as np
class Tanh:
    @staticmethod
    def f(z): return np.tanh(z)
    @staticmethod
    def df(z): return 1 - np.tanh(z)**2
class Sigmoid:
    @staticmethod
    def f(z): return 1/(1+np.exp(-z))
    @staticmethod
    def df(z):
        s = Sigmoid.f(z)
        return s*(1-s)
acts = [Tanh, Sigmoid]
np.random.seed(1)
W = [2*np.random.random(s)-1 for s in [(3,4),(4,1)]]
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
for it in range(60000):
    a, zs, As = X, [], [X]
    for w, act in zip(W, acts):
        z = a @ w; a = act.f(z)
        zs.append(z); As.append(a)
    g = y - a
    for i in reversed(range(2)):
        g = g * acts[i].df(zs[i])
        dw = As[i].T @ g
        g = g @ W[i].T
        W[i] += dw
    if it % 10000 == 0:
        print("Error:" + str(np.mean(np.abs(y - a))))
