import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
class Layer:
    def __init__(self, n, m):
        self.w = np.random.uniform(-1, 1, (n, m))
    def forward(self, x):
        self.x = x
        self.out = sigmoid(x @ self.w)
        return self.out
    def backward(self, e):
        delta = e * d(self.out)
        back = delta @ self.w.T
        self.w += self.x.T @ delta
        return back
net = [Layer(3, 4), Layer(4, 1)]
for i in range(5000):
    a = X
    for layer in net:
        a = layer.forward(a)
    e = y - a
    for layer in reversed(net):
        e = layer.backward(e)
