"""Records the results of exported scripts with 32-bit floats in float32.json.

    python3 test/goldens/float32.py            runs the scripts and writes the file
    python3 test/goldens/float32.py --check    runs the scripts and lists the differences from the file

It needs NumPy and PyTorch. Their sums are added in another order than ours, so the runs are short.
"""

import json
import sys
from pathlib import Path

import exports

FILE = Path(__file__).parent / "float32.json"
exports.CLOSE = 1e-4

if __name__ == "__main__":
    runs = [exports.run(case) for target in exports.TARGETS for case in exports.exported(target, "float32")]
    if "--check" in sys.argv[1:]:
        found = list(exports.differences(runs, json.loads(FILE.read_text())))
        print("\n".join(found) or "as recorded")
        sys.exit(1 if found else 0)
    FILE.write_text("[\n" + ",\n".join(map(json.dumps, runs)) + "\n]\n")
