"""Which expressions are worth a note, told from the source alone."""

from __future__ import annotations

import ast

from tieout.core.passes import BOTH, ZIP

LONGEST_NAME = 80

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
}
MATCHING_CALLS = {
    "eq": "==",
    "equal": "==",
    "ne": "!=",
    "not_equal": "!=",
    "lt": "<",
    "less": "<",
    "le": "<=",
    "less_equal": "<=",
    "gt": ">",
    "greater": ">",
    "ge": ">=",
    "greater_equal": ">=",
    "logical_and": BOTH,
    "bitwise_and": BOTH,
    ZIP: ZIP,
}
REDUCING_CALLS = frozenset(
    {"mean", "nanmean", "fmean", "average", "sum", "nansum", "reduce_mean", "reduce_sum", "count_nonzero"}
)
SHOWING_METHODS = frozenset(
    {"debug", "info", "warning", "warn", "error", "critical", "exception", "log", "write", "format"}
)
LOGARITHMS_OF = frozenset({"math", "cmath", "np", "numpy", "torch", "tf", "keras", "ops", "K", "backend", "jnp", "xp"})
# Methods and functions that draw new numbers, of numpy, torch and tensorflow; those that draw from given rows are none.
DRAWING_CALLS = frozenset(
    {"rand", "randn", "randint", "random", "random_sample", "integers", "uniform", "normal", "standard_normal"}
    | {"truncated_normal", "lognormal", "exponential", "gamma", "beta", "poisson", "binomial", "laplace"}
)
UNTOUCHED_ARGUMENTS = frozenset({"range", "super", "isinstance", "issubclass", "locals", "globals", "vars"})
# What these decorators (or calls) are given is compiled from its bytecode, which therefore stays the user's own.
COMPILERS = frozenset({"jit", "njit", "vectorize", "guvectorize", "cfunc", "stencil"})
NO_NUMBER = (
    ast.JoinedStr,
    ast.List,
    ast.Dict,
    ast.Set,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Lambda,
    ast.Compare,
    ast.BoolOp,
)
NOT_COMPARED = tuple(kind for kind in NO_NUMBER if kind is not ast.Compare)  # `labels == "ill"` gives an array as well


def compiled_names(tree: ast.Module) -> frozenset[str]:
    """Find the functions that are handed to a compiler by name, as in `fast = numba.njit(slow)`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (last_name(node.func) in COMPILERS or is_torch_compile(node.func)):
            found.update(arg.id for arg in node.args if isinstance(arg, ast.Name))
    return frozenset(found)


def last_name(node: ast.expr) -> str:
    """Give the last part of a dotted name, looking through a call."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_torch_compile(node: ast.expr) -> bool:
    """Recognise `torch.compile`, called or not."""
    if isinstance(node, ast.Call):
        node = node.func
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "compile"
        and isinstance(node.value, ast.Name)
        and node.value.id == "torch"
    )


def shows(call: ast.Call) -> bool:
    """Tell whether a call prints, logs or formats what it is given."""
    name = last_name(call.func)
    if not isinstance(call.func, ast.Attribute):
        return name == "print"
    if name == "log" and last_name(call.func.value) in LOGARITHMS_OF:
        return False
    return name in SHOWING_METHODS


def is_constant(node: ast.expr) -> bool:
    """Tell whether Python folds the expression into a constant by itself."""
    if isinstance(node, ast.BinOp):
        return is_constant(node.left) and is_constant(node.right)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and is_constant(node.operand))


def is_drawn(node: ast.expr) -> bool:
    """Tell whether an expression is newly drawn numbers, by constants or not: how rows came to be, no transform."""
    if isinstance(node, ast.BinOp):
        parts = (node.left, node.right)
        return any(map(is_drawn, parts)) and all(is_drawn(part) or is_constant(part) for part in parts)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr in DRAWING_CALLS or is_drawn(node.func.value)  # a method of what was drawn, as `astype`


def is_text(node: ast.expr) -> bool:
    """Tell whether an expression is a string by its looks."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)))


def no_number(node: ast.expr) -> bool:
    """Tell whether an expression cannot be a number worth a note; an int literal is none."""
    if is_constant(node):
        return not any(isinstance(part, ast.Constant) and type(part.value) is float for part in ast.walk(node))
    return isinstance(node, NO_NUMBER)


def is_simple(node: ast.expr) -> bool:
    """Tell whether an expression can be evaluated twice with nobody noticing."""
    return isinstance(node, (ast.Name, ast.Constant))


def name_of(target: ast.expr) -> str:
    """Give the name a value goes by, or "" if it has none worth showing."""
    if isinstance(target, (ast.Name, ast.Attribute, ast.Subscript)):
        name = ast.unparse(target)
        return name if len(name) <= LONGEST_NAME else ""
    return ""
