import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
def sigmoid(x):
    return 1/(1+np.exp(-x))
def d(o):
    return o*(1-o)
def train(X, y, hidden=4, epochs=10000, lr=1.0):
    rng = np.random.RandomState(3)
    W1 = rng.uniform(-1, 1, (X.shape[1], hidden))
    W2 = rng.uniform(-1, 1, (hidden, y.shape[1]))
    for _ in range(epochs):
        H = sigmoid(X @ W1)
        O = sigmoid(H @ W2)
        dO = (y - O) * d(O)
        dH = dO @ W2.T * d(H)
        W2 += lr * H.T @ dO
        W1 += lr * X.T @ dH
    return W1, W2
def main():
    W1, W2 = train(X, y)
    print(sigmoid(sigmoid(X @ W1) @ W2))
main()
