"""Watches calls of models and layers from the user's own lines, and the modes of the layers inside."""

from __future__ import annotations

import functools
import sys
import weakref
from collections.abc import Callable
from typing import Any, Protocol

from tieout.adapters.keras.modes import (
    NOW,
    ModeLog,
    TrainingArgument,
    dropout_functions,
    is_random_image_layer,
    mode_of,
    owners,
)
from tieout.adapters.keras.packing import flat, leaves_of, row_count
from tieout.adapters.keras.shared import Running, Shared, frames_to_script
from tieout.core.score import Where

Preprocess = Callable[[Any, tuple[Any, ...], Any], None]


class Trace(Protocol):
    """Hears of models and metrics called while a compiled function of the user's is traced."""

    moves: bool

    def feeds(self, metric: Any, labels: Any) -> None:
        """Keep a metric object that was fed with symbols for arrays."""

    def add(
        self,
        layer: Any,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        outputs: Any,
        log: ModeLog,
        where: Where | None,
    ) -> None:
        """Keep a call of a model with symbols for arrays."""


class Calls:
    """Hooks on `Layer.__call__` and on the `call` of layers with a mode."""

    def __init__(self, shared: Shared, preprocessed: Preprocess) -> None:
        self.shared = shared
        self.preprocessed = preprocessed
        self.forced: weakref.WeakKeyDictionary[Any, Where] = weakref.WeakKeyDictionary()
        self.traces: list[Trace] = []  # of the `tf.function` of the user's that is running

    def fit(self) -> None:
        """Put the hooks on."""
        import keras

        patches = self.shared.patches
        for owner, family in owners():
            patches.replace(owner, "call", functools.partial(self._mode_tap, family))
        for place, name in dropout_functions():
            patches.replace(place, name, self._dropout_tap)
        if hasattr(keras.layers.RNN, "_maybe_config_dropout_masks"):
            patches.replace(keras.layers.RNN, "_maybe_config_dropout_masks", _unheard)
        patches.replace(keras.Layer, "__call__", self._call_tap)

    # --- modes -------------------------------------------------------------------------------------------------------
    def _mode_tap(self, family: str, original: Any) -> Any:
        from keras.src.backend import in_stateless_scope

        argument = TrainingArgument(original)
        calls = self

        @functools.wraps(original)
        def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
            log = NOW.log
            if log is None or NOW.muted or in_stateless_scope():  # a scope without state only builds
                return original(layer, *args, **kwargs)
            try:
                calls._ran(log, layer, family, argument.read((layer, *args), kwargs))
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                calls.shared.tape.fault(f"keras.{family}", exc)
            NOW.inner += 1
            try:
                return original(layer, *args, **kwargs)
            finally:
                NOW.inner -= 1

        return call

    def _ran(self, log: ModeLog, layer: Any, family: str, training: Any) -> None:
        if not isinstance(training, (bool, int, type(None))) and type(training).__module__ != "numpy":
            return  # decided inside the graph
        mode = mode_of(layer, family, training)
        if mode is None:
            return
        key = (family, mode)
        log.add(key)
        if mode in {"active", "batch"} and key not in log.lines:
            line = self.forced.get(layer) or self.shared.tape.where()
            if line is not None:
                log.lines[key] = line

    def _dropout_tap(self, original: Any) -> Any:
        from keras.src.backend import in_stateless_scope

        calls = self

        @functools.wraps(original)
        def dropout(*args: Any, **kwargs: Any) -> Any:
            log = NOW.log
            if log is not None and not (NOW.muted or NOW.inner or in_stateless_scope()):
                calls.shared.guarded("dropout", lambda: calls._dropped(log, args, kwargs))
            NOW.inner += 1  # Keras' own dropout may call TensorFlow's
            try:
                return original(*args, **kwargs)
            finally:
                NOW.inner -= 1

        return dropout

    def _dropped(self, log: ModeLog, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        rate = kwargs.get("rate", args[1] if len(args) > 1 else 0.0)
        key = ("dropout", "active" if not isinstance(rate, (int, float)) or rate > 0 else "inactive")
        log.add(key)
        line = self.shared.tape.where()
        if line is not None and key[1] == "active":
            log.lines.setdefault(key, line)

    # --- calls -------------------------------------------------------------------------------------------------------
    def _call_tap(self, original: Any) -> Any:
        calls = self

        @functools.wraps(original)
        def __call__(layer: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N807 - stands in for Layer.__call__
            if NOW.depth or NOW.muted:
                return original(layer, *args, **kwargs)
            kind = calls.shared.guarded("__call__", lambda: calls._kind(layer, args, kwargs))
            if kind is None:
                return original(layer, *args, **kwargs)
            log = NOW.log = ModeLog()
            NOW.depth = 1
            try:
                outputs = original(layer, *args, **kwargs)
            finally:
                NOW.depth, NOW.log = 0, None
            calls.shared.guarded("__call__", lambda: calls._called(kind, layer, args, kwargs, outputs, log))
            return outputs

        return __call__

    def _kind(self, layer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
        """Give "eager" or "graph" for a call that computes, None for one that only builds."""
        from keras.src import backend

        if backend.in_stateless_scope():
            return None
        leaves = leaves_of((args, kwargs))
        if any(isinstance(leaf, backend.KerasTensor) for leaf in leaves):
            if kwargs.get("training") is True and TrainingArgument(type(layer).call).default is not True:
                self._forced_here(layer)  # what is active unless told otherwise was asked for by nobody
            return None
        tf = sys.modules.get("tensorflow")
        if tf is not None and backend.backend() == "tensorflow" and not tf.executing_eagerly():
            return "graph"
        return "eager" if leaves else None

    def _forced_here(self, layer: Any) -> None:
        """Remember where a model was built with a layer that is always in training mode."""
        deep = frames_to_script()
        line = (self.shared.tape.where(deep) if deep is not None else None) or self.shared.tape.where()
        if line is not None:
            self.forced[layer] = line

    def _called(
        self, kind: str, layer: Any, args: tuple[Any, ...], kwargs: dict[str, Any], outputs: Any, log: ModeLog
    ) -> None:
        if self.shared.running:
            _into(self.shared.running[-1], kind, log)
        elif kind == "graph":
            if self.traces:
                self.traces[-1].add(layer, args, kwargs, outputs, log, self.shared.tape.where())
        elif is_preprocessing(layer):
            self.preprocessed(layer, args, outputs)
        elif log.counts or layer.weights:
            self.tell(layer, args, kwargs, outputs, log, self.shared.tape.where())

    def tell(
        self,
        layer: Any,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        outputs: Any,
        log: ModeLog,
        where: Where | None,
    ) -> None:
        """Tell the tape of one call of a model with concrete arrays."""
        handle = self.shared.handle_of(layer)
        argument = TrainingArgument(type(layer).call)
        flag = kwargs.get("training")
        args = tuple(args)
        if argument.known and "training" not in kwargs and len(args) >= argument.at:
            flag = args[argument.at - 1]  # the layer itself is the first of the parameters
            args = args[: argument.at - 1]
        rest = {name: value for name, value in kwargs.items() if name != "training"}
        handle.flag = None if flag is None else bool(flag)
        training = handle.default_training() if flag is None else bool(flag)
        self.shared.tape.forward(
            handle,
            flat(args, rest),
            without_gradients(outputs),
            rows=row_count((args, rest)),
            training=training,
            modes=log.counts,
            mode_where=log.lines_inside(where, training=training),
            where=where,
            random=log.draws(),
            asked=bool(flag),
        )


def _into(running: Running, kind: str, log: ModeLog) -> None:
    """Count a step of Keras' own loop; of a function traced twice, the latest trace counts."""
    if kind == "eager":
        running.eager.merge(log)
        return
    import tensorflow as tf

    graph = tf.compat.v1.get_default_graph()
    if running.traced is None or graph is not running.graph:
        running.traced, running.graph = ModeLog(), graph
    running.traced.merge(log)


def is_preprocessing(layer: Any) -> bool:
    """Tell whether a layer is one of Keras' transforms of inputs, without randomness."""
    kind = type(layer)
    home = next((base.__module__ for base in kind.__mro__ if base.__module__.startswith("keras.src.")), "")
    return home.startswith("keras.src.layers.preprocessing") and not is_random_image_layer(kind)


def without_gradients(outputs: Any) -> Any:
    """Give a PyTorch output without the graph behind it; other outputs as they are."""
    return outputs.detach() if hasattr(outputs, "detach") and hasattr(outputs, "requires_grad") else outputs


def _unheard(original: Any) -> Any:
    """Hear no dropout: a recurrent layer draws its masks in either mode, and its cell says whether it applies them."""

    @functools.wraps(original)
    def masks(*args: Any, **kwargs: Any) -> Any:
        NOW.inner += 1
        try:
            return original(*args, **kwargs)
        finally:
            NOW.inner -= 1

    return masks
