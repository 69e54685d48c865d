"""Reads the rows of a `tf.data` data set again without what its transforms draw at random."""

from __future__ import annotations

import contextlib
import io
import re
import weakref
from collections.abc import Callable, Iterator
from typing import Any

from tieout.adapters.keras.packing import flat, row_count, to_numpy, unpack_data
from tieout.adapters.keras.undisturbed import undisturbed
from tieout.core.passes import Again
from tieout.core.score import Where

MAPPED: weakref.WeakKeyDictionary[Any, tuple[Where, ...]] = weakref.WeakKeyDictionary()  # lines that led to a map
DRAWS = re.compile("Random|Multinomial|Shuffle")  # in the names of operations
OPAQUE = frozenset({"PyFunc", "PyFuncStateless", "EagerPyFunc"})
PASSING = ("Prefetch", "Cache", "Options", "Model")  # kinds of links that hand elements on as they are
STILL = (
    "random_flip_left_right", "random_flip_up_down", "random_brightness", "random_contrast", "random_hue",
    "random_saturation", "random_jpeg_quality",
)  # fmt: skip
MOST_ROWS = 20_000


def chain(dataset: Any) -> Iterator[Any]:
    """Give a data set and the ones it was made from, last first."""
    seen = 0
    while dataset is not None and seen < 64:
        yield dataset
        seen += 1
        below = getattr(dataset, "_input_dataset", None)
        if below is None:
            inputs = dataset._inputs() if hasattr(dataset, "_inputs") else []
            below = inputs[0] if len(inputs) == 1 else None
        dataset = below


def reader(dataset: Any) -> Callable[[], Again | None]:
    """Give what tells whether the rows of a data set are random, and reads them as they are without."""

    def again() -> Again | None:
        links = list(chain(dataset))
        drawing = [link for link in links if "Map" in type(link).__name__ and operations(link) is None]
        if drawing:
            return None  # Python code of which nothing is known
        drawing = [link for link in links if any(DRAWS.search(name) for name in operations(link) or ())]
        if not drawing:
            return Again(random=False)
        with undisturbed(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                batches = _read(_without(links, drawing))
            except (LookupError, ValueError, TypeError, AttributeError, RuntimeError):
                batches = None
        return Again(random=True, batches=batches, where=_line_of(drawing[-1]))

    return again


def operations(link: Any) -> set[str] | None:
    """Give the kinds of operations in the function of a link, none where it has no function; None if it is opaque."""
    function = getattr(getattr(link, "_map_func", None), "function", None)
    graph = getattr(function, "graph", None)
    if graph is None:
        return set()
    definition = graph.as_graph_def()
    nodes = [*definition.node, *(node for inner in definition.library.function for node in inner.node_def)]
    kinds = {str(node.op) for node in nodes}
    return None if kinds & OPAQUE else kinds


def _line_of(link: Any) -> Where | None:
    """Give the line that maps, or of a helper in another file, the script's line that led to it."""
    stack = MAPPED.get(link, ())
    if not stack:
        return None
    return stack[0] if stack[0].file == stack[-1].file else stack[-1]


def _without(links: list[Any], drawing: list[Any]) -> Any:
    """Give the data set made again from its source, its random functions stilled or left out.

    Raises:
        LookupError: a link that cannot be made again in the same order of rows.
    """
    first = max(at for at, link in enumerate(links) if any(link is one for one in drawing))
    current = links[first]._input_dataset
    for link in reversed(links[: first + 1]):
        kind = type(link).__name__
        if hasattr(link, "_map_func") and kind.lstrip("_") in {"MapDataset", "ParallelMapDataset"}:
            random = any(link is one for one in drawing)
            current = _stilled(current, link) if random else current.map(link._map_func._func)
        elif "Unbatch" in kind:
            current = current.unbatch()
        elif "Batch" in kind and hasattr(link, "_batch_size"):
            current = current.batch(link._batch_size, drop_remainder=link._drop_remainder)
        elif "Take" in kind or "Skip" in kind:
            current = current.take(link._count) if "Take" in kind else current.skip(link._count)
        elif not any(name in kind for name in PASSING):
            raise LookupError(kind)
    return current


def _stilled(current: Any, link: Any) -> Any:
    """Give a map with its random image operations changing nothing, or none where it keeps the form of elements."""
    import tensorflow as tf

    with _still(tf):
        made = current.map(link._map_func._func)
    if not any(DRAWS.search(name) for name in operations(made) or {"Random"}):
        return made
    before, after = tf.nest.flatten(current.element_spec), tf.nest.flatten(link.element_spec)
    if len(before) == len(after) and all(a.is_compatible_with(b) for a, b in zip(before, after, strict=True)):
        return current
    raise LookupError("a random map that changes the form of its elements")


@contextlib.contextmanager
def _still(tf: Any) -> Iterator[None]:
    """Let the random operations on images change nothing, and crops take the middle, for the length of the block."""

    def crop(value: Any, size: Any, *args: Any, **kwargs: Any) -> Any:
        return tf.slice(value, (tf.shape(value) - size) // 2, size)

    new: dict[str, Callable[..., Any]] = {name: (lambda image, *args, **kwargs: image) for name in STILL}
    new["random_crop"] = crop
    new |= {f"stateless_{name}": function for name, function in new.items()}
    old = {name: getattr(tf.image, name) for name in new if hasattr(tf.image, name)}
    try:
        for name in old:
            setattr(tf.image, name, new[name])
        yield
    finally:
        for name, function in old.items():
            setattr(tf.image, name, function)


def _read(dataset: Any) -> list[tuple[Any, ...]] | None:
    found, rows = [], 0
    for element in dataset:
        inputs = to_numpy(unpack_data(element)[0])
        found.append(flat((inputs,)))
        rows += row_count(inputs)
        if rows > MOST_ROWS:
            return None
    return found
