"""Notes transforms made by a function, such as `preprocessing.scale`, which fits anew at every call."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import observed, quiet, replace_everywhere
from tieout.core.passes import Step
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

ESTIMATORS = {
    "scale": "StandardScaler",
    "minmax_scale": "MinMaxScaler",
    "maxabs_scale": "MaxAbsScaler",
    "robust_scale": "RobustScaler",
    "quantile_transform": "QuantileTransformer",
    "power_transform": "PowerTransformer",
}


class FunctionsAdapter(AbstractAdapter):
    """Watches the functions of `sklearn.preprocessing` that are an estimator's fit and transform in one."""

    name: ClassVar[str] = "sklearn"
    module: ClassVar[str] = "sklearn.preprocessing"
    supports: ClassVar[str] = ">=1.4"
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "a function has no model to set")

    def watch(self, tape: Tape) -> Undo:
        """Wrap each of the functions."""
        package: Any = sys.modules["sklearn.preprocessing"]
        patches = Patches(tape, "sklearn.preprocessing")
        for name, estimator in ESTIMATORS.items():
            tap = functools.partial(_applied, tape, getattr(package, estimator))
            replace_everywhere(patches, package, name, observed(tape, f"sklearn.preprocessing.{name}", tap))
        return patches.undo


def _applied(tape: Tape, estimator: Any, given: Mapping[str, Any], result: Any, where: Where) -> None:
    rows, options = next(iter(given.values())), dict(list(given.items())[1:])
    if options.pop("axis", 0) != 0:
        return  # each row by itself: nothing is learnt from the other rows
    fitted = _FittedLater(estimator, rows, options)
    tape.step(
        Step(
            "estimator",
            estimator.__name__,
            "fit_transform",
            rows,
            result,
            {"params": {name: value for name, value in options.items() if name != "copy"}},
            where,
            owner=id(fitted),
            apply=fitted,
            fit_where=where,
            module=estimator.__module__,
        )
    )


class _FittedLater:
    """Applies to other rows what the function learnt from its own; fits only when that is asked."""

    def __init__(self, estimator: Any, rows: Any, options: Mapping[str, Any]) -> None:
        self._estimator = estimator
        self._rows = rows
        self._options = options
        self._fitted: Any = None

    def __call__(self, rows: Any) -> Any:
        with quiet():
            if self._fitted is None:
                self._fitted = self._estimator(**{**self._options, "copy": True}).fit(self._rows)
            return self._fitted.transform(rows)
