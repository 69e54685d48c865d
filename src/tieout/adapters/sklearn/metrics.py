"""Notes every call of a metric of `sklearn.metrics` that the user's own code makes."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import observed, quiet
from tieout.adapters.sklearn.options import OPTIONS, with_option
from tieout.adapters.sklearn.quick import quick
from tieout.adapters.sklearn.reports import scores_of
from tieout.core.passes import Definition, Meet
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

_SHORT = {
    "mean_squared_error": "mse",
    "mean_absolute_error": "mae",
    "mean_absolute_percentage_error": "mape",
    "root_mean_squared_error": "rmse",
    "mean_squared_log_error": "msle",
    "root_mean_squared_log_error": "rmsle",
    "roc_auc_score": "auc",
    "matthews_corrcoef": "mcc",
    "brier_score_loss": "brier",
}
_FULL = {
    "accuracy_score": "accuracy",
    "balanced_accuracy_score": "balanced accuracy",
    "f1_score": "f1",
    "precision_score": "precision",
    "recall_score": "recall",
    "matthews_corrcoef": "mcc",
    "cohen_kappa_score": "kappa",
    "average_precision_score": "average precision",
    "log_loss": "cross-entropy",
    "brier_score_loss": "brier",
    "zero_one_loss": "error rate",
    "mean_squared_error": "mse",
    "root_mean_squared_error": "rmse",
    "mean_absolute_error": "mae",
    "mean_absolute_percentage_error": "mape",
    "r2_score": "r2",
}
_TRUTH = frozenset({"y_true", "labels_true", "y1"})
_CURVES = ("_ratios", "_v_measure")
_SEVERAL = (
    "_score",
    "_matrix",
    "_report",
    "_support",
    "roc_curve",
    "precision_recall_curve",
)  # give more than one number
_LOSSES = ("_loss", "_error", "_deviance")

_QUOTED = frozenset({"accuracy", "macro f1", "weighted f1"})  # of a report; each is examined, the rest if it is printed

PerRow = Callable[[Any, Any], Any]


def short_name(function: str) -> str:
    """Give the plain name of a metric function: `accuracy_score` is `accuracy`."""
    return _SHORT.get(function) or function.removesuffix("_score")


def full_name(function: str, options: Mapping[str, Any], labels: Any) -> str:
    """Give the full name of a metric as it was called: `macro f1`, `top-3 accuracy`; "" for one not known."""
    name = _FULL.get(function, "")
    if function in {"f1_score", "precision_score", "recall_score"}:
        average = options.get("average", "binary")
        if average == "binary":
            return name if _is_larger(options.get("pos_label", 1), labels) else ""
        return f"{average} {name}" if average in {"macro", "micro", "weighted"} else ""
    if function == "top_k_accuracy_score":
        return f"top-{int(options.get('k', 2))} accuracy"
    if function == "roc_auc_score":
        if options.get("max_fpr") is not None or options.get("multi_class", "raise") == "ovo":
            return ""
        average = options.get("average", "macro")
        return "auc" if options.get("multi_class", "raise") == "raise" else f"{average} auc"
    if options.get("normalize", True) is not True or options.get("adjusted") or options.get("multioutput") is not None:
        return ""
    return name


def named(original: Any, labels: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a definition tells of how a metric was called: its full name, and its family where it has one."""
    name = original.__name__
    if name not in OPTIONS:
        return {"name": full_name(name, options, labels)}
    option, usual, others = OPTIONS[name]
    chosen = options.get(option, usual)

    def family() -> dict[str, Callable[..., float]]:
        called = ((value, {**options, option: value}) for value in dict.fromkeys((chosen, *others)))
        return {with_option(name, options, v): recompute_of(original, name, labels, given) for v, given in called}

    return {"name": with_option(name, options, chosen), "family": family}


def _is_larger(positive: Any, labels: Any) -> bool:
    """Tell whether the positive class is the larger of two labels, as everywhere else."""
    try:
        return bool(positive == np.unique(np.asarray(labels))[-1])
    except TypeError:
        return False


def weighting_of(options: Mapping[str, Any]) -> Definition:
    """Give how the rows were weighted."""
    given = options.get("sample_weight")
    if given is None:
        return Definition()
    each = np.asarray(given, dtype=float)
    if each.ndim != 1 or not each.any() or np.allclose(each, each[0]):
        return Definition()
    each = each / each.mean()
    return Definition(weighting=f"weights of the rows, {each.min():.3g} to {each.max():.3g}", weights=lambda _: each)


def measures(function: Any) -> bool:
    """Tell whether a public name of `sklearn.metrics` compares labels with predictions and gives numbers."""
    name = getattr(function, "__name__", "")
    if inspect.isclass(function) or not callable(function) or name.endswith(_CURVES):
        return False
    if not (name.endswith((*_SEVERAL, *_LOSSES)) or name == "matthews_corrcoef"):
        return False
    try:
        first, second = list(inspect.signature(function).parameters)[:2]
    except (TypeError, ValueError):
        return False
    return first in _TRUTH and second != "labels"


def per_row_of(name: str, labels: Any, options: Mapping[str, Any]) -> PerRow | None:
    """Give the function whose mean over rows is the metric as it was called, None if it is no such mean."""
    if options.get("normalize", True) is not True:
        return None
    if options.get("multioutput", "uniform_average") != "uniform_average":
        return None
    if name == "log_loss":
        return _log_loss_rows(labels, options.get("labels"))
    if name == "brier_score_loss":
        return _brier_rows(labels, options.get("pos_label"))
    return _ROWS.get(name)


def _right(predictions: Any, labels: Any) -> Any:
    same = np.asarray(predictions) == np.asarray(labels)
    return (same if same.ndim == 1 else same.all(axis=tuple(range(1, same.ndim)))).astype(float)


def _wrong(predictions: Any, labels: Any) -> Any:
    return 1.0 - _right(predictions, labels)


def _mean_of(term: Callable[[Any, Any], Any]) -> PerRow:
    def rows(predictions: Any, labels: Any) -> Any:
        p, y = np.asarray(predictions, dtype=float), np.asarray(labels, dtype=float)
        if p.shape != y.shape:  # a column of one counts as no column, as in the metric
            p, y = p.reshape(len(p), -1), y.reshape(len(y), -1)
        values = term(p, y)
        return values.reshape(len(values), -1).mean(axis=1)

    return rows


_ROWS: dict[str, PerRow] = {
    "accuracy_score": _right,
    "zero_one_loss": _wrong,
    "mean_squared_error": _mean_of(lambda p, y: (p - y) ** 2),
    "mean_absolute_error": _mean_of(lambda p, y: abs(p - y)),
    "mean_absolute_percentage_error": _mean_of(lambda p, y: abs(p - y) / np.maximum(abs(y), np.finfo(float).eps)),
    "mean_squared_log_error": _mean_of(lambda p, y: (np.log1p(p) - np.log1p(y)) ** 2),
}


def _log_loss_rows(labels: Any, given: Any) -> PerRow | None:
    y = np.asarray(labels)
    if y.ndim != 1:
        return None
    classes = np.unique(y if given is None else np.asarray(given))
    if len(classes) < 2:
        return None

    def rows(predictions: Any, some: Any) -> Any:
        p = np.asarray(predictions)
        eps = np.finfo(p.dtype if p.dtype.kind == "f" else float).eps
        p = p.astype(float)
        if p.ndim == 1:
            p = np.column_stack([1 - p, p])
        elif p.shape[1] == 1:
            p = np.column_stack([1 - p[:, 0], p[:, 0]])
        picked = p[np.arange(len(p)), np.searchsorted(classes, np.asarray(some))]
        return -np.log(np.clip(picked, eps, 1 - eps))

    return rows


def _brier_rows(labels: Any, positive: Any) -> PerRow | None:
    classes = np.unique(np.asarray(labels))
    if len(classes) != 2:
        return None
    high = classes[1] if positive is None else positive

    def rows(predictions: Any, some: Any) -> Any:
        p = np.asarray(predictions, dtype=float)
        if p.ndim != 1:
            raise ValueError("a Brier score of rows is known for one column of probabilities")
        return (p - (np.asarray(some) == high)) ** 2

    return rows


def recompute_of(original: Any, name: str, labels: Any, options: Mapping[str, Any]) -> Callable[..., float]:
    """Give the metric as it was called, for other predictions and labels, and weights of these rows."""
    fixed = {key: value for key, value in options.items() if key != "sample_weight"}
    if name == "log_loss" and fixed.get("labels") is None and np.ndim(labels) == 1:
        fixed["labels"] = np.unique(np.asarray(labels))  # some of the rows may lack a class

    def recompute(predictions: Any, some: Any, shares: Any = None) -> float:
        found = quick(name, fixed, predictions, some) if shares is None else None
        if found is not None:
            return found
        weighted = {} if shares is None else {"sample_weight": shares}
        with quiet():
            return float(original(some, predictions, **fixed, **weighted))

    return recompute


class MetricsAdapter(AbstractAdapter):
    """Watches the functions of `sklearn.metrics`."""

    name: ClassVar[str] = "sklearn"
    module: ClassVar[str] = "sklearn.metrics"
    supports: ClassVar[str] = ">=1.4"
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "a metric function has no model to set")

    def watch(self, tape: Tape) -> Undo:
        """Wrap every metric where the package shows it; where it is defined it stays, since scorers hold it."""
        package: Any = sys.modules["sklearn.metrics"]
        patches = Patches(tape, "sklearn.metrics")
        for public in package.__all__:
            function = getattr(package, public, None)
            if measures(function):
                tap = functools.partial(_met, tape, function)
                make = observed(tape, f"sklearn.metrics.{public}", tap)
                patches.replace(package, public, functools.partial(_shown, make))
        return patches.undo


def _shown(make: Callable[[Any], Any], original: Any) -> Any:
    """Give the wrapper of a metric, which pickle finds where the package shows it.

    The metric itself is found where it is defined, so that a scorer, which holds it, can be saved as ever.
    """
    wrapper = make(original)
    wrapper.__module__ = "sklearn.metrics"
    return wrapper


def _met(tape: Tape, original: Any, given: Mapping[str, Any], result: Any, where: Where) -> None:
    labels, predictions = list(given.values())[:2]  # in the order of the signature, however they were passed
    options = dict(list(given.items())[2:])
    tape.meet(_meet(original, labels, predictions, options, result, where))
    if original.__name__ == "classification_report":
        for function, chosen, value, name in scores_of(given, result):
            tape.meet(_meet(function, labels, predictions, chosen, value, where))
            if name in _QUOTED:
                tape.score(f"report.{name}", value, where, metric=name)


def _meet(
    original: Any, labels: Any, predictions: Any, options: Mapping[str, Any], result: Any, where: Where | None
) -> Meet:
    name = original.__name__
    one = isinstance(result, (int, float, np.number)) or (isinstance(result, np.ndarray) and result.ndim == 0)
    return Meet(
        "loss" if name.endswith(_LOSSES) else "function",
        short_name(name),
        predictions,
        labels,
        float(result) if one else result,
        where,
        recompute=recompute_of(original, name, labels, options) if one else None,
        per_row=per_row_of(name, labels, options) if one else None,
        result=result,
        op=name,
        definition=replace(weighting_of(options), **named(original, labels, options)),
    )
