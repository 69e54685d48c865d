"""How two samples of scored rows differ, in classes and in inputs, and what reweighting one to the other does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import erfc, exp, lgamma, log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.pair import Pair

Array = NDArray[Any]
ALPHA = 0.0025  # 0.005 for the two tests made of one comparison: classes and inputs
SEED = 20
DRAWS = 400
FOLDS = 5
PERMUTATIONS = 2000
AT_ONCE = 100
MANY = 400  # rows from which on permuted sums are as good as normal
CLOSE = 1e-3  # of a weight, at which a fit has arrived
ENOUGH = 50  # better permutations after which the p-value is no small one
MOST_CLASSES = 200
MOST_FEATURES = 48  # columns told apart by themselves; more are projected
FEWEST = 30  # rows of a side; fewer tell no shift from chance
CLIP = 4.0  # log ratios of densities beyond it are cut: a row stands for at most 55 others


def positions(rows: int, count: int) -> Array:
    """Give which of `rows` rows are in an evenly spaced sample of `count`."""
    return np.linspace(0, rows - 1, count).astype(int)


@dataclass(frozen=True)
class Sample:
    """Scored rows of one side: what each contributes, its label, and the inputs of an evenly spaced part of them."""

    each: Array
    labels: Array | None = None
    inputs: Array | None = None

    @property
    def seen(self) -> Sample:
        """The rows whose inputs are known."""
        assert self.inputs is not None
        at = positions(len(self.each), len(self.inputs))
        return Sample(self.each[at], None if self.labels is None else self.labels[at], self.inputs)


# --- classes -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Proportions:
    """Class proportions of two samples; `p` is the chance of such a difference between samples of one source."""

    classes: Array
    first: Array
    last: Array
    p: float

    def largest(self) -> tuple[Any, float, float]:
        """Give the class that changed most, with its share before and after."""
        at = int(np.abs(self.last / self.last.sum() - self.first / self.first.sum()).argmax())
        return self.classes[at], float(self.first[at] / self.first.sum()), float(self.last[at] / self.last.sum())


def proportions(first: Array | None, last: Array | None) -> Proportions | None:
    """Compare the class proportions of two sets of labels, None where the labels are no classes."""
    if first is None or last is None or not (is_classes(first) and is_classes(last)):
        return None
    if (first.dtype.kind == "U") != (last.dtype.kind == "U"):
        return None
    joined = np.concatenate([first, last])
    classes, codes = np.unique(joined, return_inverse=True)
    counts = [np.bincount(part, minlength=len(classes)) for part in (codes[: len(first)], codes[len(first) :])]
    return Proportions(classes, counts[0], counts[1], _chance(counts[0], counts[1]))


def is_classes(labels: Array) -> bool:
    """Tell whether labels are classes: words, or few whole numbers."""
    if labels.ndim != 1 or not len(labels):
        return False
    if labels.dtype.kind == "f" and not bool(np.all(np.isfinite(labels) & (labels == np.rint(labels)))):
        return False
    count = len(np.unique(labels))
    return count <= min(MOST_CLASSES, max(2, len(labels) // 3))


def _chance(first: Array, last: Array) -> float:
    """Give the p-value of two rows of counts; classes too rare for the test are taken together."""
    table = np.stack([first, last]).astype(np.float64)
    rare = table.sum(axis=0) * table.sum(axis=1).min() / table.sum() < 5.0
    if rare.any():
        table = np.column_stack([table[:, ~rare], table[:, rare].sum(axis=1)])
    table = table[:, table.sum(axis=0) > 0]
    if table.shape[1] < 2:
        return 1.0
    wanted = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    apart = np.abs(table - wanted)
    if table.shape[1] == 2:
        apart -= np.minimum(0.5, apart)  # Yates' correction
    return _beyond(float((apart**2 / wanted).sum()), table.shape[1] - 1)


def _beyond(value: float, free: int) -> float:
    """Give the chance that a chi-square with so many degrees of freedom is larger, by its finite series."""
    half = value / 2.0
    if half <= 0.0:
        return 1.0
    odd = free % 2 / 2.0
    terms = (exp(at * log(half) - half - lgamma(at + 1.0)) for at in (n + odd for n in range(free // 2)))
    return min(1.0, (erfc(sqrt(half)) if odd else 0.0) + sum(terms))


def recoded(first: Array | None, last: Array | None, alpha: float) -> bool:
    """Tell whether the classes of two sets of labels come in the same proportions under other names."""
    table = proportions(first, last)
    if table is None:
        return True
    counts = [np.sort(part[part > 0]) for part in (table.first, table.last)]
    if len(counts[0]) != len(counts[1]):
        return False
    return table.p < alpha <= _chance(counts[0], counts[1])


@dataclass(frozen=True)
class Effect:
    """What a shift makes of a score, with the bounds that resampled rows give.

    `effective` is the number of rows of the opening that the reweighted ones are worth, of `rows`.
    """

    amount: float
    low: float
    high: float
    effective: float = 0.0
    rows: int = 0

    def is_there(self) -> bool:
        """Tell whether the bounds leave out nothing at all."""
        return self.low > 0.0 or self.high < 0.0


def class_effect(first: Sample, last: Sample, table: Proportions) -> Effect:
    """Give what the change of proportions alone makes of the score, each class scoring as it does on both sides.

    The mean of the two orders of change (Kitagawa's decomposition); exact where a class scores alike on both sides.
    """
    stats_of = [_by_class(side, table.classes) for side in (first, last) if side.labels is not None]
    shares = [part / part.sum() for part in (table.first, table.last)]
    means = _filled(stats_of[0][0], stats_of[1][0])
    amount = float(((shares[1] - shares[0]) * (means[0] + means[1]) / 2).sum())
    rng = np.random.default_rng(SEED)
    drawn = np.empty(DRAWS)
    errors = _filled(stats_of[0][1], stats_of[1][1])
    for at in range(DRAWS):
        p, q = (rng.multinomial(int(part.sum()), part / part.sum()) / part.sum() for part in (table.first, table.last))
        middle = sum(rng.normal(mean, error) for mean, error in zip(means, errors, strict=True)) / 2
        drawn[at] = ((q - p) * middle).sum()
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Effect(amount, min(float(low), amount), max(float(high), amount))


def _by_class(side: Sample, classes: Array) -> tuple[Array, Array]:
    """Give mean contribution of each class and its standard error, NaN for a class without rows."""
    codes = np.searchsorted(classes, np.asarray(side.labels))
    counts = np.bincount(codes, minlength=len(classes)).astype(np.float64)
    with np.errstate(all="ignore"):
        means = np.bincount(codes, weights=side.each, minlength=len(classes)) / counts
        squares = np.bincount(codes, weights=side.each**2, minlength=len(classes)) / counts
        errors = np.sqrt(np.maximum(squares - means**2, 0.0) / np.maximum(counts - 1, 1))
    return means, errors


def _filled(one: Array, other: Array) -> tuple[Array, Array]:
    """Give both with the other's value where there is none."""
    return np.where(np.isnan(one), other, one), np.where(np.isnan(other), one, other)


# --- inputs ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Apart:
    """How well the inputs of two samples are told apart.

    `p` is the chance of telling them apart so well where both come from one source; `table` holds the inputs, the first
    sample's rows first, and `side` which of the two a row is of.
    """

    p: float
    table: Array
    side: Array

    @cached_property
    def ratio(self) -> Array:
        """The log ratio of densities at each row, by a classifier that was not fitted to it."""
        return _ratios(self.table, self.side)


def apart(first: Sample, last: Sample, *, within: bool = False) -> Apart | None:
    """Tell the inputs of two samples apart, `within` classes where asked; None where they cannot be compared."""
    if first.inputs is None or last.inputs is None or first.inputs.shape[1:] != last.inputs.shape[1:]:
        return None
    one, other = first.seen, last.seen
    if min(len(one.each), len(other.each)) < FEWEST or one.inputs is None or other.inputs is None:
        return None
    side = np.repeat([0, 1], [len(one.each), len(other.each)])
    table = _features(np.concatenate([one.inputs, other.inputs]))
    strata = np.zeros(len(side), dtype=int)
    if within:
        if one.labels is None or other.labels is None or one.labels.dtype.kind != other.labels.dtype.kind:
            return None
        strata = np.unique(np.concatenate([one.labels, other.labels]), return_inverse=True)[1]
    if not table.shape[1]:
        return None
    return Apart(_permuted(table, side, strata), table, side)


def _permuted(table: Array, side: Array, strata: Array) -> float:
    """Give the p-value of a permutation test: how well a ridge regression on the inputs fits the side of a row.

    Sides change places within a stratum only, so nothing between strata can tell them apart.
    """
    rng = np.random.default_rng(SEED)
    groups = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
    centred, wanted = table.copy(), side.astype(np.float64)
    for group in groups:
        centred[group] -= centred[group].mean(axis=0)
        wanted[group] -= wanted[group].mean()
    spread = centred.T @ centred
    factor = np.linalg.cholesky(spread + np.eye(len(spread)) * (1.0 + 0.01 * len(side)))
    root = np.linalg.solve(factor, centred.T).T.astype(np.float32)

    def fit(sides: Array) -> Array:
        return np.asarray(np.square(sides @ root).sum(axis=1))

    found = float(fit(wanted[None].astype(np.float32))[0])
    if len(side) >= MANY:
        return _by_spread(root, wanted, groups, found)
    beaten = tried = 0
    while tried < PERMUTATIONS and beaten < ENOUGH:
        shuffled = np.empty((AT_ONCE, len(side)), dtype=np.float32)
        for group in groups:
            shuffled[:, group] = rng.permuted(np.tile(wanted[group].astype(np.float32), (AT_ONCE, 1)), axis=1)
        beaten += int((fit(shuffled) >= found * (1.0 - 1e-6)).sum())
        tried += AT_ONCE
    return (1 + beaten) / (1 + tried)


def _by_spread(root: Array, wanted: Array, groups: list[Array], found: float) -> float:
    """Give the same p-value for many rows, where permuted sums are normal: a fit is then a sum of weighted chi-squares.

    Only the covariance of the sums is needed, and no row is permuted. Permuting leaves the length of the sides as it
    is, so every draw is brought to its expected length.
    """
    spread = np.zeros((root.shape[1], root.shape[1]))
    for group in groups:
        part = root[group].astype(np.float64)
        variance = float((wanted[group] ** 2).sum()) / max(1, len(group) - 1)
        spread += variance * (part.T @ part)
    weights = np.maximum(np.linalg.eigvalsh(spread), 0.0)
    rng = np.random.default_rng(SEED)
    free = len(root) - len(groups)
    squares = rng.standard_normal((PERMUTATIONS, len(weights))) ** 2
    length = squares.sum(axis=1) + rng.chisquare(max(1, free - len(weights)), PERMUTATIONS)
    drawn = squares @ weights * free / length
    return float(1 + (drawn >= found).sum()) / (1 + PERMUTATIONS)


def _ratios(table: Array, side: Array) -> Array:
    """Give the log ratio of densities at each row by a classifier fitted to the other folds.

    Each fit starts from that of all rows, from where it is a step or two away.
    """
    start = _log_odds(table, side)
    fold = np.empty(len(side), dtype=int)
    rng = np.random.default_rng(SEED)
    for which in (0, 1):
        fold[side == which] = rng.permutation(int((side == which).sum())) % FOLDS
    ratio = np.empty(len(side))
    for at in range(FOLDS):
        out = fold == at
        share = float(side[~out].mean())
        weights = _log_odds(table[~out], side[~out], start)
        ratio[out] = weights[0] + table[out] @ weights[1:] - np.log(share / (1.0 - share))
    return ratio


def _features(table: Array) -> Array:
    """Give columns of mean 0 and deviation 1, projected where there are many, with their squares."""
    table = np.asarray(table, dtype=np.float64)
    table = np.where(np.isfinite(table), table, np.nan)
    missing = np.isnan(table)
    lost = missing.any(axis=0) & ~missing.all(axis=0)
    with np.errstate(all="ignore"):
        middle = np.nan_to_num(np.nanmean(np.where(missing.all(axis=0), 0.0, table), axis=0))
    known = _standard(np.column_stack([np.where(missing, middle, table), missing[:, lost]]))
    if known.shape[1] > MOST_FEATURES:
        signs = np.random.default_rng(SEED).choice([-1.0, 1.0], size=(known.shape[1], MOST_FEATURES))
        known = _standard(known @ signs)
    return np.column_stack([known, _standard(known**2)])


def _standard(table: Array) -> Array:
    spread = table.std(axis=0)
    varies = spread > 1e-9 * (1.0 + np.abs(table.mean(axis=0)))
    return np.asarray(np.clip((table[:, varies] - table[:, varies].mean(axis=0)) / spread[varies], -5.0, 5.0))


def _log_odds(known: Array, side: Array, start: Array | None = None) -> Array:
    """Fit a ridge logistic regression by Newton's steps; give the constant and the weights of the columns."""
    design = np.column_stack([np.ones(len(known)), known])
    penalty = np.full(design.shape[1], 1.0 + known.shape[1] / 8.0)
    penalty[0] = 0.0
    weights = np.zeros(design.shape[1]) if start is None else start.copy()
    for _ in range(12):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (side - chance) - penalty * weights
        single = (design * np.sqrt(chance * (1 - chance))[:, None]).astype(np.float32)  # a step need not be exact
        step = np.linalg.solve((single.T @ single).astype(np.float64) + np.diag(penalty + 1e-9), slope)
        weights += np.clip(step, -3.0, 3.0)
        if float(np.abs(step).max()) < CLOSE:
            break
    return weights


def input_effect(first: Sample, last: Sample, found: Apart) -> Effect:
    """Give what the change of inputs makes of the score: each side's rows reweighted to look like the other's."""
    a, b = first.seen.each, last.seen.each
    ratio = np.clip(found.ratio, -CLIP, CLIP)
    up, down = np.exp(ratio[: len(a)]), np.exp(-ratio[len(a) :])

    def change(i: Array, j: Array) -> float:
        forward = (up[i] * a[i]).sum() / up[i].sum() - a[i].mean()
        backward = b[j].mean() - (down[j] * b[j]).sum() / down[j].sum()
        return float(forward + backward) / 2

    rng = np.random.default_rng(SEED)
    amount = change(np.arange(len(a)), np.arange(len(b)))
    drawn = [change(rng.integers(0, len(a), len(a)), rng.integers(0, len(b), len(b))) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, (0.025, 0.975))
    effective = float(up.sum() ** 2 / (up**2).sum())
    return Effect(amount, min(float(low), amount), max(float(high), amount), effective, len(a))


def classes_follow(first: Sample, last: Sample, found: Apart) -> float:
    """Give the chance that the class proportions differ as much as they do if like inputs have like labels.

    The first sample's rows are reweighted to the second's inputs; their classes are held against the second's.
    """
    one, other = first.seen, last.seen
    table = proportions(one.labels, other.labels)
    if table is None or one.labels is None:
        return 0.0
    up = np.exp(np.clip(found.ratio[: len(one.each)], -CLIP, CLIP))
    effective = up.sum() ** 2 / (up**2).sum()
    codes = np.searchsorted(table.classes, one.labels)
    weighted = np.bincount(codes, weights=up, minlength=len(table.classes)) / up.sum() * effective
    return _chance(weighted, table.last)


# --- the two sides of a comparison -----------------------------------------------------------------------------------
def samples(pair: Pair, *, scored: bool = True) -> tuple[Sample, Sample] | None:
    """Give the scored rows of both sides, None where a score is no mean over rows that are known.

    Without `scored` the labels are enough; rows of a score that is no mean contribute nothing then.
    """
    sides = []
    for side in (pair.opening, pair.closing):
        if side.made_of_rows():
            each = np.asarray(side.per_row, dtype=np.float64)
        elif scored or side.truth is None:
            return None
        else:
            each = np.zeros(len(side.truth))
        labels = side.truth if side.truth is not None and len(side.truth) == len(each) else None
        inputs = side.inputs if side.inputs is not None and 0 < len(side.inputs) <= len(each) else None
        sides.append(Sample(each, labels, inputs))
    return sides[0], sides[1]
