"""Watches metric objects and losses that the user's own lines call."""

from __future__ import annotations

import functools
import inspect
import sys
import weakref
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.adapters.keras.calls import Calls, without_gradients
from tieout.adapters.keras.compiled import (
    FUNCTIONS,
    LINES,
    MEANS,
    again_of,
    as_tensors,
    full_name,
    is_row_mean,
    plain_name,
    row_means,
    set_by,
    unsmoothed,
    weighted_by,
)
from tieout.adapters.keras.packing import joined
from tieout.adapters.keras.shared import Shared
from tieout.adapters.keras.undisturbed import undisturbed
from tieout.arrays import as_numpy
from tieout.core.passes import Definition, Meet

KEEP_BYTES = 128 << 20  # of the operands of one metric object


class Fed:
    """What a metric object was fed since its last reset.

    `whole` is False if some of it was not kept; `traced` if it is fed inside a compiled function, unseen.
    """

    def __init__(self, *, traced: bool = False) -> None:
        self.predictions: list[Any] = []
        self.labels: list[Any] = []
        self.weights: list[Any] = []
        self.bytes = 0
        self.traced = traced
        self.whole = not traced

    def add(self, labels: Any, predictions: Any, weights: Any) -> None:
        """Keep one batch, until the budget is spent."""
        self.bytes += int(getattr(labels, "nbytes", 0)) + int(getattr(predictions, "nbytes", 0))
        if self.bytes > KEEP_BYTES:
            self.predictions, self.labels, self.weights, self.whole = [], [], [], False
        if self.whole:
            self.predictions.append(predictions)
            self.labels.append(labels)
            self.weights.append(weights)

    def merge(self) -> tuple[Any, Any, Any]:
        """Give labels, predictions and weights of all rows; later calls find them joined already."""
        if not self.whole or not self.labels:
            return None, None, None
        labels, predictions = joined(self.labels), joined(self.predictions)
        weights = joined(self.weights) if self.weights[0] is not None else None
        self.labels, self.predictions, self.weights = [labels], [predictions], [weights]
        return labels, predictions, weights


class Meets:
    """Hooks on `keras.metrics` and `keras.losses`."""

    def __init__(self, shared: Shared, calls: Calls) -> None:
        self.shared = shared
        self.calls = calls
        self.inside: weakref.WeakKeyDictionary[Any, Meet] = weakref.WeakKeyDictionary()
        self.fed: weakref.WeakKeyDictionary[Any, Fed] = weakref.WeakKeyDictionary()
        self.hooked: set[type] = set()
        self.busy = 0

    def fit(self) -> None:
        """Put the hooks on."""
        import keras

        for thing in list(vars(keras.metrics).values()):
            if isinstance(thing, type) and issubclass(thing, keras.metrics.Metric):
                self._hook(thing)
        self.shared.patches.after(keras.metrics.Metric, "__init__", lambda a, k, r: self._hook(type(a[0])))
        self.shared.patches.replace(keras.losses.Loss, "__call__", self._loss_tap)
        self.shared.patches.after(keras.losses.Loss, "__init__", self._made)
        modules = [keras.losses, keras.metrics]
        for name in ("keras._tf_keras.keras.losses", "keras._tf_keras.keras.metrics"):
            modules.extend(filter(None, [sys.modules.get(name)]))
        for module in modules:
            for name, function in list(vars(module).items()):
                if inspect.isfunction(function) and _takes_pairs(function):
                    kind = "loss" if module.__name__.endswith("losses") else "function"
                    self.shared.patches.replace(module, name, functools.partial(self._function_tap, kind))

    def _hook(self, kind: type) -> None:
        """Put hooks on what a class of metrics defines; one of the user's own is found when an object of it is made."""
        for owner in kind.__mro__:
            if owner in self.hooked or not hasattr(owner, "update_state"):
                continue
            self.hooked.add(owner)
            for name, tap in (
                ("update_state", self._updated),
                ("result", self._resulted),
                ("reset_state", self._reset),
            ):
                if inspect.isfunction(vars(owner).get(name)):
                    self.shared.patches.replace(owner, name, functools.partial(self._outermost, name, tap))

    def _outermost(self, name: str, tap: Any, original: Any) -> Any:
        meets = self

        @functools.wraps(original)
        def tapped(metric: Any, *args: Any, **kwargs: Any) -> Any:
            if meets.busy or not meets.shared.idle():
                return original(metric, *args, **kwargs)
            meets.busy += 1
            try:
                result = original(metric, *args, **kwargs)
                meets.shared.guarded(name, lambda: tap(metric, args, kwargs, result))
            finally:
                meets.busy -= 1
            return result

        return tapped

    def _made(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        where = self.shared.tape.where()
        if where is not None:
            LINES[args[0]] = where

    # --- metric objects ----------------------------------------------------------------------------------------------
    def _updated(self, metric: Any, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        fed = self.fed.setdefault(metric, Fed())
        named = dict(zip(_parameters(metric), args, strict=False)) | kwargs
        values = [named.get("y_true", named.get("values")), named.get("y_pred"), named.get("sample_weight")]
        if any(_symbolic(value) for value in values):
            fed.traced, fed.whole = True, False
            if self.calls.traces:
                self.calls.traces[-1].feeds(metric, values[0])
            return
        labels, predictions, weights = (without_gradients(value) for value in values)
        if predictions is None:  # a mean of numbers: no labels in sight
            labels = predictions = np.atleast_1d(np.asarray(as_numpy(labels)))
        fed.add(labels, predictions, weights)

    def ran_inside(self, metric: Any, labels: Any) -> None:
        """Tell that a compiled function fed a metric object; nobody sees the predictions, but the pass is known."""
        if "y_pred" in _parameters(metric):
            meet = Meet("object", plain_name(metric.name, metric), None, labels, None, None)
            self.shared.tape.meet(meet)
            self.inside[metric] = meet

    def _reset(self, metric: Any, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        before = self.fed.get(metric)
        self.fed[metric] = Fed(traced=before is not None and before.traced)

    def _resulted(self, metric: Any, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        value = as_numpy(result)
        if isinstance(result, dict) or _symbolic(result) or value is None or value.size != 1:
            return
        where = self.shared.tape.where()
        labels, predictions, weights = self.fed.setdefault(metric, Fed()).merge()
        if "y_pred" not in _parameters(metric):
            if predictions is not None and where is not None:
                self.shared.tape.reduced("mean", predictions, float(value), where)
            return

        inside = self.inside.get(metric) if predictions is None else None  # the tape wrote the pass into it
        recompute, per_row = again_of(metric)
        definition = Definition(full_name(metric))
        if weights is not None:
            definition = weighted_by(definition, as_numpy(weights), of_mean=True)
        self.shared.tape.meet(
            Meet(
                "object",
                plain_name(metric.name, metric),
                predictions,
                labels,
                float(value.reshape(())),
                where,
                pass_id=inside.pass_id if inside is not None else None,
                recompute=recompute,
                per_row=per_row if is_row_mean(metric) else None,
                definition=definition,
            )
        )

    # --- losses ------------------------------------------------------------------------------------------------------
    def _loss_tap(self, original: Any) -> Any:
        def met(loss: Any, named: dict[str, Any], result: Any) -> None:
            weights = as_numpy(named.get("sample_weight"))

            def functions(used: Any) -> tuple[Any, Any]:
                def recompute(outputs: Any, truth: Any, shares: Any = None) -> float:
                    with undisturbed():
                        counts = None if shares is None else as_tensors(shares)
                        value = original(used, as_tensors(truth), as_tensors(outputs), counts)
                        return float(np.mean(row_means(value)))

                def per_row(outputs: Any, truth: Any) -> Any:
                    with undisturbed():
                        return row_means(used.call(as_tensors(truth), as_tensors(outputs)))

                return recompute, per_row if loss.reduction in MEANS else None

            options = getattr(loss, "_fn_kwargs", {})
            definition = set_by(full_name(loss), options, lambda: functions(unsmoothed(loss)))
            definition = replace(definition, where=LINES.get(loss))
            if weights is not None and weights.ndim:
                definition = weighted_by(definition, weights, of_mean=loss.reduction not in MEANS[:2])
            self._loss_met("loss", str(loss.name), named, result, *functions(loss), definition)

        return self._pair_tap(original, met, bound=True)

    def _function_tap(self, kind: str, original: Any) -> Any:
        def met(_: Any, named: dict[str, Any], result: Any) -> None:
            rest = {name: value for name, value in named.items() if name not in {"y_true", "y_pred"}}

            def functions(options: dict[str, Any]) -> tuple[Any, Any]:
                def per_row(outputs: Any, truth: Any) -> Any:
                    with undisturbed():
                        return row_means(original(as_tensors(truth), as_tensors(outputs), **options))

                return lambda p, y: float(np.mean(per_row(p, y))), per_row

            plain = functools.partial(functions, {**rest, "label_smoothing": 0.0})
            definition = set_by(FUNCTIONS.get(original.__name__, ""), rest, plain)
            self._loss_met(kind, plain_name(original.__name__), named, result, *functions(rest), definition)

        return self._pair_tap(original, met, bound=False)

    def _pair_tap(self, original: Any, met: Any, *, bound: bool) -> Any:
        meets = self
        names = [p for p in inspect.signature(original).parameters if p != "self"]

        @functools.wraps(original)
        def tapped(*args: Any, **kwargs: Any) -> Any:
            if meets.busy or not meets.shared.idle():
                return original(*args, **kwargs)
            meets.busy += 1
            try:
                result = original(*args, **kwargs)
                owner, rest = (args[0], args[1:]) if bound else (None, args)
                named = dict(zip(names, rest, strict=False)) | kwargs
                meets.shared.guarded("loss", lambda: met(owner, named, result))
            finally:
                meets.busy -= 1
            return result

        return tapped

    def _loss_met(
        self,
        kind: Any,
        name: str,
        named: dict[str, Any],
        result: Any,
        recompute: Any,
        per_row: Any,
        definition: Definition,
    ) -> None:
        labels, predictions = named.get("y_true"), named.get("y_pred")
        if _symbolic(labels) or _symbolic(predictions) or _symbolic(result):
            return
        values = as_numpy(result)
        if values is None or values.size == 0:
            return
        value = float(np.mean(values))
        where = self.shared.tape.where()
        self.shared.tape.meet(
            Meet(
                kind, name, without_gradients(predictions), without_gradients(labels), value, where,
                recompute=recompute, per_row=per_row, result=values if values.ndim else None, definition=definition,
            )
        )  # fmt: skip


@functools.lru_cache(maxsize=256)
def _parameters_of(kind: Any) -> tuple[str, ...]:
    return tuple(name for name in inspect.signature(kind.update_state).parameters if name != "self")


def _parameters(metric: Any) -> tuple[str, ...]:
    kind: Any = type(metric)
    return _parameters_of(kind)


def _takes_pairs(function: Any) -> bool:
    try:
        return list(inspect.signature(function).parameters)[:2] == ["y_true", "y_pred"]
    except (TypeError, ValueError):
        return False


def _symbolic(value: Any) -> bool:
    """Tell whether a value stands for one that is not known yet."""
    if value is None or isinstance(value, (np.ndarray, float, int)):
        return False
    return hasattr(value, "shape") and as_numpy(value) is None
