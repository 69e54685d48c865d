"""Sees the batches that Keras' own loops are fed: arrays at once, data sets element by element as they pass."""

from __future__ import annotations

import weakref
from typing import Any

from tieout.adapters.keras.packing import flat, leaves_of, row_count, taken, to_numpy, unpack_data
from tieout.adapters.keras.repeating import cut_from_source, repeats, seeded_order
from tieout.adapters.keras.shared import Shared

KEEP_BYTES = 256 << 20  # of one walk through a data set; labels are kept beyond it

BatchOf = tuple[tuple[Any, ...], Any, Any]


class Seen:
    """The elements of one data set that passed since they were last taken.

    `always` are the elements of every walk, once they are known, and `in_order` tells whether they come like that;
    `unlooked` is the data set as it was before it was looked at, if one look is enough. A walk of so many `steps` ends
    before the data set does, which reads ahead; what was read is there for the next walk if it `goes_on` from there.
    """

    def __init__(self) -> None:
        self.elements: list[Any] = []
        self.bytes = 0
        self.always: list[Any] | None = None
        self.in_order = False
        self.unlooked: Any = None
        self.steps: int | None = None
        self.goes_on = False

    def add(self, element: Any) -> None:
        """Keep one element; once the budget is spent, its labels only."""
        self.bytes += sum(int(getattr(leaf, "nbytes", 0)) for leaf in leaves_of(element))
        if self.bytes > KEEP_BYTES:
            _, y, weight = unpack_data(element)
            element = (None, y, weight)
        self.elements.append(element)

    def take(self) -> list[Any]:
        """Give the elements and forget them, unless they are those of every walk."""
        if self.always is not None:
            return self.always
        elements, whole = self.elements, self.bytes <= KEEP_BYTES
        self.elements, self.bytes = [], 0
        if self.steps is not None:
            elements, ahead = elements[: self.steps], elements[self.steps :]
            self.elements = ahead if self.goes_on else []
        if self.unlooked is not None and elements and whole:
            self.always, self.in_order = elements, True
        return elements


class Feeds:
    """Hooks on `EpochIterator`, the one door through which fit, evaluate and predict take their data."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.seen: weakref.WeakKeyDictionary[Any, Seen] = weakref.WeakKeyDictionary()
        self.cut: weakref.WeakKeyDictionary[Any, list[BatchOf]] = weakref.WeakKeyDictionary()
        self.orders: weakref.WeakKeyDictionary[Any, Any] = weakref.WeakKeyDictionary()  # of the rows of arrays

    def fit(self) -> None:
        """Put the hooks on."""
        import keras
        from keras.src.trainers.epoch_iterator import EpochIterator

        patches = self.shared.patches
        patches.after(EpochIterator, "__init__", self._opened)
        if keras.backend.backend() == "tensorflow":
            from keras.src.backend.tensorflow.trainer import TFEpochIterator

            patches.after(TFEpochIterator, "__init__", self._opened_in_graph)
        else:
            patches.after(EpochIterator, "__next__", self._passed)

    def _opened(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        running = self.shared.running
        if running and running[-1].source is None:
            running[-1].source = args[0]
        if running and not _is_array(args[0]):
            self.seen[args[0]] = Seen()

    def _opened_in_graph(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        """Look at each element on its way into the compiled loop, which asks for it inside the graph.

        A look costs a quarter of a small batch's step, so what gives the same rows again is looked at once, and arrays
        that are only cut into batches never: a fit over them is known as well as one over the arrays themselves.
        """
        import tensorflow as tf

        iterator = args[0]
        seen = self.seen.get(iterator)
        dataset = getattr(iterator, "_distributed_dataset", None)
        if seen is None or not isinstance(dataset, tf.data.Dataset):
            return
        trained = self.shared.running[-1]
        any_order = trained.kind == "fit" and trained.source is iterator
        seen.steps, seen.goes_on = iterator.steps_per_epoch, any_order
        if iterator.steps_per_epoch is None:
            seen.always = cut_from_source(dataset, any_order=any_order)
            seen.in_order = repeats(dataset, any_order=False)
            alike = seen.in_order or (any_order and repeats(dataset, any_order=True))
            seen.unlooked = dataset if alike else None
        if seen.always is None:
            iterator._distributed_dataset = _looked_at(tf, dataset, seen, self.shared)

    def _passed(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        seen = self.seen.get(args[0])
        if seen is not None:
            for element in result[2]:
                seen.add(to_numpy(element))

    def batches(self, source: Any, limit: int | None = None) -> tuple[list[BatchOf], Any]:
        """Give the batches of a walk that has just ended, as (inputs, None, labels), and all sample weights."""
        if source is None:
            return [], None
        if not _is_array(source):
            seen = self.seen.get(source)
            elements = [unpack_data(element) for element in (seen.take() if seen is not None else [])]
            if seen is not None and seen.always is not None and seen.unlooked is not None:
                source._distributed_dataset = seen.unlooked
            batches = [(() if x is None else flat((x,)), None, y) for x, y, _ in elements]
            weights = [weight for _, _, weight in elements]
            return batches, weights if any(weight is not None for weight in weights) else None
        adapter = source.data_adapter
        x, y, weight = unpack_data(adapter._inputs)
        known = self.cut.get(source)
        if known is None:
            x, y = to_numpy(x), to_numpy(y)
            size, rows = adapter._batch_size, row_count(x)
            stop = rows if not source.steps_per_epoch else min(rows, size * source.steps_per_epoch)
            order = self.orders[source] = _order_of(source, rows)
            parts = [slice(at, min(at + size, stop)) for at in range(0, stop, size)]
            chosen = parts if order is None else [order[part] for part in parts]
            known = [(flat((taken(x, rows),)), None, taken(y, rows)) for rows in chosen]
            self.cut[source] = known
        batches = known if limit is None else known[:limit]
        order = self.orders.get(source)
        return batches, None if weight is None else [taken(to_numpy(weight), slice(None) if order is None else order)]

    def in_order(self, source: Any) -> bool:
        """Tell whether the batches of a fit are those that were fed, and not the same rows in any order."""
        if not _is_array(source):
            seen = self.seen.get(source)
            return seen is not None and (seen.always is None or seen.in_order)
        return self.orders.get(source) is not None or not source.data_adapter._shuffle


def _order_of(source: Any, rows: int) -> Any:
    """Give the order that the rows of arrays are fed in, None where it is theirs or not known."""
    dataset = getattr(source, "_distributed_dataset", None)
    if source.data_adapter._shuffle is not True or dataset is None or source.steps_per_epoch:
        return None
    order = seeded_order(dataset)
    return order if order is not None and len(order) == rows else None


def _is_array(source: Any) -> bool:
    return type(source.data_adapter).__name__ == "ArrayDataAdapter"


def _looked_at(tf: Any, dataset: Any, seen: Seen, shared: Shared) -> Any:
    """Give the same data set; each element is shown to `seen` when it is asked for."""
    structure = dataset.element_spec
    dense = [isinstance(spec, tf.TensorSpec) for spec in tf.nest.flatten(structure)]
    if not all(dense):
        return dataset  # sparse and ragged elements are left alone

    def show(*leaves: Any) -> None:
        shared.guarded("dataset", lambda: seen.add(tf.nest.pack_sequence_as(structure, list(leaves))))

    def look(*element: Any) -> Any:
        whole = element if isinstance(structure, tuple) else element[0]
        with tf.control_dependencies([tf.numpy_function(show, tf.nest.flatten(whole), [])]):
            return tf.nest.map_structure(tf.identity, whole)

    return dataset.map(look)
