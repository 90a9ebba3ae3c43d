import numpy as np
np.random.seed(7)
data = [([0,0,1],0), ([0,1,1],1), ([1,0,1],1), ([1,1,1],0)]
X = np.array([d[0] for d in data])
y = np.array([[d[1]] for d in data])
def sig(v):
    return 1.0/(1.0+np.exp(-v))
def train(x, weights, target):
    "one step; returns (new weights, error for the layer below)"
    if not weights:
        return [], target - x
    first, rest = weights[0], weights[1:]
    out = sig(x.dot(first))
    new, err = train(out, rest, target)
    delta = err * out * (1 - out)
    return [first + x.T.dot(delta)] + new, delta.dot(first.T)
ws = [np.random.normal(size=(3,4)), np.random.normal(size=(4,1))]
n = 0
while n < 30000:
    ws, _ = train(X, ws, y)
    n += 1
