"""Records what exported scripts compute: exports.json beside this file.

    python3 test/goldens/exports.py                    runs the scripts anew and writes the file
    python3 test/goldens/exports.py --check            runs them anew and says where they differ from the recorded ones
    python3 test/goldens/exports.py --run < SCRIPTS    runs scripts as exported-scripts.js prints them, and prints what they compute

It needs NumPy and PyTorch; --run needs what the scripts need.
"""

import base64
import contextlib
import hashlib
import io
import json
import re
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
FILE = FOLDER / "exports.json"
TARGETS = ("numpy", "pytorch")
CLOSE = 1e-9


def rows(matrix):
    """A matrix of NumPy's or PyTorch's as lists, if it is not of lists already; a row alone is one of a matrix."""
    values = matrix if isinstance(matrix, list) else matrix.tolist()
    return values if values and isinstance(values[0], list) else [values]


def run(case):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "exported.py"
        file.write_text(case["script"])
        if "data" in case:
            file.with_suffix(".npz").write_bytes(base64.b64decode(case["data"]))
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            names = runpy.run_path(str(file))
    values = {name: rows(eval(text, names)) for name, text in case["values"].items()}
    sha = hashlib.sha256(case["script"].encode()).hexdigest()
    errors = [float(line.split(":")[1]) for line in printed.getvalue().splitlines() if line.startswith("Error")]
    measures = dict(re.findall(r"^(Accuracy|Test error|Test accuracy):(.*)", printed.getvalue(), re.MULTILINE))
    own = {"name": case["name"], "target": case["target"], "sha256": sha}
    return {**own, "iterations": completed(printed.getvalue(), names), "errors": errors, "measures": {key: float(own) for key, own in measures.items()}, "values": values}


def completed(printed, names):
    stopped = re.search(r"^Stopped after (\d+)", printed, re.MULTILINE)
    return names["iteration"] + 1 if stopped is None else int(stopped[1])


def exported(target):
    printed = subprocess.run(
        ["node", FOLDER / "exported-scripts.js", target], check=True, capture_output=True, text=True
    )
    return json.loads(printed.stdout)


def numbers(value):
    if isinstance(value, dict):
        return [number for key in sorted(value) for number in numbers(value[key])]
    if isinstance(value, list):
        return [number for part in value for number in numbers(part)]
    return [value] if isinstance(value, (int, float)) else []


def differences(computed, recorded):
    for one, other in zip(computed, recorded, strict=True):
        if one["sha256"] != other["sha256"]:
            yield f"{one['name']}, {one['target']}: another script"
        own, known = numbers(one), numbers(other)
        if len(own) != len(known) or any(abs(a - b) > CLOSE for a, b in zip(own, known)):
            yield f"{one['name']}, {one['target']}: other numbers"


if __name__ == "__main__":
    if "--run" in sys.argv[1:]:
        print(json.dumps([run(case) for case in json.load(sys.stdin)]))
        sys.exit()
    runs = [run(case) for target in TARGETS for case in exported(target)]
    if "--check" in sys.argv[1:]:
        found = list(differences(runs, json.loads(FILE.read_text())))
        print("\n".join(found) or "as recorded")
        sys.exit(1 if found else 0)
    FILE.write_text("[\n" + ",\n".join(map(json.dumps, runs)) + "\n]\n")
