import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([0,0,1,1])
theta = np.zeros(3)
def h(theta, X):
    return 1/(1+np.exp(-X.dot(theta)))
for _ in range(10000):
    p = h(theta, X)
    r = p - y
    theta -= 0.7 * X.T.dot(r)  # wrong
print(np.round(h(theta, X), 2))
