"""One side of a comparison as the user holds it: a model, rows, labels, and how they make a score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tieout.core.score import Where
from tieout.errors import TieoutError
from tieout.record.places import Places

METRICS = ("accuracy", "error rate", "mse", "rmse", "mae")


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A score made from objects that are at hand, for `tieout.explain`; nothing needs to be recorded.

    The model is scored when `explain` is called, as it stands then, and left as it was.

    Attributes:
        model:      a PyTorch module, a Keras model, a fitted scikit-learn estimator, or a function of rows.
        rows:       the rows before any transform: numpy, PyTorch or pandas.
        labels:     one label (or one row of labels) for each row.
        transforms: fitted transformers, or functions, applied to the rows in this order before the model sees them.
        metric:     "accuracy", "error rate", "mse", "rmse", "mae", or a function of numpy arrays that gives a number:
                    (predictions, labels), or (y_true, y_pred) if its first parameter is called so.
        decode:     what makes predictions of the model's outputs: a threshold, or a function. None takes the usual
                    way for "accuracy" and "error rate" (argmax; one column is cut at 0.5, or at 0 where it holds
                    logits), and the outputs as they are for any other metric.
        mode:       "evaluation" or "training"; None is the mode a PyTorch module is in, and evaluation for Keras.
        pooling:    "pooled" over all rows, or "batch-mean" for the mean of the values of batches.
        batch_size: rows in a batch, which matters in training mode and for the mean of batches. 32 as in Keras.
        trained_on: the rows the model was fitted on, before any transform. Without them the transforms of the first
                    side are taken for those of training.
        reported:   the number that was printed for this score elsewhere, if there is one.
        name:       what the statement calls this side.
        where:      the line this side was written on, found by itself.

    Example:
        >>> import numpy as np, tieout
        >>> rows = np.arange(8.0).reshape(8, 1)
        >>> labels = (rows[:, 0] > 3).astype(int)
        >>> good = tieout.Given(lambda x: x[:, 0] - 3.5, rows, labels, name="notebook")
        >>> off = tieout.Given(lambda x: x[:, 0] - 3.5, rows, labels, decode=2.0, name="service")
        >>> tieout.explain(good, off).gap
        -0.25
    """

    model: Any = field(repr=False)
    rows: Any = field(repr=False)
    labels: Any = field(repr=False)
    transforms: Sequence[Any] = field(default=(), repr=False)
    metric: str | Callable[[Any, Any], Any] = "accuracy"
    decode: float | Callable[[Any], Any] | None = None
    mode: Literal["evaluation", "training"] | None = None
    pooling: Literal["pooled", "batch-mean"] = "pooled"
    batch_size: int = 32
    trained_on: Any = field(default=None, repr=False)
    reported: float | str | None = None
    name: str = ""
    where: Where | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Check what can be checked now, and note the line.

        Raises:
            TieoutError: an argument that is none of those it may be.
        """
        if isinstance(self.metric, str) and self.metric not in METRICS:
            raise bad("metric", repr(self.metric), f"give one of {', '.join(METRICS)}, or a function")
        if self.mode not in {"evaluation", "training", None}:
            raise bad("mode", repr(self.mode), "give 'evaluation' or 'training', or leave it out")
        if self.pooling not in {"pooled", "batch-mean"}:
            raise bad("pooling", repr(self.pooling), "give 'pooled' or 'batch-mean'")
        if self.batch_size < 1:
            raise bad("batch_size", repr(self.batch_size), "give a number from 1 up")
        object.__setattr__(self, "where", Places().where())

    @property
    def metric_name(self) -> str:
        """The word for what is computed."""
        if isinstance(self.metric, str):
            return self.metric
        return str(getattr(self.metric, "__name__", type(self.metric).__name__)).removesuffix("_score").strip("<>")


def bad(field_name: str, saw: str, fix: str) -> TieoutError:
    """Give the error for an argument of `Given` that cannot be used."""
    return TieoutError("bad-given", f"{field_name} of tieout.Given cannot be used", saw=saw, fix=fix, code=2)
