"""Running variances were collected with dropout on; with dropout off the same layer sees another variance.

Dropout before batch normalisation makes activations in training spread more (by 1/keep where their mean is zero) than
at scoring, and the running statistics remember the wider spread. Both modes are right and the score is still lower.
tieout computes the statistics over the training rows with dropout on and with dropout off; the score with the second in
place of the first is the amount.

Bad:
    nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.5), nn.BatchNorm1d(64)

Good:
    nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(0.5)
"""

from __future__ import annotations

import numpy as np

from tieout.core.cause import Cause, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.trial import Lever
from tieout.core.view import View
from tieout.profiles import WIDENED, spread_apart

ID = "batchnorm.dropout-shift"
FIX = "Put dropout after the last batch normalisation, or compute the running statistics again with dropout off."
LEFT = 0.05
MAIN = 0.5  # share of what statistics computed again change, from which on dropout is what they change it by


def examine(view: View) -> Finding:
    """Give the factor if running statistics hold the spread that dropout adds, and the score shows it."""
    passed = view.passed
    dropout = any(family == "dropout" for family, _ in passed.modes)
    if passed.updates or not passed.modes.get(("batchnorm", "running")) or not dropout:
        return None
    layers = view.batchnorm()
    origin = view.origin()
    if any((f.initial_left or 0.0) >= LEFT for f in layers) or (origin is not None and origin.buffers):
        return None  # these statistics are not those of training to begin with
    on, off = view.statistics("on"), view.statistics("off")
    state = view.trial.settings.state
    if on is None or off is None or state is None:
        return NotExamined("no training rows are known to compute the running statistics over")
    arrays, apart = {}, 0.0
    for layer in layers:
        if layer.mean_key not in on.arrays or layer.mean_key not in off.arrays or layer.mean_key not in state:
            continue
        ratio, far = spread_apart(on.arrays[layer.variance_key], off.arrays[layer.variance_key])
        apart = max(apart, far)
        shift = np.asarray(off.arrays[layer.mean_key]) - np.asarray(on.arrays[layer.mean_key])
        arrays[layer.variance_key] = (np.asarray(state[layer.variance_key]) * ratio).astype(np.float32)
        arrays[layer.mean_key] = (np.asarray(state[layer.mean_key]) + shift).astype(np.float32)
    if apart < WIDENED:
        return RuledOut(
            f"with dropout on and off, variances before batch normalisation differ by {np.expm1(apart):.0%}"
        )
    if not view.matters(view.trial.with_arrays(arrays)):
        return RuledOut("dropout widens what the running variances hold, and the score does not show it")
    again = {key: np.asarray(off.arrays[key], np.float32) for key in arrays}
    part, whole = (view.gain(view.trial.with_arrays(moved))[0] for moved in (arrays, again))
    if part * whole > 0.0 and abs(part) >= MAIN * abs(whole):
        arrays = again  # the rest is that the weights still moved while the statistics were collected
    return Factor(
        ID,
        "by-design",
        Stage.STATISTICS,
        next((f.where for f in layers if f.where is not None), passed.where),
        f"running variances were collected with dropout on: off, they are {np.expm1(apart):.0%} apart",
        FIX,
        undo=lambda trial: trial.with_arrays(arrays),
    )


CAUSE = Cause(ID, "Variance shift by dropout", frozenset({Lever.RECALIBRATE, Lever.STATE}), examine=examine)
