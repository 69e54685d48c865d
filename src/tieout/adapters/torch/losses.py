"""What is noted of a loss function's call, and how the same loss is computed again on other outputs."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any

import numpy as np

from tieout.adapters.torch.steady import Caller, Steady
from tieout.arrays import as_numpy
from tieout.core.passes import Definition, Meet
from tieout.core.score import Where
from tieout.core.watching import Tape

LOSSES = (
    "cross_entropy",
    "nll_loss",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "mse_loss",
    "l1_loss",
    "smooth_l1_loss",
    "huber_loss",
    "kl_div",
    "poisson_nll_loss",
    "gaussian_nll_loss",
    "multi_margin_loss",
)
WANTS = {
    "cross_entropy": "logits",
    "binary_cross_entropy_with_logits": "logits",
    "binary_cross_entropy": "probabilities",
    "nll_loss": "log-probabilities",
}
NAMES = {
    "cross_entropy": "cross-entropy",
    "nll_loss": "cross-entropy",
    "binary_cross_entropy": "binary cross-entropy",
    "binary_cross_entropy_with_logits": "binary cross-entropy",
    "mse_loss": "mse",
    "l1_loss": "mae",
}
BY_CLASS = frozenset({"cross_entropy", "nll_loss"})  # their `weight` is one number a class; their mean divides by it
LEGACY = frozenset({"size_average", "reduce"})


@dataclass(frozen=True)
class Known:
    """A loss as it was called: how it is repeated, and how it was set."""

    recompute: Callable[..., float]
    per_row: Callable[[Any, Any], Any] | None
    definition: Definition


class Losses:
    """Tells the tape of every loss; equal calls share the functions that repeat them."""

    def __init__(self, torch: Any, tape: Tape, lines: Mapping[Any, Where]) -> None:
        self._torch = torch
        self._tape = tape
        self._lines = lines  # the line that made each loss object
        self._known: dict[Any, Known] = {}
        self._calls: dict[Any, Known] = {}  # the same by a call as it was written, which needs no signature
        self._placed: dict[Any, tuple[Definition, Definition]] = {}
        self.module: Any = None  # the loss object that is being called, and from where
        self.caller: Caller | None = None
        self.steady: Steady | None = None  # the walk whose batches are alike

    def met(self, name: str, original: Any, args: Any, kwargs: Any, result: Any) -> None:
        """Note one call."""
        known = call = None
        if len(args) == 2:
            predictions, labels = args
            call = (name, labels.dtype, *kwargs.items())
            try:
                known = self._calls.get(call)
            except TypeError:  # an argument that cannot be hashed
                call = None
        if known is None:
            given = _signature(original).bind(*args, **kwargs).arguments
            predictions, labels = given.pop("input"), given.pop("target")
            if LEGACY & given.keys() and any(given.get(key) is not None for key in LEGACY):
                return
            options = {key: value for key, value in given.items() if key not in LEGACY}
            known = self._again(name, original, labels, options)
            if call is not None and (options.get("weight") is None or name in BY_CLASS):
                self._calls[call] = known
        value = result.item() if result.is_cpu and not result.dim() else _kept(result)
        steady = self.steady
        if steady is not None:
            caller = self.caller or _place(sys._getframe(2))
            like = steady.losses.get(caller)
            if like is not None and like[0] is known:
                steady.met(self._tape, like[1], predictions, labels, value)
                return
        where = self._lines.get(self.module) if self.module is not None else None
        stack = self._tape.stack(2)
        meet = Meet(
            "loss",
            name,
            predictions.detach() if predictions.requires_grad else predictions,
            labels.detach() if labels.requires_grad else labels,
            value,
            stack[0] if stack else None,
            recompute=known.recompute,
            per_row=known.per_row,
            definition=known.definition if where is None else self._defined(known.definition, where),
            stack=stack,
        )
        self._tape.meet(meet)
        if steady is not None and meet.pass_id == steady.current.id:
            steady.losses[caller] = (known, meet)

    def _defined(self, definition: Definition, where: Where) -> Definition:
        """Give a definition with the line that set it; one object for all calls."""
        key = (id(definition), where)
        found = self._placed.get(key)
        if found is None:
            found = self._placed[key] = (definition, replace(definition, where=where))
        return found[1]

    def _again(self, name: str, original: Any, labels: Any, options: dict[str, Any]) -> Known:
        weight = options.get("weight")
        kept = weight is None or name in BY_CLASS  # a weight a row is another one in every batch
        key = (name, labels.dtype, *options.items()) if kept else None
        try:
            known = self._known.get(key)
        except TypeError:  # an argument that cannot be hashed
            key = known = None
        if known is None:
            known = self._made_of(name, original, labels, options)
            if key is not None:
                self._known[key] = known
        return known

    def _made_of(self, name: str, original: Any, labels: Any, options: dict[str, Any]) -> Known:
        """Give the functions that repeat a loss, with its weighting and without."""
        weight = options.get("weight")
        rows = labels.shape[0] if labels.dim() else 0
        own = {key: value for key, value in options.items() if key not in {"weight", "pos_weight", "label_smoothing"}}
        again = functools.partial(self._repeat, original, labels.dtype)
        plain = again(own)
        said = _weighting(name, options)
        if name in BY_CLASS:
            mean_of_classes = not labels.is_floating_point() and options.get("reduction", "mean") == "mean"
            definition = Definition(weights=functools.partial(_shares, options) if mean_of_classes else None)
            if weight is not None and not labels.is_floating_point() and options.get("reduction") == "sum":
                definition = Definition(mass=functools.partial(_mass, options))
            full = again(options)
        elif weight is not None and rows and weight.numel() == rows and weight.shape[0] == rows:
            fixed = np.asarray(as_numpy(weight)).reshape(-1)
            definition = Definition(weights=lambda _: fixed)
            full = again({key: value for key, value in options.items() if key != "weight"})
        else:
            definition, full = Definition(), again(options)
        definition = replace(
            definition,
            name=NAMES.get(name, "") if _is_mean(name, labels, options) else "",
            wants=WANTS.get(name, ""),
            weighting=said,
            plain=plain if said else None,
            summed=options.get("reduction") == "sum",
        )
        return Known(*full, definition)

    def _repeat(
        self, original: Any, dtype: Any, options: dict[str, Any]
    ) -> tuple[Callable[..., float], Callable[[Any, Any], Any] | None]:
        """Give the loss as one number, and row by row where it is a mean over rows."""
        torch = self._torch
        reduction = options.get("reduction", "mean")

        def again(outputs: Any, truth: Any, **changed: Any) -> Any:
            with torch.no_grad():
                value = original(_tensor(torch, outputs), _tensor(torch, truth).to(dtype), **{**options, **changed})
            return as_numpy(value)

        def one(outputs: Any, truth: Any, _weights: Any = None) -> float:
            return float(again(outputs, truth))

        def per_row(outputs: Any, truth: Any) -> Any:
            each = again(outputs, truth, reduction="none")
            each = each.reshape(len(each), -1)
            return each.sum(axis=1) if reduction == "sum" else each.mean(axis=1)

        return one, per_row if reduction in {"mean", "sum"} else None


@functools.cache
def _signature(original: Any) -> inspect.Signature:
    return inspect.signature(original)


def _is_mean(name: str, labels: Any, options: Mapping[str, Any]) -> bool:
    """Tell whether a loss is a mean over rows, or a sum that becomes one when it is divided by their number."""
    reduction = options.get("reduction", "mean")
    return reduction == "mean" or (reduction == "sum" and (name in BY_CLASS or labels.dim() <= 1))


def _weighting(name: str, options: Mapping[str, Any]) -> str:
    """Say in words what weights the rows or classes of a loss."""
    weight, smoothing = options.get("weight"), options.get("label_smoothing") or 0.0
    found = []
    if weight is not None and name in BY_CLASS:
        found.append(f"class weights {_few(weight)}")
    elif weight is not None:
        found.append("weights a row")
    if options.get("pos_weight") is not None:
        found.append(f"positives count {_few(options['pos_weight'])} times")
    if smoothing:
        found.append(f"labels smoothed by {smoothing:g}")
    return ", ".join(found)


def _few(weights: Any) -> str:
    values = [f"{value:.3g}" for value in np.asarray(as_numpy(weights)).ravel()[:6]]
    return ", ".join(values) + (", …" if weights.numel() > 6 else "")


def _shares(options: Mapping[str, Any], labels: Any) -> Any:
    """Give what each row of a batch counts for: its mean is divided by the weights of its classes, not by its rows."""
    truth, total = np.asarray(as_numpy(labels)), _mass(options, labels)
    return np.full(len(truth), truth.size / total if total else 0.0)


def _mass(options: Mapping[str, Any], labels: Any) -> float:
    """Give the sum of the weights of the classes of a batch."""
    truth = np.asarray(as_numpy(labels)).astype(np.int64)
    weight = options.get("weight")
    counted = truth != options.get("ignore_index", -100)
    each = np.asarray(as_numpy(weight))[np.where(counted, truth, 0)] if weight is not None else np.ones(truth.shape)
    return float((each * counted).sum())


def _place(frame: FrameType) -> Caller:
    return frame.f_code, frame.f_lasti


def _kept(result: Any) -> Any:
    """Give a loss as it is now: the script may go on adding to the same memory."""
    return float(result.item()) if result.numel() == 1 and result.is_cpu else result.detach().clone()


def _tensor(torch: Any, value: Any) -> Any:
    return value if torch.is_tensor(value) else torch.as_tensor(value)
