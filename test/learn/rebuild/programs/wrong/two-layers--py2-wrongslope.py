import numpy as np
X=np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y=np.array([[0,0,1,1]]).T
def s(x,deriv=False):
	if(deriv==True):
		return x*(1-x)
	return 1/(1+np.exp(-x))
np.random.seed(1)
w=2*np.random.random((3,1))-1
for it in xrange(10000):
	o=s(np.dot(X,w))
	e=y-o
	w+=np.dot(X.T,e*s(o))  # wrong
print "Output after training:"
print o
