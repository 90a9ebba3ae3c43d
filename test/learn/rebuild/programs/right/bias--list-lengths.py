import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(11)
sizes = [2, 4, 1]
Ws = [np.random.randn(a, b) for a, b in zip(sizes[:-1], sizes[1:])]
bs = [np.random.randn(1, b) for b in sizes[1:]]
sg = lambda z: 1/(1+np.exp(-z))
for it in range(10000):
    acts = [X]
    for W, b in zip(Ws, bs):
        acts.append(sg(acts[-1]@W + b))
    delta = (acts[-1] - y)*acts[-1]*(1-acts[-1])
    for i in range(len(Ws)-1, -1, -1):
        gW, gb = acts[i].T@delta, delta.sum(axis=0)
        delta = delta@Ws[i].T*acts[i]*(1-acts[i])
        Ws[i] -= 0.5*gW
        bs[i] -= 0.5*gb
