"""Records runs of all techniques of a network in techniques.json, as NumPy computes them.

    python3 test/goldens/techniques.py                  computes the runs and writes the file
    python3 test/goldens/techniques.py --check          computes the runs and lists the differences from the file
    python3 test/goldens/techniques.py --check-torch    compares the runs with PyTorch's own derivatives where it has them

Derivatives are those of the loss, written as in the papers: gradients, which the updates subtract.
"""

import json
import math
import platform
import sys
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "techniques.json"
ITERATIONS = 200
TRACED = (0, 1, 2, 10, 50, 100, 199)

# Twelve examples with three inputs; targets are two classes, two probabilities, or two real numbers.
INPUTS = [
    [0.5, -1.25, 1.0],
    [-0.75, 0.1, 0.3],
    [1.5, 1.4, -1.1],
    [0.2, -0.6, 0.9],
    [-1.3, 0.25, 1.2],
    [0.85, 0.95, 0.05],
    [-0.4, -1.7, -0.35],
    [1.1, -0.2, -1.6],
    [-1.6, 1.15, 0.7],
    [0.0, 0.45, -0.8],
    [-0.9, -0.55, -1.4],
    [0.65, 1.8, 0.4],
]
CLASSES = [[0, 1], [1, 0], [1, 0], [0, 1], [1, 0], [0, 1], [0, 1], [1, 0], [1, 0], [0, 1], [1, 0], [0, 1]]
SHARES = [[round(0.1 + 0.07 * r, 2), round(0.9 - 0.07 * r, 2)] for r in range(12)]
REALS = [
    [0.3, -0.4],
    [1.2, 0.1],
    [-0.7, 2.5],
    [0.05, 0.6],
    [-1.9, 0.8],
    [0.9, -1.1],
    [0.45, 0.35],
    [3.1, -0.2],
    [-0.6, -0.9],
    [0.15, 1.3],
    [1.7, 0.55],
    [-0.25, -2.2],
]
TARGETS = {"classes": CLASSES, "shares": SHARES, "reals": REALS}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def normal_distribution(z):
    return np.vectorize(lambda cell: 0.5 * (1 + math.erf(cell / math.sqrt(2))))(z)


def normal_density(z):
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


# Value and derivative, both as functions of the sums z.
ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: np.where(z > 0, 1.0, 0.0)),
    "leaky relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z: np.where(z > 0, 1.0, 0.01)),
    "elu": (lambda z: np.where(z > 0, z, np.exp(z) - 1), lambda z: np.where(z > 0, 1.0, np.exp(z))),
    "gelu": (
        lambda z: z * normal_distribution(z),
        lambda z: normal_distribution(z) + z * normal_density(z),
    ),
    "softplus": (lambda z: np.log(1 + np.exp(z)), sigmoid),
    "swish": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) + z * sigmoid(z) * (1 - sigmoid(z))),
    "linear": (lambda z: z, np.ones_like),
}


def softmax(z):
    powers = np.exp(z)
    return powers / np.sum(powers, axis=1, keepdims=True)


def softmax_backward(p, gradient):
    """The product with the full Jacobian diag(p) - p pᵀ of each row."""
    return np.array([(np.diag(row) - np.outer(row, row)) @ g for row, g in zip(p, gradient)])


# Value and derivative as functions of the predictions p.
LOSSES = {
    "half square": (lambda p, y: np.sum((p - y) ** 2) / 2, lambda p, y: p - y),
    "mean squared": (lambda p, y: np.mean((p - y) ** 2), lambda p, y: 2 * (p - y) / p.size),
    "mean absolute": (lambda p, y: np.mean(np.abs(p - y)), lambda p, y: np.sign(p - y) / p.size),
    "huber": (
        lambda p, y: np.mean(np.where(np.abs(p - y) <= 1, (p - y) ** 2 / 2, np.abs(p - y) - 0.5)),
        lambda p, y: np.where(np.abs(p - y) <= 1, p - y, np.sign(p - y)) / p.size,
    ),
    "binary cross-entropy": (
        lambda p, y: -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)),
        lambda p, y: ((1 - y) / (1 - p) - y / p) / p.size,
    ),
    "cross-entropy": (
        lambda p, y: -np.sum(y * np.log(p)) / len(p),
        lambda p, y: -y / p / len(p),
    ),
}


def initial_weights(rule, k, inputs, outputs):
    """First weights: the tutorial's, Glorot and Bengio (2010), He et al. (2015), LeCun et al. (1998), one number, or a list."""
    size = (inputs, outputs)
    if isinstance(rule, (int, float)):
        return np.full(size, float(rule))
    if isinstance(rule, list):
        return np.array(rule[k], dtype=float)
    if rule == "uniform":
        return 2 * np.random.random(size) - 1
    bounds = {
        "xavier uniform": math.sqrt(6) / math.sqrt(inputs + outputs),
        "he uniform": math.sqrt(6 / inputs),
        "lecun uniform": math.sqrt(3 / inputs),
    }
    if rule in bounds:
        return bounds[rule] * (2 * np.random.random(size) - 1)
    deviations = {
        "xavier normal": math.sqrt(2 / (inputs + outputs)),
        "he normal": math.sqrt(2 / inputs),
        "lecun normal": math.sqrt(1 / inputs),
    }
    return deviations[rule] * np.random.randn(*size)


def activation_names(settings, depth):
    own = settings.get("activations", ["sigmoid"])
    if len(own) > 1:
        return own
    hidden = "sigmoid" if own[0] == "softmax" else own[0]
    return [hidden] * (depth - 1) + own


def start(settings):
    """All parameters by name, in the order of drawing."""
    sizes = settings["layerSizes"]
    depth = len(sizes) - 1
    parameters = {}
    for k in range(depth):
        is_normalized = settings.get("batchNorm", False) and k < depth - 1
        parameters[f"syn{k}"] = initial_weights(settings.get("initial", "uniform"), k, sizes[k], sizes[k + 1])
        if is_normalized:
            parameters[f"l{k + 1}_gamma"] = np.ones((1, sizes[k + 1]))
            parameters[f"l{k + 1}_beta"] = np.zeros((1, sizes[k + 1]))
        elif settings["bias"]:
            is_random = settings.get("biasStart") == "random"
            row = (1, sizes[k + 1])
            parameters[f"b{k}"] = 2 * np.random.random(row) - 1 if is_random else np.zeros(row)
    return parameters


class Batches:
    """The rows of an iteration: all, the next ones in sequence, or the next ones of an order drawn for each epoch."""

    def __init__(self, settings, examples):
        self.size = settings.get("batchSize", 0)
        self.is_shuffled = settings.get("batchOrder") == "shuffled"
        self.examples = examples
        self.left = []
        self.next = 0

    def draw(self):
        if self.size == 0:
            return list(range(self.examples))
        if not self.is_shuffled:
            rows = [(self.next + i) % self.examples for i in range(self.size)]
            self.next += self.size
            return rows
        if len(self.left) < self.size:
            self.left = np.random.permutation(self.examples).tolist()
        rows, self.left = self.left[: self.size], self.left[self.size :]
        return rows


def masks_for(settings, k, rows, units):
    """The dropout mask of layer k: 0 for dropped units, 1 / keep for the others; None without dropout."""
    share = settings.get("dropout", 0)
    share = share[k - 1] if isinstance(share, list) else share
    if share == 0:
        return None
    return np.where(np.random.random((rows, units)) <= 1 - share, 1 / (1 - share), 0.0)


def rate(settings, iteration):
    """PyTorch's StepLR, ExponentialLR, and CosineAnnealingLR, which stays at 0 after its end."""
    alpha, every = settings["learningRate"], settings.get("scheduleEvery")
    match settings.get("schedule", "constant"):
        case "constant":
            return alpha
        case "step":
            return alpha * settings["scheduleFactor"] ** (iteration // every)
        case "exponential":
            return alpha * settings["scheduleFactor"] ** iteration
        case "cosine":
            return alpha * (1 + math.cos(math.pi * min(iteration, every) / every)) / 2


def penalty(settings, weights):
    return sum(
        settings.get("l1", 0) * np.sum(np.abs(w)) + settings.get("l2", 0) / 2 * np.sum(w**2) for w in weights
    )


def clip_deltas(settings, delta):
    """The clipped delta, and the number of clipped cells."""
    limit = settings.get("clipLimit")
    match settings.get("clip"):
        case "deltas":
            return np.clip(delta, -limit, limit), int(np.sum(np.abs(delta) > limit))
        case "deltas by norm":
            norm = math.sqrt(np.sum(delta**2))
            return (delta * (limit / norm), 1) if norm > limit else (delta, 0)
    return delta, 0


def clip_gradients(settings, gradients):
    limit = settings.get("clipLimit")
    match settings.get("clip"):
        case "gradients":
            count = sum(int(np.sum(np.abs(g) > limit)) for g in gradients.values())
            return {own: np.clip(g, -limit, limit) for own, g in gradients.items()}, count
        case "gradients by norm":
            norm = math.sqrt(sum(np.sum(g**2) for g in gradients.values()))
            if norm > limit:
                return {own: g * (limit / norm) for own, g in gradients.items()}, 1
    return gradients, 0


class Optimizer:
    """One step for each parameter, as in PyTorch's documentation."""

    def __init__(self, settings, parameters):
        self.kind = settings.get("optimizer", "descent")
        self.mu = settings.get("momentum", 0.9)
        self.decay = settings.get("weightDecay", 0.01 if self.kind == "adamw" else 0)
        self.m = {own: np.zeros_like(p) for own, p in parameters.items()}
        self.v = {own: np.zeros_like(p) for own, p in parameters.items()}
        self.t = 0

    def step(self, parameters, gradients, alpha):
        self.t += 1
        for own, p in parameters.items():
            g = gradients[own]
            if own.startswith("syn"):
                p -= alpha * self.decay * p
            p -= alpha * self.direction(own, g)

    def direction(self, own, g):
        match self.kind:
            case "descent":
                return g
            case "momentum":
                self.v[own] = self.mu * self.v[own] + g
                return self.v[own]
            case "nesterov":
                self.v[own] = self.mu * self.v[own] + g
                return g + self.mu * self.v[own]
            case "rmsprop":
                self.v[own] = 0.99 * self.v[own] + 0.01 * g**2
                return g / (np.sqrt(self.v[own]) + 1e-8)
            case "adagrad":
                self.v[own] = self.v[own] + g**2
                return g / (np.sqrt(self.v[own]) + 1e-10)
            case "adam" | "adamw":
                self.m[own] = 0.9 * self.m[own] + 0.1 * g
                self.v[own] = 0.999 * self.v[own] + 0.001 * g**2
                m, v = self.m[own] / (1 - 0.9**self.t), self.v[own] / (1 - 0.999**self.t)
                return m / (np.sqrt(v) + 1e-8)


class Network:
    """Forward and backward passes by the chain rule, layer by layer."""

    def __init__(self, settings):
        self.settings = settings
        self.depth = len(settings["layerSizes"]) - 1
        self.names = activation_names(settings, self.depth)
        self.parameters = start(settings)
        self.running = {
            k: [np.zeros((1, units)), np.ones((1, units))]
            for k, units in enumerate(settings["layerSizes"][1:-1], 1)
            if settings.get("batchNorm", False)
        }

    def activate(self, k, z):
        return softmax(z) if self.names[k - 1] == "softmax" else ACTIVATIONS[self.names[k - 1]][0](z)

    def sums(self, k, source):
        bias = self.parameters.get(f"b{k - 1}", 0)
        return source @ self.parameters[f"syn{k - 1}"] + bias

    def predict(self, x):
        """The prediction with the running mean and variance, without dropout."""
        value = x
        for k in range(1, self.depth + 1):
            z = self.sums(k, value)
            if k in self.running:
                mean, variance = self.running[k]
                z = (z - mean) / np.sqrt(variance + 1e-5)
                z = self.parameters[f"l{k}_gamma"] * z + self.parameters[f"l{k}_beta"]
            value = self.activate(k, z)
        return value

    def gradients(self, x, y):
        """The loss, the prediction, the gradient of every parameter, and the number of clipped cells of the deltas."""
        s, p, rows = self.settings, self.parameters, len(x)
        is_follow_up = s.get("dropoutForm") == "follow-up"
        seen, z, normal, centred, variance, value, mask = [x], {}, {}, {}, {}, {}, {}
        for k in range(1, self.depth + 1):
            z[k] = self.sums(k, seen[-1])
            if k in self.running:
                centred[k] = z[k] - np.mean(z[k], axis=0, keepdims=True)
                variance[k] = np.mean(centred[k] ** 2, axis=0, keepdims=True)
                old = self.running[k]
                fresh = [np.mean(z[k], axis=0, keepdims=True), np.var(z[k], axis=0, ddof=1, keepdims=True)]
                self.running[k] = [0.9 * one + 0.1 * other for one, other in zip(old, fresh)]
                normal[k] = centred[k] / np.sqrt(variance[k] + 1e-5)
                z[k] = p[f"l{k}_gamma"] * normal[k] + p[f"l{k}_beta"]
            value[k] = self.activate(k, z[k])
            mask[k] = masks_for(s, k, rows, value[k].shape[1]) if k < self.depth else None
            seen.append(value[k] if mask[k] is None else value[k] * mask[k])
        prediction = value[self.depth]
        loss, loss_slope = LOSSES[s.get("loss", "half square")]
        weights = [p[f"syn{k}"] for k in range(self.depth)]
        found, back, clipped = {}, loss_slope(prediction, y), 0
        for k in range(self.depth, 0, -1):
            if k < self.depth:
                back = back @ weights[k].T
                if mask[k] is not None and not is_follow_up:
                    back = back * mask[k]
            if self.names[k - 1] == "softmax":
                delta = softmax_backward(value[k], back)
            elif mask[k] is not None and is_follow_up:
                # The follow-up takes the slope of a sigmoid at its scaled output; it has sigmoids only.
                delta = back * seen[k] * (1 - seen[k])
            else:
                delta = back * ACTIVATIONS[self.names[k - 1]][1](z[k])
            delta, cut = clip_deltas(s, delta)
            clipped += cut
            if k in self.running:
                found[f"l{k}_gamma"] = np.sum(delta * normal[k], axis=0, keepdims=True)
                found[f"l{k}_beta"] = np.sum(delta, axis=0, keepdims=True)
                delta = self.normalization_backward(k, delta, centred[k], variance[k])
            w = weights[k - 1]
            found[f"syn{k - 1}"] = (
                seen[k - 1].T @ delta + s.get("l1", 0) * np.sign(w) + s.get("l2", 0) * w
            )
            if f"b{k - 1}" in p:
                found[f"b{k - 1}"] = np.sum(delta, axis=0, keepdims=True)
            back = delta
        return loss(prediction, y) + penalty(s, weights), prediction, found, clipped

    def normalization_backward(self, k, delta, centred, variance):
        """Ioffe and Szegedy 2015, section 3, derivative by derivative."""
        rows = len(delta)
        normal_slope = delta * self.parameters[f"l{k}_gamma"]
        variance_slope = np.sum(normal_slope * centred, axis=0) * -0.5 * (variance + 1e-5) ** -1.5
        mean_slope = np.sum(-normal_slope / np.sqrt(variance + 1e-5), axis=0) + variance_slope * np.mean(
            -2 * centred, axis=0
        )
        return normal_slope / np.sqrt(variance + 1e-5) + variance_slope * 2 * centred / rows + mean_slope / rows


def train(golden):
    settings = golden["settings"]
    x, y = np.array(INPUTS), np.array(TARGETS[golden["targets"]], dtype=float)
    np.random.seed(golden["seed"])
    network = Network(settings)
    optimizer = Optimizer(settings, network.parameters)
    batches = Batches(settings, len(x))
    trace = {}
    for iteration in range(ITERATIONS):
        rows = batches.draw()
        loss, prediction, gradients, cut = network.gradients(x[rows], y[rows])
        gradients, cut_too = clip_gradients(settings, gradients)
        if iteration in TRACED:
            error = float(np.mean(np.abs(y[rows] - prediction)))
            trace[str(iteration)] = {"loss": float(loss), "error": error}
            if "clip" in settings:
                trace[str(iteration)]["clipped"] = cut + cut_too
        optimizer.step(network.parameters, gradients, rate(settings, iteration))
    return {
        **golden,
        "trace": trace,
        "parameters": {own: p.tolist() for own, p in network.parameters.items()},
        "running": {
            f"l{k}_running_{what}": row.tolist()
            for k, both in network.running.items()
            for what, row in zip(("mean", "var"), both)
        },
        "predictions": network.predict(x).tolist(),
    }


def runs():
    """Each technique and each of its values alone, then some of them together."""
    base = {"layerSizes": [3, 4, 3, 2], "bias": True, "learningRate": 0.5}
    slow = {**base, "learningRate": 0.02}
    steady = {**base, "learningRate": 0.01}
    plain = {**base, "learningRate": 1}
    mixed = {"activations": ["tanh", "tanh", "linear"]}
    to_softmax = {"activations": ["tanh", "tanh", "softmax"]}
    written = [
        [[0.1, -0.2, 0.3, -0.4], [0.5, 0.6, -0.7, 0.8], [-0.9, 0.15, 0.25, -0.35]],
        [[0.2, -0.1, 0.4], [-0.3, 0.6, 0.5], [0.7, -0.8, 0.9], [0.05, 0.45, -0.55]],
        [[1.0, -1.1], [-0.65, 0.75], [0.85, 0.95]],
    ]

    def run(name, settings, targets="classes", seed=7):
        return {"name": name, "targets": targets, "seed": seed, "settings": settings}

    def hidden(name):
        return {"activations": [name, name, "linear"], "loss": "mean squared"}

    names = [*ACTIVATIONS]
    return [
        run("nothing", base),
        run("no bias", {**base, "bias": False}, "shares"),
        *(run(f"{name} in every layer", {**slow, "activations": [name]}, "shares", 3) for name in names),
        *(run(f"{name} in the hidden layers", {**base, **hidden(name), "learningRate": 0.1}, "reals") for name in names),
        run("three activations", {**slow, "activations": ["relu", "gelu", "tanh"]}),
        run("softmax and half square", {**base, "activations": ["softmax"]}),
        run("softmax and cross-entropy", {**base, **to_softmax, "loss": "cross-entropy"}),
        run("softmax and cross-entropy of shares", {**base, **to_softmax, "loss": "cross-entropy"}, "shares"),
        run("softmax and mean squared", {**base, **to_softmax, "loss": "mean squared"}, "shares"),
        run("softmax and binary cross-entropy", {**base, **to_softmax, "loss": "binary cross-entropy"}),
        run("linear and half square", {**base, **mixed, "learningRate": 0.005}, "reals"),
        run("linear and mean squared", {**base, **mixed, "learningRate": 0.1, "loss": "mean squared"}, "reals"),
        run("linear and mean absolute", {**base, **mixed, "learningRate": 0.1, "loss": "mean absolute"}, "reals"),
        run("linear and huber", {**base, **mixed, "learningRate": 0.2, "loss": "huber"}, "reals"),
        run("sigmoid and mean squared", {**base, "loss": "mean squared"}),
        run("sigmoid and mean absolute", {**base, "loss": "mean absolute"}, "shares"),
        run("sigmoid and huber", {**base, "loss": "huber"}),
        run("sigmoid and binary cross-entropy", {**base, "loss": "binary cross-entropy"}),
        run("sigmoid and binary cross-entropy of shares", {**base, "loss": "binary cross-entropy"}, "shares"),
        run("sigmoid and cross-entropy", {**base, "loss": "cross-entropy", "learningRate": 0.1}, "shares"),
        run("batches in sequence", {**base, "batchSize": 4}),
        run("batches in sequence that go round", {**base, "batchSize": 5, "batchOrder": "sequence"}),
        run("shuffled batches", {**base, "batchSize": 4, "batchOrder": "shuffled"}),
        run("shuffled batches that leave a rest", {**base, "batchSize": 5, "batchOrder": "shuffled"}),
        run("shuffled batches of one", {**base, "batchSize": 1, "batchOrder": "shuffled", "loss": "mean squared"}),
        run("batches and cross-entropy", {**base, **to_softmax, "loss": "cross-entropy", "batchSize": 3}),
        run("dropout", {**base, "dropout": 0.2}),
        run("dropout of half with tanh", {**slow, "dropout": 0.5, "dropoutForm": "corrected", **mixed}, "reals"),
        run("dropout of the follow-up", {**base, "dropout": 0.2, "dropoutForm": "follow-up"}),
        run("dropout of another share in each layer", {**base, "dropout": [0.2, 0.5]}),
        run("dropout in the second layer alone", {**base, "dropout": [0, 0.25]}),
        run("dropout of the follow-up in the first layer alone", {**base, "dropout": [0.25, 0], "dropoutForm": "follow-up"}),
        run("batch normalization", {**base, "learningRate": 0.2, "batchNorm": True}),
        run("batch normalization without bias", {**base, "learningRate": 0.05, "batchNorm": True, "bias": False}, "shares", 2),
        run("batch normalization of relus", {**slow, "batchNorm": True, "activations": ["relu", "relu", "linear"]}, "reals"),
        run("batch normalization of batches", {**base, "batchNorm": True, "batchSize": 5}),
        run("l1", {**base, "l1": 0.01}),
        run("l2", {**base, "l2": 0.02}),
        run("l1 and l2", {**base, "l1": 0.003, "l2": 0.01, "loss": "mean squared"}),
        run("weight decay", {**base, "weightDecay": 0.01}),
        run("weight decay without alpha", {**plain, "weightDecay": 0.005, "loss": "mean squared"}),
        run("deltas clipped", {**base, "clip": "deltas", "clipLimit": 0.02}),
        run("gradients clipped", {**base, "clip": "gradients", "clipLimit": 0.05}),
        run("deltas clipped by norm", {**base, "clip": "deltas by norm", "clipLimit": 0.1}),
        run("gradients clipped by norm", {**base, "clip": "gradients by norm", "clipLimit": 0.3}),
        run("gradients below the norm", {**base, "clip": "gradients by norm", "clipLimit": 100}),
        run("momentum", {**base, "learningRate": 0.1, "optimizer": "momentum"}),
        run("momentum of a half, without alpha", {**plain, "optimizer": "momentum", "momentum": 0.5}),
        run("nesterov", {**base, "learningRate": 0.1, "optimizer": "nesterov"}),
        run("nesterov of a half, without alpha", {**plain, "optimizer": "nesterov", "momentum": 0.5}),
        run("rmsprop", {**steady, "optimizer": "rmsprop"}),
        run("adagrad", {**base, "learningRate": 0.1, "optimizer": "adagrad"}),
        run("adam", {**steady, "optimizer": "adam"}),
        run("adam without alpha", {**plain, "optimizer": "adam", **mixed, "loss": "mean squared"}, "reals"),
        run("adamw", {**steady, "optimizer": "adamw"}),
        run("adamw with its own decay", {**steady, "optimizer": "adamw", "weightDecay": 0.3}),
        run("alpha in steps", {**base, "schedule": "step", "scheduleEvery": 50, "scheduleFactor": 0.3}),
        run("alpha falling", {**base, "schedule": "exponential", "scheduleFactor": 0.99}),
        run("alpha along a cosine", {**plain, "schedule": "cosine", "scheduleEvery": 150}),
        *(run(f"{name} weights", {**base, "initial": name}) for name in ("xavier uniform", "xavier normal")),
        *(run(f"{name} weights", {**base, "initial": name}) for name in ("he uniform", "he normal")),
        *(run(f"{name} weights", {**base, "initial": name}) for name in ("lecun uniform", "lecun normal")),
        run("constant weights", {**base, "initial": -0.25}),
        run("written weights", {**base, "initial": written}),
        run("a random bias", {**base, "biasStart": "random"}),
        run("a random bias and normal weights", {**base, "biasStart": "random", "initial": "he normal"}, "shares", 1),
        run(
            "dropout, normalization, shuffled batches and adam",
            {**steady, "dropout": 0.2, "batchNorm": True, "batchSize": 5, "batchOrder": "shuffled", "optimizer": "adam"},
        ),
        run(
            "nesterov, l2, decay and clipping by norm",
            {
                **base,
                **mixed,
                "loss": "huber",
                "optimizer": "nesterov",
                "l2": 0.01,
                "weightDecay": 0.001,
                "clip": "gradients by norm",
                "clipLimit": 0.2,
            },
            "reals",
        ),
        run(
            "normalization, clipped deltas, momentum, l1 and a cosine",
            {
                **base,
                "learningRate": 0.1,
                "batchNorm": True,
                "clip": "deltas",
                "clipLimit": 0.05,
                "optimizer": "momentum",
                "l1": 0.002,
                "schedule": "cosine",
                "scheduleEvery": 180,
            },
            "classes",
            2,
        ),
        run(
            "dropout, a random bias, adamw, clipped gradients, steps and normal weights",
            {
                **base,
                **to_softmax,
                "learningRate": 0.05,
                "loss": "cross-entropy",
                "initial": "xavier normal",
                "biasStart": "random",
                "dropout": 0.3,
                "batchSize": 6,
                "batchOrder": "shuffled",
                "optimizer": "adamw",
                "clip": "gradients",
                "clipLimit": 0.05,
                "schedule": "step",
                "scheduleEvery": 40,
                "scheduleFactor": 0.5,
            },
        ),
    ]


def streams(seed):
    """Draws of the legacy functions: first an odd number of normal ones, since the second of a pair is kept for later."""
    np.random.seed(seed)
    normal = np.random.randn(25)
    uniform = np.random.random(3)
    normal_after = np.random.randn(4)
    np.random.seed(seed)
    permutations = [np.random.permutation(n).tolist() for n in (1, 2, 3, 4, 12, 64, 65, 200)]
    after = float(np.random.random())
    return {
        "randn": normal.tolist(),
        "random_between": uniform.tolist(),
        "randn_after": normal_after.tolist(),
        "permutations": permutations,
        "random_after": after,
    }


def special():
    points = [0, 1e-300, 1e-9, 0.01, 0.1, 0.5, 1, 1.5, 2, 2.49, 2.5, 2.51, 3, 4, 5, 5.9, 6, 8, 30]
    points = [*(-x for x in reversed(points[1:])), *points]
    z = np.array([x for x in points if abs(x) <= 5])
    value, derivative = ACTIVATIONS["gelu"]
    return {
        "erf": [[x, math.erf(x)] for x in points],
        # 1 + erf loses its digits far below 0; erfc keeps them.
        "gelu": [[float(x), float(x * math.erfc(-x / math.sqrt(2)) / 2), float(derivative(x))] for x in z],
    }


def record():
    python, numpy = platform.python_version(), np.__version__
    return {
        "env": f"CPython {python}, numpy {numpy}; legacy np.random",
        "inputs": INPUTS,
        "targets": TARGETS,
        "iterations": ITERATIONS,
        "random": {str(seed): streams(seed) for seed in (0, 1, 42, 2**32 - 1)},
        **special(),
        "runs": [train(golden) for golden in runs()],
    }


def differences(recorded, computed, path=()):
    """Pairs of path and relative difference for every value that differs."""
    if isinstance(recorded, dict):
        for key in recorded:
            if key != "env":
                yield from differences(recorded[key], computed[key], (*path, key))
    elif isinstance(recorded, list):
        for index, (one, other) in enumerate(zip(recorded, computed, strict=True)):
            yield from differences(one, other, (*path, str(index)))
    elif recorded != computed:
        numbers = not isinstance(recorded, str)
        yield path, abs(recorded - computed) / max(abs(recorded), abs(computed)) if numbers else float("inf")


def check(computed):
    """Prints the values that differ before the 11th digit, to which NumPy's own builds agree."""
    largest = {}
    for path, difference in differences(json.loads(FILE.read_text()), computed):
        part = computed["runs"][int(path[1])]["name"] if path[0] == "runs" else " ".join(path[:3])
        largest[part] = max(difference, largest.get(part, 0))
    for part, difference in largest.items():
        if difference > 1e-11:
            print(f"{part} has a relative difference of up to {difference:.0e}")
    print("all other values agree to 11 digits")


def torch_loss(torch, settings, prediction, y):
    functional = torch.nn.functional
    match settings.get("loss", "half square"):
        case "half square":
            return functional.mse_loss(prediction, y, reduction="sum") / 2
        case "mean squared":
            return functional.mse_loss(prediction, y)
        case "mean absolute":
            return functional.l1_loss(prediction, y)
        case "huber":
            return functional.huber_loss(prediction, y)
        case "binary cross-entropy":
            return functional.binary_cross_entropy(prediction, y)
        case "cross-entropy":
            # PyTorch's own applies a log-softmax, which leaves the logarithm of a softmax unchanged.
            is_whole = torch.allclose(prediction.sum(1), torch.ones(len(y), dtype=y.dtype))
            return (
                functional.cross_entropy(prediction.log(), y)
                if is_whole
                else -(y * prediction.log()).sum() / len(y)
            )


def torch_optimizer(torch, settings, parameters):
    """Parameter groups: only weights decay."""
    kind, alpha = settings.get("optimizer", "descent"), settings["learningRate"]
    decay = settings.get("weightDecay", 0.01 if kind == "adamw" else 0)
    groups = [
        {"params": [p for own, p in parameters.items() if own.startswith("syn")], "weight_decay": decay},
        {"params": [p for own, p in parameters.items() if not own.startswith("syn")], "weight_decay": 0},
    ]
    if kind == "adamw":
        return torch.optim.AdamW(groups, lr=alpha)
    if decay != 0:
        return None
    mu = settings.get("momentum", 0.9)
    match kind:
        case "descent":
            return torch.optim.SGD(groups, lr=alpha)
        case "momentum":
            return torch.optim.SGD(groups, lr=alpha, momentum=mu)
        case "nesterov":
            return torch.optim.SGD(groups, lr=alpha, momentum=mu, nesterov=True)
        case "rmsprop":
            return torch.optim.RMSprop(groups, lr=alpha)
        case "adagrad":
            return torch.optim.Adagrad(groups, lr=alpha)
        case "adam":
            return torch.optim.Adam(groups, lr=alpha)


def torch_schedule(torch, settings, optimizer):
    schedulers, every = torch.optim.lr_scheduler, settings.get("scheduleEvery")
    match settings.get("schedule"):
        case "step":
            return schedulers.StepLR(optimizer, every, settings["scheduleFactor"])
        case "exponential":
            return schedulers.ExponentialLR(optimizer, settings["scheduleFactor"])
        case "cosine":
            return schedulers.CosineAnnealingLR(optimizer, every)


def train_torch(torch, golden):
    """The run with PyTorch's modules and derivatives; None when PyTorch lacks one of its techniques."""
    settings = golden["settings"]
    if settings.get("clip", "").startswith("deltas") or settings.get("dropoutForm") == "follow-up":
        return None
    functional = torch.nn.functional
    x, y = torch.tensor(INPUTS, dtype=torch.float64), torch.tensor(TARGETS[golden["targets"]], dtype=torch.float64)
    np.random.seed(golden["seed"])
    parameters = {own: torch.tensor(p, requires_grad=True) for own, p in start(settings).items()}
    optimizer = torch_optimizer(torch, settings, parameters)
    if optimizer is None:
        return None
    schedule = torch_schedule(torch, settings, optimizer)
    batches = Batches(settings, len(x))
    depth = len(settings["layerSizes"]) - 1
    names = activation_names(settings, depth)
    activations = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": functional.relu,
        "leaky relu": functional.leaky_relu,
        "elu": functional.elu,
        "gelu": functional.gelu,
        "softplus": functional.softplus,
        "swish": functional.silu,
        "linear": lambda z: z,
        "softmax": lambda z: functional.softmax(z, dim=1),
    }
    running = {
        k: (torch.zeros(units, dtype=torch.float64), torch.ones(units, dtype=torch.float64))
        for k, units in enumerate(settings["layerSizes"][1:-1], 1)
        if settings.get("batchNorm", False)
    }

    def predict(value, training):
        for k in range(1, depth + 1):
            value = value @ parameters[f"syn{k - 1}"]
            if f"b{k - 1}" in parameters:
                value = value + parameters[f"b{k - 1}"]
            if k in running:
                gamma, beta = parameters[f"l{k}_gamma"].ravel(), parameters[f"l{k}_beta"].ravel()
                value = functional.batch_norm(value, *running[k], gamma, beta, training)
            value = activations[names[k - 1]](value)
            mask = masks_for(settings, k, *value.shape) if training and k < depth else None
            if mask is not None:
                value = value * torch.tensor(mask)
        return value

    losses = {}
    for iteration in range(ITERATIONS):
        rows = batches.draw()
        loss = torch_loss(torch, settings, predict(x[rows], True), y[rows])
        for k in range(depth):
            w = parameters[f"syn{k}"]
            loss = loss + settings.get("l1", 0) * w.abs().sum() + settings.get("l2", 0) / 2 * (w**2).sum()
        losses[str(iteration)] = loss.item()
        optimizer.zero_grad()
        loss.backward()
        match settings.get("clip"):
            case "gradients":
                torch.nn.utils.clip_grad_value_(parameters.values(), settings["clipLimit"])
            case "gradients by norm":
                torch.nn.utils.clip_grad_norm_(parameters.values(), settings["clipLimit"])
        optimizer.step()
        # PyTorch's cosine rises again after its end.
        if schedule is not None and not (settings["schedule"] == "cosine" and iteration >= settings["scheduleEvery"]):
            schedule.step()
    return {
        "parameters": {own: p.tolist() for own, p in parameters.items()},
        "trace": {key: {"loss": losses[key]} for key in map(str, TRACED)},
        "running": {
            f"l{k}_running_{what}": [row.tolist()] for k, both in running.items() for what, row in zip(("mean", "var"), both)
        },
        "predictions": predict(x, False).tolist(),
    }


def check_torch():
    import torch

    for golden in json.loads(FILE.read_text())["runs"]:
        other = train_torch(torch, golden)
        if other is None:
            print(f"{golden['name']}: PyTorch lacks a technique of this run")
            continue
        worst = max((difference for _, difference in differences(other, golden)), default=0)
        # PyTorch adds a millionth to the norm.
        within = 1e-4 if golden["settings"].get("clip") == "gradients by norm" else 1e-9
        print(f"{golden['name']}: {'the same' if worst < within else 'DIFFERS'}, {worst:.0e}")


def text(content):
    """The file as text, one line for each part and for each run."""
    parts = [
        f'"{key}": ' + ("[\n" + ",\n".join(map(json.dumps, value)) + "\n]" if key == "runs" else json.dumps(value))
        for key, value in content.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    if "--check-torch" in sys.argv[1:]:
        check_torch()
    elif "--check" in sys.argv[1:]:
        check(record())
    else:
        FILE.write_text(text(record()))
