"""Records how NumPy prints matrices and Python 2 prints floats in numpy-format.json.

An array case gives a shape and the values that fill it row by row, repeated until it is full (np.resize).
NaN and the infinities, which JSON lacks, are strings.
"""

import ctypes
import json
import math
import pathlib
import random

import numpy as np

ADD_DOT_0 = 2

double_to_string = ctypes.pythonapi.PyOS_double_to_string
double_to_string.restype = ctypes.c_void_p
double_to_string.argtypes = [ctypes.c_double, ctypes.c_char, ctypes.c_int, ctypes.c_int, ctypes.c_void_p]
free = ctypes.pythonapi.PyMem_Free
free.restype = None
free.argtypes = [ctypes.c_void_p]


def python2_str(x):
    """str(x) of Python 2.7: it calls the same function, which Python 3 still has."""
    pointer = double_to_string(x, b"g", 12, ADD_DOT_0, None)
    text = ctypes.string_at(pointer).decode()
    free(pointer)
    return text


def maybe_negative(draw):
    return lambda rng: draw(rng) * rng.choice([1, -1])


def power(low, high):
    return lambda rng: 10 ** rng.uniform(low, high)


def short(draw, digits=3):
    return lambda rng: float(f"{draw(rng):.{digits - 1}e}")


def mixed(*draws):
    return lambda rng: rng.choice(draws)(rng)


def one_of(*values):
    return lambda rng: rng.choice(values)


def exact_tie(rng):
    """A binary fraction whose last decimal, the ninth, is a 5."""
    return rng.randrange(1, 4096, 2) / 512


def scientific_tie(rng):
    """A whole number of ten digits that ends in 5."""
    return float(rng.randrange(10**8, 10**9) * 10 + 5)


def unit(rng):
    return rng.random()


ODD_ONES = one_of(0.0, -0.0, math.nan, math.inf, -math.inf)

FAMILIES = {
    "predictions": unit,
    "confident predictions": lambda rng: abs(rng.choice([0, 1]) - rng.uniform(0.001, 0.02)),
    "weights": lambda rng: rng.gauss(0, 4),
    "within a thousand": maybe_negative(power(-1.5, 1.5)),
    "at the edges of positional": one_of(1e-4, 0.00011, 0.0999, 0.1, 0.1001, 9.9e-5),
    "at the upper edge of positional": one_of(99999999.0, 99999999.99999999, 1e8, 12345678.9, 100000.0, 99999.0),
    "at the lower edge of scientific": one_of(1e8, 5e7),
    "a thousandfold apart": one_of(1.0, 2.0, 1000.0, 0.5, 500.0),
    "large positional": lambda rng: rng.uniform(2**26, 1e8),
    "short decimals": short(maybe_negative(power(-1, 1))),
    "tiny": power(-224, -47),
    "tiny and short": short(power(-224, -47)),
    "subnormal": lambda rng: rng.randrange(1, 10 ** rng.randrange(1, 14)) * 5e-324,
    "least subnormals": lambda rng: rng.randrange(1, 5) * 5e-324,
    "huge": maybe_negative(power(8, 308)),
    "any exponent": maybe_negative(power(-320, 308)),
    "round powers": lambda rng: float(f"1e{rng.randrange(-12, 13)}"),
    "two-digit and three-digit exponents": short(mixed(power(-101, -98), power(98, 101))),
    "exact ties": maybe_negative(exact_tie),
    "exact ties in scientific": maybe_negative(scientific_tie),
    "powers of two": maybe_negative(lambda rng: 2.0 ** rng.randrange(-12, 6)),
    "just below one": lambda rng: 1 - 10 ** rng.uniform(-12, -6),
    "integers": lambda rng: float(rng.randrange(-999, 1000)),
    "bits": lambda rng: float(rng.randrange(2)),
    "zeros": one_of(0.0, -0.0),
    "not a number": one_of(math.nan),
    "nothing finite": one_of(math.nan, math.inf, -math.inf),
    "no minus infinity": mixed(one_of(math.nan, math.inf), lambda rng: float(rng.randrange(10))),
    "predictions gone wrong": mixed(unit, unit, ODD_ONES),
    "integers gone wrong": mixed(lambda rng: float(rng.randrange(-9, 10)), ODD_ONES),
    "tiny gone wrong": mixed(power(-120, -5), ODD_ONES),
    "everything": mixed(unit, power(-320, 308), maybe_negative(exact_tie), ODD_ONES),
}

SMALL_SHAPES = [(1, 1), (2, 2), (4, 1), (1, 5), (4, 3), (3, 4), (1, 7), (7, 2)]
WRAPPING_SHAPES = [(1, 12), (2, 23), (3, 17), (4, 8)]
LARGE_SHAPES = [(1, 1000), (1, 1001), (1001, 1), (60, 40), (6, 167), (7, 143), (2, 600), (400, 3), (168, 6), (25, 40)]


def array_case(family, shape, values):
    array = np.resize(np.array(values, dtype=float), shape)
    return {"family": family, "shape": shape, "values": [as_json(x) for x in values], "text": str(array)}


def array_cases(rng):
    for family, draw in FAMILIES.items():
        shapes = SMALL_SHAPES + rng.sample(WRAPPING_SHAPES, 3)
        for shape in shapes:
            yield array_case(family, shape, [draw(rng) for _ in range(min(shape[0] * shape[1], 23))])
    for shape in LARGE_SHAPES:
        for family in rng.sample(sorted(FAMILIES), 5) if shape[0] * shape[1] > 1000 else ["predictions"]:
            yield array_case(family, shape, [FAMILIES[family](rng) for _ in range(31)])


def number_cases(rng):
    chosen = [0.5, 1e-5, 0.00351012256786, 1.0, 0.0, -0.0, -1.0, math.nan, math.inf, -math.inf, 1e16, 1e22, 1e10, 1e11]
    chosen += [1e12, 123456789012.0, 12345678901.0, 12345678901.5, 99999999999.5, 9999999999.95, 0.1 + 0.2]
    chosen += [1e-4, 0.0001234, 9.99999999999e-5, 9.999999999999e-5, 5e-324, 2.0**-1022, 1.7976931348623157e308]
    chosen += [0.49641003190272195, 0.008584525653247163, 1 / 3, 2 / 3, 100.0, 1e-100, 2.5e-10, 1.00000000000049]
    # Halves of the twelfth digit, exact in binary.
    chosen += [1000000000.125 + i / 4 for i in range(4)] + [99999999999.5, 10000000000.25, 10000000000.75, 2.0**-12 + 1]
    return [
        {"value": as_json(x), "text": python2_str(x)}
        for x in chosen + [draw(rng) for draw in FAMILIES.values() for _ in range(5)]
    ]


def as_json(x):
    return x if math.isfinite(x) else str(x)


if __name__ == "__main__":
    goldens = {
        "arrays": list(array_cases(random.Random(1))),
        "numbers": number_cases(random.Random(2)),
    }
    with open(pathlib.Path(__file__).with_name("numpy-format.json"), "w") as file:
        lines = (f'"{name}": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]" for name, cases in goldens.items())
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
