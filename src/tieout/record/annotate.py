"""Inserts notes into a syntax tree without moving any of the user's own operations."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable
from typing import Any, TypeVar

from tieout.core.passes import BOTH, ZIP
from tieout.core.score import Where
from tieout.record.notes import OPERATORS
from tieout.record.noteworthy import (
    ARITHMETIC,
    COMPARISONS,
    COMPILERS,
    MATCHING_CALLS,
    NO_NUMBER,
    NOT_COMPARED,
    REDUCING_CALLS,
    UNTOUCHED_ARGUMENTS,
    compiled_names,
    is_constant,
    is_drawn,
    is_simple,
    is_text,
    is_torch_compile,
    last_name,
    name_of,
    no_number,
    shows,
)
from tieout.record.sites import Site, add_site

Node = TypeVar("Node", bound=ast.AST)

STAND_IN = "\x00tieout notes\x00"  # the constant that is exchanged for the notes themselves after compiling
_OWN_CODE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def annotate(tree: ast.Module, shown: str) -> ast.Module:
    """Insert the notes into a module's tree, in place.

    Args:
        tree:  the parsed module.
        shown: its file name as the user should read it.
    """
    return _Annotator(shown, compiled_names(tree)).module(tree)


class _Annotator(ast.NodeTransformer):
    """Walks one module. Class bodies, lambdas, assertions, annotations, defaults and subscripts stay as they are."""

    def __init__(self, shown: str, compiled: frozenset[str]) -> None:
        self.shown = shown
        self.compiled = compiled
        self.functions: list[str] = []
        self.loops = 0
        self.leading: int | None = None  # site of the outermost value noted in the current statement

    # --- making notes -----------------------------------------------------------------------------------------------

    def site(self, at: Any, op: str = "", names: Iterable[str] = ()) -> int:
        return add_site(Site(Where(self.shown, at.lineno), at.col_offset, op, tuple(names)))

    def note(self, method: str, at: ast.AST, *args: ast.expr | int) -> ast.Call:
        """Build the call of a note that claims the source position of `at`."""

        def place(node: Node) -> Node:
            return ast.copy_location(node, at)

        notes = place(ast.Constant(STAND_IN))
        values = [place(ast.Constant(arg)) if isinstance(arg, int) else arg for arg in args]
        return place(ast.Call(place(ast.Attribute(notes, method, ast.Load())), values, []))

    def operation(self, method: str, op: str, node: ast.expr, left: ast.expr, right: ast.expr) -> ast.Call:
        """Note an operation: with the operands read once more where they are names, else through an iterator."""
        site = self.site(node, op)
        if is_simple(left) and is_simple(right):
            return self.note(method, node, site, left, right, node)
        pair = self.note("both", node, OPERATORS[op][0], left, right)
        return self.note(method, node, site, ast.copy_location(ast.Starred(pair, ast.Load()), node))

    def called(self, method: str, op: str, node: ast.Call) -> ast.Call:
        """Note a call through an iterator of its function, its arguments and its result."""
        at = self.position(node)
        call = self.note("call", at, node.func)
        call.args += node.args
        call.keywords = node.keywords
        site = self.leading = self.site(node, op)
        return self.note(method, at, site, ast.copy_location(ast.Starred(call, ast.Load()), at))

    @staticmethod
    def position(node: ast.Call) -> ast.AST:
        """Give a node placed where Python places a call: at its last attribute, if the call spans several lines."""
        func = node.func
        at = ast.copy_location(ast.Pass(), node)
        if isinstance(func, ast.Attribute) and func.end_lineno and func.lineno != func.end_lineno:
            at.lineno = func.end_lineno
            at.col_offset = (func.end_col_offset or 0) - len(func.attr)
        return at

    def value(self, node: ast.expr, names: Iterable[str], method: str = "scalar") -> ast.expr:
        """Note the (already visited) value of an assignment or return."""
        self.leading = self.site(node, names=names)
        return self.note(method, node, self.leading, node)

    # --- statements -------------------------------------------------------------------------------------------------

    def module(self, tree: ast.Module) -> ast.Module:
        tree.body = self.block(tree.body)
        return tree

    def block(self, statements: list[Any]) -> list[Any]:
        done: list[Any] = []
        for statement in statements:
            short = isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Expr))
            hot = short and (self.loops or self.functions)
            plain = copy.deepcopy(statement) if hot else None
            self.leading = None
            result = self.visit(statement)
            noted = result if isinstance(result, list) else [result]
            done += noted if plain is None else self.either(plain, noted)
        return done

    def either(self, plain: ast.stmt, noted: list[ast.stmt]) -> list[ast.stmt]:
        """Let a line that runs very often go without notes for a while: `if warm[site]: noted, else: plain`."""
        if self.leading is None or any(isinstance(node, _OWN_CODE) for node in ast.walk(plain)):
            return noted  # with a function inside, twice the same function would be one too many
        at = ast.copy_location(ast.Constant(STAND_IN), plain)
        warm = ast.copy_location(ast.Attribute(at, "warm", ast.Load()), plain)
        site = ast.copy_location(ast.Constant(self.leading), plain)
        test = ast.copy_location(ast.Subscript(warm, site, ast.Load()), plain)
        return [ast.copy_location(ast.If(test, noted, [plain]), plain)]

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        compilers = [d for d in node.decorator_list if last_name(d) in COMPILERS or is_torch_compile(d)]
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

    def afterwards(self, target: Any, at: ast.stmt) -> ast.stmt:
        read = ast.copy_location(ast.Name(target.id, ast.Load()), at)
        return ast.copy_location(ast.Expr(self.value(read, [target.id])), at)

    def assigned(self, target: ast.expr, value: ast.expr) -> ast.expr:
        if no_number(value):
            return value
        if not isinstance(target, (ast.Tuple, ast.List)):
            name = name_of(target)
            return value if isinstance(value, ast.Tuple) or not name else self.value(value, [name])
        names = [name_of(element) for element in target.elts]
        if any(isinstance(element, ast.Starred) for element in target.elts) or not any(names):
            return value
        if not isinstance(value, (ast.Tuple, ast.List)):
            return self.value(value, names, "scalars")
        if len(value.elts) == len(names) and not any(isinstance(e, ast.Starred) for e in value.elts):
            value.elts = [
                self.value(element, [name]) if name and not no_number(element) else element
                for name, element in zip(names, value.elts, strict=True)
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
        if not isinstance(node.target, ast.Name) or op == "=" or is_text(node.value):
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
        if name and not dunder and not is_self and not no_number(node.value):
            node.value = self.value(node.value, [name], "scalars")
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        if last_name(node.test) != "TYPE_CHECKING":
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
        self.loops += 1
        node.body = self.block(node.body)
        self.loops -= 1
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
            operands = [node.left, *node.comparators]
            # Arithmetic that only decides a branch is of single numbers; a quotient may still be a score.
            node.left, *node.comparators = (
                self.inside(n) if isinstance(n, ast.BinOp) and not isinstance(n.op, ast.Div) else self.visit(n)
                for n in operands
            )
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
        if len(node.ops) != 1 or op is None or any(is_text(n) or isinstance(n, NOT_COMPARED) for n in (left, right)):
            return node
        return self.operation("compared", op, node, left, right)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        if is_constant(node):
            return node
        drawn = is_drawn(node)  # before the parts of it become notes
        self.inside(node)
        if isinstance(node.op, ast.Mod) and is_text(node.left):
            if isinstance(node.right, ast.Tuple):
                node.right.elts = [self.showing(element) for element in node.right.elts]
            else:
                node.right = self.showing(node.right)
            return node
        op = ARITHMETIC.get(type(node.op))
        parts = (node.left, node.right)
        if isinstance(node.op, ast.BitAnd) and all(isinstance(part, ast.Name) for part in parts):
            return self.note("compared", node, self.site(node, BOTH), *parts, node)
        if drawn or op is None or any(is_text(n) or isinstance(n, (ast.Tuple, *NO_NUMBER)) for n in parts):
            return node
        return self.operation("divided" if op == "/" else "computed", op, node, node.left, node.right)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        node.value = self.showing(self.visit(node.value))
        return node

    def showing(self, node: ast.expr) -> ast.expr:
        if is_text(node) or isinstance(node, (ast.Starred, ast.Lambda)) or is_constant(node):
            return node
        return self.value(node, (), "shown")

    def comprehension(self, node: Any) -> Any:
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
        name = last_name(node.func)
        if isinstance(node.func, ast.Name) and name in UNTOUCHED_ARGUMENTS:
            return node
        self.inside(node)
        if shows(node):
            node.args = [self.showing(arg) for arg in node.args]
            if name == "format":
                for keyword in node.keywords:
                    keyword.value = self.showing(keyword.value)
            return node
        if isinstance(node.func, ast.Attribute) and name == "append" and len(node.args) == 1 and not node.keywords:
            label = name_of(node.func.value)
            if label and not isinstance(node.args[0], (ast.Starred, ast.Tuple)) and not no_number(node.args[0]):
                node.args = [self.value(node.args[0], [label])]
            return node
        if name in REDUCING_CALLS:
            return self.called("reduced", name, node)
        if (
            name in MATCHING_CALLS
            and (isinstance(node.func, ast.Attribute) or (name == ZIP and len(node.args) > 1))
            and not any(isinstance(arg, ast.Starred) for arg in node.args)
        ):
            return self.called("matched", MATCHING_CALLS[name], node)
        return node
