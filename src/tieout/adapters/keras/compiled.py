"""A model's compiled loss and metrics, computed again from outputs and labels with fresh objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.adapters.keras.handle import KerasHandle
from tieout.adapters.keras.packing import leaves_of, mapped, row_count
from tieout.adapters.keras.undisturbed import undisturbed

Recompute = Callable[[Any, Any], float]
PerRow = Callable[[Any, Any], Any]

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


class Compiled:
    """What a model was compiled with."""

    def __init__(self, model: Any, handle: KerasHandle) -> None:
        self.model = model
        self.handle = handle

    def metric(self, name: str) -> Any:
        """Give the live metric object behind a name in the logs, or None."""
        container = getattr(self.model, "_compile_metrics", None)
        return _by_name(container).get(name) if container is not None and container.built else None

    def again(self, name: str, weights: Any) -> tuple[Recompute | None, PerRow | None]:
        """Give the functions that compute one entry of the logs again, as a whole and row by row."""
        if name == "loss":
            return self._loss_again(weights)
        metric = self.metric(name)
        if metric is None:
            return None, None
        live = self.model._compile_metrics
        chosen, weighted = live._user_metrics, live._user_weighted_metrics
        names, handle = live.output_names, self.handle

        def fresh(outputs: Any, labels: Any) -> Any:
            from keras.src.trainers.compile_utils import CompileMetrics

            container = CompileMetrics(copied(chosen), copied(weighted), output_names=names)
            container.build(labels, outputs)
            return container

        def recompute(outputs: Any, labels: Any) -> float:
            with undisturbed():
                outputs, labels = as_tensors(outputs, logits=handle.logits), as_tensors(labels)
                container = fresh(outputs, labels)
                container.update_state(labels, outputs, _for_rows(weights, labels))
                return float(container.result()[name])

        def per_row(outputs: Any, labels: Any) -> NDArray[Any]:
            with undisturbed():
                outputs, labels = as_tensors(outputs, logits=handle.logits), as_tensors(labels)
                again = _by_name(fresh(outputs, labels))[name]
                return row_means(again._fn(labels, outputs, **again._fn_kwargs))

        plain = is_row_mean(metric) and not weighted and len(leaves_of(_shape_of(self.model))) <= 1
        return recompute, per_row if plain else None

    def _loss_again(self, weights: Any) -> tuple[Recompute | None, PerRow | None]:
        live = getattr(self.model, "_compile_loss", None)
        if live is None:
            return None, None
        chosen, shares, names, handle = live._user_loss, live._user_loss_weights, live.output_names, self.handle
        penalty = self._penalty()

        def fresh() -> Any:
            from keras.src.trainers.compile_utils import CompileLoss

            return CompileLoss(copied(chosen), shares, output_names=names)

        def recompute(outputs: Any, labels: Any) -> float:
            with undisturbed():
                outputs, labels = as_tensors(outputs, logits=handle.logits), as_tensors(labels)
                return float(fresh()(labels, outputs, _for_rows(weights, labels))) + penalty

        def per_row(outputs: Any, labels: Any) -> NDArray[Any]:
            with undisturbed():
                outputs, labels = as_tensors(outputs, logits=handle.logits), as_tensors(labels)
                container = fresh()
                container.build(labels, outputs)
                _, loss, share, _ = container._flat_losses[0]
                return row_means(loss.call(labels, outputs)) * (1.0 if share is None else share) + penalty

        losses = live._flat_losses or []
        plain = len(losses) == 1 and losses[0].loss.reduction in {"sum_over_batch_size", "mean"} and weights is None
        return recompute, per_row if plain else None

    def _penalty(self) -> float:
        """Give the regularisation that is in the loss now, with the weights as they are."""
        if not any(getattr(v, "regularizer", None) is not None for v in self.model.trainable_variables):
            return 0.0
        import keras

        with undisturbed():
            return sum(float(keras.ops.convert_to_numpy(v)) for v in self.model._get_regularization_losses())


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
        if logits and array.dtype.kind == "f" and array.ndim and keras.backend.backend() == "tensorflow":
            tensor._keras_logits = keras.ops.convert_to_tensor(logits_of(array), dtype=dtype)
        return tensor

    return mapped(value, convert)


def logits_of(probabilities: NDArray[Any]) -> NDArray[Any]:
    """Give logits of a softmax (rows that sum to 1) or a sigmoid, as far as the digits given still hold them."""
    double = probabilities.dtype == np.float64
    p = np.maximum(probabilities.astype(np.float64), 1e-300 if double else 1e-44)
    if p.shape[-1] > 1 and np.allclose(p.sum(axis=-1), 1.0, atol=1e-3):
        return np.asarray(np.log(p))
    return np.asarray(np.log(p) - np.log(np.maximum(1.0 - p, 2.0**-54 if double else 2.0**-25)))


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


def _by_name(container: Any) -> dict[str, Any]:
    """Give the metric objects of a container under the names they have in the logs."""
    found: dict[str, Any] = {}
    for group in [*container._flat_metrics, *container._flat_weighted_metrics]:
        for metric in group.metrics if group else ():
            name = f"{group.output_name}_{metric.name}" if group.output_name else metric.name
            if name in found:
                name = f"weighted_{name}" if group in container._flat_weighted_metrics else f"{name}_{len(found)}"
            found[name] = metric
    return found


def _shape_of(model: Any) -> Any:
    outputs = getattr(model, "outputs", None)
    return list(outputs) if isinstance(outputs, (list, tuple)) else []


def _for_rows(weights: Any, labels: Any) -> Any:
    """Give the sample weights if they belong to these rows."""
    if weights is None or row_count(weights) != row_count(labels):
        return None
    return as_tensors(weights)
