"""Watches optimizer steps of the user's own, and models called inside the user's own `tf.function`."""

from __future__ import annotations

import functools
import os
import sys
import sysconfig
import weakref
from dataclasses import dataclass
from types import FrameType
from typing import Any

import numpy as np

from tieout.adapters.keras.calls import Calls
from tieout.adapters.keras.meets import Meets
from tieout.adapters.keras.modes import NOW, ModeLog
from tieout.adapters.keras.packing import mapped
from tieout.adapters.keras.shared import Shared
from tieout.core.score import Where

GENERATED = "__autograph_generated_file"
LIBRARIES = (
    os.path.realpath(sysconfig.get_paths()["stdlib"]) + os.sep,
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__)))) + os.sep,
)


@dataclass(eq=False)
class Symbolic:
    """A model that was called while a function was traced."""

    layer: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    outputs: Any
    log: ModeLog
    where: Where | None
    graph: Any


class Traced:
    """What happens inside one compiled function, as its last trace showed."""

    def __init__(self) -> None:
        self.calls: list[Symbolic] = []
        self.metrics: dict[int, tuple[Any, Any, Any]] = {}
        self.moves = False

    def feeds(self, metric: Any, labels: Any) -> None:
        """Keep a metric object that is fed inside."""
        import tensorflow as tf

        self.metrics[id(metric)] = (metric, labels, tf.compat.v1.get_default_graph())

    def add(
        self,
        layer: Any,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        outputs: Any,
        log: ModeLog,
        where: Where | None,
    ) -> None:
        """Keep a call of a model."""
        import tensorflow as tf

        graph = tf.compat.v1.get_default_graph()
        # A function that makes variables is traced twice; the second trace is the one that runs.
        self.calls = [c for c in self.calls if c.layer is not layer or c.graph is graph]
        line = written_line() or where
        generated = {key for key, inner in log.lines.items() if GENERATED in inner.file}
        log.lines = {key: line if key in generated and line else inner for key, inner in log.lines.items()}
        self.calls.append(Symbolic(layer, args, kwargs, outputs, log, line, graph))


class Functions:
    """Hooks on optimizers and on compiled functions."""

    def __init__(self, shared: Shared, calls: Calls, meets: Meets) -> None:
        self.shared = shared
        self.calls = calls
        self.meets = meets
        self.known: weakref.WeakKeyDictionary[Any, Traced] = weakref.WeakKeyDictionary()

    def fit(self) -> None:
        """Put the hooks on."""
        import keras
        from keras.src.optimizers.base_optimizer import BaseOptimizer

        self.shared.patches.after(BaseOptimizer, "apply", self._stepped)
        if keras.backend.backend() == "tensorflow":
            from tensorflow.python.eager.polymorphic_function import polymorphic_function

            self.shared.patches.replace(polymorphic_function.Function, "__call__", self._function_tap)

    def _stepped(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        import keras

        if not self.shared.idle():
            return
        if keras.backend.backend() == "tensorflow":
            import tensorflow as tf

            if not tf.executing_eagerly():
                if self.calls.traces:
                    self.calls.traces[-1].moves = True
                return
        self.shared.tape.moved(None)

    def _function_tap(self, original: Any) -> Any:
        functions = self

        @functools.wraps(original)
        def __call__(function: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N807 - stands in for Function.__call__
            if functions.calls.traces or not functions.shared.idle():
                return original(function, *args, **kwargs)
            known = functions.known.get(function)
            if known is not None and known.moves:  # told before the weights move
                functions.shared.guarded("function", lambda: functions._ran(known, args, kwargs, None))
            fresh = Traced()
            functions.calls.traces.append(fresh)
            try:
                result = original(function, *args, **kwargs)
            finally:
                functions.calls.traces.pop()
            functions.shared.guarded(
                "function", lambda: functions._returned(function, known, fresh, args, kwargs, result)
            )
            return result

        return __call__

    def _returned(
        self,
        function: Any,
        known: Traced | None,
        fresh: Traced,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        result: Any,
    ) -> None:
        told = known is not None and known.moves
        if fresh.calls or fresh.moves or fresh.metrics:
            known = self.known[function] = fresh
        if known is None:
            return
        if not told:
            self._ran(known, args, kwargs, result)
        if known.moves:
            self.shared.tape.moved(None)

    def _ran(self, trace: Traced, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        """Tell of every model called inside, with the concrete arrays in place of the symbols."""
        import tensorflow as tf

        if not tf.executing_eagerly():
            return
        given = [leaf for leaf in tf.nest.flatten((args, kwargs)) if _is_fed(tf, leaf)]
        for call in trace.calls:
            inputs = call.graph.inputs
            lost: list[Any] = []

            def concrete(symbol: Any, inputs: Any = inputs, lost: list[Any] = lost) -> Any:
                at = next((at for at, one in enumerate(inputs) if one is symbol), None)
                if at is None or at >= len(given):
                    lost.append(symbol)
                    return symbol
                return given[at]

            fed, named = mapped(call.args, concrete), mapped(call.kwargs, concrete)
            if lost:
                continue  # fed by something computed inside
            outputs = self._output(tf, call, result)
            NOW.inner += 1
            try:
                self.calls.tell(call.layer, fed, named, outputs, call.log, call.where)
            finally:
                NOW.inner -= 1
        for metric, labels, graph in trace.metrics.values():
            at = next((at for at, one in enumerate(graph.inputs) if one is labels), None)
            self.meets.ran_inside(metric, given[at] if at is not None and at < len(given) else None)

    def _output(self, tf: Any, call: Symbolic, result: Any) -> Any:
        """Give what the model computed, if the function returned just that."""
        if result is None or not tf.is_tensor(call.outputs):
            return None
        returned = tf.nest.flatten(result, expand_composites=True)
        for symbol, value in zip(call.graph.outputs, returned, strict=False):
            behind = symbol.op.inputs[0] if symbol.op.type == "Identity" else symbol
            if call.outputs is symbol or call.outputs is behind:
                return value
        return None


def written_line() -> Where | None:
    """Give the innermost line the user wrote, if TensorFlow runs it from a file of its own making."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and GENERATED not in frame.f_code.co_filename:
        frame = frame.f_back
    if frame is None:
        return None
    from tensorflow.python.util import tf_stack

    for seen in reversed(tf_stack.extract_stack()):  # TensorFlow maps its generated lines back
        home = os.path.dirname(os.path.realpath(seen.filename)) + os.sep
        foreign = f"{os.sep}site-packages{os.sep}" in home or home.startswith(LIBRARIES) or GENERATED in seen.filename
        if not foreign and os.path.exists(seen.filename):
            near = os.path.relpath(seen.filename)
            return Where(os.path.abspath(seen.filename) if near.startswith("..") else near, seen.lineno)
    return None


def _is_fed(tf: Any, leaf: Any) -> bool:
    return isinstance(leaf, (np.ndarray, tf.Tensor, tf.Variable))
