"""Records the networks of the tutorial in article.json and further ones in network.json, as NumPy computes them.

    python3 test/goldens/network.py            computes both and writes the files
    python3 test/goldens/network.py --check    computes both and lists the differences from the files

The networks are written as on the tutorial's pages, to be compared with them by eye.
"""

import json
import platform
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
SOURCE = "github.com/iamtrask/iamtrask.github.io @2e50357 _posts/2015-07-12, 2015-07-27, 2015-07-28"

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
CORRELATION = np.array([[0, 0, 1, 1]]).T
XOR = np.array([[0, 1, 1, 0]]).T
ALPHAS = [0.001, 0.01, 0.1, 1, 10, 100, 1000]

# The `Error:` lines of the follow-up article, by hidden units and alpha, and of the tutorial itself (4 units, alpha 1).
PRINTED = {
    4: [
        "0.496410031903 0.495164025493 0.493596043188 0.491606358559 0.489100166544 0.485977857846",
        "0.496410031903 0.457431074442 0.359097202563 0.239358137159 0.143070659013 0.0985964298089",
        "0.496410031903 0.0428880170001 0.0240989942285 0.0181106521468 0.0149876162722 0.0130144905381",
        "0.496410031903 0.00858452565325 0.00578945986251 0.00462917677677 0.00395876528027 0.00351012256786",
        "0.496410031903 0.00312938876301 0.00214459557985 0.00172397549956 0.00147821451229 0.00131274062834",
        "0.496410031903 0.125476983855 0.125330333528 0.125267728765 0.12523107366 0.125206352756",
        "0.496410031903 0.5 0.5 0.5 0.5 0.5",
    ],
    32: [
        "0.496439922501 0.491049468129 0.484976307027 0.477830678793 0.46903846539 0.458029258565",
        "0.496439922501 0.356379061648 0.146939845465 0.0880156127416 0.065147819275 0.0529658087026",
        "0.496439922501 0.0305404908386 0.0190638725334 0.0147643907296 0.0123892429905 0.0108421669738",
        "0.496439922501 0.00736052234249 0.00497251705039 0.00396863978159 0.00338641021983 0.00299625684932",
        "0.496439922501 0.00224922117381 0.00153852153014 0.00123717718456 0.00106119569132 0.000942641990774",
        "0.496439922501 0.5 0.5 0.5 0.5 0.5",
        "0.496439922501 0.5 0.5 0.5 0.5 0.5",
    ],
}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slope(l):
    return l * (1 - l)


def cells(matrix):
    """A matrix as a list of rows; a single column as a list of numbers."""
    return matrix.ravel().tolist() if matrix.ndim == 2 and matrix.shape[1] == 1 else matrix.tolist()


def two_layer():
    """Part 1 of the tutorial: 10,000 iterations on the correlated data."""
    np.random.seed(1)
    syn0 = 2 * np.random.random((3, 1)) - 1
    record = {"syn0_init": cells(syn0), "trace": {}}
    for iteration in range(10000):
        l0 = X
        l1 = sigmoid(np.dot(l0, syn0))
        l1_error = CORRELATION - l1
        l1_delta = l1_error * slope(l1)
        syn0 += np.dot(l0.T, l1_delta)
        if iteration in (0, 1, 9, 99, 999, 9999):
            record["trace"][str(iteration)] = {
                "l1": cells(l1),
                "l1_error": cells(l1_error),
                "l1_delta": cells(l1_delta),
                "mae": float(np.mean(np.abs(l1_error))),
            }
    record["syn0_final"] = cells(syn0)
    return record


def three_layer(hidden, alpha):
    """Part 2 of the tutorial, with the follow-up's alpha and its count of direction changes for each update."""
    np.random.seed(1)
    syn0 = 2 * np.random.random((3, hidden)) - 1
    syn1 = 2 * np.random.random((hidden, 1)) - 1
    start = {"syn0_init": cells(syn0), "syn1_init": cells(syn1)}
    errors = []
    dir0, dir1 = np.zeros(syn0.shape, dtype=int), np.zeros(syn1.shape, dtype=int)
    for j in range(60000):
        l0 = X
        l1 = sigmoid(np.dot(l0, syn0))
        l2 = sigmoid(np.dot(l1, syn1))
        l2_error = XOR - l2
        if j % 10000 == 0:
            errors.append(float(np.mean(np.abs(l2_error))))
        l2_delta = l2_error * slope(l2)
        l1_error = l2_delta.dot(syn1.T)
        l1_delta = l1_error * slope(l1)
        upd_syn1 = l1.T.dot(l2_delta)
        upd_syn0 = l0.T.dot(l1_delta)
        if j == 0:
            first = {
                "l1": cells(l1),
                "l2": cells(l2),
                "l2_delta": cells(l2_delta),
                "l1_error": cells(l1_error),
                "l1_delta": cells(l1_delta),
                "upd_syn0": cells(upd_syn0),
                "upd_syn1": cells(upd_syn1),
                "half_sse": float(0.5 * np.sum(l2_error**2)),
            }
        else:
            dir0 += np.abs((upd_syn0 > 0).astype(int) - (previous0 > 0).astype(int))
            dir1 += np.abs((upd_syn1 > 0).astype(int) - (previous1 > 0).astype(int))
        previous0, previous1 = upd_syn0, upd_syn1
        syn1 += alpha * upd_syn1
        syn0 += alpha * upd_syn0
    printed = PRINTED[hidden][ALPHAS.index(alpha)].split()
    if hidden != 4:
        return {"err": errors, "l2_final": cells(l2), "article_printed": printed}
    return {
        **start,
        "err": errors,
        "iter0": first,
        "syn0_final": cells(syn0),
        "syn1_final": cells(syn1),
        "l2_final": cells(l2),
        "dir0": cells(dir0),
        "dir1": cells(dir1),
        "article_printed": printed,
    }


def deep(name, inputs, targets, hidden, bias, alpha, seed, iterations):
    """A network of any depth with several outputs, with or without bias rows, which start at zero."""
    x, y = np.array(inputs, dtype=float), np.array(targets, dtype=float)
    sizes = [x.shape[1], *hidden, y.shape[1]]
    depth = len(sizes) - 1
    np.random.seed(seed)
    syn = [2 * np.random.random((sizes[k], sizes[k + 1])) - 1 for k in range(depth)]
    b = [np.zeros((1, sizes[k + 1])) for k in range(depth)]
    errors, first = [], None
    for iteration in range(iterations):
        l = [x]
        for k in range(depth):
            l.append(sigmoid(l[k] @ syn[k] + b[k]) if bias else sigmoid(l[k] @ syn[k]))
        error, delta = [None] * (depth + 1), [None] * (depth + 1)
        for k in range(depth, 0, -1):
            error[k] = y - l[k] if k == depth else delta[k + 1] @ syn[k].T
            delta[k] = error[k] * slope(l[k])
        if iteration % 50 == 0:
            errors.append(float(np.mean(np.abs(error[depth]))))
        for k in range(depth - 1, -1, -1):
            syn[k] += alpha * (l[k].T @ delta[k + 1])
            if bias:
                b[k] += alpha * np.sum(delta[k + 1], axis=0)
        values = {f"syn{k}": syn[k].tolist() for k in range(depth)}
        if bias:
            values.update({f"b{k}": b[k].tolist() for k in range(depth)})
        for k in range(1, depth + 1):
            values.update({f"l{k}": l[k].tolist(), f"l{k}_error": error[k].tolist(), f"l{k}_delta": delta[k].tolist()})
        if iteration == 0:
            first = values
    return {
        "name": name,
        "inputs": inputs,
        "targets": targets,
        "hidden": hidden,
        "bias": bias,
        "alpha": alpha,
        "seed": seed,
        "iterations": iterations,
        "errors_each_50": errors,
        "after_first": first,
        "after_last": values,
    }


def networks():
    xor = [[0, 0], [0, 1], [1, 0], [1, 1]]
    bits = [[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    most_and_all = [[int(sum(row) >= 2), int(sum(row) == 3)] for row in bits]
    points = [[0.5, -1.25, 2], [-0.75, 0.1, 0.3], [1.5, 1.5, -2.5], [0, -0.6, 0.9], [-2, 0.25, 1]]
    thirds = [[0, 0.5, 1], [1, 0.25, 0], [0.5, 0.5, 0.5], [0.1, 0.9, 0.3], [0.75, 0, 0.2]]
    return [
        deep("two layers and a bias", [[0, 1], [1, 1], [1, 0]], [[0], [1], [1]], [], True, 2.5, 1, 250),
        deep("four hidden units and a bias, on XOR", xor, [[0], [1], [1], [0]], [4], True, 1, 1, 400),
        deep("two hidden layers and two outputs", bits, most_and_all, [5, 4], False, 0.5, 7, 300),
        deep("three hidden layers, two outputs and a bias", bits, most_and_all, [6, 5, 4], True, 0.25, 42, 300),
        deep("real numbers in and out, and three outputs", points, thirds, [6], True, 0.1, 2**32 - 1, 500),
        deep("one unit in each of two hidden layers", points, thirds, [1, 1], False, 0.25, 0, 200),
    ]


def random_doubles(seed):
    """The first twelve doubles, and one after the generator's first 624 words."""
    np.random.seed(seed)
    stream = np.random.random(1000)
    return {"first": stream[:12].tolist(), "thousandth": float(stream[999])}


def env():
    python, numpy = platform.python_version(), np.__version__
    return f"CPython {python}, numpy {numpy}; legacy np.random.seed(1)=MT19937 init_genrand(1), res53"


def record():
    article = {
        "env": env(),
        "source": SOURCE,
        "two_layer": two_layer(),
        "three_layer": {f"H{hidden}_alpha{a}": three_layer(hidden, a) for hidden in (4, 32) for a in ALPHAS},
    }
    network = {
        "env": env(),
        "random": {str(seed): random_doubles(seed) for seed in (0, 1, 42, 2**31, 2**32 - 1)},
        "networks": networks(),
    }
    return {"article.json": article, "network.json": network}


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


def check(name, computed):
    """Prints the runs that differ from the file before the 12th digit, to which NumPy's own builds agree."""
    largest = {}
    for path, difference in differences(json.loads((FOLDER / name).read_text()), computed):
        run = " ".join(path[:3])
        largest[run] = max(difference, largest.get(run, 0))
    for run, difference in largest.items():
        if difference > 1e-12:
            print(f"{name}: {run} has a relative difference of up to {difference:.0e}")
    print(f"{name}: all other values agree to 12 digits")


if __name__ == "__main__":
    # Saturated sigmoids overflow e⁻ᶻ to infinity, which gives the right 0.
    np.seterr(over="ignore")
    for file, content in record().items():
        if "--check" in sys.argv[1:]:
            check(file, content)
        else:
            (FOLDER / file).write_text(json.dumps(content, indent=1))
