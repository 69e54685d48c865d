"""The live model of a side behind the replay interface, whatever framework it is of."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tieout.arrays import as_numpy
from tieout.core.trial import BatchNormFacts, Lever, ModelHandle, Settings
from tieout.core.values import is_estimator
from tieout.given.side import bad

PROBABILITIES = ("predict_proba", "decision_function", "predict")


def handle_of(model: Any, *, scores: bool) -> ModelHandle:
    """Give the handle of a model; `scores` asks an estimator for probabilities in place of classes.

    Raises:
        TieoutError: it is no model and cannot be called.
    """
    keras, torch = sys.modules.get("keras"), sys.modules.get("torch")
    if keras is not None and isinstance(model, keras.Layer):  # before torch: on that backend it is a module too
        from tieout.adapters.keras.handle import KerasHandle

        return KerasHandle(model)
    if torch is not None and isinstance(model, torch.nn.Module):
        from tieout.adapters.torch.handle import TorchHandle

        return TorchHandle(model)
    if is_estimator(model) and hasattr(model, "predict"):
        from tieout.adapters.sklearn.handle import SklearnHandle

        method = next(name for name in PROBABILITIES if hasattr(model, name)) if scores else "predict"
        return SklearnHandle(model, method, model)
    if callable(model):
        return FunctionHandle(model)
    raise bad("model", type(model).__name__, "give a model of Keras, PyTorch or scikit-learn, or a function")


class FunctionHandle:
    """A function from rows to outputs: it can be called again, and has no lever."""

    framework = "python"
    levers: frozenset[Lever] = frozenset()

    def __init__(self, function: Any) -> None:
        self._function = function
        self.name = str(getattr(function, "__name__", type(function).__name__)).strip("<>")

    @property
    def model(self) -> object:
        """The user's own function."""
        return self._function

    def state(self) -> dict[str, Any]:
        """Give nothing: what a function computes with is not known."""
        return {}

    def config(self) -> dict[str, Any]:
        """Give nothing: a function has no settings that could be read."""
        return {}

    def version(self) -> int:
        """Give 0: nothing is set in place."""
        return 0

    def buffers(self) -> frozenset[str]:
        """Give the empty set."""
        return frozenset()

    def flags(self) -> Mapping[str, bool] | bool | None:
        """Give None: a function has no training flag."""
        return None

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Call the function with each batch."""
        return [as_numpy(self._function(*batch)) for batch in batches]

    def batchnorm(self) -> list[BatchNormFacts]:
        """Give the empty list."""
        return []

    def recalibrated(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> dict[str, Any]:
        """Give nothing: there are no running statistics."""
        return {}
