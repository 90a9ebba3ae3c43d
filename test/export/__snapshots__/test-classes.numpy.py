"""test-classes

Everything of softmax, 'quoted' and with a \\ in it.

Written by backprop-tui. The lines of an iteration are the lines that it shows and runs: the same
seed gives the same numbers in the same order, up to rounding.
"""

from numpy import abs, arange, asarray, clip, cos, exp, max, maximum, mean, pi, sqrt, sum, where, zeros
from numpy.random import permutation, random, seed


def array(cells):
    return asarray(cells, dtype=float)


def relu(z):
    return maximum(z, 0)


def relu_slope(l):  # slope at output l
    return where(l > 0, 1.0, 0.0)


def classes(outputs):
    return outputs[:, 0] > 0.5 if outputs.shape[1] == 1 else outputs.argmax(axis=1)


def accuracy(predicted, targets):  # the share of rows whose class is predicted correctly
    return mean(classes(predicted) == classes(targets))


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
X_test = array([
    [0.6, -1.15, 1.1], [-0.65, 0.2, 0.4], [1.6, 1.5, -1], [0.30000000000000004, -0.5, 1],
    [-1.2, 0.35, 1.3],
])
y_test = array([[1, 0], [0, 1], [0, 1], [1, 0], [0, 1]])

seed(7)
alpha = 0.02  # alpha
order = arange(12)  # mini-batches
beta1 = 0.9  # adam
beta2 = 0.999
eps = 1e-8
t = 0
t_adam = 0  # mini-batches, adam
t_alpha = 0  # schedule
syn0 = sqrt(3 * (2 / 3)) * (2 * random((3, 4)) - 1)  # initial weights
b0 = zeros((1, 4))  # bias
m_syn0 = zeros((3, 4))  # adam
v_syn0 = zeros((3, 4))
m_b0 = zeros((1, 4))  # bias, adam
v_b0 = zeros((1, 4))
syn1 = sqrt(3 * (2 / 4)) * (2 * random((4, 2)) - 1)  # initial weights
b1 = zeros((1, 2))  # bias
m_syn1 = zeros((4, 2))  # adam
v_syn1 = zeros((4, 2))
m_b1 = zeros((1, 2))  # bias, adam
v_b1 = zeros((1, 2))


def forward(X):
    p0 = X
    p1 = relu(p0 @ syn0 + b0)
    p2_z = p1 @ syn1 + b1
    p2_exp = exp(p2_z - max(p2_z, axis=1, keepdims=True))
    p2 = p2_exp / sum(p2_exp, axis=1, keepdims=True)
    return p2


for iteration in range(300):
    t += 1
    t_adam += 1  # mini-batches, adam
    t_alpha += 1  # schedule
    alpha = 0.02 * ((1 + cos(pi * clip((t_alpha - 1) / 200, 0, 1))) / 2)  # alpha, schedule
    if (t - 1) % 2 == 0: order = permutation(12)  # mini-batches
    rows = order[(5 * (t - 1) + arange(5)) % 10]
    l0 = X[rows]
    l1 = relu(l0 @ syn0 + b0)  # bias, relu
    l2_z = l1 @ syn1 + b1  # bias, softmax
    l2_exp = exp(l2_z - max(l2_z, axis=1, keepdims=True))  # softmax
    l2 = l2_exp / sum(l2_exp, axis=1, keepdims=True)
    l2_error = y[rows] - l2  # mini-batches
    l2_delta = l2_error / 5  # softmax, cross-entropy, mini-batches
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * relu_slope(l1)  # relu
    syn1_grad = l1.T @ l2_delta  # adam
    m_syn1 = beta1 * m_syn1 + (1 - beta1) * syn1_grad
    v_syn1 = beta2 * v_syn1 + (1 - beta2) * syn1_grad ** 2
    syn1 += alpha * (m_syn1 / (1 - beta1 ** t_adam)) / (sqrt(v_syn1 / (1 - beta2 ** t_adam)) + eps)  # mini-batches, adam
    b1_grad = sum(l2_delta, axis=0)  # bias, adam
    m_b1 = beta1 * m_b1 + (1 - beta1) * b1_grad
    v_b1 = beta2 * v_b1 + (1 - beta2) * b1_grad ** 2
    b1 += alpha * (m_b1 / (1 - beta1 ** t_adam)) / (sqrt(v_b1 / (1 - beta2 ** t_adam)) + eps)  # bias, mini-batches, adam
    syn0_grad = l0.T @ l1_delta  # adam
    m_syn0 = beta1 * m_syn0 + (1 - beta1) * syn0_grad
    v_syn0 = beta2 * v_syn0 + (1 - beta2) * syn0_grad ** 2
    syn0 += alpha * (m_syn0 / (1 - beta1 ** t_adam)) / (sqrt(v_syn0 / (1 - beta2 ** t_adam)) + eps)  # mini-batches, adam
    b0_grad = sum(l1_delta, axis=0)  # bias, adam
    m_b0 = beta1 * m_b0 + (1 - beta1) * b0_grad
    v_b0 = beta2 * v_b0 + (1 - beta2) * b0_grad ** 2
    b0 += alpha * (m_b0 / (1 - beta1 ** t_adam)) / (sqrt(v_b0 / (1 - beta2 ** t_adam)) + eps)  # bias, mini-batches, adam
    if iteration % 50 == 0:
        print("Error:" + str(mean(abs(y - forward(X)))))

print("Output After Training:")
print(forward(X))
print("Accuracy:" + str(accuracy(forward(X), y)))
tested = forward(X_test)
print("Test error:" + str(mean(abs(y_test - tested))))
print("Test accuracy:" + str(accuracy(tested, y_test)))


# Your own rows, in original units, need these columns: x1, x2, x3
# The classes of the columns of y.
class_names = ["yes", "no"]


def predict(rows):  # for each row the classes with their probabilities, the largest first
    probabilities = forward(array(rows)).tolist()
    pairs = [zip(class_names, row) for row in probabilities]
    return [sorted(own, key=lambda pair: -pair[1]) for own in pairs]


# predict([[0.5, -1.25, 1]])
# from numpy import savez; savez("weights.npz", syn0=syn0, b0=b0, syn1=syn1, b1=b1)
