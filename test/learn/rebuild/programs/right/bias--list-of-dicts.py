import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]]); Y = np.array([[0],[1],[1],[0]])
np.random.seed(5)
layers = [{'w': np.random.randn(2,4), 'b': np.zeros((1,4))}, {'w': np.random.randn(4,1), 'b': np.zeros((1,1))}]
for i in range(15000):
    a = X
    for l in layers:
        l['in'] = a
        a = l['out'] = 1/(1+np.exp(-(a@l['w']+l['b'])))
    d = a - Y
    for l in layers[::-1]:
        d = d*l['out']*(1-l['out'])
        nxt = d@l['w'].T
        l['w'] -= .5*l['in'].T@d
        l['b'] -= .5*d.sum(0, keepdims=True)
        d = nxt
