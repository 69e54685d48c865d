"""The live model of a side behind the replay interface, whatever framework it is of."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from tieout.arrays import as_numpy
from tieout.core.bare import BareHandle
from tieout.core.trial import ModelHandle, Settings
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


class FunctionHandle(BareHandle):
    """A function from rows to outputs: it can be called again, and has no lever."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self.name = str(getattr(function, "__name__", type(function).__name__)).strip("<>")

    @property
    def model(self) -> object:
        """The user's own function."""
        return self._function

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Call the function with each batch."""
        return [as_numpy(self._function(*batch)) for batch in batches]
