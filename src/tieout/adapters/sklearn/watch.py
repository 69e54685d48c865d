"""Watches estimators: transforms become steps, predictions and scores become passes, whoever defined the class."""

from __future__ import annotations

import copy
import functools
import sys
import threading
import types
import warnings
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import direct_line, is_quiet, quiet
from tieout.adapters._fitted import parts, settings_of, twin
from tieout.adapters._settings import by_name
from tieout.adapters.sklearn.columns import used
from tieout.adapters.sklearn.folds import NOW, Fold
from tieout.adapters.sklearn.folds import searched as tell_of_search
from tieout.adapters.sklearn.handle import SklearnHandle
from tieout.adapters.sklearn.scores import measured
from tieout.arrays import as_numpy
from tieout.core.passes import Meet, Step
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.values import is_estimator
from tieout.core.watching import Tape, Undo

FITS = frozenset({"fit", "partial_fit", "fit_transform"})
PREDICTIONS = ("predict", "predict_proba", "decision_function", "predict_log_proba", "score_samples")
METHODS = (*sorted(FITS), "transform", *PREDICTIONS, "score")
_MODELS = ("keras", "tf_keras", "tensorflow", "torch", "lightning", "pytorch_lightning")


class _Tapped:
    """Stands in a class in place of a method; calls on instances pass through it, everything else sees the method."""

    def __init__(self, raw: Any, call: Callable[..., Any]) -> None:
        functools.update_wrapper(self, raw)
        self._raw = raw
        self._call = call

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        bound = self._raw.__get__(instance, owner)  # raises where the method is not available for this instance
        return bound if instance is None else types.MethodType(self, instance)

    def __call__(self, instance: Any, /, *args: Any, **kwargs: Any) -> Any:
        return self._call(self._raw.__get__(instance, type(instance)), instance, args, kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_raw"], name)

    def __reduce__(self) -> Any:
        # Workers get classes of the main script by value: they get the plain method and nothing of ours.
        return copy.copy, (self._raw,)


@dataclass(slots=True, eq=False)
class _Call:
    """One call of an estimator's method that is under way."""

    estimator: Any
    name: str
    where: Where | None
    root: bool
    sealed: bool
    outputs: tuple[str, Any] | None = None

    def lets_through(self, inner: Any) -> bool:
        """Tell whether a call inside this one counts as a step of the user's own."""
        if self.where is None:
            return False
        if _defined_in(self.estimator, ("sklearn.model_selection",)):
            return self.name != "fit" or getattr(self.estimator, "best_estimator_", None) is inner
        return _is_pipeline(self.estimator)


@dataclass(slots=True, eq=False)
class _Known:
    """What we know of one estimator: its latest fit, and a handle for each method it predicted with since."""

    estimator: weakref.ref[Any]
    parts: list[Any] = field(default_factory=list)
    fitted: Any = None
    handles: dict[str, SklearnHandle] = field(default_factory=dict)
    fit_where: Where | None = None


class _Stack(threading.local):
    def __init__(self) -> None:
        self.calls: list[_Call] = []


class _Apply:
    """Applies a transform as it was fitted; holds the estimator so that its identity stays taken."""

    def __init__(self, fitted: Any, owner: Any) -> None:
        self.fitted = fitted
        self.owner = owner

    def __call__(self, rows: Any) -> Any:
        with quiet(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of columns that have lost their names on the way here
            return self.fitted.transform(rows)


class _Watch:
    """The taps of one run."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.patches = Patches(tape, "sklearn")
        self.stack = _Stack()
        self.known: dict[int, _Known] = {}
        self.building: set[type] = set()
        self.on = True

    # --- hooks -----------------------------------------------------------------------------------------------------
    def fit_hooks(self, base: type) -> None:
        """Put hooks on the classes there are, and on those to come."""
        from sklearn.utils._metadata_requests import _MetadataRequester
        from sklearn.utils._set_output import _SetOutputMixin

        for maker in (_SetOutputMixin, _MetadataRequester):
            self.patches.replace(maker, "__init_subclass__", functools.partial(self._for_new_class, base))
        pending = [base]
        seen = set()
        while pending:
            cls = pending.pop()
            if cls not in seen:
                seen.add(cls)
                pending.extend(cls.__subclasses__())
                self.hook(cls, base)

    def _for_new_class(self, base: type, original: Any) -> Any:
        @functools.wraps(original)
        def init_subclass(cls: type, *args: Any, **kwargs: Any) -> None:
            outermost = cls not in self.building
            self.building.add(cls)
            try:
                original(cls, *args, **kwargs)
            finally:
                if outermost:
                    self.building.discard(cls)
            if outermost and issubclass(cls, base):  # after scikit-learn has put its own wrappers on
                self.hook(cls, base)

        return init_subclass

    def hook(self, cls: type, base: type) -> None:
        """Put taps on the methods a class and its mixins define."""
        try:
            for owner in cls.__mro__:
                if owner is object or (owner is not cls and not _hookable(owner, base)):
                    continue
                for name in METHODS:
                    raw = vars(owner).get(name)
                    plain = isinstance(raw, types.FunctionType) or hasattr(raw, "fn")
                    if raw is None or not plain or getattr(raw, "__isabstractmethod__", False):
                        continue
                    if not isinstance(raw, _Tapped):
                        self.patches.replace(owner, name, functools.partial(_tap, name=name, watch=self))
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            self.tape.fault(f"sklearn.{cls.__name__}", exc)

    def undo(self) -> None:
        """Take every tap off."""
        self.on = False
        self.patches.undo()
        self.known.clear()

    # --- calls -----------------------------------------------------------------------------------------------------
    def called(self, name: str, original: Any, estimator: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the original and note what it did."""
        call = self._enter(name, estimator, args, kwargs)
        if call is None:
            return original(*args, **kwargs)
        calls = self.stack.calls
        calls.append(call)
        search = call.where is not None and name == "fit" and call.root and hasattr(estimator, "cv")
        searched: list[Fold] = []
        if search:
            NOW.under_way.append(searched)
        try:
            result = original(*args, **kwargs)
        finally:
            del calls[calls.index(call) :]
            if search:
                NOW.under_way.remove(searched)
        try:
            if NOW.fold is not None and name in PREDICTIONS and not any(c.name in PREDICTIONS for c in calls):
                NOW.fold.predicted(estimator, name, result)
            if searched:
                tell_of_search(self.tape, estimator, searched, call.where)
            outer = calls[0] if calls else None
            if outer is not None and outer.name == "score" and name in PREDICTIONS:
                outer.outputs = (name, result)  # the outermost prediction is the last to come back
            if call.where is not None:
                self._note(call, args, kwargs, result)
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            self.tape.fault(f"sklearn.{type(estimator).__name__}.{name}", exc)
        return result

    def _enter(self, name: str, estimator: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> _Call | None:
        if not self.on or is_quiet():
            return None
        try:
            outer = self.stack.calls[-1] if self.stack.calls else None
            if outer is not None and outer.lets_through(estimator):
                where, sealed = outer.where, False
            elif outer is not None and outer.sealed:
                where, sealed = None, True
            else:
                where, sealed = direct_line(self.tape), False
            sealed = (
                sealed
                or where is None
                or (name == "fit" and _defined_in(estimator, ("sklearn.model_selection",)))
                or _is_step(name, estimator, args, kwargs)
            )
            return _Call(estimator, name, where, outer is None, sealed)
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            self.tape.fault(f"sklearn.{type(estimator).__name__}.{name}", exc)
            return None

    def _note(self, call: _Call, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        estimator, name = call.estimator, call.name
        known = self._know(estimator)
        if name in FITS:
            known.fit_where = call.where
        if _is_step(name, estimator, args, kwargs):
            self._step(call, known, _argument(args, kwargs, 0, "X"), _argument(args, kwargs, 1, "y"), result)
        elif (call.root or self._ends_a_pipeline()) and name in FITS and hasattr(estimator, "predict"):
            rows, labels = _argument(args, kwargs, 0, "X"), _argument(args, kwargs, 1, "y")
            self._pass(call, known, "predict", "fit", rows, None, labels)
        elif call.root and name in PREDICTIONS:
            self._pass(call, known, name, "predict", _argument(args, kwargs, 0, "X"), as_numpy(result), None)
        elif call.root and name == "score":
            self._score(call, known, args, kwargs, result)

    def _ends_a_pipeline(self) -> bool:
        """Tell whether the call at hand is a pipeline's own: its model learns from rows that the pipeline never got."""
        calls = self.stack.calls
        return bool(calls) and calls[0].root and len(calls) == 1 and _is_pipeline(calls[0].estimator)

    def _know(self, estimator: Any) -> _Known:
        key = id(estimator)
        known = self.known.get(key)
        if known is None or known.estimator() is not estimator:
            known = self.known[key] = _Known(weakref.ref(estimator, functools.partial(self._forget, key)))
        now = parts(estimator)
        if len(now) != len(known.parts) or any(a is not b for a, b in zip(now, known.parts, strict=True)):
            known.parts, known.fitted, known.handles = now, twin(estimator), {}
            self.tape.moved(estimator)
        return known

    def _forget(self, key: int, ref: weakref.ref[Any]) -> None:
        known = self.known.get(key)
        if known is not None and known.estimator is ref:
            del self.known[key]

    def _step(self, call: _Call, known: _Known, rows: Any, labels: Any, result: Any) -> None:
        estimator = call.estimator
        self.tape.step(
            Step(
                "estimator",
                type(estimator).__name__,
                call.name,
                rows,
                None if call.name in {"fit", "partial_fit"} else result,
                fitted_values(estimator),
                call.where,
                owner=id(estimator),
                apply=_Apply(known.fitted, estimator),
                fit_where=known.fit_where,
                module=type(estimator).__module__,
                labels=labels if call.name in FITS else None,
            )
        )

    def _pass(self, call: _Call, known: _Known, method: str, kind: str, rows: Any, outputs: Any, labels: Any) -> str:
        handle = known.handles.get(method)
        if handle is None:
            handle = known.handles[method] = SklearnHandle(call.estimator, method, known.fitted)
        return self.tape.whole_pass(
            handle,
            [((used(call.estimator, rows),), outputs, labels)],
            kind=kind,
            where=call.where,
            modes={},
            mode_where={},
            training=kind == "fit",
        )

    def _score(self, call: _Call, known: _Known, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        rows, labels = _argument(args, kwargs, 0, "X"), _argument(args, kwargs, 1, "y")
        weights = _argument(args, kwargs, 2, "sample_weight")
        method, outputs = call.outputs or ("predict", None)
        outputs = as_numpy(outputs)
        value = float(result)
        pass_id = self._pass(call, known, method, "score", rows, outputs, labels)
        metric = measured(known.fitted, method, outputs, labels, weights, value)
        if labels is not None:
            self.tape.meet(
                Meet(
                    "object",
                    metric.name,
                    None,
                    labels,
                    value,
                    call.where,
                    pass_id=pass_id,
                    recompute=metric.recompute,
                    per_row=metric.per_row,
                    result=result,
                    op="score",
                    definition=metric.definition,
                )
            )
        self.tape.score(f"score.{metric.name}", value, call.where, metric=metric.name, pass_id=pass_id)


def _tap(raw: Any, *, name: str, watch: _Watch) -> _Tapped:
    def call(original: Any, estimator: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return watch.called(name, original, estimator, args, kwargs)

    return _Tapped(raw, call)


def _hookable(owner: type, base: type) -> bool:
    return issubclass(owner, base) or not owner.__module__.startswith((*_MODELS, "builtins"))


def _defined_in(estimator: Any, prefixes: tuple[str, ...]) -> bool:
    return any(cls.__module__.startswith(prefixes) for cls in type(estimator).__mro__)


def _is_pipeline(estimator: Any) -> bool:
    return _defined_in(estimator, ("sklearn.pipeline", "imblearn.pipeline")) and isinstance(
        getattr(estimator, "steps", None), list
    )


def _is_step(name: str, estimator: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Tell whether a call fits or applies a transform of inputs (a pipeline's calls are its parts' own)."""
    if _is_pipeline(estimator):
        return False
    if name in {"transform", "fit_transform"}:
        return True
    if name not in FITS or not hasattr(estimator, "transform"):
        return False
    return not hasattr(estimator, "predict") or _argument(args, kwargs, 1, "y") is None


def _argument(args: tuple[Any, ...], kwargs: Mapping[str, Any], at: int, name: str) -> Any:
    if len(args) > at:
        return args[at]
    if name in kwargs:
        return kwargs[name]
    return next(iter(kwargs.values()), None) if at == 0 and not args else None  # named otherwise: LabelEncoder's y


def fitted_values(estimator: Any, prefix: str = "") -> dict[str, Any]:
    """Give what a fit left in public attributes, of estimators inside too, and the settings under "params"."""
    values: dict[str, Any] = {}
    for name, value in list(vars(estimator).items()):
        if name.startswith("_") or not name.endswith("_"):
            continue
        if name == "categories_" and isinstance(value, list):
            values.update({f"{prefix}categories_.{at}": _as_text(listed) for at, listed in enumerate(value)})
        elif _is_plain(value):
            values[prefix + name] = _as_text(value)
        elif name == "vocabulary_" and isinstance(value, dict):
            values[prefix + name] = sorted(value, key=lambda term: value[term])
            if isinstance(weights := getattr(estimator, "idf_", None), np.ndarray):
                values[f"{prefix}idf_"] = weights
        elif name == "transformers_":
            for word, inner, *_ in value:
                if is_estimator(inner):
                    values.update(fitted_values(inner, f"{prefix}{word}."))
    for word, inner, *_ in getattr(estimator, "steps", None) or getattr(estimator, "transformer_list", None) or ():
        if is_estimator(inner):
            values.update(fitted_values(inner, f"{prefix}{word}."))
    settings = {name: by_name(value) for name, value in settings_of(estimator).items()}
    values[f"{prefix}params"] = {name: value for name, value in settings.items() if _is_plain(value) or value is None}
    return values


def _as_text(value: Any) -> Any:
    """Give an array of Python strings as one of text, which a recording can keep; anything else as it is."""
    strings = isinstance(value, np.ndarray) and value.dtype == object and all(isinstance(v, str) for v in value.flat)
    return value.astype(str) if strings and value.size else value


def _is_plain(value: Any) -> bool:
    if isinstance(value, (str, bool, int, float, np.generic)):
        return True
    if isinstance(value, np.ndarray):
        return value.dtype != object or all(item is None or isinstance(item, (str, float, int)) for item in value.flat)
    return isinstance(value, (list, tuple)) and all(_is_plain(item) for item in value)


class SklearnAdapter(AbstractAdapter):
    """Watches every class made from `sklearn.base.BaseEstimator`."""

    name: ClassVar[str] = "sklearn"
    module: ClassVar[str] = "sklearn.base"
    supports: ClassVar[str] = ">=1.4"
    levers: ClassVar[frozenset[Lever]] = frozenset({Lever.STATE, Lever.CONFIG})
    not_supported: ClassVar[Mapping[Lever, str]] = {
        Lever.DROPOUT: "estimators predict without dropout",
        Lever.BATCH_STATISTICS: "estimators have no batch normalisation",
        Lever.RECALIBRATE: "estimators have no batch normalisation",
        Lever.AUGMENTATION: "estimators do not augment their inputs",
        Lever.PRECISION: "estimators choose the precision of each step themselves",
    }

    def watch(self, tape: Tape) -> Undo:
        """Put hooks on the estimator classes there are and those still to be defined."""
        watch = _Watch(tape)
        watch.fit_hooks(sys.modules["sklearn.base"].BaseEstimator)
        return watch.undo
