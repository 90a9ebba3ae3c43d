import numpy as np
np.random.seed(10)
class Layer(object):
    def __init__(self, n_in, n_out):
        self.W = np.random.uniform(-1, 1, (n_in, n_out))
    def forward(self, x):
        self.x = x
        self.out = 1/(1 + np.exp(-x.dot(self.W)))
        return self.out
    def backward(self, grad):
        d = grad * self.out * (1 - self.out)
        self.dW = self.x.T.dot(d)
        return d.dot(self.W.T)
    def update(self, lr):
        self.W += lr * self.dW

net = [Layer(3, 4), Layer(4, 1)]
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0,1,1,0]]).T
for epoch in range(5000):
    a = X
    for layer in net:
        a = layer.forward(a)
    g = y - a
    for layer in reversed(net):
        g = layer.backward(g)
    for layer in net:
        layer.update(1.0)
    if epoch % 1000 == 0:
        print("error", np.abs(y - a).mean())
