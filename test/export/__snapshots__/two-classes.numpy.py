"""two-classes

Written by backprop-tui. The lines of an iteration are the lines that it shows and runs: the same
seed gives the same numbers in the same order, up to rounding.
"""

from numpy import abs, asarray, exp, mean, sum, zeros
from numpy.random import random, seed


def array(cells):
    return asarray(cells, dtype=float)


def sigmoid(z):
    return 1 / (1 + exp(-z))


def slope(l):  # slope of a sigmoid at output l
    return l * (1 - l)


def classes(outputs):
    return outputs[:, 0] > 0.5 if outputs.shape[1] == 1 else outputs.argmax(axis=1)


def accuracy(predicted, targets):  # the share of rows whose class is predicted correctly
    return mean(classes(predicted) == classes(targets))


# x1, x2, x3
X_raw = array([
    [204, 0.95, -299500], [118, 0.25, -288000], [140, 0.1, -297000], [230, 1.4, -311000],
    [196, 1.8, -296000], [154, -1.7, -303500], [214, -0.2, -316000], [190, -1.25, -290000],
    [178, -0.6, -291000],
])
# y
y = array([[1], [0], [0], [0], [0], [1], [0], [1], [1]])
X_test_raw = array([[170, 0.45, -308000], [106, 1.15, -293000], [134, -0.55, -314000]])
y_test = array([[1], [0], [0]])

# input_shift and input_unit: the least value and the range of each column of the training set; a
# constant column is only shifted.
input_shift = array([118, -1.7, -316000])
input_unit = array([112, 3.5, 28000])
X = (X_raw - input_shift) / input_unit
X_test = (X_test_raw - input_shift) / input_unit

seed(7)
alpha = 0.5  # alpha
syn0 = 2 * random((3, 4)) - 1
b0 = zeros((1, 4))  # bias
syn1 = 2 * random((4, 1)) - 1
b1 = zeros((1, 1))  # bias


def forward(X):
    l0 = X
    l1 = sigmoid(l0 @ syn0 + b0)
    l2 = sigmoid(l1 @ syn1 + b1)
    return l2


for iteration in range(300):
    l0 = X
    l1 = sigmoid(l0 @ syn0 + b0)  # bias
    l2 = sigmoid(l1 @ syn1 + b1)
    l2_error = y - l2
    l2_delta = l2_error * slope(l2)
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * slope(l1)
    syn1 += alpha * (l1.T @ l2_delta)  # alpha
    b1 += alpha * sum(l2_delta, axis=0)  # alpha, bias
    syn0 += alpha * (l0.T @ l1_delta)  # alpha
    b0 += alpha * sum(l1_delta, axis=0)  # alpha, bias
    if iteration % 50 == 0:
        print("Error:" + str(mean(abs(l2_error))))

print("Output After Training:")
print(l2)
print("Accuracy:" + str(accuracy(l2, y)))
tested = forward(X_test)
print("Test error:" + str(mean(abs(y_test - tested))))
print("Test accuracy:" + str(accuracy(tested, y_test)))


# Your own rows, in original units, need these columns: x1, x2, x3
# The classes of 0 and 1 in y.
class_names = ["C#, exp(", "it's \\ \"sqrt\""]


def predict(rows):  # for each row the classes with their probabilities, the largest first
    probabilities = forward((array(rows) - input_shift) / input_unit).tolist()
    pairs = [zip(class_names, [1 - p, p]) for [p] in probabilities]
    return [sorted(own, key=lambda pair: -pair[1]) for own in pairs]


# predict([[204, 0.95, -299500]])
# from numpy import savez; savez("weights.npz", syn0=syn0, b0=b0, syn1=syn1, b1=b1)
