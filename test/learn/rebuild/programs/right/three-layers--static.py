import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
class Net(object):
    X = X
    def __init__(self):
        self.params = {"w0": 2*np.random.random((3,4))-1, "w1": 2*np.random.random((4,1))-1}
    def grads(self):
        p = self.params
        h = sigmoid(self.X @ p["w0"]); o = sigmoid(h @ p["w1"])
        do = (y-o)*d(o); dh = do @ p["w1"].T * d(h)
        return {"w0": self.X.T @ dh, "w1": h.T @ do}
    def fit(self, n):
        for _ in range(n):
            for k, g in self.grads().items():
                self.params[k] += g
Net().fit(3000)
