from functools import reduce
import numpy as np

X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0,1,1,0]]).T

def sigmoid(z): return 1 / (1 + np.exp(-z))
def forward(ws, x): return reduce(lambda acts, w: acts + [sigmoid(acts[-1] @ w)], ws, [x])

def backward(ws, acts, target):
    delta = (target - acts[-1]) * acts[-1] * (1 - acts[-1])
    grads = [acts[-2].T @ delta]
    for w, a, prev in zip(reversed(ws), reversed(acts[:-1]), reversed(acts[:-2])):
        delta = delta @ w.T * a * (1 - a)
        grads.insert(0, prev.T @ delta)
    return grads

def step(ws, _):
    acts = forward(ws, X)
    return [w + g for w, g in zip(ws, backward(ws, acts, y))]

np.random.seed(1)
ws = [2*np.random.random((3,4))-1, 2*np.random.random((4,1))-1]
for i in range(60000):
    ws = step(ws, i)
print(forward(ws, X)[-1].round(3))
