from collections import namedtuple
import numpy as np
Net = namedtuple('Net', ['hidden', 'output'])
Acts = namedtuple('Acts', 'x h o')
def init(seed=1):
    np.random.seed(seed)
    return Net(hidden=2*np.random.random((3,4))-1, output=2*np.random.random((4,1))-1)
def sigmoid(z):
    return 1/(1+np.exp(-z))
def forward(net, x):
    h = sigmoid(x @ net.hidden)
    return Acts(x, h, sigmoid(h @ net.output))
def gradient(net, acts, y):
    d_o = (y - acts.o) * acts.o * (1 - acts.o)
    d_h = d_o @ net.output.T * acts.h * (1 - acts.h)
    return Net(acts.x.T @ d_h, acts.h.T @ d_o)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
net = init()
for i in range(60000):
    acts = forward(net, X)
    g = gradient(net, acts, y)
    net = Net(*(w + d for w, d in zip(net, g)))
    if i % 10000 == 0:
        print("Error:", np.mean(np.abs(y - acts.o)))
