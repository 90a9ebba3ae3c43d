import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
def train(momentum=0.9, eta=0.5, n=5000):
    np.random.seed(1)
    ws = [np.random.uniform(-1,1,(3,4)), np.random.uniform(-1,1,(4,1))]
    vs = [np.zeros(w.shape) for w in ws]
    for _ in range(n):
        h = 1/(1+np.exp(-X.dot(ws[0]))); o = 1/(1+np.exp(-h.dot(ws[1])))
        d1 = (y-o)*o*(1-o)
        d0 = d1.dot(ws[1].T)*h*(1-h)
        gs = [X.T.dot(d0), h.T.dot(d1)]
        for k in range(2):
            vs[k] = momentum*vs[k] + eta*gs[k]
            ws[k] += vs[k]
    return ws
train()
