import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
Y = np.array([[0],[1],[1],[0]])
layers = [3,4,1]
np.random.seed(7)
w = [np.random.randn(layers[i], layers[i+1]) for i in range(len(layers)-1)]
def s(x): return 1/(1+np.exp(-x))
for _ in range(10000):
    a = [X]
    for i in range(len(w)):
        a.append(s(np.dot(a[i], w[i])))
    deltas = [None]*len(w)
    deltas[-1] = (Y - a[-1]) * a[-1]*(1-a[-1])
    for i in range(len(w)-2, -1, -1):
        deltas[i] = np.dot(deltas[i+1], w[i+1].T) * a[i+1]*(1-a[i+1])
    for i in range(len(w)):
        w[i] += 0.5*np.dot(a[i].T, deltas[i])/(i+1)  # wrong
