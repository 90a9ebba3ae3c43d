import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
def init():
    global W1, W2
    np.random.seed(1)
    W1 = np.random.rand(3,4)*2-1
    W2 = np.random.rand(4,1)*2-1
def forward(x):
    global H, O
    H = 1/(1+np.exp(-x.dot(W1)))
    O = 1/(1+np.exp(-H.dot(W2)))
    return O
def learn(x, t):
    D = (t-O)*O*(1-O)
    E = D.dot(W2.T)*H*(1-H)
    w2 = W2 + H.T.dot(D)  # wrong
    w1 = W1 + x.T.dot(E)
init()
for n in range(20000):
    forward(X)
    learn(X, y)
    if n % 1000 == 0:
        print("n = %d, err = %f" % (n, np.mean(np.abs(y-O))))
