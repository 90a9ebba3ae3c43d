import numpy as np
class Net:
    def __init__(self, n_hidden=4, lr=1.0):
        self.W1 = 2*np.random.random((3, n_hidden)) - 1
        self.W2 = 2*np.random.random((n_hidden, 1)) - 1
        self.lr = lr
    def sigmoid(self, z):
        return 1/(1+np.exp(-z))
    def forward(self, X):
        self.a1 = self.sigmoid(X.dot(self.W1))
        self.a2 = self.sigmoid(self.a1.dot(self.W2))
        return self.a2
    def backward(self, X, y):
        d2 = (y - self.a2)*self.a2*(1-self.a2)
        d1 = d2.dot(self.W2.T)*self.a1*(1-self.a1)
        self.W2 += 0.1*self.a1.T.dot(d2)  # wrong
        self.W1 += self.lr*X.T.dot(d1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
net = Net()
for epoch in range(10000):
    net.forward(X)
    net.backward(X, y)
