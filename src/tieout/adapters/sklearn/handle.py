"""A fitted estimator behind the handle interface: predictions from the fit it had when a pass ran."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from tieout.adapters._calls import quiet
from tieout.adapters._fitted import can_take, numbers, with_state
from tieout.adapters.sklearn.config import settings_by_part, with_settings
from tieout.arrays import as_numpy
from tieout.core.bare import BareHandle
from tieout.core.trial import Lever, Settings


class SklearnHandle(BareHandle):
    """One estimator as it was fitted when a pass ran, with the method that gave the pass its outputs."""

    framework = "sklearn"

    def __init__(self, estimator: Any, method: str, fitted: Any) -> None:
        self.name = type(estimator).__name__
        self.method = method
        self._model = estimator
        self._fitted = fitted
        self._config: Mapping[str, Mapping[str, Any]] | None = None
        self.levers: frozenset[Lever] = frozenset({Lever.CONFIG, *([Lever.STATE] if can_take(fitted) else [])})

    @property
    def model(self) -> object:
        """The user's own estimator, which may have been fitted again since."""
        return self._model

    def state(self) -> dict[str, Any]:
        """Give every number the fit left, as numpy copies by attribute path."""
        return numbers(self._fitted)

    def config(self) -> Mapping[str, Mapping[str, Any]]:
        """Give the settings of the estimator and of those inside it, read once: a handle is of one fit."""
        if self._config is None:
            self._config = settings_by_part(self._fitted)
        return self._config

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Predict each batch with the fit the pass had, or with `settings.state` in its place."""
        fitted = self._fitted if settings.state is None else with_state(self._fitted, settings.state)
        if settings.config:
            fitted = with_settings(fitted, settings.config)
        random = np.random.get_state()
        try:
            with quiet():
                return [as_numpy(getattr(fitted, self.method)(*_named(fitted, inputs))) for inputs in batches]
        finally:
            np.random.set_state(random)

    def refitted_on(self, rows: Any, labels: Any, scored: Any, transforms: Sequence[Callable[[Any], Any]]) -> Any:
        """Give the outputs for scored rows after a new fit, with the transforms fitted first; None if that fails."""
        from sklearn.base import clone

        random = np.random.get_state()
        try:
            with quiet(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                known, asked = rows, scored
                for transform in transforms:
                    fitted = clone(transform.owner).fit(known, labels)  # type: ignore[attr-defined]
                    known, asked = fitted.transform(known), fitted.transform(asked)
                return as_numpy(getattr(clone(self._model).fit(known, labels), self.method)(asked))
        except Exception:  # noqa: BLE001 - an estimator may refuse what it was never meant for
            return None
        finally:
            np.random.set_state(random)

    @property
    def classes(self) -> Any:
        """The classes that columns of probabilities or scores stand for, None for any other outputs."""
        found = None if self.method == "predict" else getattr(self._fitted, "classes_", None)
        return found if isinstance(found, np.ndarray) and len(found) > 2 else None  # two may have one column

    @property
    def cut(self) -> float | None:
        """The cut that was tuned around a classifier and makes its classes, None for any other estimator."""
        found = getattr(_last(self._fitted), "best_threshold_", None)
        return float(found) if found is not None and self.method == "predict" else None

    def uncut(self, batches: Sequence[tuple[Any, ...]]) -> Any:
        """Give the classes that the classifier inside makes by itself; None if that fails."""
        try:
            with quiet():
                inside, parts = _last(self._fitted).estimator_, []
                for rows, *_ in batches:
                    fed = self._fitted[:-1].transform(rows) if hasattr(self._fitted, "steps") else rows
                    parts.append(np.asarray(inside.predict(*_named(inside, (fed,)))))
        except Exception:  # noqa: BLE001 - a classifier may refuse rows that its wrapper took
            return None
        return np.concatenate(parts)

    def cut_at(self, batches: Sequence[tuple[Any, ...]], level: float) -> Any:
        """Give the classes of a classifier of two, the second from a probability of `level` on; None if it has none."""
        classes: Any = getattr(self._fitted, "classes_", ())
        if self.method != "predict" or len(classes) != 2 or not hasattr(self._fitted, "predict_proba"):
            return None
        try:
            with quiet():
                likely = [self._fitted.predict_proba(*_named(self._fitted, inputs))[:, 1] for inputs in batches]
        except Exception:  # noqa: BLE001 - an estimator may refuse what it was never meant for
            return None
        return np.where(np.concatenate(likely) >= level, classes[1], classes[0])


def _last(fitted: Any) -> Any:
    """Give the last step of a pipeline, anything else as it is."""
    steps = getattr(fitted, "steps", None)
    return steps[-1][1] if isinstance(steps, list) and steps else fitted


def _named(fitted: Any, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give rows that went through numpy as a frame again, where the estimator was fitted on columns with names."""
    names, pandas = getattr(fitted, "feature_names_in_", None), sys.modules.get("pandas")
    rows = inputs[0] if inputs else None
    if names is None or pandas is None or not isinstance(rows, np.ndarray) or rows.shape[1:] != (len(names),):
        return inputs
    return (pandas.DataFrame(rows, columns=names), *inputs[1:])
