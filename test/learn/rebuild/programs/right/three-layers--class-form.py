import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
class Net:
    def __init__(self):
        self.w0 = 2*np.random.random((3,4)) - 1
        self.w1 = 2*np.random.random((4,1)) - 1
    def train(self):
        l1 = 1/(1+np.exp(-X.dot(self.w0)))
        l2 = 1/(1+np.exp(-l1.dot(self.w1)))
        d2 = (y-l2)*l2*(1-l2)
        d1 = d2.dot(self.w1.T)*l1*(1-l1)
        self.w1 += l1.T.dot(d2)
        self.w0 += X.T.dot(d1)
net = Net()
for i in range(60000):
    net.train()
