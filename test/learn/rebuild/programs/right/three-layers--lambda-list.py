import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
f = lambda z: 1/(1+np.exp(-z))
Ws = [np.random.randn(3,4), np.random.randn(4,1)]
lr = 0.3
for t in range(3000):
    acts = [X]
    for W in Ws: acts.append(f(acts[-1] @ W))
    delta = (acts[-1]-y)*acts[-1]*(1-acts[-1])
    grads = []
    for i in range(len(Ws)-1,-1,-1):
        grads.insert(0, acts[i].T @ delta)
        delta = (delta @ Ws[i].T)*acts[i]*(1-acts[i])
    Ws = [W - lr*g for W, g in zip(Ws, grads)]
