# A network as a class with a list of layers, as many learners write it: each layer has weights and a bias.
# It learns XOR with two hidden layers.
import numpy as np


class Layer:
    def __init__(self, inputs, outputs, rng):
        self.weights = rng.uniform(-1, 1, (inputs, outputs))
        self.bias = np.zeros((1, outputs))

    def forward(self, x):
        self.x = x
        self.out = np.tanh(x @ self.weights + self.bias)
        return self.out

    def backward(self, gradient, rate):
        delta = gradient * (1 - self.out ** 2)
        back = delta @ self.weights.T
        self.weights -= rate * self.x.T @ delta
        self.bias -= rate * delta.sum(axis=0, keepdims=True)
        return back


class Network:
    def __init__(self, sizes, seed):
        rng = np.random.RandomState(seed)
        self.layers = [Layer(a, b, rng) for a, b in zip(sizes, sizes[1:])]

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def train(self, x, y, epochs, rate):
        for epoch in range(epochs):
            out = self.predict(x)
            gradient = out - y
            if epoch % 500 == 0:
                print(f"epoch {epoch}: loss {np.mean(gradient ** 2):.6f}")
            for layer in reversed(self.layers):
                gradient = layer.backward(gradient, rate)


X = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]], dtype=float)
y = np.array([[-1], [1], [1], [-1]], dtype=float)

net = Network([2, 4, 3, 1], seed=3)
net.train(X, y, epochs=3000, rate=0.1)

for row, value in zip(X, net.predict(X)):
    print(row, "->", round(float(value[0]), 3))
