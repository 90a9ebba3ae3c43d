import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
rng = np.random.RandomState(1)
W1 = rng.uniform(-1,1,(3,4)); W2 = rng.uniform(-1,1,(4,1))
dW1_prev = dW2_prev = 0
mu, eta = 0.9, 0.5
def f(z): return 1/(1+np.exp(-z))
def fprime(a): return a*(1-a)
for i in range(10000):
    A1 = f(X@W1); A2 = f(A1@W2)
    E = y - A2
    D2 = E*fprime(A2)
    D1 = D2@W2.T*fprime(A1)
    dW2 = eta*A1.T@D2 + mu*dW2_prev
    dW1 = eta*X.T@D1 + mu*dW1_prev
    W2 += dW2
    W1 += dW1
    dW2_prev, dW1_prev = dW2, dW1
