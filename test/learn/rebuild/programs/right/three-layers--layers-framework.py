import numpy as np

class Layer:
    def forward(self, x):
        raise NotImplementedError
    def backward(self, grad, lr):
        raise NotImplementedError

class Linear(Layer):
    def __init__(self, n_in, n_out, rng):
        self.W = rng.standard_normal((n_in, n_out))
    def forward(self, x):
        self.x = x
        return x @ self.W
    def backward(self, grad, lr):
        back = grad @ self.W.T
        self.W -= lr * (self.x.T @ grad)
        return back

class Sigmoid(Layer):
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out
    def backward(self, grad, lr):
        return grad * self.out * (1 - self.out)

class MSE:
    def __call__(self, pred, target):
        self.diff = pred - target
        return (self.diff ** 2).mean()
    def grad(self):
        return 2 * self.diff / self.diff.size

class Network:
    def __init__(self, *layers):
        self.layers = layers
        self.loss = MSE()
    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x
    def train_step(self, x, y, lr):
        loss = self.loss(self.forward(x), y)
        grad = self.loss.grad()
        for layer in reversed(self.layers):
            grad = layer.backward(grad, lr)
        return loss

if __name__ == "__main__":
    rng = np.random.default_rng(42)
    X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=np.float64)
    y = np.array([[0], [1], [1], [0]], dtype=np.float64)
    net = Network(Linear(3, 4, rng), Sigmoid(), Linear(4, 1, rng), Sigmoid())
    for epoch in range(20000):
        loss = net.train_step(X, y, lr=2.0)
        if epoch % 5000 == 0:
            print("loss", round(loss, 5))
