"""Records what CPython 3.11 with NumPy prints for the programs of python-programs.txt, in python-programs.json.

    python3 test/goldens/python_programs.py            writes the file
    python3 test/goldens/python_programs.py --check    lists the differences

A line of ### and a title begins a program. The record has standard output, standard error without the marks below source lines, and
the exit code.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
FILE = FOLDER / "python-programs.json"


def programs(text):
    for block in re.split(r"^### ", text, flags=re.M)[1:]:
        title, source = block.split("\n", 1)
        yield title, source


def record(title, source, folder):
    Path(folder, "program.py").write_text(source)
    done = subprocess.run([sys.executable, "program.py"], cwd=folder, capture_output=True, text=True, check=False)
    marks = re.compile(r"^ +[~^]+ *\n", re.M)
    error = re.sub(r'File "[^"]*/(?=[^"/]*")', 'File "', marks.sub("", done.stderr))
    return {"title": title, "source": source, "out": done.stdout, "error": error, "code": done.returncode}


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 11):
        sys.exit("needs Python 3.11")
    with tempfile.TemporaryDirectory() as folder:
        made = [record(title, source, folder) for title, source in programs((FOLDER / "python-programs.txt").read_text())]
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if "--check" in sys.argv:
        sys.exit(0 if FILE.read_text() == text else "python-programs.json differs")
    FILE.write_text(text)
