import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
params = {'W1': np.random.uniform(-1,1,(3,4)), 'W2': np.random.uniform(-1,1,(4,1))}
def forward(X, p):
    A1 = sigmoid(X.dot(p['W1']))
    A2 = sigmoid(A1.dot(p['W2']))
    return {'A1': A1, 'A2': A2}
def backward(X, y, p, cache):
    dZ2 = (cache['A2'] - y) * d(cache['A2'])
    dZ1 = dZ2.dot(p['W2'].T) * d(cache['A1'])
    return {'dW1': X.T.dot(dZ1), 'dW2': cache['A1'].T.dot(dZ2)}
def update(p, g, lr):
    p['W1'] = p['W1'] - lr * g['dW1']
    p['W2'] = p['W2'] - lr * g['dW2']
    return p
for epoch in range(10000):
    cache = forward(X, params)
    grads = backward(X, y, params, cache)
    params = update(params, grads, 0.5)
