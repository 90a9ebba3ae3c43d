import numpy as np
w = np.random.randn(3)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
for _ in range(5000):
    w += (lambda p: (((np.array([0,0,1,1])-p)*p*(1-p))@X))(1/(1+np.exp(-X@w)))
