import numpy as np
data = [((0,0),0),((0,1),1),((1,0),1),((1,1),0)]
np.random.seed(1)
W = np.random.uniform(-1,1,(4,2)); b = np.random.uniform(-1,1,4)
v = np.random.uniform(-1,1,4); c = 0.1
def s(z): return 1/(1+np.exp(-z))
for epoch in range(5000):
    dW = np.zeros((4,2)); db = np.zeros(4); dv = np.zeros(4); dc = 0.0
    for x, t in data:
        x = np.array(x)
        h = s(W@x+b)
        o = s(v@h+c)
        d = (t-o)*o*(1-o)
        e = d*v*h*(1-h)
        dv += d*h; dc += d
        dW += np.outer(e,x); db += e
    W += dW; b += db; v += dv; c += dc
