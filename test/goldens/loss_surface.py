"""Records losses, descent directions, planes and projections of two networks, as NumPy computes them.

    python3 test/goldens/loss_surface.py            computes all and writes loss-surface.json
    python3 test/goldens/loss_surface.py --check    computes all and lists the differences from the file

The weights are one vector: matrix after matrix, row by row. The gradients are by hand, as on a page of a textbook.
"""

import json
import sys
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "loss-surface.json"
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
XOR = np.array([[0, 1, 1, 0]], dtype=float).T


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def half_square(weights):
    """Sigmoid layers 3-4-1: the loss ½ Σ (y − l2)², and minus its gradient."""
    syn0, syn1 = weights[:12].reshape(3, 4), weights[12:].reshape(4, 1)
    l1 = sigmoid(X @ syn0)
    l2 = sigmoid(l1 @ syn1)
    error = XOR - l2
    l2_delta = error * l2 * (1 - l2)
    l1_delta = (l2_delta @ syn1.T) * l1 * (1 - l1)
    descent = np.concatenate([(X.T @ l1_delta).ravel(), (l1.T @ l2_delta).ravel()])
    return 0.5 * np.sum(error**2), descent


def cross_entropy(inputs, targets, l2_factor):
    """Tanh and softmax layers 2-3-3 with biases: −Σ y log p / examples + factor/2 Σ weights², and minus its gradient."""

    def loss(weights):
        syn0, b0 = weights[:6].reshape(2, 3), weights[6:9]
        syn1, b1 = weights[9:18].reshape(3, 3), weights[18:]
        l1 = np.tanh(inputs @ syn0 + b0)
        z = l1 @ syn1 + b1
        shifted = z - z.max(axis=1, keepdims=True)
        p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
        value = -np.sum(targets * np.log(p)) / len(inputs) + l2_factor / 2 * (np.sum(syn0**2) + np.sum(syn1**2))
        d2 = (targets - p) / len(inputs)
        d1 = (d2 @ syn1.T) * (1 - l1**2)
        descent = [inputs.T @ d1 - l2_factor * syn0, d1.sum(axis=0), l1.T @ d2 - l2_factor * syn1, d2.sum(axis=0)]
        return value, np.concatenate([part.ravel() for part in descent])

    return loss


def case(name, loss, first, now, more):
    value, descent = loss(now)
    across = (now - first) / np.linalg.norm(now - first)
    upwards = descent - (descent @ across) * across
    upwards /= np.linalg.norm(upwards)
    places = [(-1.5, -2), (-0.5, 0.25), (0, 1), (0.75, -1), (2, 3)]
    other = np.random.RandomState(9).uniform(-1, 1, len(now))
    step = other - now
    x, y = step @ across, step @ upwards
    i, j = 1, len(now) - 2
    return {
        "name": name,
        **more,
        "first": first.tolist(),
        "now": now.tolist(),
        "loss": value,
        "descent": descent.tolist(),
        "across": across.tolist(),
        "upwards": upwards.tolist(),
        "distance": np.linalg.norm(now - first),
        "places": places,
        "losses": [loss(now + a * across + b * upwards)[0] for a, b in places],
        "weights": [i, j],
        "losses of weights": [loss(at(now, i, a, j, b))[0] for a, b in places],
        "other": other.tolist(),
        "projection": [np.linalg.norm(now - first) + x, y, np.linalg.norm(step - x * across - y * upwards)],
    }


def at(weights, i, a, j, b):
    """The weights, two of which have other values."""
    moved = weights.copy()
    moved[i], moved[j] = a, b
    return moved


def cases():
    random = np.random.RandomState(4)
    inputs = random.uniform(-1, 1, (9, 2))
    targets = np.eye(3)[np.arange(9) % 3]
    network = {"inputs": inputs.tolist(), "targets": targets.tolist(), "l2": 0.05}
    xor = {"inputs": X.tolist(), "targets": XOR.tolist()}
    drawn = [random.uniform(-1, 1, count) for count in (16, 16, 21, 21)]
    return [
        case("half square", half_square, drawn[0], drawn[1], xor),
        case("cross-entropy and L2", cross_entropy(inputs, targets, 0.05), drawn[2], drawn[3], network),
    ]


def main():
    recorded = cases()
    if "--check" not in sys.argv:
        FILE.write_text(json.dumps({"numpy": np.__version__, "cases": recorded}, indent=1) + "\n")
        return
    for old, new in zip(json.loads(FILE.read_text())["cases"], recorded):
        for key, value in new.items():
            same = old[key] == value if isinstance(value, str) else np.allclose(old[key], value, rtol=1e-12, atol=1e-15)
            print(f"{old['name']}: {key}: {'same' if same else 'differs'}")


main()
