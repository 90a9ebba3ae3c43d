"""Records the examples that NumPy draws for each generator of src/data/generators/ in generators.json.

    python3 test/goldens/generators.py            computes the examples and writes the file
    python3 test/goldens/generators.py --check    computes the examples and lists the differences from the file

Each generator is written as plainly as possible: one example after the other, drawing its numbers in order.
"""

import json
import sys
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "generators.json"


def jittered(x, y, noise, random):
    x += noise * random.randn()
    y += noise * random.randn()
    return [x, y]


def two_gaussians(i, noise, random):
    target = i % 2
    centre = 1 if target == 1 else -1
    return jittered(centre, centre, noise, random), target


def circles(i, noise, random):
    target = i % 2
    radius = 1 if target == 1 else 0.5
    angle = 2 * np.pi * random.rand()
    return jittered(radius * np.cos(angle), radius * np.sin(angle), noise, random), target


def moons(i, noise, random):
    target = i % 2
    angle = np.pi * random.rand()
    if target == 1:
        return jittered(np.cos(angle), np.sin(angle), noise, random), target
    return jittered(1 - np.cos(angle), 0.5 - np.sin(angle), noise, random), target


def spirals(i, noise, random):
    target = i % 2
    radius = random.rand()
    angle = 2.5 * np.pi * radius + np.pi * target
    return jittered(radius * np.cos(angle), radius * np.sin(angle), noise, random), target


def xor_cloud(i, noise, random):
    signs = [(-1, -1), (1, -1), (-1, 1), (1, 1)][i % 4]
    x = signs[0] * random.rand()
    y = signs[1] * random.rand()
    return jittered(x, y, noise, random), int(signs[0] != signs[1])


def checkerboard(i, noise, random):
    row, column = divmod(i % 16, 4)
    x = -1 + 0.5 * (column + random.rand())
    y = -1 + 0.5 * (row + random.rand())
    return jittered(x, y, noise, random), (row + column) % 2


def plane(i, noise, random):
    x1 = random.uniform(-1, 1)
    x2 = random.uniform(-1, 1)
    return [x1, x2], 2 * x1 - x2 + 0.5 + noise * random.randn()


def sine(i, noise, random):
    x = random.uniform(-1, 1)
    return [x], np.sin(np.pi * x) + noise * random.randn()


def bumps(i, noise, random):
    x = np.array([random.uniform(-1, 1), random.uniform(-1, 1)])
    hill = np.exp(-np.sum((x - 0.4) ** 2) / 0.2)
    hollow = np.exp(-np.sum((x + 0.4) ** 2) / 0.2)
    return list(x), hill - hollow + noise * random.randn()


BICYCLE = """
.##..##
..####.
.#.#.#.
#.###.#
.#...#.
"""
PIPE = """
....#.#
....###
##..###
.######
..####.
"""


def pipes_and_bicycles(i, noise, random):
    """Every second image is the negative of the one before and draws no numbers."""
    if i % 2 == 1:
        inputs, target = pipes_and_bicycles.last
        return [1 - pixel for pixel in inputs], target
    target = i // 2 % 2
    shape = np.array([[float(cell == "#") for cell in row] for row in [BICYCLE, PIPE][target].split()])
    height, width = shape.shape
    top = int(random.rand() * (9 - height))
    left = int(random.rand() * (9 - width))
    if int(random.rand() * 2) == 1:
        shape = shape[:, ::-1]
    image = np.zeros((8, 8))
    image[top : top + height, left : left + width] = shape
    image += noise * random.randn(8, 8)
    pipes_and_bicycles.last = image.ravel().tolist(), target
    return pipes_and_bicycles.last


RULES = {
    "two-gaussians": (two_gaussians, 0.5),
    "circles": (circles, 0.1),
    "moons": (moons, 0.1),
    "spirals": (spirals, 0.02),
    "xor-cloud": (xor_cloud, 0.05),
    "checkerboard": (checkerboard, 0.03),
    "plane": (plane, 0.05),
    "sine": (sine, 0.05),
    "bumps": (bumps, 0.05),
    "pipes-and-bicycles": (pipes_and_bicycles, 0.1),
}


def record(name, examples, seed):
    rule, noise = RULES[name]
    random = np.random.RandomState(seed)
    drawn = [rule(i, noise, random) for i in range(examples)]
    return {
        "generate": name,
        "examples": examples,
        "noise": noise,
        "seed": seed,
        "inputs": [[float(number) for number in inputs] for inputs, _ in drawn],
        "targets": [float(target) for _, target in drawn],
    }


def split(rows, fraction, seed):
    """The rows of the training set and of the test set."""
    order = np.random.RandomState(seed).permutation(rows)
    training = rows - int(fraction * rows + 0.5)
    return {"rows": rows, "fraction": fraction, "seed": seed, "train": order[:training].tolist(), "test": order[training:].tolist()}


def compute():
    draws = [record(name, 8 if name == "pipes-and-bicycles" else 20, seed) for name in RULES for seed in (1, 7)]
    return {"draws": draws, "splits": [split(150, 0.2, 1), split(10, 0.25, 3), split(7, 0.5, 4294967295)]}


def written(value):
    lines = {key: ",\n".join(json.dumps(item) for item in items) for key, items in value.items()}
    return "{\n" + ",\n".join(f'"{key}": [\n{items}\n]' for key, items in lines.items()) + "\n}\n"


def main():
    fresh = compute()
    if "--check" not in sys.argv:
        FILE.write_text(written(fresh))
        return
    recorded = json.loads(FILE.read_text())
    differing = [
        draw["generate"]
        for draw, known in zip(fresh["draws"], recorded["draws"])
        if not np.allclose(draw["inputs"], known["inputs"], rtol=0, atol=1e-12)
        or not np.allclose(draw["targets"], known["targets"], rtol=0, atol=1e-12)
    ]
    if fresh["splits"] != recorded["splits"]:
        differing.append("splits")
    print("differs: " + ", ".join(differing) if differing else "as recorded")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
