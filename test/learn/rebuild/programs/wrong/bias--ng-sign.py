import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]]).T
Y = np.array([[0,1,1,0]])
m = 4
np.random.seed(2)
W1 = np.random.randn(4,2)
b1 = np.zeros((4,1))
W2 = np.random.randn(1,4)
b2 = np.zeros((1,1))
for i in range(10000):
    Z1 = np.dot(W1,X)+b1
    A1 = 1/(1+np.exp(-Z1))
    Z2 = np.dot(W2,A1)+b2
    A2 = 1/(1+np.exp(-Z2))
    dZ2 = (A2-Y)*A2*(1-A2)
    dW2 = 1/m*np.dot(dZ2,A1.T)
    db2 = 1/m*np.sum(dZ2,axis=1,keepdims=True)
    dZ1 = np.dot(W2.T,dZ2)*A1*(1-A1)
    dW1 = 1/m*np.dot(dZ1,X.T)
    db1 = 1/m*np.sum(dZ1,axis=1,keepdims=True)
    W1 = W1-2*dW1
    b1 = b1+2*db1  # wrong
    W2 = W2-2*dW2
    b2 = b2-2*db2
    if i%1000==0: print(i, np.sum((A2-Y)**2))
