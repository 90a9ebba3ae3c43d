import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
params = [np.random.randn(3,4), np.random.randn(4,1)]
velocity = [np.zeros(p.shape) for p in params]
def grads_of(params):
    W0, W1 = params
    h = 1/(1+np.exp(-X.dot(W0)))
    o = 1/(1+np.exp(-h.dot(W1)))
    d = (o-y)*o*(1-o)
    return X.T.dot(d.dot(W1.T)*h*(1-h)), h.T.dot(d)
for i in range(5000):
    for k, g in enumerate(grads_of(params)):
        velocity[k] = 0.9*velocity[k] - 0.5*g
        params[k] = params[k] + velocity[k]
