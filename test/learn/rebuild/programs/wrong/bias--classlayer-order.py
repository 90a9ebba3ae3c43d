import numpy as np
class Dense:
    def __init__(self, n, m):
        self.w = np.random.uniform(-1, 1, (n, m))
        self.b = np.random.uniform(-1, 1, (1, m))
    def forward(self, x):
        self.x = x
        self.a = 1/(1+np.exp(-(x @ self.w + self.b)))
        return self.a
    def backward(self, g, lr):
        g = g*self.a*(1-self.a)
        self.w += lr*self.x.T @ g
        back = g @ self.w.T  # wrong
        self.b += lr*g.sum(axis=0, keepdims=True)
        return back
np.random.seed(1)
X = np.array([[0,0],[0,1],[1,0],[1,1]]); y = np.array([[0],[1],[1],[0]])
l1, l2 = Dense(2, 4), Dense(4, 1)
for i in range(20000):
    out = l2.forward(l1.forward(X))
    l1.backward(l2.backward(y - out, 1.0), 1.0)
    if i % 5000 == 0: print("Error:", np.mean(np.abs(y - out)))
