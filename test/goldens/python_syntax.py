"""Records the syntax trees and the syntax errors of CPython 3.11 for snippets, in python-syntax.json.
The snippets are in python-syntax-good.txt and python-syntax-bad.txt, with lines of --- between them.

    python3 test/goldens/python_syntax.py            writes the file

A tree is written in the shape of src/script/syntax/tree.ts, with the offsets of every node.
"""

import ast
import json
import sys
import warnings
from pathlib import Path

FOLDER = Path(__file__).parent
FILE = FOLDER / "python-syntax.json"
GOOD = (FOLDER / "python-syntax-good.txt").read_text()
BAD = (FOLDER / "python-syntax-bad.txt").read_text()

BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
}
UNARY = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.Not: "not"}
COMPARE = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}


class Converter:
    def __init__(self, source):
        self.starts = [0]
        for line in source.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.lines = [line.encode() for line in source.split("\n")]

    def offset(self, line, column):
        text = self.lines[line - 1][:column].decode()
        return self.starts[line - 1] + len(text)

    def place(self, node):
        return {
            "from": self.offset(node.lineno, node.col_offset),
            "to": self.offset(node.end_lineno, node.end_col_offset),
        }

    def body(self, statements):
        return [self.statement(s) for s in statements]

    def maybe(self, node):
        return None if node is None else self.expression(node)

    def expression(self, node):
        result = self.plain(node)
        return {**result, **self.place(node)}

    def plain(self, node):
        match node:
            case ast.Constant(value=value):
                if value is None or isinstance(value, bool):
                    return {"kind": "constant", "value": value}
                if value is ...:
                    return {"kind": "constant", "value": "ellipsis"}
                if isinstance(value, bytes):
                    return {"kind": "bytes", "value": value.decode("latin-1")}
                kind = {int: "integer", float: "float", str: "string"}[type(value)]
                return {"kind": kind, "value": value}
            case ast.JoinedStr(values=values):
                return {"kind": "formatted", "parts": self.parts(values)}
            case ast.Name(id=name):
                return {"kind": "name", "name": name}
            case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
                return {"kind": type(node).__name__.lower(), "items": [self.expression(i) for i in items]}
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values)
                return {"kind": "dict", "entries": [{"key": self.maybe(k), "value": self.expression(v)} for k, v in pairs]}
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                makes = {ast.ListComp: "list", ast.SetComp: "set", ast.GeneratorExp: "generator"}[type(node)]
                item = self.expression(node.elt)
                return {"kind": "comprehension", "makes": makes, "item": item, "value": None, "clauses": self.clauses(node)}
            case ast.DictComp():
                return {
                    "kind": "comprehension", "makes": "dict", "item": self.expression(node.key),
                    "value": self.expression(node.value), "clauses": self.clauses(node),
                }
            case ast.UnaryOp(op=op, operand=operand):
                return {"kind": "unary", "operator": UNARY[type(op)], "operand": self.expression(operand)}
            case ast.BinOp(left=left, op=op, right=right):
                return {
                    "kind": "binary", "operator": BINARY[type(op)], "left": self.expression(left),
                    "right": self.expression(right),
                }
            case ast.BoolOp(op=op, values=values):
                operator = "and" if isinstance(op, ast.And) else "or"
                return {"kind": "boolean", "operator": operator, "operands": [self.expression(v) for v in values]}
            case ast.Compare(left=left, ops=ops, comparators=rest):
                return {
                    "kind": "comparison", "first": self.expression(left), "operators": [COMPARE[type(o)] for o in ops],
                    "rest": [self.expression(r) for r in rest],
                }
            case ast.IfExp(test=test, body=body, orelse=other):
                return {
                    "kind": "conditional", "test": self.expression(test), "whenTrue": self.expression(body),
                    "whenFalse": self.expression(other),
                }
            case ast.Lambda(args=args, body=body):
                return {"kind": "lambda", "parameters": self.parameters(args), "body": self.expression(body)}
            case ast.Call(func=func, args=args, keywords=keywords):
                return {"kind": "call", "callee": self.expression(func), "arguments": self.arguments(args, keywords)}
            case ast.Attribute(value=value, attr=name):
                return {"kind": "attribute", "object": self.expression(value), "name": name}
            case ast.Subscript(value=value, slice=index):
                return {"kind": "subscript", "object": self.expression(value), "index": self.expression(index)}
            case ast.Slice(lower=start, upper=stop, step=step):
                return {"kind": "slice", "start": self.maybe(start), "stop": self.maybe(stop), "step": self.maybe(step)}
            case ast.Starred(value=value):
                return {"kind": "starred", "value": self.expression(value)}
            case ast.NamedExpr(target=target, value=value):
                return {"kind": "named", "name": target.id, "value": self.expression(value)}
            case ast.Yield(value=value):
                return {"kind": "yield", "value": self.maybe(value)}
            case ast.YieldFrom(value=value):
                return {"kind": "yield from", "value": self.expression(value)}
        raise ValueError(ast.dump(node))

    def parts(self, values):
        """`{x=}` is text and a field in CPython's tree, so the snippets do without it."""
        result = []
        for value in values:
            if isinstance(value, ast.Constant):
                result.append(value.value)
            else:
                spec = None if value.format_spec is None else self.parts(value.format_spec.values)
                conversion = None if value.conversion < 0 else chr(value.conversion)
                result.append({"value": self.expression(value.value), "conversion": conversion, "spec": spec, "text": None})
        return result

    def clauses(self, node):
        return [
            {
                "target": self.expression(c.target), "iterable": self.expression(c.iter),
                "conditions": [self.expression(i) for i in c.ifs],
            }
            for c in node.generators
        ]

    def arguments(self, args, keywords):
        given = []
        for arg in args:
            if isinstance(arg, ast.Starred):
                given.append({"kind": "star", "name": None, "value": self.expression(arg.value), **self.place(arg)})
            else:
                given.append({"kind": "positional", "name": None, "value": self.expression(arg), **self.place(arg)})
        for keyword in keywords:
            kind = "double star" if keyword.arg is None else "keyword"
            given.append({"kind": kind, "name": keyword.arg, "value": self.expression(keyword.value), **self.place(keyword)})
        return sorted(given, key=lambda g: g["from"])

    def parameters(self, args):
        def one(arg, kind, default=None):
            start = self.offset(arg.lineno, arg.col_offset)
            place = {"from": start, "to": start + len(arg.arg)}
            return {"name": arg.arg, "kind": kind, "defaultValue": self.maybe(default), **place}

        positional = [*args.posonlyargs, *args.args]
        defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
        result = []
        for i, (arg, default) in enumerate(zip(positional, defaults)):
            result.append(one(arg, "positional only" if i < len(args.posonlyargs) else "positional", default))
        if args.vararg:
            result.append(one(args.vararg, "star"))
        for arg, default in zip(args.kwonlyargs, args.kw_defaults):
            result.append(one(arg, "keyword only", default))
        if args.kwarg:
            result.append(one(args.kwarg, "double star"))
        return result

    def names(self, aliases):
        return [{"name": a.name, "alias": a.asname, **self.place(a)} for a in aliases]

    def statement(self, node):
        return {**self.bare(node), **self.place(node)}

    def bare(self, node):
        body = lambda name: self.body(getattr(node, name))
        match node:
            case ast.Expr(value=value):
                return {"kind": "expression", "value": self.expression(value)}
            case ast.Assign(targets=targets, value=value):
                return {"kind": "assign", "targets": [self.expression(t) for t in targets], "value": self.expression(value)}
            case ast.AugAssign(target=target, op=op, value=value):
                return {
                    "kind": "augmented", "operator": BINARY[type(op)], "target": self.expression(target),
                    "value": self.expression(value),
                }
            case ast.AnnAssign(target=target, annotation=annotation, value=value):
                return {
                    "kind": "annotated", "target": self.expression(target), "annotation": self.place(annotation),
                    "value": self.maybe(value),
                }
            case ast.If(test=test) | ast.While(test=test):
                kind = "if" if isinstance(node, ast.If) else "while"
                return {"kind": kind, "test": self.expression(test), "body": body("body"), "otherwise": body("orelse")}
            case ast.For(target=target, iter=iterable):
                return {
                    "kind": "for", "target": self.expression(target), "iterable": self.expression(iterable),
                    "body": body("body"), "otherwise": body("orelse"),
                }
            case ast.FunctionDef(name=name, args=args, decorator_list=decorators):
                return {
                    "kind": "def", "name": name, "parameters": self.parameters(args), "body": body("body"),
                    "decorators": [self.expression(d) for d in decorators],
                }
            case ast.ClassDef(name=name, bases=bases, keywords=keywords, decorator_list=decorators):
                return {
                    "kind": "class", "name": name, "bases": self.arguments(bases, keywords), "body": body("body"),
                    "decorators": [self.expression(d) for d in decorators],
                }
            case ast.Return(value=value):
                return {"kind": "return", "value": self.maybe(value)}
            case ast.Pass() | ast.Break() | ast.Continue():
                return {"kind": type(node).__name__.lower()}
            case ast.Import(names=names):
                return {"kind": "import", "modules": self.names(names)}
            case ast.ImportFrom(module=module, names=names, level=level):
                listed = "*" if names[0].name == "*" else self.names(names)
                return {"kind": "import from", "module": "." * level + (module or ""), "names": listed}
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                return {"kind": type(node).__name__.lower(), "names": names}
            case ast.Delete(targets=targets):
                return {"kind": "delete", "targets": [self.expression(t) for t in targets]}
            case ast.Assert(test=test, msg=message):
                return {"kind": "assert", "test": self.expression(test), "message": self.maybe(message)}
            case ast.Raise(exc=exception, cause=cause):
                return {"kind": "raise", "exception": self.maybe(exception), "cause": self.maybe(cause)}
            case ast.Try(handlers=handlers):
                return {
                    "kind": "try", "body": body("body"), "otherwise": body("orelse"), "finally": body("finalbody"),
                    "handlers": [
                        {"exception": self.maybe(h.type), "name": h.name, "body": self.body(h.body), **self.place(h)}
                        for h in handlers
                    ],
                }
            case ast.With(items=items):
                return {
                    "kind": "with", "body": body("body"),
                    "items": [
                        {"context": self.expression(i.context_expr), "target": self.maybe(i.optional_vars)} for i in items
                    ],
                }
        raise ValueError(ast.dump(node))


def split(text):
    return [snippet.strip("\n") + "\n" for snippet in text.split("\n---\n")]


def good(source):
    tree = ast.parse(source)
    return {"source": source, "body": Converter(source).body(tree.body)}


def bad(source):
    try:
        compile(source, "x.py", "exec")
    except SyntaxError as error:
        return {
            "source": source, "type": type(error).__name__, "message": error.msg, "line": error.lineno,
            "column": error.offset,
        }
    print(f"CPython accepts {source!r}")


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 11):
        sys.exit("needs Python 3.11")
    warnings.simplefilter("ignore")
    sources = split(GOOD)
    record = {"trees": [good(s) for s in sources], "faults": [b for s in split(BAD) if (b := bad(s))]}
    FILE.write_text(json.dumps(record, ensure_ascii=False, indent=1, allow_nan=True).replace("Infinity", "1e999") + "\n")
