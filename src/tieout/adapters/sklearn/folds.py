"""Watches cross-validation: held-out rows of all folds are one pass, fitted rows another; scores are means of folds."""

from __future__ import annotations

import functools
import sys
import threading
import warnings
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import is_quiet, quiet, user_line
from tieout.adapters.sklearn.handle import SklearnHandle
from tieout.adapters.sklearn.scores import measured
from tieout.arrays import as_numpy, row_ids
from tieout.core.passes import CROSS_VALIDATION, FITTED_FOLDS, Meet
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

MOST = 64  # folds kept of one search
MOST_OF_CURVE = 512  # folds kept of anything else
LARGEST = 1 << 24  # numbers in the rows of all folds that are put together


class Fold:
    """One fold: the estimator, the rows it was fitted on and held out, and what it predicted for these."""

    def __init__(self, estimator: Any, given: Mapping[str, Any]) -> None:
        self.estimator = estimator
        self.rows, self.labels = given["X"], given["y"]
        self.train, self.test = given["train"], given["test"]
        self.scorer, self.parameters = given.get("scorer"), given.get("parameters")
        self.plain = not given.get("fit_params") and not given.get("score_params")
        self.outputs: dict[str, Any] = {}
        self.fitted_outputs: dict[str, Any] = {}
        self.scores: Any = None
        self.fitted_scores: Any = None

    def predicted(self, estimator: Any, method: str, outputs: Any) -> None:
        """Keep what the fold's own estimator, or the last step of its pipeline, gave for held-out, then fitted rows."""
        steps = getattr(self.estimator, "steps", None)
        last = steps[-1][1] if isinstance(steps, list) and steps else None
        if estimator is not self.estimator and estimator is not last:
            return
        if method not in self.outputs and len(outputs) == len(self.test):
            self.outputs[method] = as_numpy(outputs)
        elif method in self.outputs and len(outputs) == len(self.train):
            self.fitted_outputs.setdefault(method, as_numpy(outputs))

    def score(self, name: str, kind: str = CROSS_VALIDATION) -> float | None:
        """Give the fold's value of one metric, over held-out or over fitted rows."""
        scores = self.scores if kind == CROSS_VALIDATION else self.fitted_scores
        value = scores.get(name) if isinstance(scores, dict) else scores
        return float(value) if isinstance(value, (int, float, np.floating)) else None


class _Now(threading.local):
    """The fold that is being scored, and the cross-validations under way."""

    def __init__(self) -> None:
        self.fold: Fold | None = None
        self.under_way: list[list[Fold]] = []


NOW = _Now()


class FoldsHandle(SklearnHandle):
    """The estimators of all folds, which can be fitted again with transforms inside the folds."""

    def __init__(self, folds: Sequence[Fold], method: str) -> None:
        super().__init__(folds[0].estimator, method, folds[0].estimator)
        self.levers = frozenset()
        self._folds = folds

    def state(self) -> dict[str, Any]:
        """Give nothing: every fold has weights of its own."""
        return {}

    def refitted(self, transforms: Sequence[Callable[[Any], Any]], rows: Any, labels: Any) -> Any:
        """Give the outputs of the folds with transforms fitted on the training rows of each; None if that fails."""
        from sklearn.base import clone

        owners = [getattr(transform, "owner", None) for transform in transforms]
        order = np.concatenate([fold.test for fold in self._folds])
        whole = len(order) == len(rows) == len(np.unique(order)) == order.max() + 1
        if None in owners or not whole or not all(fold.plain for fold in self._folds):
            return None
        table, truth = np.empty_like(rows), np.empty_like(labels)
        table[order], truth[order] = rows, labels
        found, random = [], np.random.get_state()
        try:
            with quiet(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for fold in self._folds:
                    known, held_out, answers = table[fold.train], table[fold.test], truth[fold.train]
                    for owner in owners:
                        fitted = clone(owner).fit(known, answers)
                        known, held_out = fitted.transform(known), fitted.transform(held_out)
                    model = clone(fold.estimator).fit(known, answers)
                    found.append(as_numpy(getattr(model, self.method)(held_out)))
        finally:
            np.random.set_state(random)
        return np.concatenate([np.asarray(part) for part in found])

    def regrouped(self, owners: Any) -> Any:
        """Give the outputs of as many folds that keep all rows of one owner together; None if that fails."""
        from sklearn.base import clone
        from sklearn.model_selection import GroupKFold
        from sklearn.utils import _safe_indexing

        fold, order = self._folds[0], np.concatenate([each.test for each in self._folds])
        whole = len(order) == len(owners) == len(np.unique(order)) == order.max() + 1
        if not whole or not all(each.plain for each in self._folds):
            return None
        groups, made, random = np.empty_like(owners), None, np.random.get_state()
        groups[order] = owners
        try:
            with quiet(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for train, test in GroupKFold(len(self._folds)).split(groups, groups=groups):
                    known, answers = _safe_indexing(fold.rows, train), _safe_indexing(fold.labels, train)
                    model = clone(fold.estimator).fit(known, answers)
                    part = np.asarray(as_numpy(getattr(model, self.method)(_safe_indexing(fold.rows, test))))
                    made = np.empty((len(order), *part.shape[1:]), part.dtype) if made is None else made
                    made[test] = part
        finally:
            np.random.set_state(random)
        return None if made is None else made[order]


class FoldsAdapter(AbstractAdapter):
    """Watches `cross_validate`, on which the other functions of cross-validation stand, and the folds inside."""

    name: ClassVar[str] = "sklearn"
    module: ClassVar[str] = "sklearn.model_selection"
    supports: ClassVar[str] = ">=1.4"
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "every fold has a model of its own")

    def watch(self, tape: Tape) -> Undo:
        """Wrap the functions where scikit-learn looks them up."""
        patches = Patches(tape, "sklearn.model_selection")
        inside, searching = (sys.modules[f"sklearn.model_selection.{name}"] for name in ("_validation", "_search"))
        shown: Any = sys.modules["sklearn.model_selection"]
        scored = _scored(tape, inside._fit_and_score)
        validated = _validated(tape, inside.cross_validate)
        curves = {name: _drawn(tape, getattr(inside, name)) for name in ("learning_curve", "validation_curve")}
        for place, name, wrapper in (
            (inside, "_fit_and_score", scored),
            (searching, "_fit_and_score", scored),
            (inside, "cross_validate", validated),
            (shown, "cross_validate", validated),
            *((place, name, wrapper) for name, wrapper in curves.items() for place in (inside, shown)),
        ):
            patches.replace(place, name, functools.partial(_instead, wrapper))
        return patches.undo


def _instead(wrapper: Any, _original: Any) -> Any:
    return wrapper


def _scored(tape: Tape, original: Any) -> Any:
    @functools.wraps(original)
    def tapped(*args: Any, **kwargs: Any) -> Any:
        if not NOW.under_way or NOW.fold is not None or is_quiet():
            return original(*args, **kwargs)
        try:
            given = {**dict(zip(("estimator", "X", "y"), args, strict=False)), **kwargs}
            fold = NOW.fold = Fold(given["estimator"], given)
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            tape.fault("sklearn.folds", exc)
            return original(*args, **kwargs)
        try:
            result = original(*args, **kwargs)
        finally:
            NOW.fold = None
        fold.scores, fold.fitted_scores = result.get("test_scores"), result.get("train_scores")
        _keep(NOW.under_way[-1], fold)
        return result

    return tapped


def _keep(folds: list[Fold], fold: Fold) -> None:
    """Keep a fold; of a search, those of the settings at hand and of the best ones so far."""
    if len(folds) < (MOST if fold.parameters else MOST_OF_CURVE):
        folds.append(fold)
        return
    others = {id(f.parameters): [g for g in folds if g.parameters is f.parameters] for f in folds}
    others.pop(id(fold.parameters), None)
    if not others:
        return
    worst = min(others.values(), key=_mean_of)
    folds[:] = [f for f in folds if f.parameters is not worst[0].parameters]
    folds.append(fold)


def _mean_of(folds: Sequence[Fold]) -> float:
    values = [value for fold in folds if (value := fold.score("score")) is not None]
    return float(np.mean(values)) if values else -np.inf


def _watched(original: Any, tape: Tape, tell: Callable[[Any, list[Fold], Where], None]) -> Any:
    """Wrap a function that cross-validates: `tell` what it gave, of which folds, on which line."""

    @functools.wraps(original)
    def tapped(*args: Any, **kwargs: Any) -> Any:
        line = None if NOW.under_way or is_quiet() else user_line(tape)
        if line is None:
            return original(*args, **kwargs)
        folds: list[Fold] = []
        NOW.under_way.append(folds)
        try:
            result = original(*args, **kwargs)
        finally:
            NOW.under_way.remove(folds)
        try:
            tell(result, folds, line)
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            tape.fault(f"sklearn.{original.__name__}", exc)
        return result

    return tapped


def _validated(tape: Tape, original: Any) -> Any:
    def tell(result: Any, folds: list[Fold], line: Where) -> None:
        for name in [key.removeprefix("test_") for key in result if key.startswith("test_")]:
            for kind in (FITTED_FOLDS, CROSS_VALIDATION):
                _tell(tape, folds, name, line, kind)

    return _watched(original, tape, tell)


def _drawn(tape: Tape, original: Any) -> Any:
    """Wrap what cross-validates for several sizes of training or several values of one parameter."""

    def tell(_: Any, folds: list[Fold], line: Where) -> None:
        points: dict[Hashable, list[Fold]] = {}
        for fold in folds:
            key = repr(fold.parameters) if fold.parameters else len(fold.train)
            points.setdefault(key, []).append(fold)
        for point in points.values():
            for kind in (FITTED_FOLDS, CROSS_VALIDATION):
                _tell(tape, point, "score", line, kind)

    return _watched(original, tape, tell)


def searched(tape: Tape, search: Any, folds: Sequence[Fold], line: Where | None) -> None:
    """Tell of the folds of the best settings that a search found."""
    best = getattr(search, "best_params_", None)
    if best is None:
        return
    chosen = [fold for fold in folds if fold.parameters == best]
    name = search.refit if isinstance(search.refit, str) else "score"
    if len(chosen) == search.n_splits_:
        for kind in (FITTED_FOLDS, CROSS_VALIDATION):
            _tell(tape, chosen, name, line, kind)


def _tell(tape: Tape, folds: Sequence[Fold], name: str, line: Where | None, kind: str) -> None:
    """Tell the tape of one metric of a cross-validation as of one pass over held-out, or over fitted, rows."""
    values = [value for fold in folds if (value := fold.score(name, kind)) is not None]
    if len(folds) < 2 or len(values) < len(folds) or any(fold.labels is None for fold in folds):
        return
    from sklearn.utils import _safe_indexing

    fitted = kind == FITTED_FOLDS
    taken = [fold.train if fitted else fold.test for fold in folds]
    if fitted and sum(map(len, taken)) * np.size(folds[0].rows) / max(1, len(folds[0].labels)) > LARGEST:
        return
    rows = [_safe_indexing(fold.rows, at) for fold, at in zip(folds, taken, strict=True)]
    labels = [np.asarray(_safe_indexing(fold.labels, at)) for fold, at in zip(folds, taken, strict=True)]
    given = [fold.fitted_outputs if fitted else fold.outputs for fold in folds]
    for method in given[0]:
        outputs = [made for each in given if (made := each.get(method)) is not None]
        if len(outputs) < len(folds) or len({made.shape[1:] for made in outputs}) > 1:
            continue
        each = [
            measured(fold.estimator, method, made, truth, None, value, scorer=_scorer(fold, name))
            for fold, made, truth, value in zip(folds, outputs, labels, values, strict=True)
        ]
        if any(metric.recompute is None for metric in each):
            continue
        recompute, per_row = _over([len(t) for t in labels], [m.recompute for m in each], [m.per_row for m in each])
        made, truth, mean = np.concatenate(outputs), np.concatenate(labels), float(np.mean(values))
        with quiet():
            if not np.isclose(recompute(made, truth), mean):
                continue
        pass_id = tape.whole_pass(
            FoldsHandle(folds, method),
            [((_joined(rows),), made, truth)],
            kind=kind,
            where=line,
            modes={},
            mode_where={},
            new_state=False,
        )
        word = each[0].name
        tape.meet(
            Meet("function", word, None, truth, mean, line, pass_id=pass_id, recompute=recompute, per_row=per_row)
        )
        tape.score(f"{CROSS_VALIDATION}.{'train-' if fitted else ''}{word}", mean, line, metric=word, pass_id=pass_id)
        return


def _scorer(fold: Fold, name: str) -> Any:
    scorers = getattr(fold.scorer, "_scorers", fold.scorer)
    return scorers.get(name) if isinstance(scorers, dict) else scorers


def _joined(parts: Sequence[Any]) -> Any:
    if all(isinstance(part, np.ndarray) for part in parts) or row_ids(parts[0]) is None:
        return np.concatenate([np.asarray(part) for part in parts])
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(parts[0], pandas.DataFrame):
        return pandas.concat(list(parts))
    return np.concatenate([np.asarray(as_numpy(part)) for part in parts])


def _over(sizes: Sequence[int], values: Sequence[Any], rows: Sequence[Any]) -> tuple[Any, Any]:
    """Give the mean over folds of a metric as a function of all rows, and as one number a row where it has those."""
    ends = np.cumsum(sizes)
    cuts = [slice(end - size, end) for size, end in zip(sizes, ends, strict=True)]

    def recompute(outputs: Any, labels: Any, *_: Any) -> float:
        return float(np.mean([value(outputs[cut], labels[cut]) for value, cut in zip(values, cuts, strict=True)]))

    def per_row(outputs: Any, labels: Any) -> Any:
        parts = [np.asarray(each(outputs[cut], labels[cut])) for each, cut in zip(rows, cuts, strict=True)]
        return np.concatenate([part * (ends[-1] / (len(sizes) * max(1, len(part)))) for part in parts])

    return recompute, per_row if None not in rows else None
