import numpy as np
class Momentum:
    def __init__(self, lr=0.1, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None
    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = np.zeros_like(val)
        for key in params.keys():
            self.v[key] = self.momentum*self.v[key] - self.lr*grads[key]
            params[key] += self.v[key]
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
params = {'W1': np.random.randn(3,4), 'W2': np.random.randn(4,1)}
opt = Momentum(0.5)
for i in range(5000):
    h = 1/(1+np.exp(-X@params['W1'])); o = 1/(1+np.exp(-h@params['W2']))
    grads = {}
    d = (o-y)*o*(1-o)
    grads['W2'] = h.T@d
    grads['W1'] = X.T@(d@params['W2'].T*h*(1-h))
    opt.update(params, grads)
