import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
class Net:
    def __init__(self):
        self.a = 2*np.random.random((3,4)) - 1
        self.b = 2*np.random.random((4,1)) - 1
    def forward(self):
        self.h = sigmoid(X @ self.a)
        self.o = sigmoid(self.h @ self.b)
    def back(self):
        self.e = y - self.o
        self.do = self.e * d(self.o)
        self.dh = self.do @ self.b.T  # wrong
        self.b += self.h.T @ self.do
        self.a += X.T @ self.dh
n = Net()
for i in range(5000):
    n.forward()
    n.back()
