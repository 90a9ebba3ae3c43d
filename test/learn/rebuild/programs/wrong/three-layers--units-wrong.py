import numpy as np
np.random.seed(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([0,1,1,0])
W_in = np.random.uniform(-1, 1, (3, 4))
w_out = np.random.uniform(-1, 1, 4)
for it in range(8000):
    hidden = np.zeros((4, 4))
    for j in range(4):
        hidden[:, j] = 1/(1+np.exp(-X.dot(W_in[:, j])))
    out = 1/(1+np.exp(-hidden.dot(w_out)))
    delta_out = (y-out)*out*(1-out)
    delta_hidden = np.zeros((4, 4))
    for j in range(4):
        delta_hidden[:, j] = delta_out*w_out[j]*out*(1-out)  # wrong
    w_out += hidden.T.dot(delta_out)
    for j in range(4):
        W_in[:, j] += X.T.dot(delta_hidden[:, j])
