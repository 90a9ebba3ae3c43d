# A network of two layers, after the first one of the tutorial "A Neural Network in 11 lines of Python".
# It learns that the target is the first of the three inputs.
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(y):
    # The derivative of the sigmoid at its value y.
    return y * (1 - y)


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 0, 1, 1]]).T

np.random.seed(1)
weights = 2 * np.random.random((3, 1)) - 1

for iteration in range(10000):
    output = sigmoid(np.dot(X, weights))
    error = y - output
    if iteration % 1000 == 0:
        print("iteration", iteration, "error", np.mean(np.abs(error)))
    delta = error * slope(output)
    weights += np.dot(X.T, delta)

print("output after training:")
print(output)
