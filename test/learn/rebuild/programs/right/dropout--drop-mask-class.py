import numpy as np
np.random.seed(4)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0,1,1,0]]).T
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
class N:
    def __init__(self):
        self.a = np.random.uniform(-1,1,(3,4)); self.b = np.random.uniform(-1,1,(4,1))
    def step(self):
        h = sigmoid(X @ self.a)
        m = (np.random.rand(4,4) < 0.8) / 0.8
        k = h * m
        o = sigmoid(k @ self.b)
        do = (y-o)*d(o)
        dh = (do @ self.b.T) * m * d(h)
        self.b += 0.5*k.T @ do
        self.a += 0.5*X.T @ dh
n = N()
for i in range(3000): n.step()
