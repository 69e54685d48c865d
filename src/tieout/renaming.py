"""Whether predictions agree with labels better when classes are renamed, and whether that is more than chance."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MOST_CLASSES = 200
MOST_ROWS = 200_000  # evenly spaced ones that tell of a renaming where there are more
FEW = 4  # rows of a class; fewer do not say what it was taken for
CHANCE = 1e-3  # of the gain on rows that the renaming was not found on, for each half of the rows
SEED = 20
CLEARLY = 0.2  # correlation of a column of marks with what it is taken for
TELLING = 5.0  # standard errors by which that is more than with its own


def classes_of(value: Any, rows: int) -> Array | None:
    """Give class names or numbers, one a row, of labels or predictions in any of their shapes; None for others."""
    array = np.asarray(value)
    if array.ndim == 0 or len(array) != rows or not rows:
        return None
    if array.dtype == object:
        array = array.astype(str)
    flat = array.reshape(rows, -1)
    if flat.shape[1] > 1:
        if array.ndim != 2 or array.dtype.kind not in "fiub":
            return None
        return np.asarray(flat.argmax(axis=1))
    flat = flat[:, 0]
    if flat.dtype.kind == "f":
        return flat.astype(np.int64) if bool(np.all(np.isfinite(flat) & (flat == np.rint(flat)))) else None
    return flat.astype(np.int64) if flat.dtype.kind in "iub" else flat if flat.dtype.kind == "U" else None


def renaming(labels: Array, guesses: Array) -> dict[Any, Any] | None:
    """Find for which other class each label stands, as the predictions have it; empty where none is renamed.

    None where the labels cannot be looked at so: too many classes, or numbers against words. A renaming is a set of
    cycles; each has to be found alike on both halves of the rows, and to pay on the half it was not found on.
    """
    if labels.dtype.kind != guesses.dtype.kind:
        return None
    step = -(-len(labels) // MOST_ROWS) or 1
    labels, guesses = labels[::step], guesses[::step]
    names, codes = np.unique(np.concatenate([labels, guesses]), return_inverse=True)
    if not 2 <= len(names) <= MOST_CLASSES:
        return None
    y, g = codes[: len(labels)], codes[len(labels) :]
    half = np.random.default_rng(SEED).permutation(len(y)) % 2
    tables = [_table(y[half == h], g[half == h], len(names)) for h in (0, 1)]
    whole, parts = _assigned(tables[0] + tables[1]), [_assigned(table) for table in tables]
    found: dict[Any, Any] = {}
    for cycle in _cycles(whole):
        if all(_holds(cycle, whole, parts[h], tables[h], tables[1 - h]) for h in (0, 1)):
            found.update({names[at].item(): names[whole[at]].item() for at in cycle if (y == at).any()})
    own = {value.item() for value in np.unique(labels)}
    if not own <= set(found):  # some keep their names: then names change places, and none is taken up that was free
        return found if _closed_up(own, found) else {o: n for o, n in found.items() if _comes_back(o, found)}
    return found


def marks_of(value: Any, rows: int) -> Array | None:
    """Give labels or predictions that are several a row, each there or not; None for anything else."""
    array = np.asarray(value)
    if array.ndim != 2 or len(array) != rows or array.shape[1] < 2 or array.dtype.kind not in "fiub":
        return None
    if not rows or not bool(((array == 0) | (array == 1)).all()) or bool((array.sum(axis=1) == 1).all()):
        return None
    return array.astype(np.float64)


def columns_renamed(labels: Array, guesses: Array) -> dict[int, int]:
    """Find for which other column each column of marks stands, as those of the predictions have it.

    A renaming is a set of cycles; each has to be found alike on both halves of the rows, and every column of it has to
    go with the other one clearly and by more than chance better than with its own.
    """
    if labels.shape != guesses.shape or labels.shape[1] > MOST_CLASSES:
        return {}
    half = np.random.default_rng(SEED).permutation(len(labels)) % 2
    halves = [_correlations(labels[half == h], guesses[half == h]) for h in (0, 1)]
    kept = 0.01 * np.eye(labels.shape[1])
    whole, *parts = (cheapest(-(table + kept))[1] for table in (halves[0] + halves[1], *halves))
    least = TELLING * (len(labels) / 2.0) ** -0.5
    found: dict[int, int] = {}
    for cycle in _cycles(whole):
        same = all(naming[at] == whole[at] for naming in parts for at in cycle)
        gains = [(table[at, whole[at]], table[at, at]) for table in halves for at in cycle]
        if same and all(moved > CLEARLY and moved - own > max(least, moved / 2.0) for moved, own in gains):
            found.update({at: int(whole[at]) for at in cycle})
    return found


def _correlations(labels: Array, guesses: Array) -> Array:
    """Give the correlation of every column of labels with every column of guesses, 0 where one does not vary."""
    one, other = (table - table.mean(axis=0) for table in (labels, guesses))
    norms = np.sqrt(np.outer((one**2).sum(axis=0), (other**2).sum(axis=0)))
    return np.asarray(np.divide(one.T @ other, norms, out=np.zeros_like(norms), where=norms > 0))


def agreement_by_any_names(predictions: Any, labels: Any, least: float = 0.0) -> Array:
    """Tell row by row whether predictions and labels agree, under the names that the other half of the rows gives.

    Args:
        predictions: of the rows.
        labels: of the rows.
        least: the share of agreement that matters: where no names at all could give it, no row is told to agree, and
            the best names are not looked for.

    Raises:
        ValueError: they are no classes.
    """
    rows = len(predictions)
    guesses, known = classes_of(predictions, rows), classes_of(labels, rows)
    if guesses is None or known is None or guesses.dtype.kind != known.dtype.kind:
        raise ValueError("predictions and labels are no classes")
    names, codes = np.unique(np.concatenate([known, guesses]), return_inverse=True)
    if len(names) > MOST_CLASSES:
        raise ValueError("there are too many classes")
    y, g = codes[:rows], codes[rows:]
    half, agree = np.arange(rows) % 2, np.zeros(rows)
    tables = [_table(y[half == side], g[half == side], len(names)) for side in (0, 1)]
    if sum(min(table.max(axis=0).sum(), table.max(axis=1).sum()) for table in tables) < least * rows:
        return agree
    for side, table in enumerate(tables):
        naming = _assigned(table)
        fresh = half != side
        agree[fresh] = naming[y[fresh]] == g[fresh]
    return agree


def _closed_up(labels: set[Any], names: dict[Any, Any]) -> bool:
    """Tell whether labels are numbered without a gap over classes of which some are lacking: their order is kept."""
    if not names or labels != set(range(len(labels))):
        return False
    meant = [names.get(label, label) for label in sorted(labels)]
    return all(one < other for one, other in itertools.pairwise(meant))


def _comes_back(start: Any, names: dict[Any, Any]) -> bool:
    """Tell whether the names that take each other's place from one on lead back to it."""
    at = names[start]
    while at != start and at in names:
        at = names[at]
    return bool(at == start)


def _table(y: Array, g: Array, count: int) -> Array:
    return np.bincount(y * count + g, minlength=count * count).reshape(count, count).astype(np.float64)


def _assigned(table: Array) -> Array:
    """Give the one-to-one naming that agrees most; a class nothing speaks for keeps its name."""
    return cheapest(-(table + 0.01 * np.eye(len(table))))[1]


def cheapest(costs: Array) -> tuple[Array, Array]:
    """Match every row with a column of its own at the least total cost; no more rows than columns.

    Where every row's cheapest column is another one, that is the answer, and scipy's optimizers, which take longer to
    import than to run, are not asked.
    """
    nearest = costs.argmin(axis=1)
    if len(np.unique(nearest)) == len(costs):
        return np.arange(len(costs)), np.asarray(nearest)
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(costs)
    return np.asarray(rows), np.asarray(columns)


def _cycles(naming: Array) -> list[list[int]]:
    """Give the classes that change places, circle by circle."""
    seen: set[int] = set()
    found = []
    for start in range(len(naming)):
        cycle, at = [], start
        while at not in seen:
            seen.add(at)
            cycle.append(at)
            at = int(naming[at])
        if len(cycle) > 1:
            found.append(cycle)
    return found


def _holds(cycle: Sequence[int], whole: Array, naming: Array, known: Array, fresh: Array) -> bool:
    """Tell whether a cycle is found on the known rows and pays on the fresh ones, for every class with rows."""
    spoken = [at for at in cycle if known[at].sum() >= FEW]
    if not spoken or any(naming[at] != whole[at] for at in spoken):
        return False
    rows = sum(float(fresh[at].sum()) for at in cycle)
    kept = sum(float(fresh[at, at]) for at in cycle)
    renamed = sum(float(fresh[at, whole[at]]) for at in cycle)
    if renamed < 0.5 * rows or kept > 0.5 * renamed:
        return False
    from scipy import stats

    if any(fresh[at, whole[at]] <= fresh[at, at] for at in cycle if fresh[at].sum() >= FEW):
        return False
    return bool(stats.binomtest(int(renamed), int(renamed + kept), 0.5, alternative="greater").pvalue < CHANCE)


def renamed(labels: Any, names: dict[Any, Any]) -> Array:
    """Give labels, in the shape they have, under other class names."""
    array = np.asarray(labels)
    if array.ndim == 2 and array.shape[1] > 1:
        moved = np.zeros_like(array)
        for at in range(array.shape[1]):  # rows may have several labels
            wanted = names.get(at, at)
            moved[:, wanted] = np.maximum(moved[:, wanted], array[:, at])
        return moved
    kind = str if array.dtype == object or array.dtype.kind == "U" else int
    values, codes = np.unique(array.astype(str) if kind is str else array, return_inverse=True)
    wanted = np.asarray([names.get(kind(v), kind(v)) for v in values.tolist()])
    moved = wanted[codes].reshape(array.shape)
    if array.dtype.kind == "f" or (array.dtype.kind in "iu" and wanted.min() >= np.iinfo(array.dtype).min):
        return moved.astype(array.dtype)
    return moved.astype(object) if array.dtype == object else moved


def consistent(known: Array, used: Array) -> dict[Any, Any] | None:
    """Give the renaming that brings used labels onto known ones of the same rows, None where no one does."""
    names: dict[Any, Any] = {}
    agreed = 0
    for value in np.unique(used).tolist():
        there = known[used == value]
        values, counts = np.unique(there, return_counts=True)
        names[value] = values[counts.argmax()].item()
        agreed += int(counts.max())
    if len(set(names.values())) < len(names) or agreed < 0.98 * len(used):
        return None
    return {old: new for old, new in names.items() if old != new}
