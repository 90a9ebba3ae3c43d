import numpy as np
x = np.array([[0,0],[0,1],[1,0],[1,1]])
X = np.insert(x, 0, 1, axis=1)
t = np.array([0,1,1,0])
np.random.seed(4)
Theta1 = np.random.uniform(-1,1,(4,3))
Theta2 = np.random.uniform(-1,1,(1,5))
g = lambda z: 1/(1+np.exp(-z))
for it in range(15000):
    a2 = g(X.dot(Theta1.T))
    a2 = np.c_[np.ones(4), a2]
    a3 = g(a2.dot(Theta2.T)).ravel()
    delta3 = ((a3-t)*a3*(1-a3)).reshape(-1,1)
    delta2 = (delta3.dot(Theta2)*a2*(1-a2))[:,1:]
    Theta2 -= 1.0*delta3.T.dot(a2)
    Theta1 -= 1.0*delta2.T.dot(X)
