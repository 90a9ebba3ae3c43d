"""Records the values of Python's module math at random arguments, in script-math.json, as pairs of hexadecimal floats.

    python3 test/goldens/script_math.py
"""

import json
import math
import random
from pathlib import Path

RANGES = {
    "tan": (-2, 3), "asin": (-9, 0), "acos": (-9, 0), "atan": (-9, 9), "sinh": (-9, 2.8), "cosh": (-9, 2.8), "asinh": (-9, 200),
    "atanh": (-9, 0), "cbrt": (-300, 300), "log2": (-300, 300), "log10": (-300, 300), "acosh": (0, 200),
}


def rows(name, least, most):
    rng = random.Random(name)
    for _ in range(60):
        x = 10 ** rng.uniform(least, most)
        if name not in ("log2", "log10", "acosh") and rng.random() < 0.5:
            x = -x
        yield [x.hex(), getattr(math, name)(x).hex()]


if __name__ == "__main__":
    made = {name: list(rows(name, *bounds)) for name, bounds in RANGES.items()}
    text = ",\n".join(f" {json.dumps(name)}: {json.dumps(values)}" for name, values in made.items())
    Path(__file__).with_name("script-math.json").write_text("{\n" + text + "\n}\n")
