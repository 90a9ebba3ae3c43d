"""Records the values of printed programs, run unchanged by NumPy, in printed.json.

    python3 test/goldens/printed.py            prints the programs, runs them and writes the file
    python3 test/goldens/printed.py --check    prints and runs the programs and lists the differences from the file

printed-programs.js writes the lines as the dashboard shows them. Functions that NumPy lacks are defined below.
"""

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
FILE = FOLDER / "printed.json"
SEED = 1
ITERATIONS = 200
CLOSE = 1e-9


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def normal_distribution(z):
    return np.vectorize(lambda cell: 0.5 * (1 + math.erf(cell / math.sqrt(2))))(z)


WORDS = {
    **{word: getattr(np, word) for word in "array arange zeros clip sum mean max min abs sign floor sqrt exp log cos tanh pi".split()},
    "random": np.random.random,
    "permutation": np.random.permutation,
    "randn": lambda shape: np.random.randn(*shape),
    "sigmoid": sigmoid,
    "slope": lambda l: l * (1 - l),
    "tanh_slope": lambda l: 1 - l**2,
    "relu": lambda z: np.maximum(z, 0),
    "relu_slope": lambda l: np.where(l > 0, 1.0, 0.0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "leaky_relu_slope": lambda l: np.where(l > 0, 1.0, 0.01),
    "elu": lambda z: np.where(z > 0, z, np.expm1(z)),
    "elu_slope": lambda l: np.where(l > 0, 1.0, l + 1),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "softplus_slope": lambda l: 1 - np.exp(-l),
    "swish": lambda z: z * sigmoid(z),
    "swish_slope": lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))),
    "gelu": lambda z: z * normal_distribution(z),
    "gelu_slope": lambda z: normal_distribution(z) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi),
}


def run(program, inputs, targets):
    """The cells of all assigned names, row by row, after some iterations."""
    np.random.seed(SEED)
    names = {**WORDS, "X": np.array(inputs, dtype=float), "y": np.array(targets, dtype=float)}
    given = set(names)
    exec("\n".join(program["setup"]), names)
    iteration = compile("\n".join(program["iteration"]), program["name"], "exec")
    for _ in range(ITERATIONS):
        exec(iteration, names)
    exec("\n".join(program["evaluation"]), names)
    own = [name for name in names if name not in given and name != "__builtins__"]
    return {name: [float(cell) for cell in np.ravel(names[name])] for name in own}


def record():
    data = json.loads((FOLDER / "techniques.json").read_text())
    printed = subprocess.run(["node", FOLDER / "printed-programs.js"], check=True, capture_output=True, text=True)
    programs = json.loads(printed.stdout)
    values = [run(program, data["inputs"], data["targets"][program["targets"]]) for program in programs]
    return [{**program, "values": own} for program, own in zip(programs, values)]


def check(programs, recorded):
    """The differences from the file, in words."""
    if [{**own, "values": None} for own in programs] != [{**own, "values": None} for own in recorded]:
        yield "other programs are printed"
        return
    for own, known in zip(programs, recorded):
        for name, cells in own["values"].items():
            if not np.allclose(cells, known["values"][name], rtol=CLOSE, atol=CLOSE):
                yield f"{own['name']}: {name}"


if __name__ == "__main__":
    programs = record()
    if "--check" in sys.argv[1:]:
        differences = list(check(programs, json.loads(FILE.read_text())["programs"]))
        print("\n".join(differences) or "as recorded")
        sys.exit(1 if differences else 0)
    lines = ",\n".join(map(json.dumps, programs))
    FILE.write_text(f'{{"seed": {SEED}, "iterations": {ITERATIONS}, "numpy": "{np.__version__}", "programs": [\n{lines}\n]}}\n')
