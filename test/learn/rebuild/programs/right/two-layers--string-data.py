import numpy as np
text = """0 0 1 0
0 1 1 0
1 0 1 1
1 1 1 1"""
table = np.array([[float(c) for c in line.split()] for line in text.splitlines()])
X, y = table[:, :3], table[:, 3:]
np.random.seed(1)
w = 2 * np.random.random((3, 1)) - 1
for i in range(10000):
    z = X @ w
    p = np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
    w += X.T @ ((y - p) * p * (1 - p))
print(p)
