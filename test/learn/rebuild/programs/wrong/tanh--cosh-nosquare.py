import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
rng = np.random.RandomState(3)
a = rng.uniform(-1,1,(3,4)); b = rng.uniform(-1,1,(4,1))
def tanh(x): return (np.exp(x)-np.exp(-x))/(np.exp(x)+np.exp(-x))
def dtanh(x): return 1/np.cosh(x)  # wrong
def sig(x): return 1/(1+np.exp(-x))
for i in range(8000):
    z = X@a; h = tanh(z); o = sig(h@b)
    d = (y-o)*sig(h@b)*(1-sig(h@b))
    e = d@b.T*dtanh(z)
    b += h.T@d; a += X.T@e
    if i%1000==0: print("mse", ((y-o)**2).mean())
