"""Classes derived from built-in types, keys with their own hash, and dataclasses: what python_random.py chooses from."""

HEAD = """from dataclasses import dataclass
class L(list):
    def total(self): return sum(self)
class D(dict):
    def __missing__(self, k): return -1
class S(set): pass
class T(tuple): pass
class N(int):
    def half(self): return self // 2
class F(float): pass
class W(str): pass
class K:
    def __init__(self, a): self.a = a
    def __hash__(self): return hash(self.a) % 3
    def __eq__(self, o): return isinstance(o, K) and self.a == o.a
    def __repr__(self): return 'K(%r)' % (self.a,)
@dataclass(order=True)
class P:
    x: int
    y: float = 0.5
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
l = L([3, 1, 2]); d = D(a=1, b=2); s = S([1, 2]); tu = T((1, 2, 3)); n = N(7); f = F(2.5); w = W('abc'); kd = {}; ks = set(); p = P(1)
"""


def expression(r):
    """An expression, or the display of a tuple, on the variables of HEAD. @param r the random numbers"""
    def i():
        return str(r.randint(-4, 4))

    def k():
        return f'K({r.randint(0, 3)})'

    return r.choice([
        f'l.append({i()})', f'l[{i()}]', f'l[{i()}:{i()}]', 'l + [1]', '[1] + l', 'l * 2', 'l == [3, 1, 2]', 'sorted(l)', 'l.total()', f'l.pop({i()})', 'len(l), l', f'{i()} in l', 'list(l)', 'tuple(l)', 'l[::-1]', 'max(l), min(l), sum(l)', 'str(l), repr(l)', "f'{l}'", f'l.index({i()})', 'l < [4]', 'bool(l)', 'list(enumerate(l))', 'list(zip(l, tu))', '[x * 2 for x in l]', 'type(l + l).__name__', 'l.copy()', f'l.extend([{i()}, {i()}])',
        f'd["{r.choice("abz")}"]', f'd.get("{r.choice("abz")}")', f'd.update(c={i()})', 'd', 'list(d.items())', 'd == {"a": 1, "b": 2}', 'len(d)', f'"{r.choice("abz")}" in d', f'd.pop("{r.choice("abz")}", 0)', 'sorted(d)', '{**d}', 'd | {"q": 1}', 'dict(d)', f'd.setdefault("{r.choice("abz")}", 4)', 'bool(d)',
        f's.add({i()})', 'sorted(s)', 's | {9}', 's & {1}', f'{i()} in s', 'len(s)', 's == {1, 2}', 's <= {1, 2, 3, 0, -1}',
        'tu[1:]', 'tu + (4,)', 'tu == (1, 2, 3)', 'hash(tu) == hash((1, 2, 3))', 'tu * 2', '{tu: 1}[(1, 2, 3)]', 'tu',
        'n + 1', '1 + n', 'n * 2.5', 'n // 2, n % 4, -n, abs(n)', 'n == 7', 'n < 9', 'n.half()', 'range(n)', '[0] * n', 'f"{n:3d}|{n}"', 'str(n), repr(n)', 'n ** 2', 'divmod(n, 2)', 'float(n), int(n), bool(n)', '{n: 1}[7]', '"%d" % n', 'sum([n, n])', 'max(n, 3)', 'round(n)', 'n & 3',
        'f + 1', 'f * 2', 'f == 2.5', '"%.1f" % f', 'f"{f:.2f}"', 'round(f)', '-f', 'int(f)', 'f > 1', 'str(f)', 'f.is_integer()',
        'w + "d"', '"z" + w', 'w[1]', 'w.upper()', 'w == "abc"', 'len(w)', '"b" in w', '"-".join(w)', 'f"{w:>5}"', '"%s" % w', 'repr(w)', 'w * 2', '{w: 1}["abc"]', 'w < "abd"', 'list(w)', 'w.replace("a", "q")', 'sorted([w, "aaa"])', 'w.startswith("a")', 'str(w)',
        f'kd.__setitem__({k()}, {i()})', f'kd[{k()}]', f'{k()} in kd', f'kd.pop({k()}, None)', 'kd', f'kd.get({k()}, 0)', 'len(kd)', f'ks.add({k()})', f'{k()} in ks', f'ks.discard({k()})', 'len(ks)', f'len(ks | {{{k()}, {k()}}})', f'sorted(x.a for x in ks & {{{k()}, {k()}}})', f'{{({k()}, 1): 2}}.get(({k()}, 1))', f'{{x: 1 for x in [{k()}, {k()}]}}', f'dict([({k()}, 1), ({k()}, 2)])', f'len({{{k()}, {k()}, {k()}}})', f'[{k()}].index({k()})', f'ks == {{{k()}}}', f'{{**kd, {k()}: 7}}',
        f'P({i()}) == P({i()})', f'P({i()}) < P({i()}, 2.0)', 'p', f'P({i()}, y={i()})', 'P()', 'P(1, 2, 3)', f'sorted([P({i()}), P({i()})])', f'P(x={i()}, z=1)', 'hash(p)'
    ])


def program(r):
    return HEAD + "".join(f"t(lambda: ({expression(r)}))\n" for _ in range(60))
