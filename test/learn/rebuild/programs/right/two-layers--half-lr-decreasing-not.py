import numpy as np
X=np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]);y=np.array([[0],[0],[1],[1]])
np.random.seed(1)
theta=np.zeros((3,1))
for it in range(10000):
    h=1/(1+np.exp(-X.dot(theta)))
    grad=np.zeros((3,1))
    for j in range(3):
        grad[j]=np.sum((h-y)*h*(1-h)*X[:,j:j+1])
    theta-=0.5*grad
