import numpy as np
from typing import Callable, List, Tuple
Array = np.ndarray
def sigmoid(z: Array) -> Array:
    """Numerically plain logistic function."""
    return 1.0 / (1.0 + np.exp(-z))
def forward(x: Array, ws: List[Array]) -> List[Array]:
    outs = [x]
    for w in ws:
        outs.append(sigmoid(outs[-1] @ w))
    return outs
def backward(outs: List[Array], ws: List[Array], t: Array) -> List[Array]:
    grads: List[Array] = []
    delta = (outs[-1] - t) * outs[-1] * (1 - outs[-1])
    for w, o in zip(reversed(ws), reversed(outs[:-1])):
        grads.insert(0, o.T @ delta)
        delta = delta @ w.T * o * (1 - o)
    return grads
def train(x: Array, t: Array, ws: List[Array], lr: float, n: int, log: Callable[[int, float], None]) -> List[Array]:
    for k in range(n):
        outs = forward(x, ws)
        gs = backward(outs, ws, t)
        ws = [w - lr * g for w, g in zip(ws, gs)]
        if k % 1000 == 0:
            log(k, float(np.mean(np.abs(outs[-1] - t))))
    return ws
rng = np.random.default_rng(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
train(X, y, [rng.uniform(-1, 1, (3, 4)), rng.uniform(-1, 1, (4, 1))], 0.9, 5000, lambda k, e: print(f"{k}: {e:.4f}"))
