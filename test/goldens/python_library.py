"""Records what CPython 3.11 gives for the lines of python-library.txt, in python-library.json.

    python3 test/goldens/python_library.py            writes the file

The lines of a block share their variables; blocks are separated by lines of ---. The result of an expression is its repr, that of a
line that raises is the error, and a statement has none.
"""

import ast
import contextlib
import io
import json
import sys
import warnings
from pathlib import Path

FOLDER = Path(__file__).parent
FILE = FOLDER / "python-library.json"


def run(line, names):
    printed = io.StringIO()
    try:
        tree = ast.parse(line)
        with contextlib.redirect_stdout(printed):
            if isinstance(tree.body[-1], ast.Expr):
                exec(compile(ast.Module(tree.body[:-1], []), "x", "exec"), names)
                result = repr(eval(compile(ast.Expression(tree.body[-1].value), "x", "eval"), names))
            else:
                exec(compile(tree, "x", "exec"), names)
                result = None
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    record = {"line": line, "result": result, "printed": printed.getvalue()}
    # The statements of the line before its expression, where it ends with one.
    if isinstance(tree.body[-1], ast.Expr):
        start = tree.body[-1].col_offset
        record = {"before": line[:start].rstrip("; "), "expression": line[start:], **record}
    return record


def blocks(text):
    for block in text.split("\n---\n"):
        names = {"__name__": "__main__"}
        yield [run(line, names) for line in block.strip("\n").split("\n") if line and not line.startswith("#")]


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 11):
        sys.exit("needs Python 3.11")
    warnings.simplefilter("ignore")
    record = list(blocks((FOLDER / "python-library.txt").read_text()))
    FILE.write_text(json.dumps(record, ensure_ascii=False, indent=0) + "\n")
