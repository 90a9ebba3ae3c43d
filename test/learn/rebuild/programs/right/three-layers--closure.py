import numpy as np
def make(X, y):
    rng = np.random.RandomState(1)
    W1 = rng.rand(3,4)*2-1
    W2 = rng.rand(4,1)*2-1
    def tick():
        nonlocal W1, W2
        h = 1/(1+np.exp(-X@W1)); o = 1/(1+np.exp(-h@W2))
        e = y-o
        old = W2.copy()
        W2 = W2 + h.T@(e*o*(1-o))
        W1 = W1 + X.T@(((e*o*(1-o))@old.T)*h*(1-h))
        return np.abs(e).mean()
    return tick
tick = make(np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]), np.array([[0],[1],[1],[0]]))
for n in range(60000):
    e = tick()
    if n % 10000 == 0: print(f"Error:{e}")
