import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
rng = np.random.default_rng(0)
params = {'W1': rng.uniform(-1, 1, (3, 4)), 'W2': rng.uniform(-1, 1, (4, 1))}
sig = lambda v: 1/(1+np.exp(-v))
for step in range(10_000):
    cache = {}
    cache['h'] = sig(X @ params['W1'])
    cache['o'] = sig(cache['h'] @ params['W2'])
    grads = {}
    g = (cache['o'] - y) * cache['o'] * (1 - cache['o'])
    grads['W2'] = cache['h'].T @ g
    g = (g @ params['W2'].T) * cache['h'] * (1 - cache['h'])
    grads['W1'] = X.T @ g
    for key in params:
        params[key] -= 0.8 * grads[key]
