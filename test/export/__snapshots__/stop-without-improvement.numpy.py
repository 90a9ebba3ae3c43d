"""stop-without-improvement

Everything of stop-without-improvement, 'quoted' and with a \\ in it.

Written by backprop-tui. The lines of an iteration are the lines that it shows and runs: the same
seed gives the same numbers in the same order, up to rounding.
"""

from numpy import abs, arange, asarray, exp, mean, sqrt, sum
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


class Stop(Exception):
    pass


# x1, x2, x3
X = array([
    [0.5, -1.25, 1], [-0.75, 0.1, 0.3], [1.5, 1.4, -1.1], [0.2, -0.6, 0.9], [-1.3, 0.25, 1.2],
    [0.85, 0.95, 0.05], [-0.4, -1.7, -0.35], [1.1, -0.2, -1.6], [-1.6, 1.15, 0.7], [0, 0.45, -0.8],
    [-0.9, -0.55, -1.4], [0.65, 1.8, 0.4],
])
# y1, y2
y = array([
    [1, 0], [0, 1], [0, 1], [1, 0], [0, 1], [1, 0], [1, 0], [0, 1], [0, 1], [1, 0], [0, 1], [0, 1],
])

lowest, lowest_at = float("inf"), 0
seed(7)
alpha = 0.5  # alpha
t = 0  # mini-batches
syn0 = 2 * random((3, 4)) - 1
syn1 = 2 * random((4, 2)) - 1


def forward(X):
    p0 = X
    p1 = sigmoid(p0 @ syn0)
    p2 = sigmoid(p1 @ syn1)
    return p2


try:
    for iteration in range(30):
        t += 1  # mini-batches
        rows = (5 * (t - 1) + arange(5)) % 12
        l0 = X[rows]
        l1 = sigmoid(l0 @ syn0)
        l1_mask = (random((5, 4)) <= 0.5) / 0.5  # mini-batches, dropout
        l1_kept = l1 * l1_mask  # dropout
        l2 = sigmoid(l1_kept @ syn1)
        l2_error = y[rows] - l2  # mini-batches
        l2_delta = l2_error * slope(l2)
        l1_error = l2_delta @ syn1.T * l1_mask  # dropout
        l1_delta = l1_error * slope(l1)
        gradient_norm = sqrt(sum((l0.T @ l1_delta) ** 2) + sum((l1_kept.T @ l2_delta) ** 2))
        syn1 += alpha * (l1_kept.T @ l2_delta)  # alpha, dropout
        syn0 += alpha * (l0.T @ l1_delta)  # alpha
        if iteration % 50 == 0:
            print("Error:" + str(mean(abs(y - forward(X)))))
        if iteration < 29:  # the last iteration is checked after the change
            if 5 * t % 12 < 5:  # at the end of an epoch
                error = mean(abs(y - forward(X)))
                if error < lowest:
                    lowest, lowest_at = error, iteration + 1
                if iteration + 1 - lowest_at >= 15:
                    if iteration % 50 > 0:
                        print("Error:" + str(mean(abs(y - forward(X)))))
                    raise Stop("no new lowest error for 15 iterations")
            if gradient_norm < 1e-9:
                if iteration % 50 > 0:
                    print("Error:" + str(mean(abs(y - forward(X)))))
                raise Stop("the norm of the gradients is below 1e-9")

    # After 30 iterations
    alpha = 0.1  # alpha
    if 5 * t % 12 < 5:  # at the end of an epoch
        error = mean(abs(y - forward(X)))
        if error < lowest:
            lowest, lowest_at = error, 30
        if 30 - lowest_at >= 15:
            print("Error:" + str(mean(abs(y - forward(X)))))
            raise Stop("no new lowest error for 15 iterations")
    if gradient_norm < 1e-9:
        print("Error:" + str(mean(abs(y - forward(X)))))
        raise Stop("the norm of the gradients is below 1e-9")

    for iteration in range(30, 300):
        t += 1  # mini-batches
        rows = (5 * (t - 1) + arange(5)) % 12
        l0 = X[rows]
        l1 = sigmoid(l0 @ syn0)
        l1_mask = (random((5, 4)) <= 0.5) / 0.5  # mini-batches, dropout
        l1_kept = l1 * l1_mask  # dropout
        l2 = sigmoid(l1_kept @ syn1)
        l2_error = y[rows] - l2  # mini-batches
        l2_delta = l2_error * slope(l2)
        l1_error = l2_delta @ syn1.T * l1_mask  # dropout
        l1_delta = l1_error * slope(l1)
        gradient_norm = sqrt(sum((l0.T @ l1_delta) ** 2) + sum((l1_kept.T @ l2_delta) ** 2))
        syn1 += alpha * (l1_kept.T @ l2_delta)  # alpha, dropout
        syn0 += alpha * (l0.T @ l1_delta)  # alpha
        if iteration % 50 == 0:
            print("Error:" + str(mean(abs(y - forward(X)))))
        if 5 * t % 12 < 5:  # at the end of an epoch
            error = mean(abs(y - forward(X)))
            if error < lowest:
                lowest, lowest_at = error, iteration + 1
            if iteration + 1 - lowest_at >= 15:
                if iteration % 50 > 0:
                    print("Error:" + str(mean(abs(y - forward(X)))))
                raise Stop("no new lowest error for 15 iterations")
        if gradient_norm < 1e-9:
            if iteration % 50 > 0:
                print("Error:" + str(mean(abs(y - forward(X)))))
            raise Stop("the norm of the gradients is below 1e-9")
except Stop as reason:
    print(f"Stopped after {iteration + 1} iterations: {reason}")

print("Output After Training:")
print(forward(X))
print("Accuracy:" + str(accuracy(forward(X), y)))


# Your own rows, in original units, need these columns: x1, x2, x3
def predict(rows):
    return forward(array(rows))


# predict([[0.5, -1.25, 1]])
