# A network of three layers, after the second one of the tutorial "A Neural Network in 11 lines of Python".
# It learns XOR: the target is 1 where exactly one of the first two inputs is 1. The third input is always 1.
import numpy as np


def sigmoid(x, deriv=False):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


X = np.array([[0, 0, 1],
              [0, 1, 1],
              [1, 0, 1],
              [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])

np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1

for i in range(60000):
    # Forward: from the inputs to the prediction.
    l1 = sigmoid(np.dot(X, syn0))
    l2 = sigmoid(np.dot(l1, syn1))

    l2_error = y - l2
    if i % 10000 == 0:
        print("Error: " + str(np.mean(np.abs(l2_error))))

    # Backward: what each layer contributed to the error.
    l2_delta = l2_error * sigmoid(l2, deriv=True)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * sigmoid(l1, deriv=True)

    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)

print("Error after training: " + str(np.mean(np.abs(l2_error))))
