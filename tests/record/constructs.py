"""Lines of source beside what is to be noted when they run."""

from __future__ import annotations

from typing import Any

import numpy as np

from tieout.core.score import Where


class Told:
    """A sink that writes down what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[Any, ...]] = []

    def compared(self, op: str, left: Any, right: Any, result: Any, where: Where) -> None:
        self.said.append(("compared", op, np.shape(left), np.shape(right), np.shape(result), where.line))

    def computed(self, op: str, left: Any, right: Any, result: Any, where: Where) -> None:
        self.said.append(("computed", op, np.shape(left), np.shape(right), np.shape(result), where.line))

    def added(self, left: Any, right: Any, result: Any, where: Where) -> None:
        self.said.append(("added", left, right, result, where.line))

    def divided(self, numerator: Any, denominator: Any, result: Any, where: Where) -> None:
        self.said.append(("divided", numerator, denominator, result, where.line))

    def reduced(self, name: str, operand: Any, result: Any, where: Where) -> None:
        self.said.append(("reduced", name, np.shape(operand), result, where.line))

    def scalar(self, name: str, value: Any, where: Where) -> None:
        self.said.append(("scalar", name, value, where.line))

    def shown(self, value: Any, where: Where) -> None:
        self.said.append(("shown", value, where.line))

    def fault(self, what: str, exc: BaseException) -> None:
        self.said.append(("fault", what, repr(exc)))


SETUP = """\
import numpy as np, math, statistics, builtins
a, b = np.arange(4), np.array([0, 1, 5, 3])
col = np.arange(3).reshape(3, 1)
row = np.arange(3)
n = 8
t = (1.0, 3.0)
h = {}
l = []
def ident(x):
    return x
"""
FIRST = SETUP.count("\n")

CASES: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "comparison of arrays": ("(a == b)", [("compared", "==", (4,), (4,), (4,), 1)]),
    "pairs of two arrays": (
        "x = [(p, q) for p, q in zip(a, ident(b))]",
        [("compared", "zip", (4,), (4,), (), 1)],
    ),
    "pairs of a list and an array, and more": (
        "for x in zip(t, [4, 5], a): pass",
        [("compared", "zip", (2,), (2,), (), 1), ("compared", "zip", (2,), (4,), (), 1)],
    ),
    "one zipped list, and starred ones": ("x = list(zip(t)) + list(zip(*[t, t]))", []),
    "comparison that broadcasts": ("x = col == row", [("compared", "==", (3, 1), (3,), (3, 3), 1)]),
    "comparison with a number": ("x = a > 0.5", [("compared", ">", (4,), (), (4,), 1)]),
    "comparison of expressions": (
        "x = a[1:] != ident(b)[1:]",
        [("compared", "!=", (3,), (3,), (3,), 1)],
    ),
    "comparison of numbers": ("x = n == 8", []),
    "comparison of text": ("x = 'a' == 'b'", []),
    "comparison that decides": ("if a[0] == b[0]: pass", []),
    "nested comparison": (
        "x = (a == b) == (b == a)",
        [("compared", "==", (4,), (4,), (4,), 1)] * 3,
    ),
    "comparison by call": (
        "np.equal(a, b); np.greater(a, 2)",
        [("compared", "==", (4,), (4,), (4,), 1), ("compared", ">", (4,), (), (4,), 1)],
    ),
    "arithmetic": ("x = a * 2", [("computed", "*", (4,), (), (4,), 1)]),
    "arithmetic of expressions": ("x = ident(a) - a.max()", [("computed", "-", (4,), (), (4,), 1)]),
    "arithmetic of one row": ("x = a[:1] * 2", []),
    "division to a number": (
        "acc = 6 / n",
        [("divided", 6, 8, 0.75, 1), ("scalar", "acc", 0.75, 1)],
    ),
    "division by a length": (
        "acc = 2 / len(a)",
        [("divided", 2, 4, 0.5, 1), ("scalar", "acc", 0.5, 1)],
    ),
    "division of an array": ("x = a / 255", [("computed", "/", (4,), (), (4,), 1)]),
    "division in place": (
        "x = a * 1.0\nx /= ident(2)",
        [("computed", "*", (4,), (), (4,), 1), ("computed", "/", (4,), (), (4,), 2)],
    ),
    "division of a number in place": (
        "n /= 4",
        [("divided", 8, 4, 2.0, 1), ("scalar", "n", 2.0, 1)],
    ),
    "subtraction in place": (
        "x = a * 1.0\nx -= x.min()",
        [("computed", "*", (4,), (), (4,), 1), ("computed", "-", (4,), (), (4,), 2)],
    ),
    "addition in place": ("n += 2", [("scalar", "n", 10, 1)]),
    "a chain": (
        "acc = (a == b).mean()",
        [
            ("compared", "==", (4,), (4,), (4,), 1),
            ("reduced", "mean", (4,), 0.75, 1),
            ("scalar", "acc", 0.75, 1),
        ],
    ),
    "sum and item": (
        "k = (a == b).sum().item()",
        [
            ("compared", "==", (4,), (4,), (4,), 1),
            ("reduced", "sum", (4,), 3, 1),
            ("scalar", "k", 3, 1),
        ],
    ),
    "mean by function": ("np.mean(a)", [("reduced", "mean", (4,), 1.5, 1)]),
    "average with weights": ("np.average(a, weights=[1, 0, 0, 0])", [("reduced", "average", (4,), 0.0, 1)]),
    "mean of a tuple": ("statistics.mean(t)", [("reduced", "mean", (2,), 2.0, 1)]),
    "sum of a list": ("sum([1.0, 2.5])", [("reduced", "sum", (2,), 3.5, 1)]),
    "sum of a generator": ("sum(v for v in t)", []),
    "assignment of an int literal": ("k = 3", []),
    "assignment of a float literal": ("k = 0.25", [("scalar", "k", 0.25, 1)]),
    "assignment of a flag": ("k = True", []),
    "assignment to an attribute": ("ident.best = abs(-0.5)", [("scalar", "ident.best", 0.5, 1)]),
    "assignment to a key": ("h['acc'] = abs(-0.5)", [("scalar", "h['acc']", 0.5, 1)]),
    "assignment with a type": ("k: float = abs(-0.5)", [("scalar", "k", 0.5, 1)]),
    "assignment to two names": (
        "p, q = abs(-1.5), abs(-2.5)",
        [("scalar", "p", 1.5, 1), ("scalar", "q", 2.5, 1)],
    ),
    "unpacking": ("p, q = tuple(t)", [("scalar", "p", 1.0, 1), ("scalar", "q", 3.0, 1)]),
    "unpacking with a star": ("p, *q = t", []),
    "walrus": ("if (k := abs(-0.5)) > 0.25: pass", [("scalar", "k", 0.5, 1)]),
    "numpy number": ("k = a.max()", [("scalar", "k", 3, 1)]),
    "array without dimensions": ("k = np.array(2.5)", [("scalar", "k", 2.5, 1)]),
    "append": ("l.append(abs(-0.5))", [("scalar", "l", 0.5, 1)]),
    "return": (
        "def score():\n    return abs(-0.5)\nscore()",
        [("scalar", "score", 0.5, 2)],
    ),
    "return of two": (
        "def score():\n    return abs(-0.5), 'x', abs(-1.5)\nscore()",
        [("scalar", "score", 0.5, 2), ("scalar", "score", 1.5, 2)],
    ),
    "print": (
        "print('acc', abs(-0.5), [1.5, 'x'], {'k': 2.5})",
        [("shown", 0.5, 1), ("shown", 1.5, 1), ("shown", 2.5, 1)],
    ),
    "f-string": ("f'{abs(-0.5):.3f} {n:>{n}}'", [("shown", 0.5, 1), ("shown", 8, 1)]),
    "format": ("'{} {k}'.format(abs(-0.5), k=n)", [("shown", 0.5, 1), ("shown", 8, 1)]),
    "percent": ("'%d %s' % (n, 'x')", [("shown", 8, 1)]),
    "percent of one": ("'%.2f' % abs(-0.5)", [("shown", 0.5, 1)]),
    "log": ("h['log'] = type('L', (), {'log': print})\nh['log'].log(end='')", []),
    "logarithm": ("math.log(n)", []),
    "lambda": ("(lambda: a == b)()", []),
    "class body": ("class K:\n    k = 1 / 4", []),
    "method": (
        "class K:\n    def f(self): return 1 / n\nK().f()",
        [("divided", 1, 8, 0.125, 2), ("scalar", "f", 0.125, 2)],
    ),
    "assertion": ("assert (a == a).all()", []),
    "index": ("x = l[n - 8:]", []),
    "default and annotation": ("def f(x: 1 / n = 1 / n): pass", []),
    "type checking": ("TYPE_CHECKING = True\nif TYPE_CHECKING: x = abs(-0.5)", []),
    "compiled elsewhere": ("def jit(f): return f\n@jit\ndef f(): return abs(-0.5)\nf()", []),
    "compiled by name": ("def njit(f): return f\ndef f(): return abs(-0.5)\ng = njit(f)\ng()", []),
}
