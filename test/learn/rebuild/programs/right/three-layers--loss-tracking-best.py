import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]], float)
y = np.array([[0,1,1,0]], float).T
np.random.seed(1)
w0 = np.random.uniform(low=-1.0, high=1.0, size=(3,4))
w1 = np.random.uniform(low=-1.0, high=1.0, size=(4,1))
best = 1e9
for epoch in range(60001):
    layer1 = 1/(1+np.exp(-X@w0))
    layer2 = 1/(1+np.exp(-layer1@w1))
    loss = np.mean(np.abs(y-layer2))
    if loss < best:
        best = loss
        best_w = (w0.copy(), w1.copy())
    d2 = (y-layer2)*layer2*(1-layer2)
    d1 = np.dot(d2, w1.T)*layer1*(1-layer1)
    w1 += np.dot(layer1.T, d2)
    w0 += np.dot(X.T, d1)
    if (epoch+1) % 10000 == 0: print("loss", loss)
