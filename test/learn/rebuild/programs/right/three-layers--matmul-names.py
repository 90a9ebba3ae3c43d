import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
weights_ih = np.random.uniform(-1,1,(3,4))
weights_ho = np.random.uniform(-1,1,(4,1))
for epoch in range(5000):
    hidden = sigmoid(np.matmul(X, weights_ih))
    output = sigmoid(np.matmul(hidden, weights_ho))
    output_errors = y - output
    gradients = d(output) * output_errors
    hidden_errors = np.matmul(gradients, weights_ho.T)
    hidden_gradient = d(hidden) * hidden_errors
    weights_ho = weights_ho + np.matmul(hidden.T, gradients)
    weights_ih = weights_ih + np.matmul(X.T, hidden_gradient)
