# -*- coding: utf-8 -*-
import numpy as np

def sigmoid(Z):
    A = 1/(1+np.exp(-Z))
    return A, Z

def initialize_parameters(n_x, n_h, n_y):
    np.random.seed(1)
    W1 = np.zeros((n_h, n_x))  # wrong
    W2 = np.random.randn(n_y, n_h)
    return {"W1": W1, "W2": W2}

def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    Z1 = np.dot(W1, X)
    A1, _ = sigmoid(Z1)
    Z2 = np.dot(W2, A1)
    A2, _ = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

def compute_cost(A2, Y):
    m = Y.shape[1]
    return float(np.squeeze(np.sum((A2 - Y)**2) / (2*m)))

def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dZ2 = (A2 - Y) * A2 * (1 - A2)
    dW2 = np.dot(dZ2, A1.T) / m
    dZ1 = np.multiply(np.dot(parameters["W2"].T, dZ2), A1 * (1 - A1))
    dW1 = np.dot(dZ1, X.T) / m
    return {"dW1": dW1, "dW2": dW2}

def update_parameters(parameters, grads, learning_rate=1.2):
    W1 = parameters["W1"] - learning_rate * grads["dW1"]
    W2 = parameters["W2"] - learning_rate * grads["dW2"]
    return {"W1": W1, "W2": W2}

X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]).T
Y = np.array([[0,1,1,0]])
parameters = initialize_parameters(3, 4, 1)
for i in range(0, 20000):
    A2, cache = forward_propagation(X, parameters)
    cost = compute_cost(A2, Y)
    grads = backward_propagation(parameters, cache, X, Y)
    parameters = update_parameters(parameters, grads)
    if i % 1000 == 0:
        print("Cost after iteration %i: %f" % (i, cost))
