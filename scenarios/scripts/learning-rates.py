# A network of three layers that learns XOR once with each of four learning rates.
# Each learning rate is a training of its own: K lists them.
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(y):
    # The derivative of the sigmoid at its value y.
    return y * (1 - y)


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])

for alpha in [0.1, 1, 10, 100]:
    np.random.seed(1)
    weights0 = 2 * np.random.random((3, 8)) - 1
    weights1 = 2 * np.random.random((8, 1)) - 1
    for iteration in range(5000):
        hidden = sigmoid(X @ weights0)
        output = sigmoid(hidden @ weights1)
        error = output - y
        delta1 = error * slope(output)
        delta0 = (delta1 @ weights1.T) * slope(hidden)
        weights1 -= alpha * hidden.T @ delta1
        weights0 -= alpha * X.T @ delta0
    print("alpha", alpha, "error", np.mean(np.abs(error)))
