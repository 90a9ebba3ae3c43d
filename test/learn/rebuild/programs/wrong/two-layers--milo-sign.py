import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[0],[1],[1]])
np.random.seed(7)
class NeuralNetwork():
    def __init__(self):
        np.random.seed(1)
        self.synaptic_weights = 2 * np.random.random((3, 1)) - 1
    def __sigmoid(self, x):
        return 1 / (1 + np.exp(-x))
    def __sigmoid_derivative(self, x):
        return x * (1 - x)
    def train(self, inputs, outputs, n):
        for iteration in range(n):
            output = self.think(inputs)
            error = output - outputs  # wrong
            adjustment = np.dot(inputs.T, error * self.__sigmoid_derivative(output))
            self.synaptic_weights += adjustment
    def think(self, inputs):
        return self.__sigmoid(np.dot(inputs, self.synaptic_weights))
net = NeuralNetwork()
net.train(X, y, 10000)
print(net.think(np.array([1, 0, 0])))
