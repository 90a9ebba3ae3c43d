import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]]); Y = np.array([[0],[1],[1],[0]])
np.random.seed(5)
layers = [(np.random.randn(2,4), np.zeros((1,4))), (np.random.randn(4,1), np.zeros((1,1)))]
for i in range(15000):
    outs = [X]
    for w, b in layers:
        outs.append(1/(1+np.exp(-(outs[-1]@w+b))))
    d = (outs[-1] - Y)*outs[-1]*(1-outs[-1])
    for k in (1, 0):
        w, b = layers[k]
        nxt = d@w.T*outs[k]*(1-outs[k])
        layers[k] = (w - .5*outs[k].T@d, b - .5*d.sum(0, keepdims=True))
        d = nxt
