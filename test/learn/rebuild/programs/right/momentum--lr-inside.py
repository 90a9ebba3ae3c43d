import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
w1 = 2*np.random.rand(3,4)-1
w2 = 2*np.random.rand(4,1)-1
prev1 = prev2 = 0
for i in range(8000):
    h = 1/(1+np.exp(-X.dot(w1))); o = 1/(1+np.exp(-h.dot(w2)))
    do = (y-o)*o*(1-o); dh = do.dot(w2.T)*h*(1-h)
    change2 = 0.5*h.T.dot(do) + 0.9*prev2
    change1 = 0.5*X.T.dot(dh) + 0.9*prev1
    w2 += change2; w1 += change1
    prev2 = change2; prev1 = change1
