"""Where the rows or labels that a line uses were made: names of the source followed to what they are bound to.

Nothing is run: only what the text of the recorded sources leaves no doubt about is answered.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tieout.core.score import Where

DEEP = 24  # names followed one after the other
TREES, SCOPES = 8, 64  # walked last, and remembered
METHODS = frozenset(  # these give the same rows, in another type or shape, or in batches
    {
        "to",
        "cuda",
        "cpu",
        "float",
        "double",
        "long",
        "int",
        "half",
        "bool",
        "type",
        "astype",
        "numpy",
        "detach",
        "clone",
        "copy",
        "to_numpy",
        "tolist",
        "reshape",
        "view",
        "ravel",
        "flatten",
        "squeeze",
        "unsqueeze",
        "batch",
        "prefetch",
        "cache",
        "shuffle",
        "repeat",
        "items",
    }
)
WRAPPERS = frozenset(  # and so do these, of what they are given first
    {
        "tensor",
        "as_tensor",
        "from_numpy",
        "Tensor",
        "FloatTensor",
        "LongTensor",
        "asarray",
        "array",
        "ascontiguousarray",
        "convert_to_tensor",
        "constant",
        "float32",
        "int64",
        "DataLoader",
        "Subset",
        "enumerate",
        "iter",
        "next",
        "list",
        "tuple",
        "tqdm",
    }
)
TOGETHER = frozenset({"TensorDataset", "from_tensor_slices", "zip"})
SCORES = frozenset({"evaluate", "score", "test_on_batch"})  # of a model, which take rows and then labels
FIELDS = frozenset({"values", "T", "data"})


@dataclass(frozen=True)
class _Bound:
    """What a name was bound to: by which line, to which expression, and to which part of what that gives."""

    line: int
    value: ast.expr
    part: int | None
    loop: bool = False


class Bindings:
    """Follows names through the sources of one run."""

    def __init__(self, source_of: Callable[[str], str | None]) -> None:
        self._source_of = source_of
        self._trees: dict[str, ast.Module | None] = {}

    def rows_at(self, stack: Sequence[Where]) -> Where | None:
        """Give the line that made the rows which the first line of `stack` hands to a model, None if not sure."""
        found = [e for call in self._calls(stack) for e in call.args[:1] if isinstance(_core(e)[0], ast.Name)]
        innermost = [e for e in found if not any(e is not other and _holds(other, e) for other in found)]
        made = {self._made(expression, stack) for expression in innermost}
        return made.pop() if len(made) == 1 else None

    def labels_at(self, stack: Sequence[Where], model: Where | None) -> Where | None:
        """Give the line that made the labels which the first line of `stack` compares with what a model said.

        Args:
            stack: the line that compares, and those that led there.
            model: the line that ran the model; what was made there are the predictions.
        """
        pairs = [e for node in self._at(stack) if isinstance(node, ast.Compare) for e in (node.left, *node.comparators)]
        for call in self._calls(stack) if not pairs else ():
            scores = isinstance(call.func, ast.Attribute) and call.func.attr in SCORES
            pairs += call.args[1:2] if scores else call.args[:2] if len(call.args) > 1 else []
        names = [e for e in pairs if isinstance(_core(e)[0], ast.Name)]
        made = {self._made(expression, stack) for expression in names} - {model, None}
        return made.pop() if len(made) == 1 else None

    # --- following -------------------------------------------------------------------------------------------------
    def _made(self, expression: ast.expr, stack: Sequence[Where]) -> Where | None:
        lines, line = list(stack), stack[0].line
        found: Where | None = None
        part: int | None = None
        for _ in range(DEEP):
            expression, part = _core(expression, part)
            if not isinstance(expression, ast.Name):
                break
            tree = self._tree(lines[0].file)
            scope = _scope(tree, lines[0].line) if tree is not None else None
            if tree is None or scope is None:
                break
            bound = _bound(scope, expression.id, line)
            if bound is None and scope is not tree:
                given = _parameter(scope, expression.id)
                if given is not None:
                    handed = self._handed(scope, given, lines[1:])
                    if handed is None:
                        break
                    expression, lines, line = handed, lines[1:], lines[1].line
                    continue
                bound = _bound(tree, expression.id, 1 << 30)
            if bound is None:
                break
            if not bound.loop:
                found = Where(lines[0].file, bound.line)
            expression, line = bound.value, bound.line
            part = bound.part if bound.part is not None else part
        return found

    def _handed(self, function: ast.AST, given: tuple[int, str], stack: Sequence[Where]) -> ast.expr | None:
        """Give what the line that called a function handed over for one of its parameters."""
        name = getattr(function, "name", "")
        found = []
        for call in self._calls(stack) if stack else ():
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called != name:
                continue
            at = given[0] - (1 if isinstance(call.func, ast.Attribute) and _is_method(function) else 0)
            named = [keyword.value for keyword in call.keywords if keyword.arg == given[1]]
            found += named or ([call.args[at]] if 0 <= at < len(call.args) else [])
        return found[0] if len(found) == 1 else None

    # --- the text --------------------------------------------------------------------------------------------------
    def _tree(self, file: str) -> ast.Module | None:
        if file not in self._trees:
            try:
                self._trees[file] = ast.parse(self._source_of(file) or "")
            except (SyntaxError, ValueError, RecursionError):
                self._trees[file] = None
        return self._trees[file]

    def _at(self, stack: Sequence[Where]) -> Iterator[ast.AST]:
        """Give the expressions that stand on the first line of a stack."""
        tree = self._tree(stack[0].file) if stack else None
        for node in _walked(tree) if tree is not None else ():
            if isinstance(node, ast.expr) and node.lineno <= stack[0].line <= (node.end_lineno or node.lineno):
                yield node

    def _calls(self, stack: Sequence[Where]) -> Iterator[ast.Call]:
        return (node for node in self._at(stack) if isinstance(node, ast.Call))


def _core(expression: ast.expr, part: int | None = None) -> tuple[ast.expr, int | None]:
    """Give what an expression is of, casts, batches and other wraps taken off, and which part of that is meant."""
    for _ in range(DEEP):
        if isinstance(expression, ast.Call):
            called, first = expression.func, expression.args[:1]
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if isinstance(called, ast.Attribute) and name in METHODS:
                expression = called.value
            elif name in WRAPPERS and first:
                expression = first[0]
            elif name in TOGETHER and part is not None:
                parts = first[0].elts if first and isinstance(first[0], ast.Tuple) else expression.args
                if not -len(parts) <= part < len(parts):
                    break
                expression, part = parts[part], None
            else:
                break
        elif isinstance(expression, ast.Attribute) and expression.attr in FIELDS:
            expression = expression.value
        elif isinstance(expression, ast.Subscript):
            index = expression.slice
            if isinstance(index, ast.Constant) and isinstance(index.value, int):
                part = index.value
            elif not isinstance(index, (ast.Slice, ast.Name)):
                break
            expression = expression.value
        else:
            break
    return expression, part


def _holds(inner: ast.AST, outer: ast.AST) -> bool:
    return any(node is inner for node in ast.walk(outer))


def _scope(tree: ast.Module, line: int) -> ast.AST:
    """Give the innermost function around a line, the module where there is none."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    around = [
        node for node in _walked(tree) if isinstance(node, functions) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(around, key=lambda node: node.lineno, default=tree)


@lru_cache(maxsize=TREES)
def _walked(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Walk through a module, once for all the questions about it."""
    return tuple(ast.walk(tree))


@lru_cache(maxsize=SCOPES)
def _own(scope: ast.AST) -> tuple[ast.AST, ...]:
    """Walk through a scope without the functions and classes in it, once for all the names in it."""
    waiting, own = list(ast.iter_child_nodes(scope)), []
    while waiting:
        node = waiting.pop()
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            own.append(node)
            waiting.extend(ast.iter_child_nodes(node))
    return tuple(own)


def _bound(scope: ast.AST, name: str, before: int) -> _Bound | None:
    """Give what a name was bound to last before a line."""
    found = [b for node in _own(scope) for b in _bindings(node, name) if b.line < before]
    return max(found, key=lambda b: b.line, default=None)


def _bindings(node: ast.AST, name: str) -> Iterator[_Bound]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _targets(target, node.value, name, node.lineno, loop=False)
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
        yield from _targets(node.target, node.value, name, node.lineno, loop=False)
    elif isinstance(node, ast.For):
        target = node.target
        counted = isinstance(node.iter, ast.Call) and getattr(node.iter.func, "id", "") == "enumerate"
        if counted and isinstance(target, ast.Tuple) and len(target.elts) == 2:
            target = target.elts[1]
        yield from _targets(target, node.iter, name, node.lineno, loop=True)


def _targets(target: ast.expr, value: ast.expr, name: str, line: int, *, loop: bool) -> Iterator[_Bound]:
    if isinstance(target, ast.Name) and target.id == name:
        yield _Bound(line, value, None, loop)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for at, inner in enumerate(target.elts):
            if isinstance(inner, ast.Name) and inner.id == name:
                listed = value.elts if isinstance(value, (ast.Tuple, ast.List)) and not loop else None
                one = listed[at] if listed is not None and len(listed) == len(target.elts) else None
                yield _Bound(line, value if one is None else one, at if one is None else None, loop)
            elif isinstance(inner, (ast.Tuple, ast.List)):
                yield from _targets(inner, value, name, line, loop=loop)


def _parameter(scope: ast.AST, name: str) -> tuple[int, str] | None:
    """Give the place of a function's parameter."""
    arguments = scope.args if isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef)) else None
    names = [a.arg for a in (*arguments.posonlyargs, *arguments.args)] if arguments is not None else []
    return (names.index(name), name) if name in names else None


def _is_method(function: ast.AST) -> bool:
    first = _parameter(function, "self")
    return first is not None and first[0] == 0
