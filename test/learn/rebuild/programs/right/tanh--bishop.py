import numpy as np
X = np.array([[0.,0.,1.],[0.,1.,1.],[1.,0.,1.],[1.,1.,1.]])
t = np.array([[0.],[1.],[1.],[0.]])
rng = np.random.RandomState(1)
w_ji = rng.randn(4, 3)     # w[j, i] from i to j
w_kj = rng.randn(1, 4)
for tau in range(10000):
    grad_ji = np.zeros_like(w_ji); grad_kj = np.zeros_like(w_kj)
    for x_n, t_n in zip(X, t):
        a_j = w_ji @ x_n
        z_j = np.tanh(a_j)
        a_k = w_kj @ z_j
        y_k = 1/(1+np.exp(-a_k))
        delta_k = (y_k - t_n)*y_k*(1-y_k)
        delta_j = (1 - z_j**2) * (w_kj.T @ delta_k)
        grad_kj += np.outer(delta_k, z_j)
        grad_ji += np.outer(delta_j, x_n)
    w_kj -= 0.4*grad_kj
    w_ji -= 0.4*grad_ji
