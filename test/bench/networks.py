"""Trains networks of some sizes as the tutorial does, and prints the CPU seconds of each.

python3 networks.py float64|float32 ROWS,IN,HIDDEN,OUT,ITERATIONS ...
"""

import sys
import time

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def train(kind, rows, inputs, hidden, outputs, iterations):
    np.random.seed(1)
    x = np.random.random((rows, inputs)).astype(kind)
    y = np.random.random((rows, outputs)).astype(kind)
    syn0 = (2 * np.random.random((inputs, hidden)) - 1).astype(kind)
    syn1 = (2 * np.random.random((hidden, outputs)) - 1).astype(kind)
    alpha = 0.01
    begin = time.process_time()
    for _ in range(iterations):
        l0 = x
        l1 = sigmoid(l0.dot(syn0))
        l2 = sigmoid(l1.dot(syn1))
        l2_error = y - l2
        l2_delta = l2_error * (l2 * (1 - l2))
        l1_error = l2_delta.dot(syn1.T)
        l1_delta = l1_error * (l1 * (1 - l1))
        syn1 += alpha * l1.T.dot(l2_delta)
        syn0 += alpha * l0.T.dot(l1_delta)
    return time.process_time() - begin


print(*(train(sys.argv[1], *map(int, sizes.split(","))) for sizes in sys.argv[2:]))
