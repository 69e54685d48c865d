"""A model's compiled loss and metrics, computed again from outputs and labels with fresh objects."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.adapters.keras.handle import KerasHandle
from tieout.adapters.keras.packing import leaves_of, mapped
from tieout.adapters.keras.tracing import Traced
from tieout.adapters.keras.undisturbed import undisturbed
from tieout.core.passes import PLAIN as PLAIN_DEFINITION
from tieout.core.passes import Definition
from tieout.core.score import Where
from tieout.core.values import labels_of_output

Recompute = Callable[..., float]
PerRow = Callable[[Any, Any], Any]

MEANS = ("sum_over_batch_size", "mean", "mean_with_sample_weight")
FULL = {
    "SparseCategoricalAccuracy": "accuracy", "CategoricalAccuracy": "accuracy", "BinaryAccuracy": "binary accuracy",
    "Accuracy": "accuracy", "MeanSquaredError": "mse", "MeanAbsoluteError": "mae", "RootMeanSquaredError": "rmse",
    "R2Score": "r2", "Precision": "precision", "Recall": "recall", "SparseCategoricalCrossentropy": "cross-entropy",
    "CategoricalCrossentropy": "cross-entropy", "BinaryCrossentropy": "binary cross-entropy",
}  # fmt: skip
LINES: weakref.WeakKeyDictionary[Any, Where] = weakref.WeakKeyDictionary()  # that compiled a model, or made a loss
FUNCTIONS = {
    "sparse_categorical_crossentropy": "cross-entropy", "categorical_crossentropy": "cross-entropy",
    "binary_crossentropy": "binary cross-entropy", "mean_squared_error": "mse", "mean_absolute_error": "mae",
    "sparse_categorical_accuracy": "accuracy", "categorical_accuracy": "accuracy", "binary_accuracy": "binary accuracy",
}  # fmt: skip

PLAIN = {
    "AUC": "auc", "F1Score": "f1", "FBetaScore": "fbeta", "Precision": "precision", "Recall": "recall",
    "MeanSquaredError": "mse", "MeanAbsoluteError": "mae", "RootMeanSquaredError": "rmse", "R2Score": "r2",
}  # fmt: skip


def plain_name(name: str, metric: Any = None) -> str:
    """Give the word of the field for a metric: `accuracy` for every kind of it, `auc`, `loss`, else its own name."""
    kind = type(metric).__name__ if metric is not None else ""
    if kind in PLAIN:
        return PLAIN[kind]
    if kind.startswith("TopK") or "top_k" in name:
        return "top-k accuracy"
    if kind.endswith("Accuracy") or name in {"acc", "accuracy"} or name.endswith(("_accuracy", "_acc")):
        return "accuracy"
    return name


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a model of several: its name, its place, and the key it has among what the model gives."""

    name: str
    at: int
    key: str

    def labels(self, given: Any) -> Any:
        """Give the labels of this output; the only ones there are go with every output."""
        return labels_of_output(given, self.name, self.at)


class Compiled:
    """What a model was compiled with."""

    def __init__(self, model: Any, handle: KerasHandle) -> None:
        self.model = model
        self.handle = handle

    def metric(self, name: str) -> Any:
        """Give the live metric object behind a name in the logs, or None."""
        container = getattr(self.model, "_compile_metrics", None)
        return _by_name(container).get(name) if container is not None and container.built else None

    def again(self, name: str, weights: Any) -> tuple[Recompute | None, PerRow | None, Definition]:
        """Give the functions that compute an entry of the logs again, as a whole and row by row, and its definition."""
        import keras

        if name == "loss":
            return self._loss_again(weights)
        metric = self.metric(name)
        if metric is None:
            return None, None, PLAIN_DEFINITION
        live = self.model._compile_metrics
        chosen, weighted = live._user_metrics, live._user_weighted_metrics
        names, handle = live.output_names, self.handle
        counts = weights is not None and _by_name(live, weighted=True).get(name) is metric

        def fresh(outputs: Any, labels: Any) -> Any:
            from keras.src.trainers.compile_utils import CompileMetrics

            container = CompileMetrics(copied(chosen), copied(weighted), output_names=names)
            container.build(labels, outputs)
            return container

        entries = Traced(fresh, eager=is_row_mean(metric) or not _traces(self.model))

        def recompute(outputs: Any, labels: Any, shares: Any = None) -> float:
            with undisturbed():
                outputs, labels = as_tensors(outputs, logits=handle.logits), as_tensors(labels)
                return float(entries(outputs, labels, None if shares is None else as_tensors(shares))[name])

        def per_row(outputs: Any, labels: Any) -> NDArray[Any]:
            with undisturbed():
                outputs, labels = as_tensors(outputs, logits=handle.logits), as_tensors(labels)
                plain = type(metric) is keras.metrics.MeanMetricWrapper  # a function of the user's, which holds nothing
                again = metric if plain else _by_name(fresh(outputs, labels))[name]
                return row_means(again._fn(labels, outputs, **again._fn_kwargs))

        plain = is_row_mean(metric) and len(leaves_of(_shape_of(self.model))) <= 1
        definition = Definition(full_name(metric))
        if counts:
            definition = weighted_by(definition, weights, of_mean=True)
        return recompute, per_row if plain else None, definition

    def own(self, name: str) -> Any:
        """Give a metric object that is an attribute of the model and no part of what it was compiled with, or None."""
        tracked = getattr(self.model, "_metrics", None) or ()
        return next((m for m in tracked if m.name == name and is_row_mean(m)), None)

    def not_reset(self) -> dict[str, tuple[float, float]]:
        """Give sum and count of what the model's own metric objects hold that its loops do not reset, by name."""
        own = [metric for metric in getattr(self.model, "_metrics", None) or () if is_row_mean(metric)]
        try:
            listed = {id(metric) for metric in self.model.metrics} if own else set()
        except Exception:  # noqa: BLE001 - a property of the user's, which may want a model that is built
            return {}
        return {m.name: (float(m.total), float(m.count)) for m in own if id(m) not in listed}

    def of_own(self, name: str, earlier: tuple[float, float]) -> tuple[Recompute | None, PerRow | None, Definition]:
        """Give the functions that compute a metric object of the model again, which was fed by a step of the user's."""
        metric = self.own(name)
        if metric is None:
            return None, None, PLAIN_DEFINITION

        _, per_row = again_of(metric)

        def recompute(outputs: Any, labels: Any) -> float:
            return float(np.mean(per_row(outputs, labels)))

        return recompute, per_row, Definition(full_name(metric), earlier=earlier)

    def output_of(self, name: str) -> Output | None:
        """Give the output of the model that an entry of the logs is of, None where there is only one."""
        live = getattr(self.model, "_compile_metrics", None)
        names = list(getattr(live, "output_names", None) or ())
        if live is None or not live.built or len(names) < 2:
            return None
        wanted = self.metric(name)
        for group in live._flat_metrics:
            if group is not None and group.output_name in names and any(m is wanted for m in group.metrics):
                at = names.index(group.output_name)
                by_name = isinstance(getattr(self.model, "_outputs_struct", None), dict)
                return Output(group.output_name, at, group.output_name if by_name else str(at))
        return None

    def of_output(self, name: str) -> tuple[Recompute, PerRow | None, Definition]:
        """Give the functions that compute a metric of one output again, from that output and its labels."""
        metric = self.metric(name)
        recompute, per_row = again_of(metric)
        return recompute, per_row if is_row_mean(metric) else None, Definition(full_name(metric))

    def _loss_again(self, weights: Any) -> tuple[Recompute | None, PerRow | None, Definition]:
        import keras

        live = getattr(self.model, "_compile_loss", None)
        if live is None:
            return None, None, PLAIN_DEFINITION
        chosen, shares, names, handle = live._user_loss, live._user_loss_weights, live.output_names, self.handle

        def fresh(smoothing: bool = True) -> Any:
            from keras.src.trainers.compile_utils import CompileLoss

            return CompileLoss(copied(chosen) if smoothing else unsmoothed(chosen), shares, output_names=names)

        def functions(smoothing: bool) -> tuple[Recompute, PerRow]:
            def recompute(outputs: Any, labels: Any, counts: Any = None) -> float:
                with undisturbed():
                    outputs, labels = as_tensors(outputs, logits=handle.logits), as_tensors(labels)
                    return float(fresh(smoothing)(labels, outputs, None if counts is None else as_tensors(counts)))

            def per_row(outputs: Any, labels: Any) -> NDArray[Any]:
                with undisturbed():
                    outputs, labels = as_tensors(outputs, logits=handle.logits), as_tensors(labels)
                    container = fresh(smoothing)
                    container.build(labels, outputs)
                    _, loss, share, _ = container._flat_losses[0]
                    return row_means(loss.call(labels, outputs)) * (1.0 if share is None else share)

            return recompute, per_row

        losses = live._flat_losses or []
        rows = len(losses) == 1 and losses[0].loss.reduction in MEANS
        definition = PLAIN_DEFINITION
        if len(losses) == 1:
            loss = losses[0].loss
            plain = functools.partial(functions, False) if rows else None
            definition = set_by(full_name(loss), getattr(loss, "_fn_kwargs", {}), plain)
            given = chosen if isinstance(chosen, keras.losses.Loss) else self.model
            definition = replace(definition, where=LINES.get(given))
        if weights is not None:
            definition = weighted_by(definition, weights, of_mean=losses[0].loss.reduction not in MEANS[:2])
        said = penalties_of(self.model)
        if said:
            definition = replace(definition, penalty=handle.penalty, penalties=said)
        recompute, per_row = functions(True)
        return recompute, per_row if rows else None, definition


def set_by(
    name: str, options: Mapping[str, Any], plain: Callable[[], tuple[Recompute, PerRow | None]] | None
) -> Definition:
    """Say how a loss was set by its options: the predictions it wants, and the smoothing of its labels."""
    smoothing = float(options.get("label_smoothing") or 0.0)
    wants = ""
    if name in {"cross-entropy", "binary cross-entropy"}:
        wants = "logits" if options.get("from_logits") else "probabilities"
    if not smoothing:
        return Definition(name, wants)
    return Definition(name, wants, f"labels smoothed by {smoothing:g}", plain=plain() if plain is not None else None)


def weighted_by(definition: Definition, weights: Any, *, of_mean: bool) -> Definition:
    """Give the definition of what was computed with weights a row; `of_mean` if their sum was divided by."""
    if isinstance(weights, (list, tuple, dict)):
        return definition  # one for each of several outputs
    each = np.asarray(weights, dtype=np.float64)
    each = each.reshape(len(each), -1).mean(axis=1)
    if np.allclose(each, 1.0):
        return definition
    if of_mean and each.any():
        each = each / each.mean()
    said = ", ".join(filter(None, (definition.weighting, f"weights of the rows, {each.min():.3g} to {each.max():.3g}")))
    return replace(definition, weighting=said, weights=lambda _: each, where=None)  # given where the rows are


def unsmoothed(thing: Any) -> Any:
    """Give losses with fresh objects in place of live ones, labels as they are."""
    import keras

    if isinstance(thing, dict):
        return {key: unsmoothed(item) for key, item in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [unsmoothed(item) for item in thing]
    if isinstance(thing, keras.losses.Loss) and getattr(thing, "_fn_kwargs", {}).get("label_smoothing"):
        return type(thing).from_config({**thing.get_config(), "label_smoothing": 0.0})
    return copied(thing)


def penalties_of(model: Any) -> str:
    """Say what is added to the loss of a model beside its compiled losses; "" if nothing is."""
    found: dict[str, int] = {}
    for variable in model.trainable_variables:
        regularizer = getattr(variable, "regularizer", None)
        if regularizer is not None:
            settings: dict[str, Any] = getattr(regularizer, "get_config", dict)()
            factors = ", ".join(f"{key} {float(value):g}" for key, value in settings.items() if np.ndim(value) == 0)
            said = f"{type(regularizer).__name__}({factors})"
            found[said] = found.get(said, 0) + 1
    weights = sum(getattr(v, "regularizer", None) is not None for v in model.trainable_variables)
    parts = [f"{said} on {count} weights" for said, count in found.items()]
    inner = len(model.losses) - weights
    return ", ".join([*parts, *([f"{inner} terms added by layers"] if inner > 0 else [])])


def full_name(thing: Any) -> str:
    """Give the full name of a metric or a loss: `macro f1`, `top-3 accuracy`; "" for one not known."""
    kind = type(thing).__name__
    if kind in FULL:
        return FULL[kind]
    function = getattr(getattr(thing, "fn", None) or getattr(thing, "_fn", None), "__name__", "")
    if kind in {"LossFunctionWrapper", "MeanMetricWrapper"} and function in FUNCTIONS:
        return FUNCTIONS[function]
    if kind.startswith(("TopK", "SparseTopK")):
        return f"top-{int(getattr(thing, '_fn_kwargs', {}).get('k', 5))} accuracy"
    if kind == "F1Score":
        average = getattr(thing, "average", None)
        return f"{average} f1" if average in {"macro", "micro", "weighted"} else ""
    if kind == "AUC":
        return "auc" if getattr(thing, "curve", None) is not None and thing.curve.name == "ROC" else ""
    return ""


def _traces(model: Any) -> bool:
    """Tell whether Keras runs the metrics of a model as a traced function, and all of them are its own."""
    import keras

    if keras.backend.backend() != "tensorflow" or model.run_eagerly:
        return False
    return all(type(metric).__module__.startswith("keras.src.") for metric in model._compile_metrics.metrics)


def copied(thing: Any) -> Any:
    """Give metrics or losses with fresh objects in place of live ones; names and functions stay as they are."""
    import keras

    if isinstance(thing, dict):
        return {key: copied(item) for key, item in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [copied(item) for item in thing]
    if isinstance(thing, (keras.metrics.Metric, keras.losses.Loss)):
        return type(thing).from_config(thing.get_config())
    return thing


def as_tensors(value: Any, *, logits: bool | None = False) -> Any:
    """Give arrays as the tensors Keras would make of them in a loop, logits attached where the model gave them."""
    import keras

    def convert(leaf: Any) -> Any:
        array = np.asarray(leaf)
        dtype = keras.config.floatx() if array.dtype.kind == "f" else None
        tensor = keras.ops.convert_to_tensor(array, dtype=dtype)
        if logits and array.ndim and keras.backend.backend() == "tensorflow" and _are_probabilities(array):
            tensor._keras_logits = keras.ops.convert_to_tensor(logits_of(array), dtype=dtype)
        return tensor

    return mapped(value, convert)


def _are_probabilities(array: NDArray[Any]) -> bool:
    return array.dtype.kind == "f" and bool(((array >= 0.0) & (array <= 1.0)).all())


def logits_of(probabilities: NDArray[Any]) -> NDArray[Any]:
    """Give logits of a softmax (rows that sum to 1) or a sigmoid, as far as the digits given still hold them."""
    double = probabilities.dtype == np.float64
    p = np.maximum(probabilities.astype(np.float64), 1e-300 if double else 1e-44)
    if p.shape[-1] > 1 and np.allclose(p.sum(axis=-1), 1.0, atol=1e-3):
        return np.asarray(np.log(p))
    return np.asarray(np.log(p) - np.log(np.maximum(1.0 - p, 2.0**-54 if double else 2.0**-25)))


def again_of(metric: Any) -> tuple[Recompute, PerRow]:
    """Give what a metric object says of other rows, with a fresh object, and its function's value for each of them.

    The second makes sense where `is_row_mean` says so.
    """

    def recompute(outputs: Any, labels: Any, shares: Any = None) -> float:
        with undisturbed():
            fresh = copied(metric)
            weights = () if shares is None else (as_tensors(shares),)
            fresh.update_state(as_tensors(labels), as_tensors(outputs), *weights)
            return float(fresh.result())

    def per_row(outputs: Any, labels: Any) -> NDArray[Any]:
        with undisturbed():
            return row_means(metric._fn(as_tensors(labels), as_tensors(outputs), **metric._fn_kwargs))

    return recompute, per_row


def row_means(values: Any) -> NDArray[Any]:
    """Give one number a row: the mean over whatever else a metric's values are spread over."""
    import keras

    array = np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float64)
    return array if array.ndim <= 1 else array.reshape(len(array), -1).mean(axis=1)


def is_row_mean(metric: Any) -> bool:
    """Tell whether a metric is the mean of one number a row."""
    import keras

    mean = keras.metrics.MeanMetricWrapper
    return isinstance(metric, mean) and type(metric).result is mean.result


def _by_name(container: Any, *, weighted: bool = False) -> dict[str, Any]:
    """Give the metric objects of a container under the names they have in the logs; `weighted`: those that weigh."""
    found: dict[str, Any] = {}
    weighing: dict[str, Any] = {}
    for group in [*container._flat_metrics, *container._flat_weighted_metrics]:
        for metric in group.metrics if group else ():
            name = f"{group.output_name}_{metric.name}" if group.output_name else metric.name
            if name in found:
                name = f"weighted_{name}" if group in container._flat_weighted_metrics else f"{name}_{len(found)}"
            found[name] = metric
            if group in container._flat_weighted_metrics:
                weighing[name] = metric
    return weighing if weighted else found


def _shape_of(model: Any) -> Any:
    outputs = getattr(model, "outputs", None)
    return list(outputs) if isinstance(outputs, (list, tuple)) else []
