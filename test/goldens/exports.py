"""Records the results of exported scripts in exports.json.

    python3 test/goldens/exports.py                    runs the scripts and writes the file; results that agree are kept
    python3 test/goldens/exports.py --check            runs the scripts and lists the differences from the file
    python3 test/goldens/exports.py --run < SCRIPTS    runs the scripts that exported-scripts.js prints, and prints their results

It needs NumPy and PyTorch; --run needs the libraries that the scripts import.
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
MEASURE = r"^(Accuracy|R2|Error of [^:]+|Test error|Test accuracy|Test R2|Test error of [^:]+):(.*)"


def rows(matrix):
    """A matrix of NumPy, PyTorch or lists as a list of rows; a vector becomes a matrix of one row."""
    values = matrix if isinstance(matrix, list) else matrix.tolist()
    return values if values and isinstance(values[0], list) else [values]


def number(text):
    """The number before a unit."""
    return float(text.split()[0])


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
    errors = [number(line.split(":")[1]) for line in printed.getvalue().splitlines() if line.startswith("Error:")]
    measures = dict(re.findall(MEASURE, printed.getvalue(), re.MULTILINE))
    return {
        "name": case["name"],
        "target": case["target"],
        "sha256": sha,
        "iterations": completed(printed.getvalue(), names),
        "errors": errors,
        "measures": {label: number(value) for label, value in measures.items()},
        "values": values,
    }


def completed(printed, names):
    stopped = re.search(r"^Stopped after (\d+)", printed, re.MULTILINE)
    return names["iteration"] + 1 if stopped is None else int(stopped[1])


def exported(target, precision="float64"):
    printed = subprocess.run(
        ["node", FOLDER / "exported-scripts.js", target, precision], check=True, capture_output=True, text=True
    )
    return json.loads(printed.stdout)


def numbers(value):
    if isinstance(value, dict):
        return [number for key in sorted(value) for number in numbers(value[key])]
    if isinstance(value, list):
        return [number for part in value for number in numbers(part)]
    return [value] if isinstance(value, (int, float)) else []


def agree(one, other):
    own, known = numbers(one), numbers(other)
    return len(own) == len(known) and all(abs(a - b) <= CLOSE for a, b in zip(own, known))


def differences(computed, recorded):
    for one, other in zip(computed, recorded, strict=True):
        if one["sha256"] != other["sha256"]:
            yield f"{one['name']}, {one['target']}: another script"
        if not agree(one, other):
            yield f"{one['name']}, {one['target']}: other numbers"


def kept(computed, recorded):
    """The computed runs with the recorded numbers where both agree, so that another machine does not rewrite the file."""
    known = {(run["name"], run["target"]): run for run in recorded}
    for run in computed:
        yield merged(run, known.get((run["name"], run["target"])))


def merged(own, known):
    if isinstance(own, dict) and isinstance(known, dict):
        return {key: merged(value, known.get(key)) for key, value in own.items()}
    return known if type(own) is type(known) and not isinstance(own, str) and agree(own, known) else own


if __name__ == "__main__":
    if "--run" in sys.argv[1:]:
        print(json.dumps([run(case) for case in json.load(sys.stdin)]))
        sys.exit()
    runs = [run(case) for target in TARGETS for case in exported(target)]
    recorded = json.loads(FILE.read_text()) if FILE.exists() else []
    if "--check" in sys.argv[1:]:
        found = list(differences(runs, recorded))
        print("\n".join(found) or "as recorded")
        sys.exit(1 if found else 0)
    FILE.write_text("[\n" + ",\n".join(map(json.dumps, kept(runs, recorded))) + "\n]\n")
