"""Notes what goes into torchmetrics objects and functions, what comes out, and when an object starts afresh."""

from __future__ import annotations

import functools
import inspect
import sys
import threading
import weakref
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import is_quiet, observed, quiet, replace_everywhere, user_line
from tieout.arrays import as_numpy
from tieout.core.passes import Definition, Meet
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

_TASKS = ("binary", "multiclass", "multilabel")
_SHORT = {
    "f1score": "f1",
    "f1_score": "f1",
    "fbetascore": "fbeta",
    "fbeta_score": "fbeta",
    "auroc": "auc",
    "meansquarederror": "mse",
    "mean_squared_error": "mse",
    "meanabsoluteerror": "mae",
    "mean_absolute_error": "mae",
    "r2score": "r2",
    "r2_score": "r2",
    "matthewscorrcoef": "mcc",
    "matthews_corrcoef": "mcc",
}
_PACKAGES = ("torchmetrics.functional", "torchmetrics.functional.classification", "torchmetrics.functional.regression")


class TorchmetricsAdapter(AbstractAdapter):
    """Watches `torchmetrics.Metric` objects, collections of them, and the functions with predictions and targets."""

    name: ClassVar[str] = "torchmetrics"
    module: ClassVar[str] = "torchmetrics"
    supports: ClassVar[str] = ">=1.4"
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "a metric has no model to set")

    def watch(self, tape: Tape) -> Undo:
        """Wrap the base class where each object gets its own `update` and `compute`."""
        return _Watch(tape).fit()


class _Depth(threading.local):
    calls: int = 0


class _Watch:
    """The taps of one run; objects made while it lasted keep their wrappers, which then pass everything through."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.patches = Patches(tape, "torchmetrics")
        self.depth = _Depth()
        self.on = True
        self.serials: dict[int, tuple[Any, str]] = {}
        self.loaded: dict[str, dict[str, Any]] = {}  # what objects held before they were fed, by their words

    def fit(self) -> Undo:
        package: Any = sys.modules["torchmetrics"]
        metric, collection = package.Metric, package.MetricCollection
        for wrapper, tap in (("_wrap_update", self.updated), ("_wrap_compute", self.computed)):
            self.patches.replace(metric, wrapper, functools.partial(self._own, tap))
        self.patches.replace(metric, "forward", functools.partial(self._outermost, self.forwarded))
        self.patches.replace(metric, "reset", functools.partial(self._outermost, self.was_reset))
        self.patches.replace(collection, "update", self._shared)
        for name in _PACKAGES:
            place = sys.modules.get(name)
            for public in getattr(place, "__all__", ()):
                function = getattr(place, public, None)
                if inspect.isfunction(function) and list(inspect.signature(function).parameters)[:2] == _PAIR:
                    tap = functools.partial(self.called, function)
                    replace_everywhere(self.patches, place, public, observed(self.tape, f"{name}.{public}", tap))
        return self.undo

    def undo(self) -> None:
        self.on = False
        self.patches.undo()

    # --- wrappers --------------------------------------------------------------------------------------------------
    def _own(self, tap: Callable[..., None], original: Any) -> Any:
        """Wrap the method that gives each object its own `update` or `compute`."""

        @functools.wraps(original)
        def wrap(metric: Any, method: Any) -> Any:
            inner = original(metric, method)

            @functools.wraps(inner)
            def own(*args: Any, **kwargs: Any) -> Any:
                if self.on and metric._update_count == 0 and self.depth.calls == 0 and not is_quiet():
                    self._look_inside(metric)
                return self._run(tap, metric, inner, args, kwargs)

            return own

        return wrap

    def _look_inside(self, metric: Any) -> None:
        """Keep what an object holds that was never fed, where it is more than nothing: a checkpoint may bring that."""
        try:
            held = {name: getattr(metric, name) for name in metric._defaults}
            if any(_is_more(value, metric._defaults[name]) for name, value in held.items()):
                copies = {name: list(v) if isinstance(v, list) else v.detach().clone() for name, v in held.items()}
                self.loaded.setdefault(self._serial(metric), copies)
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            self.tape.fault(f"torchmetrics.{type(metric).__name__}", exc)

    def _outermost(self, tap: Callable[..., None], original: Any) -> Any:
        @functools.wraps(original)
        def method(metric: Any, *args: Any, **kwargs: Any) -> Any:
            return self._run(tap, metric, functools.partial(original, metric), args, kwargs)

        return method

    def _run(self, tap: Callable[..., None], metric: Any, inner: Any, args: Any, kwargs: Any) -> Any:
        """Run the original; what it calls of the same kind inside is its own business."""
        self.depth.calls += 1
        try:
            result = inner(*args, **kwargs)
        finally:
            self.depth.calls -= 1
        if self.on and self.depth.calls == 0 and not is_quiet():
            try:
                where = user_line(self.tape)
                if where is not None:
                    tap(metric, args, kwargs, result, where)
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                self.tape.fault(f"torchmetrics.{type(metric).__name__}", exc)
        return result

    def _shared(self, original: Any) -> Any:
        """Wrap a collection's update: metrics that share a state are updated once, and each of them is told."""

        @functools.wraps(original)
        def update(collection: Any, *args: Any, **kwargs: Any) -> Any:
            grouped = bool(getattr(collection, "_groups_checked", False))
            result = original(collection, *args, **kwargs)
            if self.on and grouped and self.depth.calls == 0 and not is_quiet():
                try:
                    where = user_line(self.tape)
                    if where is not None:
                        for name in [name for group in collection._groups.values() for name in group[1:]]:
                            self.updated(getattr(collection, name), args, kwargs, None, where)
                except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                    self.tape.fault("torchmetrics.MetricCollection.update", exc)
            return result

        return update

    # --- taps ------------------------------------------------------------------------------------------------------
    def updated(self, metric: Any, args: Any, kwargs: Any, value: Any, where: Where) -> None:
        predictions, labels = _pair(metric, args, kwargs)
        self._meet(metric, "update", where, predictions, labels, value)

    def forwarded(self, metric: Any, args: Any, kwargs: Any, result: Any, where: Where) -> None:
        self.updated(metric, args, kwargs, _number(result), where)

    def computed(self, metric: Any, _args: Any, _kwargs: Any, result: Any, where: Where) -> None:
        value = _number(result)
        recompute = _again(metric) if isinstance(value, float) else None
        held = self.loaded.get(self._serial(metric))
        loaded = _again(metric, held) if held and recompute is not None else None
        self._meet(metric, "compute", where, None, None, value, recompute, result, loaded)

    def was_reset(self, metric: Any, _args: Any, _kwargs: Any, _result: Any, where: Where) -> None:
        self.loaded.pop(self._serial(metric), None)
        self._meet(metric, "reset", where, None, None, None)

    def _meet(
        self,
        metric: Any,
        what: str,
        where: Where,
        predictions: Any,
        labels: Any,
        value: Any,
        recompute: Callable[[Any, Any], float] | None = None,
        result: Any = None,
        loaded: Callable[[Any, Any], float] | None = None,
    ) -> None:
        self.tape.meet(
            Meet(
                "object",
                plain_name(type(metric).__name__),
                _light(predictions),
                _light(labels),
                value,
                where,
                recompute=recompute,
                result=_light(result),
                op=f"{what}:{self._serial(metric)}",
                definition=replace(_set(metric), loaded=loaded),
            )
        )

    def _serial(self, metric: Any) -> str:
        """Give a word for an object that no later one at the same address gets again."""
        key = id(metric)
        known = self.serials.get(key)
        if known is None or known[0]() is not metric:
            word = f"{key}" if known is None else f"{known[1]}+"
            known = self.serials[key] = (weakref.ref(metric), word)
        return known[1]

    def called(self, original: Any, given: Mapping[str, Any], result: Any, where: Where) -> None:
        predictions, labels = list(given.values())[:2]
        options = dict(list(given.items())[2:])
        value = _number(result)
        task = str(options.get("task", "")) or _task_of(original.__name__)
        name = plain_name(original.__name__, task)

        def recompute(some: Any, of: Any) -> float:
            with quiet():
                return float(original(_tensor(some), _tensor(of), **options))

        self.tape.meet(
            Meet(
                "function",
                name,
                _light(predictions),
                _light(labels),
                value,
                where,
                recompute=recompute if isinstance(value, float) else None,
                result=_light(result),
                op=original.__name__,
                definition=Definition(full_name(name, task, {**_defaults(original), **options})),
            )
        )


def _is_more(value: Any, plain: Any) -> bool:
    """Tell whether a state in this machine's memory is another one than a new object has."""
    if isinstance(value, list) or isinstance(plain, list):
        return isinstance(value, list) and bool(value)
    return value.device.type == "cpu" and not bool((value == plain.to("cpu")).all())


_PAIR = ["preds", "target"]
_FULL = {"mse": "mse", "mae": "mae", "r2": "r2", "mcc": "mcc", "averageprecision": "average precision"}


def full_name(plain: str, task: str, options: Mapping[str, Any]) -> str:
    """Give the full name of a metric from its plain one, its task and how it was set; "" for one not known."""
    average, top = options.get("average"), options.get("top_k", 1)
    if task in {"", "multilabel"}:
        if plain == "mse":
            return "mse" if options.get("squared", True) else "rmse"
        return _FULL.get(plain, "") if not task else ""
    if plain in {"accuracy", "f1", "precision", "recall"}:
        if task == "binary":
            return plain
        if top not in {1, None}:
            return f"top-{top} accuracy" if plain == "accuracy" and average == "micro" else ""
        if plain == "accuracy":
            return {"micro": "accuracy", "macro": "balanced accuracy", "weighted": "accuracy"}.get(str(average), "")
        return f"{average} {plain}" if average in {"macro", "micro", "weighted"} else ""
    if plain == "auc":
        return "auc" if task == "binary" else f"{average} auc"
    return _FULL.get(plain, "")


@functools.cache
def _defaults(function: Any) -> dict[str, Any]:
    return {name: p.default for name, p in inspect.signature(function).parameters.items() if p.default is not p.empty}


def _task_of(name: str) -> str:
    return next((task for task in _TASKS if name.lower().startswith(task)), "")


def _set(metric: Any) -> Definition:
    """Say how a metric object was set."""
    kind = type(metric).__name__
    options = {name: getattr(metric, name) for name in ("average", "top_k", "squared") if hasattr(metric, name)}
    return Definition(full_name(plain_name(kind), _task_of(kind), options))


@functools.cache
def plain_name(name: str, task: str = "") -> str:
    """Give the plain name of a metric class or function: `MulticlassF1Score` is `f1`."""
    plain = name.lower()
    for word in (*_TASKS, task):
        plain = plain.removeprefix(word).removeprefix("_") if word and plain != word else plain
    return _SHORT.get(plain, plain)


def _pair(metric: Any, args: Any, kwargs: Any) -> tuple[Any, Any]:
    """Give predictions and labels of an update, by the names torchmetrics has for them, else the first two."""
    if kwargs:
        given = dict(inspect.signature(metric.update).bind(*args, **metric._filter_kwargs(**kwargs)).arguments)
    else:
        names = _named(type(metric))
        given = dict(zip(names if len(names) >= len(args) else map(str, range(len(args))), args, strict=False))
    first, second, *_ = [*given.values(), None, None]
    return given.get("preds", first), given.get("target", second)


_names: weakref.WeakKeyDictionary[type, tuple[str, ...]] = weakref.WeakKeyDictionary()


def _named(kind: Any) -> tuple[str, ...]:
    """Give the names of what an update of a class of metrics takes by position."""
    names = _names.get(kind)
    if names is None:
        known = list(inspect.signature(kind.update).parameters.values())[1:]
        names = _names[kind] = tuple(p.name for p in known if p.kind is p.POSITIONAL_OR_KEYWORD)
    return names


def _again(metric: Any, held: Mapping[str, Any] | None = None) -> Callable[[Any, Any], float]:
    """Give the metric for other predictions and labels, all at once in an object of its own that `held` this before."""

    def recompute(predictions: Any, labels: Any) -> float:
        with quiet():
            fresh = metric.clone()
            fresh.reset()
            for name, value in (held or {}).items():
                setattr(fresh, name, list(value) if isinstance(value, list) else value.clone())
            fresh.update(_tensor(predictions).to(metric.device), _tensor(labels).to(metric.device))
            return float(fresh.compute())

    return recompute


def _number(value: Any) -> Any:
    """Give a float for one number in this machine's memory; anything else stays, so that no device has to wait."""
    if getattr(value, "numel", lambda: 0)() == 1 and value.device.type == "cpu":
        return float(value.detach())
    return _light(value)


def _light(value: Any) -> Any:
    return value.detach() if getattr(value, "requires_grad", False) else value


def _tensor(value: Any) -> Any:
    import torch

    return value if isinstance(value, torch.Tensor) else torch.as_tensor(as_numpy(value))


ADAPTER = TorchmetricsAdapter()
