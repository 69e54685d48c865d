"""Find which definition gives exactly a printed number, and how easily that could be a coincidence.

Every decoding rule, metric, reading of the labels and way of pooling is put together and computed; what rounds to the
printed number fits. The plainest that fits comes first. A fit is claimed only if few enough definitions as plain as it
lie near the number that one of them hitting it by chance is unlikely.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tieout.forensics import pieces
from tieout.forensics.pieces import Array, Measure, Piece
from tieout.forensics.possible import Printed, impossible

BATCHES = (1, 2, 4, 8, 10, 16, 20, 25, 32, 50, 64, 100, 128, 200, 250, 256, 500, 512, 1000, 1024)
USUAL = (16, 32, 64, 128, 256)
COINCIDENCE = 0.02  # a fit that chance would give this often is not claimed
MOST_AROUND = 2.0  # price up to which a definition is also tried by batches
SMALLEST = 8  # rows of a batch on which a metric that is no mean of rows says something
NEAR = 0.05  # of the number's own size: how densely definitions lie is counted in this neighbourhood


@dataclass(frozen=True)
class Fit:
    """A definition that gives the printed number.

    Attributes:
        says:     the definition in words.
        family:   decode, metric, pooling, labels, denominator, broadcast or plain: what is unusual about it.
        value:    the number it gives, unrounded, in the unit printed.
        price:    how far it is from the plain way.
        chance:   expected number of definitions at most as dear that would give a number like it by chance.
    """

    says: str
    family: str
    value: float
    price: float
    chance: float


@dataclass(frozen=True)
class Identified:
    """What a printed number is.

    Attributes:
        printed:    the number as it was printed.
        fits:       the definitions that give it, plainest first, those that chance could give left out.
        unsure:     definitions that give it, but that chance could.
        tried:      how many definitions were computed.
        impossible: why no count of these rows can give the number as an accuracy; None if one can.
    """

    printed: str
    fits: tuple[Fit, ...]
    unsure: tuple[Fit, ...]
    tried: int
    impossible: str | None

    def told(self) -> str:
        """Say it in one line."""
        if self.fits:
            first = self.fits[0]
            return f"{self.printed} is the {first.says} ({self.tried} definitions tried)"
        if self.unsure:
            return (
                f"{self.printed} could be the {self.unsure[0].says}, but so many were tried that chance could give it"
            )
        return f"none of {self.tried} definitions gives {self.printed}" + (
            f"; {self.impossible}" if self.impossible else ""
        )


def identify(
    printed: str, predictions: Array, labels: Array, *, metric: str = "", batch_sizes: Sequence[int] = BATCHES
) -> Identified:
    """Find what a printed number is.

    Args:
        printed:     the number as it was printed, such as "0.9531" or "95.31%": its digits say how exact it is.
        predictions: what the model gave: classes (n,), scores (n,) or (n, 1), or one column a class (n, C).
        labels:      the true classes or values, (n,); one-hot labels (n, C) are read as classes.
        metric:      what the number was called, such as "accuracy": definitions of that name are plainer.
        batch_sizes: batch sizes to try for numbers that were averaged by batches.

    Raises:
        ValueError: predictions and labels have another number of rows, or none.
    """
    wanted = Printed.of(printed)
    outputs, truth = _checked(predictions, labels)
    found: list[tuple[str, str, float, float]] = []
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for says, family, price, value in _definitions(outputs, truth, batch_sizes, metric.lower()):
            if np.isfinite(value):
                found.append((says, family, price, float(value)))
    return _judged(wanted, found, len(truth))


def _checked(predictions: Array, labels: Array) -> tuple[Array, Array]:
    outputs, truth = np.asarray(predictions), np.asarray(labels)
    if truth.ndim > 1:
        truth = truth.argmax(axis=1) if truth.shape[1] > 1 else truth.ravel()
    if len(outputs) != len(truth) or not len(truth):
        raise ValueError(f"{len(outputs)} predictions against {len(truth)} labels")
    if (
        truth.dtype.kind == "f"
        and np.all(truth == np.rint(truth))
        and np.unique(truth).size <= max(20, len(truth) ** 0.5)
    ):
        truth = truth.astype(np.int64)
    if truth.dtype.kind in "OUS":
        names = np.unique(np.concatenate([truth.astype(str), outputs.astype(str).ravel()]))
        return np.searchsorted(names, outputs.astype(str).ravel()), np.searchsorted(names, truth.astype(str))
    if outputs.dtype.kind == "f" and outputs.dtype != np.float64:
        outputs = outputs.astype(np.float64)
    return outputs, truth.astype(np.int64) if truth.dtype.kind == "b" else truth


# --- the definitions -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Way:
    """A metric with what stands around it: in words, with the family of what is unusual, and its price."""

    measure: Measure
    says: str
    family: str
    price: float

    @classmethod
    def of(cls, measure: Measure, called: str, *around: tuple[Piece, str]) -> _Way:
        """Put a metric together with the pieces before it."""
        named = called and called in measure.name.lower()
        price = measure.price * (0.0 if named else 1.0) + sum(piece.price for piece, _ in around)
        unusual = [(piece.price, family) for piece, family in around if piece.price]
        plain = "broadcast" if "broadcast" in measure.name else "metric" if measure.price and not named else "plain"
        says = measure.name + "".join(
            f" of {piece.name}" if family == "decode" else f", {piece.name}" for piece, family in around if piece.name
        )
        return cls(measure, says, max(unusual)[1] if unusual else plain, price)


def _definitions(
    outputs: Array, labels: Array, batch_sizes: Sequence[int], called: str
) -> Iterator[tuple[str, str, float, float]]:
    """Give (words, family, price, value) of every definition."""
    if labels.dtype.kind == "f":
        values = outputs.reshape(len(outputs), -1)[:, -1].astype(float)
        for measure in pieces.of_values():
            yield from _pooled(_Way.of(measure, called), values, labels, batch_sizes)
        return
    for decode in pieces.decodings(outputs):
        classes = np.asarray(decode.apply(outputs))
        for reading in pieces.readings(classes, labels):
            truth = reading.apply(labels)
            for measure in pieces.of_classes(classes, truth):
                way = _Way.of(measure, called, (decode, "decode"), (reading, "labels"))
                yield from _pooled(way, classes, truth, batch_sizes)
    if outputs.dtype.kind != "f":
        return
    for measure in pieces.of_scores(outputs, labels):
        yield from _pooled(_Way.of(measure, called), outputs, labels, batch_sizes)
    for link in pieces.probabilities(outputs):
        made = np.asarray(link.apply(outputs))
        for measure in pieces.of_probabilities():
            yield from _pooled(_Way.of(measure, called, (link, "decode")), made, labels, batch_sizes)


def _pooled(
    way: _Way, predictions: Array, labels: Array, batch_sizes: Sequence[int]
) -> Iterator[tuple[str, str, float, float]]:
    """Give a metric over all rows, by batches, and divided by the wrong count."""
    n = len(labels)
    yield way.says, way.family, way.price, way.measure.value(predictions, labels)
    if way.price > MOST_AROUND:
        return  # two unusual things at once are looked for only where both are likely
    rows = way.measure.rows(predictions, labels) if way.measure.rows is not None else None
    for size in batch_sizes:
        if not 1 < size < n or (rows is None and size < SMALLEST):
            continue
        price = way.price + (1.0 if size in USUAL else 2.0)
        whole = n // size * size
        starts = range(0, n, size)
        if rows is None:
            each = [way.measure.value(predictions[at : at + size], labels[at : at + size]) for at in starts]
        else:
            each = [float(rows[at : at + size].mean()) for at in starts]
        yield f"{way.says}, mean of batches of {size}", "pooling", price, float(np.mean(each))
        if whole == n:
            continue
        full = each[: whole // size]
        yield (
            f"{way.says}, mean of whole batches of {size}, the last left out",
            "pooling",
            price + 0.5,
            float(np.mean(full)),
        )
        if rows is None:
            dropped = way.measure.value(predictions[:whole], labels[:whole])
        else:
            dropped = float(rows[:whole].mean())
            steps = -(-n // size)
            yield (
                f"{way.says}, the sum divided by {steps} batches of {size} ({steps * size} instead of {n} rows)",
                "denominator",
                price + 0.5,
                float(rows.sum() / (steps * size)),
            )
            yield (
                f"{way.says} over the {whole} rows of whole batches of {size}, the sum divided by all {n}",
                "denominator",
                price + 0.5,
                float(rows[:whole].sum() / n),
            )
            yield (
                f"{way.says}, the sum divided by the {whole} rows of whole batches of {size}",
                "denominator",
                price + 0.5,
                float(rows.sum() / whole),
            )
        yield f"{way.says}, over the {whole} rows of whole batches of {size}", "pooling", price + 0.5, dropped


# --- what fits -------------------------------------------------------------------------------------------------------
def _judged(wanted: Printed, found: Sequence[tuple[str, str, float, float]], rows: int) -> Identified:
    """Sort out what fits, and how often chance would have given as much."""
    distinct: dict[float, tuple[str, str, float, float]] = {}
    for one in sorted(found, key=lambda f: f[2]):  # a value that a plainer definition gives already is that one's
        distinct.setdefault(round(one[3], 12), one)
    kept = list(distinct.values())
    fits: list[Fit] = []
    unsure: list[Fit] = []
    for says, family, price, value in kept:
        shown = next((value * scale for scale in (1.0, 100.0) if wanted.fits(value * scale)), None)
        if shown is None:
            continue
        scale = shown / value if value else 1.0
        reach = NEAR * max(abs(shown), wanted.unit)
        rivals = sum(p <= price and abs(v * scale - shown) <= reach for _, _, p, v in kept) - 1
        chance = max(rivals, 0) * min(1.0, wanted.unit / (2.0 * reach))
        fit = Fit(says, family, shown, price, chance)
        (fits if chance <= COINCIDENCE else unsure).append(fit)
    return Identified(wanted.text, tuple(fits), tuple(unsure), len(found), impossible(wanted, rows))
