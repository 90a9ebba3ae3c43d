import numpy as np
class MLP:
    def __init__(self):
        np.random.seed(0)
        self.params = dict(w1=np.random.randn(2, 3), b1=np.zeros((1, 3)), w2=np.random.randn(3, 1), b2=np.zeros((1, 1)))
    def forward(self, X):
        p = self.params
        self.h = self._sig(X.dot(p['w1']) + p['b1'])
        self.o = self._sig(self.h.dot(p['w2']) + p['b2'])
        return self.o
    def backward(self, X, y):
        do = (y - self.o)*self.o*(1 - self.o)
        dh = do.dot(self.params['w2'].T)*(1 - self.h)  # wrong
        return dict(w1=X.T.dot(dh), b1=dh.sum(0, keepdims=True), w2=self.h.T.dot(do), b2=do.sum(0, keepdims=True))
    def _sig(self, z): return 1/(1 + np.exp(-z))
    def train(self, X, y, n, lr):
        for i in range(n):
            self.forward(X)
            g = self.backward(X, y)
            for k in g:
                self.params[k] += lr*g[k]
X = np.array([[0,0],[0,1],[1,0],[1,1]])
y = np.array([[0],[1],[1],[0]])
n = MLP()
n.train(X, y, 20000, 1)
print(n.forward(X))
