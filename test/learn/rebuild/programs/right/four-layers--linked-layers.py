import numpy as np
class Node:
    def __init__(self, n_in, n_out, next=None):
        self.w = np.random.uniform(-1, 1, (n_in, n_out))
        self.next = next
    def run(self, x, y, rate):
        out = 1/(1+np.exp(-x.dot(self.w)))
        if self.next is None:
            err = y - out
        else:
            err = self.next.run(out, y, rate)
        delta = err*out*(1-out)
        back = delta.dot(self.w.T)
        self.w += rate*x.T.dot(delta)
        return back
np.random.seed(2)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
net = Node(3,4, Node(4,4, Node(4,1)))
for i in range(30000):
    net.run(X, y, 1)
