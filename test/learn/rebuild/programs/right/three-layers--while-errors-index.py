import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
def sig(z): return 1/(1+np.exp(-z))
def fit(n=20000, rate=1):
    rng = np.random.RandomState(1)
    W = {'ih': rng.uniform(-1,1,(3,4)), 'ho': rng.uniform(-1,1,(4,1))}
    errors = np.zeros(n)
    i = 0
    while i < n:
        h = sig(X @ W['ih']); o = sig(h @ W['ho'])
        e = y - o
        errors[i] = np.abs(e).mean()
        d = e*o*(1-o)
        dh = d @ W['ho'].T * h*(1-h)
        W['ho'] += rate*h.T @ d
        W['ih'] += rate*X.T @ dh
        i += 1
    return W, errors
W, errors = fit()
