import numpy as np

class Perceptron:
    def __init__(self, n_inputs, lr=0.1):
        rng = np.random.default_rng(42)
        self.w = rng.normal(0, 1, size=(n_inputs, 1))
        self.lr = lr

    @staticmethod
    def sigmoid(z):
        return 1.0 / (1.0 + np.exp(-z))

    def predict(self, X):
        return X @ self.w  # wrong

    def fit(self, X, y, epochs=20000):
        for epoch in range(epochs):
            p = self.predict(X)
            grad = X.T @ ((p - y) * p * (1 - p))
            self.w -= self.lr * grad
            if epoch % 5000 == 0:
                print(f"epoch {epoch}: mse={np.mean((p - y) ** 2):.5f}")
        return self

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
y = np.array([[0], [0], [1], [1]], dtype=float)
model = Perceptron(3).fit(X, y)
print(model.predict(X).round(3))
