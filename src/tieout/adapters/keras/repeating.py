"""Data sets of `tf.data` that give the same rows at every walk: read from their source, or looked at only once."""

from __future__ import annotations

from typing import Any

import numpy as np

from tieout.adapters.keras.packing import sliced
from tieout.adapters.keras.rereading import DRAWS, chain, operations
from tieout.adapters.keras.undisturbed import undisturbed

BATCHING = frozenset({"BatchDataset", "ParallelBatchDataset"})
MAPPING = frozenset({"MapDataset", "ParallelMapDataset"})
HANDING_ON = frozenset({"PrefetchDataset", "OptionsDataset", "CacheDataset"})
CUTTING = frozenset({"TakeDataset", "SkipDataset"})
SOURCES = frozenset({"TensorSliceDataset", "RangeDataset"})
UNBATCHING, SHUFFLING = frozenset({"UnbatchDataset", "RestructuredDataset"}), "ShuffleDataset"


def _kind(link: Any) -> str:
    return type(link).__name__.lstrip("_")


def cut_from_source(dataset: Any, *, any_order: bool) -> list[Any] | None:
    """Give the elements of a data set that cuts arrays into batches and does no more, as views of the arrays.

    A shuffled one is in the order of its source, and only with `any_order`. None for every other data set.
    """
    import tensorflow as tf

    links = list(chain(dataset))
    passed = HANDING_ON | ({SHUFFLING} if any_order else set())
    cutting = [link for link in links[:-1] if _kind(link) not in passed]
    source = links[-1]
    if len(cutting) != 1 or _kind(cutting[0]) not in BATCHING or _kind(source) != "TensorSliceDataset":
        return None
    if any(_kind(link) == "CacheDataset" and tf.get_static_value(link._filename) != b"" for link in links):
        return None  # the file may have been written from other rows
    size, drop = (tf.get_static_value(getattr(cutting[0], name)) for name in ("_batch_size", "_drop_remainder"))
    if (
        size is None
        or drop is None
        or not all(isinstance(s, tf.TensorSpec) for s in tf.nest.flatten(source._structure))
    ):
        return None
    arrays = [_viewed(tensor) for tensor in source._tensors]
    size, rows = int(size), len(arrays[0])
    stop = rows - rows % size if drop else rows
    whole = tf.nest.pack_sequence_as(source._structure, arrays)
    return [sliced(whole, at, min(at + size, stop)) for at in range(0, stop, size)]


def _viewed(tensor: Any) -> Any:
    try:
        return np.asarray(memoryview(tensor))
    except (TypeError, ValueError, BufferError):
        return tensor.numpy()  # words, and types that numpy has no name for


def repeats(dataset: Any, *, any_order: bool) -> bool:
    """Tell whether every walk gives the same elements: nothing is drawn, no code of Python runs, no variable is read.

    With `any_order` it is enough that every walk gives the same rows.
    """
    links = list(chain(dataset))
    shuffled = False
    for link in reversed(links[:-1]):
        kind = _kind(link)
        if kind == SHUFFLING:
            shuffled = True
        elif kind in MAPPING:
            names = operations(link)
            if names is None or any(DRAWS.search(name) or "Variable" in name for name in names):
                return False
        elif kind in CUTTING:
            if shuffled:
                return False
        elif kind not in BATCHING | HANDING_ON | UNBATCHING:
            return False
    return _kind(links[-1]) in SOURCES and (any_order or not shuffled)


def seeded_order(dataset: Any) -> Any:
    """Give the order of rows in every epoch of a fit over arrays whose shuffle is seeded; None for any other data set.

    Keras draws a whole epoch's permutation inside a map. An operation with a seed begins anew with every walk, so each
    epoch has the permutation that one more walk through that map gives.
    """
    links = list(chain(dataset))
    while len(inputs := links[-1]._inputs()) > 1:
        links += chain(inputs[0])  # zipped with the arrays, which come second
    for link in links:
        function = getattr(getattr(link, "_map_func", None), "function", None)
        nodes = function.graph.as_graph_def().node if function is not None else ()
        shuffles = [node for node in nodes if node.op == "RandomShuffle"]
        if shuffles:
            seeded = all(node.attr["seed"].i or node.attr["seed2"].i for node in shuffles)
            with undisturbed():
                return next(iter(link)).numpy() if seeded else None
    return None
