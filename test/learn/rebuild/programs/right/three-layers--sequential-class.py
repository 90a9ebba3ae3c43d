import numpy as np

class Sigmoid:
    def forward(self, z):
        self.a = 1 / (1 + np.exp(-z))
        return self.a
    def backward(self, grad):
        return grad * self.a * (1 - self.a)
    def step(self, lr):
        pass

class Linear:
    def __init__(self, i, o):
        self.w = np.random.randn(i, o)
    def forward(self, x):
        self.x = x
        return x @ self.w
    def backward(self, grad):
        self.gw = self.x.T @ grad
        return grad @ self.w.T
    def step(self, lr):
        self.w -= lr * self.gw

class Sequential:
    def __init__(self, *layers):
        self.layers = layers
    def forward(self, x):
        for l in self.layers:
            x = l.forward(x)
        return x
    def backward(self, grad):
        for l in self.layers[::-1]:
            grad = l.backward(grad)
    def step(self, lr):
        for l in self.layers:
            l.step(lr)

np.random.seed(0)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
model = Sequential(Linear(3, 4), Sigmoid(), Linear(4, 1), Sigmoid())
for epoch in range(6000):
    pred = model.forward(X)
    loss = ((pred - y)**2).mean()
    model.backward(2*(pred - y)/len(X))
    model.step(lr=2.0)
    if epoch % 500 == 0: print(epoch, loss)
