import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[0],[1],[1]])
np.random.seed(7)
w = np.zeros((3,1))
for i in range(10000):
    p = 1/(1+np.exp(-X.dot(w)))
    w += X.T.dot((y-p)*p*(1-p))
