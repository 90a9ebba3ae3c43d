import numpy as np
from dataclasses import dataclass
@dataclass
class Net:
    W1: np.ndarray
    W2: np.ndarray
    lr: float = 0.5
    def train(self, X, y, epochs=1000):
        for _ in range(epochs):
            a1 = 1/(1+np.exp(-X@self.W1)); a2 = 1/(1+np.exp(-a1@self.W2))
            d2 = (a2-y)*a2*(1-a2)
            d1 = d2@self.W2.T*a1*(1-a1)
            self.W2 -= self.lr*a1.T@d2
            self.W1 -= self.lr*X.T@d1
np.random.seed(1)
net = Net(np.random.randn(3,4), np.random.randn(4,1))
net.train(np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]), np.array([[0],[1],[1],[0]]), epochs=20000)
