import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(7)
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
n_in, n_hid, n_out = 3, 4, 1
m = X.shape[0]
lr = 1.5
for i in range(4000):
    z1 = X @ syn0; a1 = sigmoid(z1)
    z2 = a1 @ syn1; a2 = sigmoid(z2)
    cost = np.sum((a2-y)**2)/(2*m)
    da2 = (a2-y)/m
    dz2 = da2*a2*(1-a2)
    dw2 = np.dot(a1.T, dz2)
    da1 = np.dot(dz2, syn1.T)
    dz1 = da1*a1*(1-a1)
    dw1 = np.dot(X.T, dz1)
    syn1 = syn1 - lr*dw2
    syn0 = syn0 - lr*dw1
    if i % 500 == 0: print("cost", cost)
