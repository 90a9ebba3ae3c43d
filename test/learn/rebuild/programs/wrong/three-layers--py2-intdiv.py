import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
W1 = 2*np.random.random((3,4))-1
W2 = 2*np.random.random((4,1))-1
rate = 1/2
for i in xrange(10000):
    h = 1/(1+np.exp(-X.dot(W1))); o = 1/(1+np.exp(-h.dot(W2)))
    d = (y-o)*o*(1-o); g = d.dot(W2.T)*h*(1-h)
    W2 += rate*h.T.dot(d)  # wrong
    W1 += rate*X.T.dot(g)
print "done"
