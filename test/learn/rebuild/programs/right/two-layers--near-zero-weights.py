import numpy as np
class Neuron(object):
    """One neuron, trained by gradient descent."""
    def __init__(self, eta=1.0, n_iter=10000, random_state=1):
        self.eta = eta
        self.n_iter = n_iter
        self.random_state = random_state
    def fit(self, X, y):
        rgen = np.random.RandomState(self.random_state)
        self.w_ = rgen.normal(loc=0.0, scale=0.01, size=X.shape[1])
        self.cost_ = []
        for i in range(self.n_iter):
            output = self.activation(self.net_input(X))
            errors = y - output
            self.w_ += self.eta * X.T.dot(errors * output * (1 - output))
            self.cost_.append((errors ** 2).sum() / 2.0)
        return self
    def net_input(self, X):
        return np.dot(X, self.w_)
    def activation(self, z):
        return 1. / (1. + np.exp(-np.clip(z, -250, 250)))
    def predict(self, X):
        return np.where(self.activation(self.net_input(X)) >= 0.5, 1, 0)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([0,0,1,1])
n = Neuron().fit(X, y)
print(n.predict(X))
