"""Records the elementary functions of src/language/elementary.ts, computed to 1,300 bits by mpmath.

Each row holds an argument (for pow, two), the double nearest to the true value, and how far the true value is from that
double, in units of its last place. Doubles are written as 16 hexadecimal digits.

    python3 test/goldens/elementary.py            # writes elementary.json
    python3 test/goldens/elementary.py --check    # computes everything again and names the first difference
"""

import json
import math
import pathlib
import random
import struct
import sys

import mpmath

mpmath.mp.prec = 1300
FILE = pathlib.Path(__file__).with_name("elementary.json")
ROWS = 300


def hexadecimal(x):
    return struct.pack(">d", x).hex()


def any_double(rng):
    """A finite double with random bits."""
    while True:
        x = struct.unpack(">d", rng.randbytes(8))[0]
        if math.isfinite(x):
            return x


def nearest(value):
    """The double nearest to an mpmath value, and the rest in units of its last place."""
    if mpmath.isinf(value):
        return float(value), 0.0
    x = float(value)
    if math.isinf(x):
        return x, 0.0
    return x, round(float((value - mpmath.mpf(x)) / mpmath.mpf(math.ulp(x))), 6)


def row(function, *arguments):
    with mpmath.workprec(1300):
        value = function(*(mpmath.mpf(x) for x in arguments))
    x, rest = nearest(value)
    return [*(hexadecimal(a) for a in arguments), hexadecimal(x), rest]


def arguments(rng, low, high):
    """Arguments all over [low, high], near 0 and near 1."""
    spread = [rng.uniform(max(low, -750), min(high, 750)) for _ in range(ROWS // 3)]
    usual = [rng.uniform(max(low, -6), min(high, 6)) for _ in range(ROWS // 3)]
    tiny = [rng.choice([-1, 1]) * 2 ** rng.uniform(-60, 0) for _ in range(ROWS // 3)]
    near_1 = [1 + x / 8 for x in tiny[: ROWS // 6]]
    return [x for x in spread + usual + tiny + near_1 if low <= x <= high]


def powers(rng):
    pairs = [(0.999, t) for t in (1, 7, 10, 343, 1000, 60000)] + [(0.9, t) for t in range(1, 60)]
    pairs += [(rng.uniform(0, 1), rng.randrange(1, 100_000)) for _ in range(60)]
    pairs += [(rng.uniform(0, 50), rng.uniform(-50, 50)) for _ in range(60)]
    pairs += [(-rng.uniform(0, 50), rng.randrange(-60, 60)) for _ in range(30)]
    pairs += [(1 + rng.uniform(-1, 1) * 2 ** -rng.uniform(15, 40), rng.uniform(-1, 1) * 2.0**40) for _ in range(30)]
    pairs += [(abs(any_double(rng)), rng.uniform(-2, 2)) for _ in range(30)]
    return [(float(x), float(y)) for x, y in pairs]


def records():
    rng = random.Random(1)
    real = {
        "exp": (mpmath.exp, -745, 709.78),
        "expm1": (mpmath.expm1, -745, 709.78),
        "log": (mpmath.log, 5e-324, math.inf),
        "log1p": (mpmath.log1p, -1 + 2**-53, math.inf),
        "tanh": (mpmath.tanh, -750, 750),
        "sin": (mpmath.sin, -750, 750),
        "cos": (mpmath.cos, -750, 750),
    }
    recorded = {}
    for name, (function, low, high) in real.items():
        own = arguments(rng, low, high)
        if name == "log":
            own += [abs(any_double(rng)) for _ in range(60)]
        if name in ("sin", "cos"):
            own += [any_double(rng) for _ in range(60)] + [rng.uniform(-1e7, 1e7) for _ in range(60)]
        recorded[name] = [row(function, x) for x in own]
    recorded["pow"] = [row(mpmath.power, x, y) for x, y in powers(rng)]
    return recorded


def main():
    recorded = records()
    if "--check" in sys.argv:
        old = json.loads(FILE.read_text())
        for name, rows in recorded.items():
            for place, own in enumerate(rows):
                if old[name][place] != own:
                    sys.exit(f"{name}, row {place}: recorded {old[name][place]}, computed {own}")
        print("no difference")
        return
    lines = [f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(own)}" for own in rows) + "\n  ]" for name, rows in recorded.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
