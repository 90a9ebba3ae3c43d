import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]).T
Y = np.array([[0,1,1,0]])
np.random.seed(2)
P = {"W1": np.random.randn(4,3), "W2": np.random.randn(1,4)}
for i in range(10000):
    A1 = np.tanh(np.dot(P["W1"], X))
    A2 = 1/(1+np.exp(-np.dot(P["W2"], A1)))
    dZ2 = (A2-Y)*A2*(1-A2)
    dZ1 = np.multiply(np.dot(P["W2"].T, dZ2), 1-np.power(A1, 2))
    P["W2"] -= 0.5*np.dot(dZ2, A1.T)
    P["W1"] -= 0.5*np.dot(dZ1, X.T)
