"""Names for a model's variables that mean the same in every run, and the same as in its weights files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Attributes every layer has; what a user's model keeps under other names is what Keras walks when it saves.
OWN_ATTRIBUTES = frozenset(
    {
        "_layers", "_functional", "_modules", "_parameters", "_buffers", "_metrics", "_operations", "_nodes",
        "_trainable_variables", "_non_trainable_variables", "_seed_generators", "_tracker", "_losses",
        "_compile_metrics", "_compile_loss", "_loss_tracker", "_compiled_trainable_state", "_operations_by_depth",
        "_nodes_by_depth", "_inputs", "_outputs", "_inputs_struct", "_outputs_struct", "_inbound_nodes",
        "_outbound_nodes", "optimizer", "history", "operations",
    }
)  # fmt: skip


class Assigned:
    """Counts assignments to variables, so that weights set by hand are not taken for the ones before."""

    def __init__(self) -> None:
        self.times = 0


ASSIGNED = Assigned()


def snake(name: str) -> str:
    """Give a class name as Keras writes it in a weights file."""
    name = re.sub(r"\W+", "", name)
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def named_layers(model: Any) -> Iterator[tuple[str, Any]]:
    """Give every layer once with its path: class names counted up in a list of layers, else attribute names."""
    import keras

    seen: set[int] = set()

    def walk(path: str, layer: Any) -> Iterator[tuple[str, Any]]:
        if id(layer) in seen:
            return
        seen.add(id(layer))
        yield path, layer
        if isinstance(layer, keras.Sequential) or type(layer).__name__ == "Functional" or hasattr(layer, "_functional"):
            yield from inside(f"{path}/layers", list(layer.layers))
        for name in sorted(vars(layer), key=lambda name: f"~{name}" if name.startswith("_") else name):
            if name not in OWN_ATTRIBUTES and not name.startswith("__"):
                child = vars(layer)[name]
                if isinstance(child, keras.Layer):
                    yield from walk(f"{path}/{name}", child)
                elif isinstance(child, (list, tuple, dict)):
                    yield from inside(f"{path}/{name}", child)
        for child in getattr(layer, "_layers", ()):  # whatever is kept out of sight of the attributes
            if isinstance(child, keras.Layer):
                yield from walk(f"{path}/{child.name}", child)

    def inside(path: str, children: Any) -> Iterator[tuple[str, Any]]:
        used: dict[str, int] = {}
        for child in list(children.values()) if isinstance(children, dict) else list(children):
            if isinstance(child, keras.Layer):
                name = _counted(snake(type(child).__name__), used)
                yield from walk(f"{path}/{name}", child)
            elif isinstance(child, (list, tuple, dict)):
                yield from inside(f"{path}/{_counted('container', used)}", child)

    yield from walk("", model)


def _counted(name: str, used: dict[str, int]) -> str:
    if name in used:
        used[name] += 1
        return f"{name}_{used[name]}"
    used[name] = 0
    return name


def named_variables(model: Any) -> list[tuple[str, str, Any]]:
    """List the weights of a model: a readable key (`dense_1/kernel`), the key in a weights file, the variable."""
    wanted = {id(v) for v in model.weights}
    found: list[tuple[str, str, Any]] = []
    keys: set[str] = set()
    for path, layer in named_layers(model):
        own = [*getattr(layer, "_trainable_variables", ()), *getattr(layer, "_non_trainable_variables", ())]
        for at, variable in enumerate(own):
            if id(variable) in wanted:
                wanted.discard(id(variable))
                readable = "/".join(part for part in (*path.split("/"), variable.name) if part and part != "layers")
                found.append((_free(readable, keys), f"{path}/vars/{at}".strip("/"), variable))
    for variable in model.weights:
        if id(variable) in wanted:
            wanted.discard(id(variable))
            found.append((_free(variable.path, keys), variable.path, variable))
    return found


def _free(key: str, taken: set[str]) -> str:
    name, count = key, 1
    while name in taken:
        count += 1
        name = f"{key}:{count}"
    taken.add(name)
    return name


def value_of(variable: Any) -> NDArray[Any]:
    """Give a copy of a variable's value; kinds numpy does not have itself as float32."""
    import keras

    array = np.array(keras.ops.convert_to_numpy(variable))
    return array.astype(np.float32) if array.dtype.kind == "V" or array.dtype.name == "bfloat16" else array
