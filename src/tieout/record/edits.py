"""The smallest edit of a source that takes a mistake away, where the line at fault leaves no doubt what it is."""

from __future__ import annotations

import ast
import builtins
import difflib
import io
from collections.abc import Callable, Iterator

from tieout.core.score import Where

FUNCTIONAL = ("dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout")
MODEL_HAS = frozenset({"eval", "train", "parameters", "state_dict", "load_state_dict", "to"})
TRAINS = frozenset({"backward", "fit"})
Part = tuple[int, int, int, str]  # line, first byte and byte after it, and what is to stand there


def smallest_edit(cause: str, where: Where, source: str) -> str:
    """Give a unified diff of the edit, "" where the source does not say for certain what it would be."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ""
    for child in ast.walk(tree):
        for inner in ast.iter_child_nodes(child):
            vars(inner)["parent"] = child
    parts = [part for edit in EDITS.get(cause, ()) for part in edit(tree, where.line)[:2]]
    if len(parts) != 1:
        return ""
    before = _lines(source)
    after = _changed(before, parts[0])
    found = difflib.unified_diff(before, after, f"a/{where.file}", f"b/{where.file}", n=2)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in found)


def _lines(text: str) -> list[str]:
    """Split a source where Python does: a form feed ends no line."""
    return list(io.StringIO(text))


def _changed(lines: list[str], part: Part) -> list[str]:
    number, first, after, text = part
    line = lines[number - 1].encode()
    edited = (line[:first] + text.encode() + line[after:]).decode()
    return [*lines[: number - 1], *_lines(edited), *lines[number:]]


# --- a keyword -------------------------------------------------------------------------------------------------------
def _training_off(tree: ast.Module, line: int) -> list[Part]:
    """Call the model with training=False instead of True."""
    return _keyword_off(tree, line, "training")


def _shuffle_off(tree: ast.Module, line: int) -> list[Part]:
    """Give the rows in their order instead of shuffled."""
    return _keyword_off(tree, line, "shuffle")


def _keyword_off(tree: ast.Module, line: int, name: str) -> list[Part]:
    found = []
    for call in _calls(tree, line):
        for keyword in call.keywords:
            value = keyword.value
            if keyword.arg == name and isinstance(value, ast.Constant) and value.value is True:
                found.append((value.lineno, value.col_offset, value.col_offset + len("True"), "False"))
    return found


def _following_the_mode(tree: ast.Module, line: int) -> list[Part]:
    """Let a functional dropout inside a module follow the module's mode."""
    found = []
    for call in _calls(tree, line):
        named = ast.unparse(call.func)
        base, _, function = named.rpartition(".")
        if function not in FUNCTIONAL or base.rpartition(".")[2] not in {"F", "functional"} or len(call.args) > 2:
            continue
        inside = _function_of(call)
        method = isinstance(inside, ast.FunctionDef) and bool(inside.args.args) and inside.args.args[0].arg == "self"
        settled = any(keyword.arg in {"training", None} for keyword in call.keywords)
        if method and not settled and call.end_lineno is not None and call.end_col_offset is not None:
            at = call.end_col_offset - 1
            found.append((call.end_lineno, at, at, ", training=self.training"))
    return found


# --- the mode of the model -------------------------------------------------------------------------------------------
def _inference_mode(tree: ast.Module, line: int) -> list[Part]:
    """Put the model in inference mode before the loop that scores with it."""
    if _training_off(tree, line) or _following_the_mode(tree, line):
        return []
    called = [call for call in _calls(tree, line) if _is_model(tree, call)]
    names = {ast.unparse(call.func) for call in called}
    if len(names) != 1 or (_trains(tree) and not _comes_back(tree)):
        return []
    statement = _outermost(called[0])
    if statement is None or _assigned_in(statement, names):
        return []
    indent = statement.col_offset
    return [(statement.lineno, indent, indent, f"{names.pop()}.eval()\n{' ' * indent}")]


def _is_model(tree: ast.Module, call: ast.Call) -> bool:
    """Tell whether what is called is a model: a variable of which the file asks what only models have."""
    if not isinstance(call.func, (ast.Name, ast.Attribute)):
        return False
    name = ast.unparse(call.func)
    own = name.isidentifier() and not hasattr(builtins, name)
    if not own and not (name.startswith("self.") and name.count(".") == 1):
        return False
    return any(
        isinstance(node, ast.Attribute) and node.attr in MODEL_HAS and ast.unparse(node.value) == name
        for node in ast.walk(tree)
    ) or _is_made_of_a_class(tree, name)


def _is_made_of_a_class(tree: ast.Module, name: str) -> bool:
    """Tell whether a variable is only ever set to an object of a class that the file defines."""
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    values = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets)
    ]
    return bool(values) and all(isinstance(v, ast.Call) and ast.unparse(v.func) in classes for v in values)


def _trains(tree: ast.Module) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr in TRAINS for n in ast.walk(tree))


def _comes_back(tree: ast.Module) -> bool:
    """Tell whether a loop of the file puts a model back into training mode."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == "train" and any(_loops_above(node)) for node in ast.walk(tree)
    )


def _outermost(node: ast.AST) -> ast.stmt | None:
    """Give the statement to stand before: the outermost loop or block around a call that holds no training."""
    chosen: ast.stmt | None = None
    for above in _above(node):
        if isinstance(above, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            break
        if isinstance(above, ast.stmt):
            if _holds_training(above):
                break
            if isinstance(above, (ast.If, ast.Try)) and chosen is not None:
                break
            chosen = above
    return chosen


def _holds_training(statement: ast.stmt) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr in {*TRAINS, "step", "train"} for n in ast.walk(statement))


def _assigned_in(statement: ast.stmt, names: set[str]) -> bool:
    stored = (n for n in ast.walk(statement) if isinstance(getattr(n, "ctx", None), ast.Store))
    return any(ast.unparse(node) in names for node in stored)


# --- a transform, a count --------------------------------------------------------------------------------------------
def _transform_only(tree: ast.Module, line: int) -> list[Part]:
    """Transform with the fit that the file made before, instead of fitting again."""
    found = []
    for call in _calls(tree, line):
        func = call.func
        if not isinstance(func, ast.Attribute) or func.attr != "fit_transform" or len(call.args) != 1 or call.keywords:
            continue
        owner = ast.unparse(func.value)
        earlier = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in {"fit", "fit_transform"} and node.lineno < func.lineno
        ]
        if any(ast.unparse(node.value) == owner for node in earlier) and func.end_col_offset and func.end_lineno:
            first = func.end_col_offset - len("fit_transform")
            found.append((func.end_lineno, first, func.end_col_offset, "transform"))
    return found


def _rows_not_batches(tree: ast.Module, line: int) -> list[Part]:
    """Divide by the rows behind a loader instead of its batches."""
    loaders = {
        ast.unparse(target)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if ast.unparse(node.value.func).rpartition(".")[2] == "DataLoader"
        if not any(keyword.arg == "drop_last" for keyword in node.value.keywords)
        for target in node.targets
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div) or node.lineno != line:
            continue
        above, count = vars(node).get("parent"), node.right
        again = isinstance(above, ast.BinOp) and isinstance(above.op, (ast.Div, ast.Mult))
        if again or not isinstance(count, ast.Call) or ast.unparse(count.func) != "len" or len(count.args) != 1:
            continue
        name = count.args[0]
        if ast.unparse(name) in loaders and name.end_col_offset is not None and name.end_lineno is not None:
            found.append((name.end_lineno, name.end_col_offset, name.end_col_offset, ".dataset"))
    return found


# --- what stands where -----------------------------------------------------------------------------------------------
def _calls(tree: ast.Module, line: int) -> Iterator[ast.Call]:
    """Give the calls of the innermost simple statement on a line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or node.lineno):
            yield node


def _above(node: ast.AST) -> Iterator[ast.AST]:
    while "parent" in vars(node):
        node = vars(node)["parent"]
        yield node


def _loops_above(node: ast.AST) -> Iterator[ast.AST]:
    return (above for above in _above(node) if isinstance(above, (ast.For, ast.While)))


def _function_of(node: ast.AST) -> ast.AST | None:
    return next((above for above in _above(node) if isinstance(above, (ast.FunctionDef, ast.Lambda))), None)


EDITS: dict[str, tuple[Callable[[ast.Module, int], list[Part]], ...]] = {
    "mode.dropout-active": (_training_off, _following_the_mode, _inference_mode),
    "mode.batchnorm-batch-statistics": (_training_off, _inference_mode),
    "mode.augmentation-active": (_training_off,),
    "data.order": (_shuffle_off,),
    "preprocessing.refit": (_transform_only,),
    "metric.denominator": (_rows_not_batches,),
}
