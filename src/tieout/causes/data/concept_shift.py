"""The same inputs now have other labels.

A data set was annotated again, a rule for the label changed, a column means something else since last year: rows that
were scored before are scored against other answers. tieout finds the rows that both scores share by their content; the
amount is what the new labels of those rows make of the score. Where they share none, the inputs have to be alike and a
rule fitted to the labels of one side has to fail on the other, beyond chance; the amount is then all that is left.

Bad:
    labels = pd.read_csv("labels_v2.csv")["label"]      # the model was validated on labels_v1.csv

Good:
    labels = pd.read_csv("labels_v1.csv")["label"]      # and train and validate again before using v2
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import overlap
from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair, Side
from tieout.shifts import ALPHA, FOLDS, Sample, apart, is_classes, proportions, samples

ID = "data.concept-shift"
FIX = "Score both times against the same labels; if the new ones are right, measure the first score again with them."
FEWEST = 10  # rows that both scores share
ALIKE = 0.2  # agreement beyond chance below which labels are not the same ones, changed
MAPPING = "data.label-mapping"
MANY = 100  # rows of a side from which a rule for their labels is fitted
SURE = 4.0  # standard errors
LONG = 80  # characters; more class names than that are not told
ROUNDING = 1e-6  # of a score in single precision
RENAMED = 0.98  # of the labels agree after renaming classes: they were coded otherwise, not changed
Array = NDArray[Any]


@dataclass(frozen=True)
class _Shared:
    """Rows of the closing that the opening has too: their places on both sides, and which labels differ."""

    first: Array
    last: Array
    moved: Array


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what other labels of the same rows make of the score."""
    found = _places(pair.opening, pair.closing)
    if found is None or len(found[0]) < FEWEST:
        return _of_other_rows(pair)
    one, other = pair.opening.truth[found[0]], pair.closing.truth[found[1]]
    moved = _moved(one, other)
    if moved is None:
        return NotExamined("the labels of the rows that both scores share have nothing to do with each other")
    if not moved.any():
        names = {*zip(one.tolist(), other.tolist(), strict=True)} if _are_renamed(one, other) else set()
        told = ", ".join(f"{a} is {b}" for a, b in sorted(names, key=str) if a != b and str(a) != str(b))
        says = f"the {len(moved)} rows in both scores have the same labels"
        if any(f.cause == MAPPING for side in (pair.opening, pair.closing) for f in side.examination.factors):
            says += ", once the names of their classes are put right"
        return RuledOut(f"{says}, under other class names ({told})" if names and len(told) < LONG else says)
    shared = _Shared(*found, moved)
    says = f"{int(moved.sum())} of {len(moved)} rows in both scores have other labels in the second"
    measured = _measured(pair, shared)
    if measured is None:
        return NotExamined(f"{says}; what they make of the score could not be told from other weights or rows")
    amount, low, high = measured
    if abs(amount) <= ROUNDING * max(1.0, abs(pair.closing.reference.value)):
        return RuledOut(f"{says}, which changes nothing")
    return Difference(ID, "environment", amount, low, high, pair.closing.rows_from(pair.opening), says, FIX)


def _places(opening: Side, closing: Side) -> tuple[Array, Array] | None:
    """Give where the closing's rows stand in the opening, as places on both sides; rows of two labels are left out."""
    if opening.truth is None or closing.truth is None:
        return None
    best: tuple[int, Any, Any] = (0, None, None)
    for first in opening.known_ids:
        for last in closing.known_ids:
            shared = overlap(first, last)
            usable = shared is not None and len(first) == len(opening.truth) and len(last) == len(closing.truth)
            if shared is not None and usable and int(shared.in_first.sum()) > best[0]:
                best = (int(shared.in_first.sum()), first, last)
    _, first, last = best
    if first is None:
        return None
    if np.array_equal(first, last) and _equal(opening.truth, closing.truth):
        everywhere = np.arange(len(first))
        return everywhere, everywhere
    known = np.intersect1d(_of_one_label(first, opening.truth), _of_one_label(last, closing.truth))
    order = np.argsort(first, kind="stable")
    at = np.flatnonzero(np.isin(last, known))
    return order[np.searchsorted(first[order], last[at])], at


def _of_one_label(ids: Array, labels: Array) -> Array:
    """Give the ids of rows that never come with two labels."""
    order = np.argsort(ids, kind="stable")
    ids, labels = ids[order], labels[order]
    doubtful = ids[1:][(ids[1:] == ids[:-1]) & (labels[1:] != labels[:-1])]
    return np.setdiff1d(ids, doubtful)


def _moved(one: Array, other: Array) -> Array | None:
    """Tell which labels differ, None where the two sets of labels are unrelated."""
    if one.dtype.kind == "f" or other.dtype.kind == "f":
        if "U" in one.dtype.kind + other.dtype.kind:
            return None
        one, other = one.astype(np.float64), other.astype(np.float64)
        if (one != np.rint(one)).any() or (other != np.rint(other)).any():
            return _moved_numbers(one, other)
    values, a = np.unique(one, return_inverse=True)
    wanted, b = np.unique(other, return_inverse=True)
    table = np.zeros((len(values), len(wanted)))
    np.add.at(table, (a, b), 1.0)
    partner = table.argmax(axis=1)
    renamed = np.asarray(b != partner[a])
    words = {one.dtype.kind, other.dtype.kind} & {"U"} and one.dtype.kind != other.dtype.kind
    is_renaming = len(set(partner.tolist())) == len(values) and renamed.mean() <= 1.0 - RENAMED
    if is_renaming and (words or (values != wanted[partner]).any()):
        return np.zeros(len(one), dtype=bool)
    if words:
        return None
    moved = np.asarray(one != other)
    by_chance = sum(float((one == v).mean() * (other == v).mean()) for v in values)
    return moved if (1.0 - moved.mean()) - by_chance > ALIKE * (1.0 - by_chance) else None


def _equal(one: Array, other: Array) -> bool:
    """Tell whether labels are the same, in type too."""
    return one.dtype == other.dtype and np.array_equal(one, other)


def _are_renamed(one: Array, other: Array) -> bool:
    """Tell whether labels that count as the same are written otherwise."""
    if _equal(one, other):
        return False
    return one.dtype.kind != "f" and other.dtype.kind != "f" and bool((one.astype(str) != other.astype(str)).any())


def _moved_numbers(one: Array, other: Array) -> Array | None:
    moved = ~np.isclose(one, other, rtol=1e-5, atol=1e-8)
    if not moved.any():
        return np.asarray(moved)
    if not np.ptp(one) or not np.ptp(other) or np.corrcoef(one, other)[0, 1] < 0.5:
        return None
    return np.asarray(moved)


def _measured(pair: Pair, shared: _Shared) -> tuple[float, float, float] | None:
    """Give (amount, low, high), row by row where the weights are the same, else all that is left on the same rows."""
    opening, closing = pair.opening, pair.closing
    known = opening.state is not None and closing.state is not None
    same = known and (opening.state == closing.state or pair.weights_changed() is None)
    if same and all(side.made_of_rows() and len(side.per_row) == len(side.truth) for side in (opening, closing)):
        each = np.zeros(len(closing.per_row))
        change = closing.per_row[shared.last].astype(np.float64) - opening.per_row[shared.first]
        each[shared.last] = np.where(shared.moved, change, 0.0)
        error = float(each.std() / len(each) ** 0.5)
        amount = float(each.mean())
        return amount, amount - 1.96 * error, amount + 1.96 * error
    whole = len(shared.last) == len(closing.truth) == len(opening.truth)
    if whole and (same or pair.weights_effect() is not None):
        return (pair.left.value, *pair.interval())
    return None


# --- where the scores share no rows ----------------------------------------------------------------------------------
def _of_other_rows(pair: Pair) -> Difference | RuledOut | NotExamined:
    """Give all that is left where inputs are alike on both sides and the rule that gives their labels is not."""
    unknown = NotExamined("too few rows are known with their labels in both scores")
    both = samples(pair)
    found = apart(*both) if both is not None else None
    sides = (pair.opening, pair.closing)
    if both is None or found is None or any(not f.measured for side in sides for f in side.examination.factors):
        return unknown
    labels = [side.seen.labels for side in both]
    if labels[0] is None or labels[1] is None or min(len(part) for part in labels if part is not None) < MANY:
        return unknown
    if found.p < ALPHA or _is_of_classes(both):
        return unknown
    if pair.within_noise() or (pair.opening.state != pair.closing.state and pair.weights_changed() is not None):
        return unknown
    if any(side.passed is not None and side.passed.training for side in sides):
        return unknown
    targets = _as_numbers(labels[0], labels[1])
    tables = found.table[found.side == 0], found.table[found.side == 1]
    if targets is None or not _is_other_rule(tables, targets):
        return unknown
    low, high = pair.interval()
    says = "the inputs of both scores are alike, and a rule fitted to the labels of one fails on those of the other"
    return Difference(ID, "environment", pair.left.value, low, high, pair.closing.rows_from(pair.opening), says, FIX)


def _is_of_classes(both: tuple[Sample, Sample]) -> bool:
    """Tell whether the two samples differ in how many rows there are of each class, and in nothing within a class."""
    table = proportions(both[0].labels, both[1].labels)
    inside = apart(*both, within=True) if table is not None and table.p < ALPHA else None
    return inside is not None and inside.p >= ALPHA


def _is_other_rule(tables: tuple[Array, Array], targets: tuple[Array, Array]) -> bool:
    """Tell whether the rule from inputs to labels differs: on each side the other's does worse than one fitted there.

    A rule has to be found on either side at all: labels that have nothing to do with their inputs follow none.
    """
    own = [_off_by_folds(table, wanted) for table, wanted in zip(tables, targets, strict=True)]
    for here, there in ((0, 1), (1, 0)):
        if not _surely(np.square(targets[here] - targets[here].mean(axis=0)) - own[here]):
            return False
        if not _surely(_off(_fitted(tables[there], targets[there]), tables[here], targets[here]) - own[here]):
            return False
    return True


def _as_numbers(one: Array, other: Array) -> tuple[Array, Array] | None:
    """Give labels of two sides as targets of a least-squares fit: a column for each class, or the numbers."""
    if (one.dtype.kind == "U") != (other.dtype.kind == "U"):
        return None
    joined = np.concatenate([one, other])
    if is_classes(one) and is_classes(other):
        targets = (joined[:, None] == np.unique(joined)).astype(np.float64)
    elif joined.dtype.kind not in "fiu":
        return None
    else:
        targets = ((joined - joined.mean()) / max(float(joined.std()), 1e-12))[:, None].astype(np.float64)
    return targets[: len(one)], targets[len(one) :]


def _fitted(table: Array, targets: Array) -> Array:
    design = np.column_stack([np.ones(len(table)), table])
    ridge = np.eye(design.shape[1]) * (1.0 + 0.01 * len(table))
    ridge[0, 0] = 0.0
    return np.asarray(np.linalg.solve(design.T @ design + ridge, design.T @ targets))


def _off(weights: Array, table: Array, targets: Array) -> Array:
    return np.asarray(np.square(targets - weights[0] - table @ weights[1:]))


def _off_by_folds(table: Array, targets: Array) -> Array:
    """Give squared errors of each row by a fit to the other folds."""
    fold = np.random.default_rng(0).permutation(len(table)) % FOLDS
    found = np.empty_like(targets)
    for at in range(FOLDS):
        out = fold == at
        found[out] = _off(_fitted(table[~out], targets[~out]), table[out], targets[out])
    return found


def _surely(gains: Array) -> bool:
    """Tell whether the mean over rows is above nothing by more than chance."""
    each = gains.sum(axis=1)
    return bool(each.mean() > SURE * each.std() / len(each) ** 0.5)


CAUSE = Cause(ID, "Other labels for the same inputs", compare=compare)
