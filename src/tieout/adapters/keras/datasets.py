"""Watches data sets iterated by the user's own loops, and transforms that were adapted to data or applied to it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from tieout.adapters.keras.modes import NOW
from tieout.adapters.keras.packing import is_array, leaves_of, to_numpy, unpack_data
from tieout.adapters.keras.rereading import MAPPED, chain, reader
from tieout.adapters.keras.shared import Shared
from tieout.adapters.keras.undisturbed import undisturbed
from tieout.arrays import as_numpy
from tieout.core.passes import Loader, Step
from tieout.core.score import Where

LIMITING = ("take", "skip", "filter", "shard")
VOCABULARY = 100_000  # longer ones are not listed with a step
SETTINGS = ("standardize", "split", "ngrams", "output_mode", "output_sequence_length", "pad_to_max_tokens")


class Datasets:
    """Hooks on `tf.data`."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.shuffled: weakref.WeakKeyDictionary[Any, Where] = weakref.WeakKeyDictionary()
        self.batched: weakref.WeakKeyDictionary[Any, Where] = weakref.WeakKeyDictionary()
        self.limits: weakref.WeakKeyDictionary[Any, tuple[Where, ...]] = weakref.WeakKeyDictionary()
        self.loaders: weakref.WeakKeyDictionary[Any, tuple[Loader, bool]] = weakref.WeakKeyDictionary()
        self.walks: weakref.WeakKeyDictionary[Any, tuple[Loader, int, bool]] = weakref.WeakKeyDictionary()
        self.count = 0

    def fit(self) -> None:
        """Put the hooks on."""
        from tensorflow.python.data.ops import dataset_ops, iterator_ops

        patches = self.shared.patches
        patches.after(dataset_ops.DatasetV2, "shuffle", lambda args, kwargs, made: self._made(self.shuffled, made))
        patches.after(dataset_ops.DatasetV2, "batch", lambda args, kwargs, made: self._made(self.batched, made))
        for name in LIMITING:
            patches.after(dataset_ops.DatasetV2, name, lambda args, kwargs, made: self._limited(made))
        patches.after(dataset_ops.DatasetV2, "map", lambda args, kwargs, made: self._mapped(made))
        patches.after(dataset_ops.DatasetV2, "__iter__", self._begun)
        patches.after(iterator_ops.OwnedIterator, "__next__", self._yielded)

    def _made(self, lines: Any, dataset: Any) -> None:
        where = self.shared.tape.where()
        if where is not None and not NOW.muted:
            lines[dataset] = where

    def _limited(self, dataset: Any) -> None:
        if not NOW.muted and self.shared.tape.where() is not None:
            self.limits[dataset] = self.shared.tape.stack()

    def _mapped(self, dataset: Any) -> None:
        if not NOW.muted and self.shared.tape.where() is not None:
            MAPPED[dataset] = self.shared.tape.stack()

    def _begun(self, args: tuple[Any, ...], kwargs: dict[str, Any], iterator: Any) -> None:
        if not self.shared.idle() or not hasattr(iterator, "__next__"):
            return
        known = self.loaders.get(args[0])
        if known is None:
            known = self.loaders[args[0]] = self._loader(args[0])
        self.count += 1
        self.walks[iterator] = (known[0], self.count, known[1])

    def _yielded(self, args: tuple[Any, ...], kwargs: dict[str, Any], element: Any) -> None:
        walk = self.walks.get(args[0])
        if walk is None or not self.shared.idle():
            return
        loader, number, batched = walk
        x, y, _ = unpack_data(element)
        inputs, labels = leaves_of(x), leaves_of(y)
        items = [*inputs[:1], *labels[:1], *inputs[1:], *labels[1:]]
        if not batched:
            items = [np.asarray(to_numpy(item))[None] for item in items]
        if items:
            self.shared.tape.batch(loader, number, tuple(items))

    def _loader(self, dataset: Any) -> tuple[Loader, bool]:
        """Describe a data set from the chain of operations it was made by; and tell whether it yields batches."""
        import tensorflow as tf

        loader = Loader(id(dataset), None, shuffle=False, framework="keras", again=reader(dataset))
        batched: bool | None = None
        made: Where | None = None
        for link in chain(dataset):
            kind = type(link).__name__
            if "Shuffle" in kind:
                loader.shuffle = True
                loader.where = loader.where or self.shuffled.get(link)
            made = made or self.batched.get(link)
            loader.limited = loader.limited or self.limits.get(link, ())
            if batched is None and "Unbatch" in kind:
                batched = False
            elif batched is None and "Batch" in kind and hasattr(link, "_batch_size"):
                batched = True
                size, drop = tf.get_static_value(link._batch_size), tf.get_static_value(link._drop_remainder)
                loader.batch_size, loader.drop_last = int(size), bool(drop)
                rows = int(link._input_dataset.cardinality())
                loader.rows = rows if rows >= 0 else None
        if batched is None:
            spec = tf.nest.flatten(dataset.element_spec)[0]
            batched = bool(getattr(spec, "shape", None) is not None and spec.shape.rank and spec.shape[0] is None)
        loader.where = loader.where or made or self.shared.tape.where()
        return loader, batched


class Transforms:
    """Hooks on `adapt`, and what layers of preprocessing do when they are called on data."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.fitted: weakref.WeakKeyDictionary[Any, Where | None] = weakref.WeakKeyDictionary()

    def fit(self) -> None:
        """Put the hooks on."""
        import keras

        owners = {
            owner
            for thing in vars(keras.layers).values()
            if isinstance(thing, type) and hasattr(thing, "adapt")
            for owner in thing.__mro__
            if "adapt" in vars(owner)
        }
        for owner in sorted(owners, key=lambda owner: owner.__name__):
            self.shared.around(owner, "adapt", self._adapting, self._adapted, self._leave)

    def _adapting(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if not self.shared.idle():
            return None
        NOW.depth = 1  # what adapt calls and iterates is not the user's own loop
        return args[0]

    def _leave(self, layer: Any) -> None:
        NOW.depth = 0

    def _adapted(self, layer: Any, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        self._leave(layer)
        where = self.shared.tape.where()
        self.fitted[layer] = where
        data = args[1] if len(args) > 1 else kwargs.get("data")
        data = data if is_array(data) or isinstance(data, (list, tuple)) else None
        self.shared.tape.step(
            Step(
                "estimator",
                type(layer).__name__,
                "fit",
                data,
                None,
                constants(layer),
                where,
                owner=id(layer),
                apply=applier(layer),
                fit_where=where,
                module="keras",
            )
        )

    def applied(self, layer: Any, args: tuple[Any, ...], outputs: Any) -> None:
        """Tell of a layer of preprocessing that was called on data."""
        self.shared.tape.step(
            Step(
                "estimator",
                type(layer).__name__,
                "transform",
                args[0] if args else None,
                to_numpy(outputs),
                constants(layer),
                self.shared.tape.where(),
                owner=id(layer),
                apply=applier(layer),
                fit_where=self.fitted.get(layer),
                module="keras",
            )
        )


def constants(layer: Any) -> dict[str, Any]:
    """Give what a transform has learnt or was given, as arrays and plain values."""
    found: dict[str, Any] = {}
    for name in ("mean", "variance", "scale", "offset", "bin_boundaries"):
        value = getattr(layer, name, None)
        array = as_numpy(value) if value is not None else None
        if array is not None and array.dtype != object:
            found[name] = np.array(array)
    if getattr(layer, "invert", False) is True:
        found["invert"] = True
    if hasattr(layer, "get_vocabulary"):
        with undisturbed():
            words = layer.get_vocabulary()
        if len(words) <= VOCABULARY:
            found["vocabulary"] = [str(word) for word in words]
        found["params"] = settings_of(layer)
    return found


def settings_of(layer: Any) -> dict[str, Any]:
    """Give the plain settings of a layer that has a vocabulary: how it splits, cuts and numbers what it is given."""
    config = layer.get_config()
    return {key: config[key] for key in SETTINGS if isinstance(config.get(key, ()), (str, int, bool, type(None)))}


def applier(layer: Any) -> Callable[[Any], Any]:
    """Give a function that does what the layer does now; a Normalization keeps today's constants."""
    import keras

    if isinstance(layer, keras.layers.Normalization) and as_numpy(layer.mean) is not None:
        mean, deviation = np.array(as_numpy(layer.mean)), np.sqrt(np.array(as_numpy(layer.variance)))
        least, inverted = keras.config.epsilon(), bool(layer.invert)

        def normalize(rows: Any) -> Any:
            rows = np.asarray(to_numpy(rows), dtype=np.float32)
            if inverted:
                return mean + rows * np.maximum(deviation, least)
            return (rows - mean) / np.maximum(deviation, least)

        return normalize

    return Applied(layer)


class Applied:
    """Does what a layer does now."""

    def __init__(self, layer: Any) -> None:
        self.layer = layer

    def __call__(self, rows: Any) -> Any:
        """Give what the layer makes of some rows."""
        with undisturbed():
            return to_numpy(self.layer(rows))

    def with_settings(self, settings: Mapping[str, Any]) -> Applied:
        """Give the same for a layer with this one's vocabulary and other settings."""
        with undisturbed():
            made = type(self.layer).from_config({**self.layer.get_config(), **settings, "vocabulary": None})
            made.set_vocabulary(self.layer.get_vocabulary(include_special_tokens=False))
        return Applied(made)
