import numpy as np
class Trainer(object):
    def __init__(self):
        self.X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
        self.y = np.array([[0,1,1,0]]).T
        self.w = [2*np.random.random((3,4)) - 1, 2*np.random.random((4,1)) - 1]
    def run(self, n):
        for _ in range(n):
            h = 1/(1+np.exp(-self.X.dot(self.w[0])))
            o = 1/(1+np.exp(-h.dot(self.w[1])))
            do = (self.y - o) * o * (1 - o)
            dh = do.dot(self.w[1].T) * h * (1 - h)
            self.w[1] += h.T.dot(do)
            self.w[0] += self.X.T.dot(dh)
Trainer().run(5000)
