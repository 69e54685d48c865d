"""Predictions that are a model's outputs brought back to the units of the labels: a factor and a shift, or a curve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.trial import Decode

Array = NDArray[Any]
FEWEST = 12  # rows
NEAR = 1e-5  # of the range of the predictions; outputs are in single precision
SINGLE = 4e-7  # of the largest prediction
# What is done after factor and shift, with what undoes it.
CURVES: Mapping[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "": (lambda x: x, lambda x: x),
    "exp": (np.exp, np.log),
    "exp - 1": (np.expm1, np.log1p),
    "square": (np.square, np.sqrt),
}


@dataclass(frozen=True)
class Rescaled:
    """The rule `curve(times * output + plus)`."""

    times: float
    plus: float
    curve: str = ""

    def __call__(self, outputs: Any) -> Array:
        """Apply the rule, flat where outputs are one column."""
        found = CURVES[self.curve][0](np.asarray(outputs, dtype=np.float64) * self.times + self.plus)
        return np.asarray(found.ravel() if found.size == len(found) else found)


def back_by(rule: Rescaled) -> Decode:
    """Give a rule as a way from outputs to predictions."""
    curve = f", {rule.curve}" if rule.curve else ""
    units = (rule.times, rule.plus, float([*CURVES].index(rule.curve)))
    return Decode(f"{rule.times:.6g} times the output plus {rule.plus:.6g}{curve}", rule, units)


def rescaled(outputs: Any, predictions: Any) -> Decode | None:
    """Give the rule if predictions are the outputs, one a row, times a factor plus a shift; None if they are not."""
    raw, made = np.asarray(outputs), np.asarray(predictions)
    if raw.dtype.kind != "f" or made.dtype.kind != "f" or raw.size != made.size or not FEWEST <= raw.size == len(raw):
        return None
    x, y = raw.ravel().astype(np.float64), made.ravel().astype(np.float64)
    if not (np.isfinite(x).all() and np.isfinite(y).all()) or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    for curve, (apply, undone) in CURVES.items():
        with np.errstate(all="ignore"):
            straight = undone(y)
        if not np.isfinite(straight).all():
            continue
        low, high = int(x.argmin()), int(x.argmax())
        times = (straight[high] - straight[low]) / (x[high] - x[low])
        rule = Rescaled(float(times), float(straight[low] - times * x[low]), curve)
        with np.errstate(all="ignore"):
            off = np.abs(apply(x * rule.times + rule.plus) - y).max()
        if off <= NEAR * np.ptp(y) + SINGLE * np.abs(y).max():
            return back_by(rule)
    return None
