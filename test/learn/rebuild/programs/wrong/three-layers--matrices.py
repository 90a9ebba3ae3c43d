import numpy as np
def nonlin(x, deriv=False):
    if deriv:
        return np.multiply(x, 1 - x)
    return 1 / (1 + np.exp(-x))
X = np.matrix([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.matrix([[0,1,1,0]]).T
np.random.seed(1)
syn0 = np.mat(2*np.random.random((3,4)) - 1)
syn1 = np.mat(2*np.random.random((4,1)) - 1)
for j in range(60000):
    l0 = X
    l1 = nonlin(l0 * syn0)
    l2 = nonlin(l1 * syn1)
    l2_error = y - l2
    l2_delta = np.multiply(l2_error, nonlin(l2, True))
    l1_error = l2_delta * syn1.T
    l1_delta = np.multiply(l1_error, nonlin(l1, True))
    syn1 += l1.T * l2_delta
    syn0 -= l0.T * l1_delta  # wrong
    if j % 10000 == 0:
        print('Error: ' + str(np.mean(np.abs(l2_error))))
