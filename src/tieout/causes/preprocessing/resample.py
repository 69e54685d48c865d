"""Images or signals of the evaluated inputs were decoded, resized or cropped differently from training.

Nearest neighbour against bilinear, a centre crop against a resize of the whole, every other sample against an average
of two: the shapes agree, the details do not. The resizing of training is repeated where its call was seen; else the
images are moved, enlarged or smoothed onto those of training, which has to improve the score by more than chance.
Details that are gone cannot be brought back: where each image of one score is the likest of one image of the other,
with less detail, and labels and weights are the same, all that is left between the scores is what they were worth.

Bad:
    x = F.interpolate(images, size=16)                        # training used mode="bilinear"

Good:
    x = F.interpolate(images, size=16, mode="bilinear")
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, Finding, RuledOut
from tieout.core.pair import Pair, Side
from tieout.core.view import View

ID = "preprocessing.resample"
FIX = "Resize with one function for every set, with its interpolation and crop written out."
FEWEST = 30  # images of which a sample was kept
REDUCED = 129  # columns that are kept of large images: means of neighbouring values, and the deviation of all
MUTUAL = 0.95  # share of images that are the likest of their own counterpart
DULLER = 0.97  # times the deviation of its counterpart: an image with less detail
NEARLY_ALL = 0.95  # images that have less of it
SAME = 1e-3  # of a deviation
TINY = 1e-12
Array = NDArray[Any]


def examine(view: View) -> list[Finding]:
    """Give the factor if images or signals were brought to their size otherwise than in training."""
    return view.prepared(ID, FIX, "images and signals are as in training")


def compare(pair: Pair) -> Difference | RuledOut | None:
    """Give what it makes that the images of one score are those of the other with less detail."""
    opening, closing = pair.opening, pair.closing
    if not _same_model(pair) or not _same_labels(opening, closing) or _same_rows(opening, closing):
        return None
    one, other = (None if s.inputs is None else np.asarray(s.inputs, dtype=np.float64) for s in (opening, closing))
    if one is None or other is None or not _counterparts(one, other):
        return None
    lost = _share_with_less_detail(one, other), _share_with_less_detail(other, one)
    if max(lost) < NEARLY_ALL:
        return None
    low, high = pair.interval()
    which, than = ("second", "first") if lost[0] >= NEARLY_ALL else ("first", "second")
    says = f"the images of the {which} score are those of the {than} with less detail: brought to their size otherwise"
    if low <= 0.0 <= high:
        return RuledOut(f"{says}, which makes no difference beyond chance")
    return Difference(ID, "mistake", pair.left.value, low, high, closing.rows_from(opening), says, FIX)


def _same_model(pair: Pair) -> bool:
    one, other = pair.opening.state, pair.closing.state
    return one is not None and other is not None and (one == other or pair.weights_changed() is None)


def _same_labels(one: Side, other: Side) -> bool:
    known = one.truth is not None and other.truth is not None and len(one.truth) == len(other.truth)
    return known and np.array_equal(np.asarray(one.truth).astype(str), np.asarray(other.truth).astype(str))


def _same_rows(one: Side, other: Side) -> bool:
    rows = shared_rows(one.known_ids, other.known_ids)
    return rows is not None and max(rows.shared_of_first, rows.shared_of_second) > 0


def _counterparts(one: Array, other: Array) -> bool:
    """Tell whether each row of one sample is the likest of the row at its place in the other, but for its form."""
    if one.shape != other.shape or len(one) < FEWEST or one.shape[1] != REDUCED:
        return False
    if np.abs(one - other).max() <= SAME * float(one.std()):
        return False
    like = _centred(one[:, :-1]) @ _centred(other[:, :-1]).T
    places = np.arange(len(one))
    return bool(min((like.argmax(axis=at) == places).mean() for at in (0, 1)) >= MUTUAL)


def _centred(rows: Array) -> Array:
    apart = rows - rows.mean(axis=0)
    apart = apart - apart.mean(axis=1, keepdims=True)
    return np.asarray(apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), TINY))


def _share_with_less_detail(one: Array, other: Array) -> float:
    """Give the share of rows whose counterpart deviates less from its own mean, while it is as large on the whole."""
    if np.abs(one.mean() - other.mean()) > (1.0 - DULLER) * max(float(one.std()), TINY):
        return 0.0
    return float((other[:, -1] < DULLER * one[:, -1]).mean())


CAUSE = Cause(ID, "Other resizing or cropping", examine=examine, compare=compare)
