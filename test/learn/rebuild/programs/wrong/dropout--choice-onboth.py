import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
w0 = 2*np.random.random((3,4))-1
w1 = 2*np.random.random((4,1))-1
keep = 0.8
for i in range(60000):
    h = 1/(1+np.exp(-X@w0))
    mask = np.random.choice([0, 1], size=h.shape, p=[1-keep, keep])
    h = h*mask/keep
    o = 1/(1+np.exp(-h@w1))
    do = (o-y)*o*(1-o)
    dh = do@w1.T*(1-h)  # wrong
    w1 -= 0.5*h.T@do
    w0 -= 0.5*X.T@dh
