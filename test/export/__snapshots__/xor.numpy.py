"""xor

Everything of xor, 'quoted' and with a \\ in it.

Written by backprop-tui. The lines of an iteration are the lines that it shows and runs: the same
seed gives the same numbers in the same order, up to rounding.
"""

from numpy import abs, asarray, exp, mean
from numpy.random import random, seed


def array(cells):
    return asarray(cells, dtype=float)


def sigmoid(z):
    return 1 / (1 + exp(-z))


def slope(l):  # slope of a sigmoid at output l
    return l * (1 - l)


# x1, x2, x3
X = array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
# y
y = array([[0], [1], [1], [0]])

seed(7)
syn0 = 2 * random((3, 4)) - 1
syn1 = 2 * random((4, 1)) - 1

for iteration in range(300):
    l0 = X
    l1 = sigmoid(l0 @ syn0)
    l2 = sigmoid(l1 @ syn1)
    l2_error = y - l2
    l2_delta = l2_error * slope(l2)
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * slope(l1)
    syn1 += l1.T @ l2_delta
    syn0 += l0.T @ l1_delta
    if iteration % 50 == 0:
        print("Error:" + str(mean(abs(l2_error))))

print("Output After Training:")
print(l2)


def forward(X):
    l0 = X
    l1 = sigmoid(l0 @ syn0)
    l2 = sigmoid(l1 @ syn1)
    return l2


# Your own rows, in original units, need these columns: x1, x2, x3
def predict(rows):
    return forward(array(rows))


# predict([[0, 0, 1]])
# from numpy import savez; savez("weights.npz", syn0=syn0, syn1=syn1)
