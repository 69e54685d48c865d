"""Inserts notes into a syntax tree without moving any of the user's own operations."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any, TypeVar

from tieout.core.score import Where
from tieout.record.notes import OPERATORS
from tieout.record.sites import Site, add_site

Node = TypeVar("Node", bound=ast.AST)

NOTES = "__tieout__"  # looked up in builtins: no module of the user's gains a name
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
}
REDUCING_CALLS = frozenset("mean nanmean fmean average sum nansum item reduce_mean reduce_sum count_nonzero".split())
SHOWING_METHODS = frozenset("debug info warning warn error critical exception log write".split())
UNTOUCHED_ARGUMENTS = frozenset({"range", "super", "isinstance", "issubclass", "locals", "globals", "vars"})
# What these decorators (or calls) are given is compiled from its bytecode, which therefore stays the user's own.
COMPILERS = frozenset("jit njit vectorize guvectorize cfunc stencil".split())
_NO_NUMBER = (
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


def annotate(tree: ast.Module, shown: str) -> ast.Module:
    """Insert the notes into a module's tree, in place.

    Args:
        tree:  the parsed module.
        shown: its file name as the user should read it.
    """
    return _Annotator(shown, _compiled_names(tree)).module(tree)


def _compiled_names(tree: ast.Module) -> frozenset[str]:
    """Find the functions that are handed to a compiler by name, as in `fast = numba.njit(slow)`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (_last_name(node.func) in COMPILERS or _is_torch_compile(node.func)):
            found.update(arg.id for arg in node.args if isinstance(arg, ast.Name))
    return frozenset(found)


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_torch_compile(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        node = node.func
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "compile"
        and isinstance(node.value, ast.Name)
        and node.value.id == "torch"
    )


def _constant(node: ast.expr) -> bool:
    """Tell whether Python folds the expression into a constant by itself."""
    if isinstance(node, ast.BinOp):
        return _constant(node.left) and _constant(node.right)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and _constant(node.operand))


def _text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)))


def _no_number(node: ast.expr) -> bool:
    """Tell whether an expression cannot be a number worth a note; an int literal is none."""
    if _constant(node):
        return not any(isinstance(part, ast.Constant) and type(part.value) is float for part in ast.walk(node))
    return isinstance(node, _NO_NUMBER)


def _simple(node: ast.expr) -> bool:
    """Tell whether an expression can be evaluated twice with nobody noticing."""
    return isinstance(node, (ast.Name, ast.Constant))


def _name_of(target: ast.expr) -> str:
    if isinstance(target, (ast.Name, ast.Attribute, ast.Subscript)):
        name = ast.unparse(target)
        return name if len(name) <= LONGEST_NAME else ""
    return ""


class _Annotator(ast.NodeTransformer):
    """Walks one module. Class bodies, lambdas, assertions, annotations, defaults and subscripts stay as they are."""

    def __init__(self, shown: str, compiled: frozenset[str]) -> None:
        self.shown = shown
        self.compiled = compiled
        self.functions: list[str] = []

    # --- making notes -----------------------------------------------------------------------------------------------

    def site(self, at: Any, op: str = "", names: Iterable[str] = ()) -> int:
        return add_site(Site(Where(self.shown, at.lineno), at.col_offset, op, tuple(names)))

    def note(self, method: str, at: ast.AST, *args: ast.expr | int) -> ast.Call:
        """Build `__tieout__.method(args…)` that claims the source position of `at`."""

        def place(node: Node) -> Node:
            return ast.copy_location(node, at)

        notes = place(ast.Name(NOTES, ast.Load()))
        values = [place(ast.Constant(arg)) if isinstance(arg, int) else arg for arg in args]
        return place(ast.Call(place(ast.Attribute(notes, method, ast.Load())), values, []))

    def operation(self, method: str, op: str, node: ast.expr, left: ast.expr, right: ast.expr) -> ast.Call:
        """Note an operation: with the operands read once more where they are names, else through an iterator."""
        site = self.site(node, op)
        if _simple(left) and _simple(right):
            return self.note(method, node, site, left, right, node)
        pair = self.note("both", node, OPERATORS[op][0], left, right)
        return self.note(method, node, site, ast.copy_location(ast.Starred(pair, ast.Load()), node))

    def called(self, method: str, op: str, node: ast.Call) -> ast.Call:
        """Note a call through an iterator of its function, its arguments and its result."""
        call = self.note("call", node, node.func)
        call.args += node.args
        call.keywords = node.keywords
        site = self.site(node, op)
        return self.note(method, node, site, ast.copy_location(ast.Starred(call, ast.Load()), node))

    def value(self, node: ast.expr, names: Iterable[str], method: str = "scalar") -> ast.expr:
        """Note the (already visited) value of an assignment or return."""
        return self.note(method, node, self.site(node, names=names), node)

    # --- statements -------------------------------------------------------------------------------------------------

    def module(self, tree: ast.Module) -> ast.Module:
        tree.body = self.block(tree.body)
        return tree

    def block(self, statements: list[Any]) -> list[Any]:
        done: list[Any] = []
        for statement in statements:
            result = self.visit(statement)
            done.extend(result) if isinstance(result, list) else done.append(result)
        return done

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        compilers = [d for d in node.decorator_list if _last_name(d) in COMPILERS or _is_torch_compile(d)]
        if not compilers and node.name not in self.compiled:
            self.functions.append(node.name)
            node.body = self.block(node.body)
            self.functions.pop()
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.functions.append("__class__")
        for number, statement in enumerate(node.body):
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                node.body[number] = self.visit(statement)
        self.functions.pop()
        return node

    def leave(self, node: ast.AST) -> ast.AST:
        return node

    visit_Lambda = visit_Assert = visit_Delete = visit_Import = visit_ImportFrom = leave
    visit_arguments = visit_pattern = visit_TypeAlias = leave

    def visit_Assign(self, node: ast.Assign) -> Any:
        grows = len(node.targets) == 1 and self.grows(node.targets[0], node.value)
        if grows:
            # Python appends to a string in place in `s = s + t`, but only when the next step stores it.
            assert isinstance(node.value, ast.BinOp)
            node.value.right = self.visit(node.value.right)
            return [node, self.afterwards(node.targets[0], node)]
        node.value = self.assigned(node.targets[0], self.visit(node.value))
        return node

    @staticmethod
    def grows(target: ast.expr, value: ast.expr) -> bool:
        """Recognise `s = s + t` where `t` may be text."""
        return (
            isinstance(target, ast.Name)
            and isinstance(value, ast.BinOp)
            and isinstance(value.op, ast.Add)
            and isinstance(value.left, ast.Name)
            and value.left.id == target.id
            and not (isinstance(value.right, ast.Constant) and type(value.right.value) in (int, float))
        )

    def afterwards(self, target: Any, at: ast.stmt) -> ast.Expr:
        read = ast.copy_location(ast.Name(target.id, ast.Load()), at)
        return ast.copy_location(ast.Expr(self.note("scalar", at, self.site(at, names=[target.id]), read)), at)

    def assigned(self, target: ast.expr, value: ast.expr) -> ast.expr:
        if _no_number(value):
            return value
        if not isinstance(target, (ast.Tuple, ast.List)):
            name = _name_of(target)
            return value if isinstance(value, ast.Tuple) or not name else self.value(value, [name])
        names = [_name_of(element) for element in target.elts]
        if any(isinstance(element, ast.Starred) for element in target.elts) or not any(names):
            return value
        if not isinstance(value, (ast.Tuple, ast.List)):
            return self.value(value, names, "scalars")
        if len(value.elts) == len(names) and not any(isinstance(e, ast.Starred) for e in value.elts):
            value.elts = [
                self.value(element, [name]) if name and not _no_number(element) else element
                for name, element in zip(names, value.elts)
            ]
        return value

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.assigned(node.target, self.visit(node.value))
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        node.value = self.assigned(node.target, self.visit(node.value))
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        op = ARITHMETIC.get(type(node.op), "") + "="
        small = isinstance(node.value, ast.Constant) and isinstance(node.op, ast.Sub)
        node.value = self.visit(node.value)
        if not isinstance(node.target, ast.Name) or op == "=" or _text(node.value):
            return node
        if op == "+=" or small:
            return [node, self.afterwards(node.target, node)]
        read = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
        site = self.site(node, op.rstrip("="))
        pair = self.note("both", node, OPERATORS[op][0], read, node.value)
        starred = ast.copy_location(ast.Starred(pair, ast.Load()), node)
        result = self.note("divided" if op == "/=" else "computed", node, site, starred)
        return ast.copy_location(ast.Assign([node.target], self.value(result, [node.target.id])), node)

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if node.value is None:
            return node
        node.value = self.visit(node.value)
        name = self.functions[-1] if self.functions else ""
        dunder = name.startswith("__") and name != "__call__"
        is_self = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
        if name and not dunder and not is_self and not _no_number(node.value):
            node.value = self.value(node.value, [name], "scalars")
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        if _last_name(node.test) != "TYPE_CHECKING":
            node.test = self.condition(node.test)
            node.body = self.block(node.body)
        node.orelse = self.block(node.orelse)
        return node

    def visit_While(self, node: ast.While) -> Any:
        node.test = self.condition(node.test)
        return self.looping(node)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> Any:
        node.iter = self.visit(node.iter)
        return self.looping(node)

    visit_AsyncFor = visit_For

    def looping(self, node: ast.For | ast.AsyncFor | ast.While) -> list[ast.stmt]:
        node.body = self.block(node.body)
        node.orelse = self.block(node.orelse)
        return [ast.copy_location(ast.Expr(self.note("loop", node, self.site(node))), node), node]

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        node.body = self.block(node.body)
        return node

    def visit_withitem(self, node: ast.withitem) -> ast.AST:
        node.context_expr = self.visit(node.context_expr)
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.AST:
        if node.guard is not None:
            node.guard = self.condition(node.guard)
        node.body = self.block(node.body)
        return node

    # --- expressions ------------------------------------------------------------------------------------------------

    def condition(self, node: ast.expr) -> ast.expr:
        """Visit what decides a branch: a comparison there is of single values, and stays the branch's own."""
        if isinstance(node, ast.BoolOp):
            node.values = [self.condition(value) for value in node.values]
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self.condition(node.operand)
        elif isinstance(node, ast.IfExp):
            node.test, node.body, node.orelse = (self.condition(n) for n in (node.test, node.body, node.orelse))
        elif isinstance(node, ast.Compare):
            return self.inside(node)
        else:
            visited: ast.expr = self.visit(node)
            return visited
        return node

    def inside(self, node: Node) -> Node:
        """Visit the parts of a node and leave the node itself."""
        visited: Node = self.generic_visit(node)  # type: ignore[assignment]
        return visited

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        return self.condition(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        return self.condition(node) if isinstance(node.op, ast.Not) else self.inside(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        node.test, node.body, node.orelse = self.condition(node.test), self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        node.value = self.visit(node.value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.inside(node)
        op = COMPARISONS.get(type(node.ops[0]))
        left, right = node.left, node.comparators[0]
        if len(node.ops) != 1 or op is None or any(_text(n) or isinstance(n, _NO_NUMBER) for n in (left, right)):
            return node
        return self.operation("compared", op, node, left, right)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        if _constant(node):
            return node
        self.inside(node)
        if isinstance(node.op, ast.Mod) and _text(node.left):
            if isinstance(node.right, ast.Tuple):
                node.right.elts = [self.showing(element) for element in node.right.elts]
            else:
                node.right = self.showing(node.right)
            return node
        op = ARITHMETIC.get(type(node.op))
        parts = (node.left, node.right)
        if op is None or any(_text(n) or isinstance(n, (ast.Tuple, *_NO_NUMBER)) for n in parts):
            return node
        return self.operation("divided" if op == "/" else "computed", op, node, node.left, node.right)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        node.value = self.showing(self.visit(node.value))
        return node

    def showing(self, node: ast.expr) -> ast.expr:
        if _text(node) or isinstance(node, (ast.Starred, ast.Lambda)) or _constant(node):
            return node
        return self.note("shown", node, self.site(node), node)

    def comprehension(self, node: Any) -> ast.AST:
        first = node.generators[0]
        first.iter = self.visit(first.iter)
        first.iter = self.note("looped", first.iter, self.site(first.iter), first.iter)
        for number, part in enumerate(node.generators):
            if number:
                part.iter = self.visit(part.iter)
            part.ifs = [self.condition(test) for test in part.ifs]
        for field in ("elt", "key", "value"):
            if hasattr(node, field):
                setattr(node, field, self.visit(getattr(node, field)))
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = _last_name(node.func)
        if isinstance(node.func, ast.Name) and name in UNTOUCHED_ARGUMENTS:
            return node
        self.inside(node)
        method = isinstance(node.func, ast.Attribute)
        if name == "print" and not method or method and (name in SHOWING_METHODS or name == "format"):
            node.args = [self.showing(arg) for arg in node.args]
            if name == "format":
                for keyword in node.keywords:
                    keyword.value = self.showing(keyword.value)
            return node
        if isinstance(node.func, ast.Attribute) and name == "append" and len(node.args) == 1 and not node.keywords:
            label = _name_of(node.func.value)
            if label and not isinstance(node.args[0], (ast.Starred, ast.Tuple)) and not _no_number(node.args[0]):
                node.args = [self.value(node.args[0], [label])]
            return node
        if node.func.lineno != node.func.end_lineno:
            return node  # Python gives such a call the line of its last attribute; ours would move it
        if name in REDUCING_CALLS:
            return self.called("reduced", name, node)
        if name in MATCHING_CALLS and method and not any(isinstance(arg, ast.Starred) for arg in node.args):
            return self.called("matched", MATCHING_CALLS[name], node)
        return node
