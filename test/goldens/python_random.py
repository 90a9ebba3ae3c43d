"""Records what CPython 3.11 with NumPy prints for random programs, in python-random.json.

    python3 test/goldens/python_random.py              writes the file
    python3 test/goldens/python_random.py 300 FILE     writes other programs, as many, to a file

The programs come from a grammar of typed expressions and statements. Errors are part of them: each is printed, and the program goes
on. Arithmetic is limited to operations whose bits are the same everywhere.
"""

import contextlib
import io
import json
import random
import sys
from pathlib import Path

import python_random_classes

HEAD = """import numpy as np
def attempt(f):
    try:
        return f()
    except (ArithmeticError, LookupError, TypeError, ValueError, NameError, AttributeError) as e:
        print(type(e).__name__, e)
def add_to(a, b):
    a += b
"""


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.names = {"i": ["n"], "f": ["x"], "l": ["items"], "s": ["text"], "a": ["m"], "d": ["table"]}
        self.functions = []
        self.count = 0

    def pick(self, *choices):
        return self.random.choice(choices)

    def emit(self, level, line):
        self.lines.append("    " * level + line)

    def name(self, kind):
        return self.random.choice(self.names[kind])

    def fresh(self, kind):
        self.count += 1
        name = f"{kind}{self.count}"
        return name

    def i(self, depth=2):
        if depth == 0:
            return self.pick(str(self.random.randint(-9, 9)), self.name("i"))
        a, b = self.i(depth - 1), self.i(depth - 1)
        return self.pick(
            f"({a} + {b})", f"({a} - {b})", f"({a} * {b} % 97)", f"({a} // {b})", f"({a} % {b})", f"-{a}", f"abs({a})",
            f"len({self.l(depth - 1)})", f"({a} if {self.b(depth - 1)} else {b})", f"{self.name('l')}[{a}]",
            f"{self.name('d')}.get('{self.pick('a', 'b', 'z')}', {b})", f"min({a}, {b})", f"sum({self.l(depth - 1)})",
            f"int({self.f(depth - 1)})", f"({a} & {b})", f"({a} ^ {b})", f"({a} or {b})", f"({a} and {b})",
            f"(lambda p, q={b}: p - q)({a})", f"{self.name('d')}['{self.pick('a', 'b', 'z')}']",
        )

    def f(self, depth=2):
        if depth == 0:
            return self.pick(f"{self.random.randint(-40, 40) / 8}", self.name("f"))
        a, b = self.f(depth - 1), self.f(depth - 1)
        return self.pick(
            f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} / {b})", f"({a} + {self.i(depth - 1)})",
            f"round({a}, {self.random.randint(0, 3)})", f"float({self.i(depth - 1)})", f"max({a}, {b})",
            f"({self.i(depth - 1)} / {self.i(depth - 1)})", f"float({self.a(depth - 1)}.sum())", f"abs({a})",
        )

    def b(self, depth=2):
        return self.pick(
            f"{self.i(depth)} {self.pick('<', '<=', '==', '!=', '>', '>=')} {self.i(0)}", f"{self.i(0)} in {self.name('l')}",
            f"not {self.i(0)}", f"{self.i(0)} < {self.i(0)} <= {self.i(0)}", f"'{self.pick('a', 'q')}' in {self.name('s')}",
            f"{self.f(0)} > {self.f(0)}", f"{self.name('l')}", f"isinstance({self.name('i')}, int)",
        )

    def l(self, depth=2):
        if depth == 0:
            return self.pick(self.name("l"), f"[{self.i(0)}, {self.i(0)}, {self.i(0)}]", "[]")
        a = self.l(depth - 1)
        return self.pick(
            f"({a} + {self.l(depth - 1)})", f"{a}[{self.i(0)}:]", f"{a}[::{self.pick('-1', '2', '-2')}]", f"sorted({a})",
            f"[v * {self.i(0)} for v in {a}]", f"[v for v in {a} if v > {self.i(0)}]", f"list(range({self.i(0)}))",
            f"list(map(lambda v: v + {self.i(0)}, {a}))", f"[{self.i(depth - 1)}, *{a}]", f"({a} * 2)[:5]",
            f"[p - q for p, q in zip({a}, {self.l(depth - 1)})]", f"sorted({a}, key=lambda v: -v)", f"list(reversed({a}))",
            f"[v + k for k, v in enumerate({a})]", f"{self.a(depth - 1)}.tolist()",
        )

    def s(self, depth=2):
        if depth == 0:
            return self.pick(self.name("s"), f"'{self.pick('abc', 'q', 'Net', '')}'")
        a = self.s(depth - 1)
        return self.pick(
            f"({a} + {self.s(depth - 1)})", f"{a}.upper()", f"{a}[{self.i(0)}:]", f"{a}[{self.i(0)}]", f"str({self.i(1)})",
            f"str({self.l(1)})", f"f'{{{self.name('i')}:4d}}|{{{self.name('f')}:.3f}}|{{{self.name('s')}!r}}'",
            f"'%d %s %.2f' % ({self.i(0)}, {a}, {self.f(0)})", f"'{{}}-{{:>5}}'.format({self.f(0)}, {self.i(0)})",
            f"'-'.join([str(v) for v in {self.l(0)}])", f"repr({a})", f"{a}.replace('a', 'xy')", f"str({self.a(1)})",
        )

    def a(self, depth=2):
        if depth == 0:
            return self.pick(self.name("a"), "np.arange(4)", f"np.array([{self.f(0)}, {self.f(0)}, 1.5, 2.0])")
        a, b = self.a(depth - 1), self.a(depth - 1)
        return self.pick(
            f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} * {self.i(0)})", f"({a} - {self.f(0)})", f"{a}[::-1]",
            f"np.maximum({a}, {b})", f"{a}[1:]", f"np.abs({a})", f"({a} > {b})", f"np.where({a} > 0, {a}, {b})", f"-{a}",
            f"{a}.reshape(2, 2)", f"{a}.reshape(2, 2).T.ravel()", f"np.outer({a}, {b})[0]", f"{a}.astype(int)",
            f"np.concatenate([{a}, {b}])", f"np.sort({a})", f"{a}[{a} > {self.f(0)}]", f"({a} % 3)", f"np.zeros(4)",
        )

    def simple(self, level):
        kind = self.random.choice("ifls" + "ad")
        if kind == "d":
            self.emit(level, self.pick(
                f"{self.name('d')}['{self.pick('a', 'b', 'c')}'] = {self.i()}", f"{self.name('d')}.pop('{self.pick('a', 'b')}', None)",
                f"print(sorted({self.name('d')}.items()))",
            ))
            return
        expression = getattr(self, kind)()
        choice = self.random.random()
        if choice < 0.35:
            name = self.name(kind)
            self.emit(level, f"{name} = attempt(lambda: {expression})")
            # An error gives None, which later statements do not expect.
            default = {"i": "1", "f": "0.5", "l": "[3, 1, 2]", "s": "'abc'", "a": "np.arange(4.0)"}[kind]
            self.emit(level, f"{name} = {default} if {name} is None else {name}")
        elif choice < 0.75:
            self.emit(level, f"print(attempt(lambda: {expression}))")
        elif kind == "l":
            self.emit(level, self.pick(f"{self.name('l')}.append({self.i(0)})", f"attempt(lambda: {self.name('l')}.pop())"))
        elif kind == "a":
            self.emit(level, f"attempt(lambda: add_to({self.name('a')}, {self.a(1)}))")
        elif kind in "if":
            self.emit(level, f"{self.name(kind)} {self.pick('+=', '-=')} {self.i(0)}")
        else:
            self.emit(level, f"text += {self.s(0)}")

    def statement(self, level):
        choice = self.random.random()
        if choice < 0.6 or level > 2:
            self.simple(level)
        elif choice < 0.72:
            self.emit(level, f"if attempt(lambda: {self.b()}):")
            self.block(level + 1)
            if self.random.random() < 0.6:
                self.emit(level, "else:")
                self.block(level + 1)
        elif choice < 0.84:
            name = self.fresh("i")
            self.emit(level, f"for {name} in range({self.random.randint(0, 4)}):")
            self.names["i"].append(name)
            self.block(level + 1)
            if self.random.random() < 0.4:
                self.emit(level + 1, f"if {name} == {self.random.randint(0, 3)}: {self.pick('break', 'continue')}")
                self.block(level + 1)
            self.names["i"].remove(name)
        elif choice < 0.9:
            self.emit(level, "try:")
            self.block(level + 1)
            self.emit(level + 1, f"print({self.pick(self.i(), self.f(), self.s())})")
            self.emit(level, f"except {self.pick('ZeroDivisionError', 'Exception', '(TypeError, ValueError, LookupError)')} as e:")
            self.emit(level + 1, "print('handled', type(e).__name__, e)")
            self.emit(level, self.pick("else:", "finally:"))
            self.block(level + 1)
        elif choice < 0.95:
            name = self.fresh("w")
            self.emit(level, f"{name} = 0")
            self.emit(level, f"while {name} < {self.random.randint(1, 4)}:")
            self.emit(level + 1, f"{name} += 1")
            self.block(level + 1)
        else:
            self.emit(level, f"print({self.i(0)}, {self.l(0)}, {self.s(0)}, sep='{self.pick(',', ' | ')}')")

    def block(self, level):
        for _ in range(self.random.randint(1, 2)):
            self.statement(level)

    def program(self):
        self.emit(0, f"n = {self.random.randint(-5, 5)}")
        self.emit(0, f"x = {self.random.randint(-50, 50) / 16}")
        self.emit(0, f"items = {[self.random.randint(-5, 9) for _ in range(self.random.randint(0, 5))]}")
        self.emit(0, "text = 'abcab'")
        self.emit(0, "m = np.array([1.5, -2.0, 0.25, 3.0])")
        self.emit(0, f"table = {{'a': {self.random.randint(0, 9)}, 'b': 2}}")
        for _ in range(8):
            self.statement(0)
        self.emit(0, "def run(n, x=1.25):")
        self.emit(1, "global text")
        self.emit(1, "items = [4, 4, 1]")
        for _ in range(3):
            self.statement(1)
        self.emit(1, "return n, x, items")
        self.emit(0, "for k in range(2):")
        self.emit(1, "print(attempt(lambda: run(k)))")
        self.emit(0, "print(n, x, items, text, m, sorted(table.items()))")
        return HEAD + "\n".join(self.lines) + "\n"


def record(seed, classes=False):
    source = python_random_classes.program(random.Random(seed)) if classes else Writer(seed).program()
    printed = io.StringIO()
    error = ""
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(source, "program.py", "exec"), {"__name__": "__main__"})
        except Exception as e:
            error = f"{type(e).__name__}: {e}"
    title = f"classes {seed}" if classes else f"program {seed}"
    return {"title": title, "source": source, "out": printed.getvalue(), "error": error}


if __name__ == "__main__":
    import warnings

    import numpy

    warnings.simplefilter("ignore")
    numpy.seterr(all="ignore")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    file = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent / "python-random.json"
    first = 1000 if len(sys.argv) > 2 else 0
    made = [record(first + seed) for seed in range(count)]
    # A quarter as many programs of classes.
    made[15:15] = [record(first + seed, classes=True) for seed in range(count // 4)]
    file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n")
