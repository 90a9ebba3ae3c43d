"""Records files written by NumPy and safetensors in formats.json, each with its numbers.

    python3 test/goldens/formats.py                 writes the file
    python3 test/goldens/formats.py --check-ours    reads the files of our own writers; needs Node

Numbers are listed row by row; NaN and the infinities, which JSON lacks, are strings.
"""

import argparse
import base64
import io
import json
import math
import pathlib
import subprocess
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent


def plain(number):
    number = float(number)
    return number if math.isfinite(number) else str(number)


def flat(array):
    return [plain(number) for number in np.asarray(array).ravel(order="C")]


def saved(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asanyarray(array), version=version)
    return file.getvalue()


def npy_case(title, array, version=None):
    return case(title, saved(array, version), {"": array})


def case(title, content, arrays, **more):
    return {
        "title": title,
        "base64": base64.b64encode(content).decode(),
        "arrays": [{"name": name, "shape": list(a.shape), "numbers": flat(a)} for name, a in arrays.items()],
        **more,
    }


def npy_cases():
    grid = np.arange(12).reshape(3, 4)
    for order in "<>":
        for kind in ("f8", "f4", "f2"):
            values = np.array([[0.1, -2.5, 65504], [1e-7, np.inf, -np.inf], [np.nan, -0.0, 1 / 3]])
            yield npy_case(f"{order}{kind}", values.astype(f"{order}{kind}"))
        for size in (1, 2, 4, 8):
            top = min(2 ** (8 * size - 1), 2**53)
            signed = np.array([-top if size < 8 else -(2**53), -1, 0, 1, top - 1])
            yield npy_case(f"{order}i{size}", signed.astype(f"{order}i{size}"))
            unsigned = np.array([0, 1, min(2 ** (8 * size) - 1, 2**53)], dtype=np.uint64)
            yield npy_case(f"{order}u{size}", unsigned.astype(f"{order}u{size}"))
    yield npy_case("bool", grid % 2 == 0)
    yield npy_case("every float16 that is finite", all_halves())
    yield npy_case("Fortran order", np.asfortranarray(grid * 0.5))
    yield npy_case("Fortran order of three dimensions", np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)))
    yield npy_case("Fortran order and big endian", np.asfortranarray(grid.astype(">i2")))
    yield npy_case("three dimensions", np.arange(24.0).reshape(2, 3, 4))
    yield npy_case("one dimension", np.arange(5.0))
    yield npy_case("a single number", np.array(42.5))
    yield npy_case("version 2", grid * 1.5, (2, 0))
    yield npy_case("version 3", grid * 1.5, (3, 0))


def all_halves():
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    return halves[np.isfinite(halves)][::61]


def npz_cases():
    rng = np.random.RandomState(1)
    arrays = {"X": rng.randn(20, 3), "y": np.arange(20) % 3, "gewichte_ü": np.asfortranarray(np.eye(4, dtype=">f4"))}
    for title, save in (("np.savez", np.savez), ("np.savez_compressed", np.savez_compressed)):
        file = io.BytesIO()
        save(file, **arrays)
        yield case(title, file.getvalue(), arrays)
        file = io.BytesIO()
        save(file, np.zeros((30, 4)), np.ones(3))
        yield case(f"{title} without names", file.getvalue(), {"arr_0": np.zeros((30, 4)), "arr_1": np.ones(3)})


def safetensors_cases():
    from safetensors import TensorSpec, serialize

    values = np.array([[0.1, -2.5, 1e-3], [3.0, -0.0, 100.0]])
    kinds = "float64 float32 float16 int64 int32 int16 int8 uint64 uint32 uint16 uint8 bool".split()
    stored = {kind: np.abs(values).astype(kind) if kind[0] == "u" else values.astype(kind) for kind in kinds}
    stored["bias"] = np.ones(3, "float32")
    # NumPy has no bfloat16, which is the upper half of a float32.
    stored["bfloat16"] = (values.astype("<f4").view("<u4") >> 16).astype("<u2")
    arrays = {**stored, "bfloat16": (stored["bfloat16"].astype("<u4") << 16).view("<f4")}
    tensors = {
        name: TensorSpec(
            dtype="bfloat16" if name == "bfloat16" else array.dtype.name,
            shape=array.shape,
            data_ptr=array.ctypes.data,
            data_len=array.nbytes,
        )
        for name, array in stored.items()
    }
    metadata = {"made by": "safetensors", "π": "3.14"}
    yield case("safetensors", bytes(serialize(tensors, metadata)), arrays, metadata=metadata)


def refused_cases():
    yield "an integer beyond 2**53", saved(np.array([1, 2**53 + 1]))
    yield "an unsigned integer beyond 2**53", saved(np.array([2**64 - 1], dtype=np.uint64))
    yield "complex numbers", saved(np.array([1j]))
    yield "names", saved(np.array(["setosa", "virginica"]))
    yield "fields", saved(np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
    yield "dates", saved(np.array(["2020-01-01"], dtype="datetime64[D]"))
    yield "long doubles", saved(np.array([1], dtype=np.longdouble))
    yield "nothing", saved(np.zeros((0, 3)))


def check_ours():
    """Checks that NumPy and safetensors read the files of our writers (written-formats.js) correctly."""
    from safetensors.numpy import load

    written = json.loads(subprocess.run(["node", HERE / "written-formats.js"], check=True, capture_output=True).stdout)
    content = {kind: base64.b64decode(text) for kind, text in written["files"].items()}
    expected = {name: np.array(rows, dtype=float) for name, rows in written["matrices"].items()}
    first = next(iter(expected))
    found = {
        "npy": {first: np.load(io.BytesIO(content["npy"]))},
        "npz": dict(np.load(io.BytesIO(content["npz"]))),
        "npz, compressed": dict(np.load(io.BytesIO(content["npz, compressed"]))),
        "safetensors": load(content["safetensors"]),
    }
    wrong = 0
    for kind, arrays in found.items():
        names = {first} if kind == "npy" else set(expected)
        good = set(arrays) == names and all(
            arrays[name].dtype == np.float64 and arrays[name].tobytes() == expected[name].tobytes() for name in names
        )
        print(f"{kind}: {'as written' if good else 'DIFFERS'}")
        wrong += not good
    header = content["safetensors"][8 : 8 + int.from_bytes(content["safetensors"][:8], "little")]
    good = json.loads(header)["__metadata__"] == written["metadata"]
    print(f"safetensors metadata: {'as written' if good else 'DIFFERS'}")
    return wrong + (not good)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check-ours", action="store_true", help="read what our writers write")
    if parser.parse_args().check_ours:
        sys.exit(check_ours())
    recorded = {
        "npy": list(npy_cases()),
        "npz": list(npz_cases()),
        "safetensors": list(safetensors_cases()),
        "refused": [{"title": title, "base64": base64.b64encode(bytes_).decode()} for title, bytes_ in refused_cases()],
    }
    lines = (f'"{kind}": [\n' + ",\n".join(json.dumps(each) for each in cases) + "\n]" for kind, cases in recorded.items())
    (HERE / "formats.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
