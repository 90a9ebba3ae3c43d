import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
def sig(z): return 1/(1+np.exp(-z))
np.random.seed(1)
a, b = 2*np.random.random((3,4))-1, 2*np.random.random((4,1))-1
log = {}
for step, epoch in enumerate(range(1, 60001)):
    h = sig(X.dot(a)); o = sig(h.dot(b))
    do = (y-o)*o*(1-o)
    dh = do.dot(b.T)*h*(1-h)
    b += h.T.dot(do); a += X.T.dot(dh)
    if step in (0, 100, 59999): log[step] = float(np.mean((y-o)**2))
print(log)
