"""Predictions and labels are in different orders.

A shuffled loader gives its rows in another order at every walk. Predictions from one walk and labels from another (or
from the stored labels) then belong to different rows, and the score falls to what chance gives. tieout compares the
labels that were used with the labels that came with the rows the model was fed. Where those were never seen, it looks
whether some run of rows is answered with the labels that stand a fixed number of rows further, or with as many of each
class and otherwise by chance, unlike the rows around it.

Bad:
    preds = torch.cat([model(x).argmax(1) for x, _ in loader])      # loader shuffles
    labels = torch.cat([y for _, y in loader])
    acc = (preds == labels).float().mean()

Good:
    pairs = [(model(x).argmax(1), y) for x, y in loader]
    acc = torch.cat([p == y for p, y in pairs]).float().mean()
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.cause import Cause, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.view import View
from tieout.renaming import classes_of

ID = "data.order"
LAGS = [lag for size in range(1, 33) for lag in (size, -size)]  # rows that labels may stand too late or too early
FEWEST = 30  # rows of a run
MOST_RUNS = 4
DRIFT = 0.1  # hits a row that a run has to gain
MOST_CLASSES, MOST_ROWS = 100, 200_000
BY_CHANCE = 2.0  # standard errors from independence up to which answers meet labels by accident
BY_ACCIDENT = 1e-3  # how often the worst run of rows of a score with nothing wrong may be taken for a mistake
AS_SURE = 0.8  # of what answers are elsewhere
CLEARLY = 0.1  # share of hits by which the other rows are above the middle
ALIKE = 1.5  # root mean square of the differences of column means, in standard errors
SIGMAS = 6.0  # by which it has to, since many lags and runs are tried
FIX = "Take predictions and labels from the same walk through the data, or do not shuffle data that is scored."


def examine(view: View) -> Finding:
    """Give the factor if the labels that were scored against are those of the rows in another order."""
    used = np.asarray(view.trial.labels)
    own = _like(view.recipe.labels_with_rows, used)
    if own is None:
        own = _from_elsewhere(view, used)
    if own is None:
        own = view.labels_by_key()
    if own is None:
        own = _left_behind(view, used)
    if own is None:
        return _by_answers(view, used) or NotExamined("no labels were seen together with the rows that were scored")
    if np.array_equal(own, used):
        own = _left_behind(view, used)  # labels that were put beside the rows before the model was fed are wrong alike
    if own is None:
        return RuledOut("every prediction met the label of its own row")
    if not np.array_equal(np.sort(own.ravel()), np.sort(used.ravel())):
        return NotExamined("the labels scored against are not those that came with the rows")
    if _is_renamed(own.ravel(), used.ravel()):
        return RuledOut("the rows met their own labels, under other class names")
    moved = int((own != used).sum())
    loader = view.passed.iteration.loader if view.passed.iteration is not None else None
    where = view.recipe.where or view.passed.where
    if loader is not None and loader.shuffle and loader.where is not None:
        where = loader.where
    return Factor(
        ID,
        "mistake",
        Stage.ALIGN,
        where,
        f"predictions and labels are in different orders: {moved} of {len(used)} rows met the label of another row",
        FIX,
        undo=lambda trial: trial.with_(labels=own),
    )


def _by_answers(view: View, used: Any) -> Factor | None:
    """Give the factor if the model's answers tell that a run of labels belongs to other rows."""
    if view.passed.updates or view.trial.rows is not None or not FEWEST <= len(used) <= MOST_ROWS:
        return None
    refed = [one for one in view.refed() or () if one.way != "same"]
    if any(one.inputs is None for one in refed):
        return None  # rows prepared otherwise are answered by chance too
    trial = view.put_right() if refed else view.trial
    outputs = view.forward(trial)
    guesses, labels = classes_of(trial.decode.apply(outputs), len(used)), classes_of(used, len(used))
    if guesses is None or labels is None or guesses.dtype.kind != labels.dtype.kind:
        return None
    sure = None if refed else _sureness(outputs)  # what is put right may still leave rows that are met by chance
    return _shifted(view, used, guesses, labels) or _mixed(view, guesses, labels, sure)


def _sureness(outputs: Any) -> Any:
    """Give how far the first choice of each answer is ahead of the second, None for answers that are classes."""
    array = np.asarray(outputs)
    if array.dtype.kind != "f" or array.ndim > 2 or len(np.unique(array)) <= MOST_CLASSES:
        return None
    flat = np.sort(array.reshape(len(array), -1), axis=1)
    middle = 0.5 if flat.min() >= 0.0 and flat.max() <= 1.0 else 0.0
    return flat[:, -1] - flat[:, -2] if flat.shape[1] > 1 else np.abs(flat[:, 0] - middle)


def _mixed(view: View, guesses: Any, labels: Any, sure: Any) -> Factor | None:
    """Give the factor if a run of rows has the right labels by number, and sure answers meet them by chance alone."""
    if sure is None or len(sure) != len(labels):
        return None
    names, codes = np.unique(np.concatenate([guesses, labels]), return_inverse=True)
    if not 2 <= len(names) <= MOST_CLASSES:
        return None
    guessed, truth = codes[: len(labels)], codes[len(labels) :]
    hits = guessed == truth
    middle = _middle(guessed, truth)
    total = np.concatenate([[0.0], np.cumsum(middle - hits)])
    end = int((total - np.minimum.accumulate(total)).argmax())
    first = int(total[: end + 1].argmin())
    outside = np.r_[0:first, end : len(labels)]
    if end - first < FEWEST or len(outside) < FEWEST or hits[outside].mean() < middle + CLEARLY:
        return None
    if not _stands_out(hits[first:end], hits[outside]):
        return None
    if sure[first:end].mean() < AS_SURE * sure[outside].mean():
        return None  # rows that are hard to tell are met by chance as well
    if not _same_inputs(view, first, end):
        return None
    one, other = guessed[first:end], truth[first:end]
    table = np.zeros((len(names), len(names)))
    np.add.at(table, (other, one), 1.0)
    counts = np.stack([table.sum(axis=0), table.sum(axis=1)])
    if _dependence(table) > BY_CHANCE or _dependence(counts) > BY_CHANCE:
        return None
    says = f"labels of rows {first + 1} to {end} are in another order: as many of each class, met by chance alone"
    return Factor(
        ID,
        "mistake",
        Stage.ALIGN,
        view.recipe.where or view.score.where,
        f"{says}; the other {len(outside)} rows are not",
        FIX,
        undo=lambda trial: trial.with_(rows=outside, denominator=None, batch_sizes=(), pooling="pooled"),
    )


def _stands_out(inside: Any, outside: Any) -> bool:
    """Tell whether a run of rows is hit less often than the others, beyond what the worst of all runs is by chance."""
    there, rows = (float(outside.sum()) + 0.5) / (len(outside) + 1.0), len(inside) + len(outside)
    share = min(max(float(inside.mean()), 1e-9), 1.0 - 1e-9)
    apart = share * np.log(share / there) + (1.0 - share) * np.log((1.0 - share) / (1.0 - there))
    return bool(share < there and len(inside) * apart >= np.log(0.5 * rows**2 / BY_ACCIDENT))


def _same_inputs(view: View, first: int, end: int) -> bool:
    """Tell whether the inputs of a run of rows are distributed as those of the others, column by column."""
    parts = [as_numpy(batch[0]) for batch in view.trial.inputs if batch]
    known = [part.reshape(len(part), -1) for part in parts if part is not None and part.dtype.kind in "fiub"]
    if not known or len(known) < len(parts) or len({part.shape[1] for part in known}) > 1:
        return False
    table = np.concatenate(known).astype(np.float64)
    inside, outside = table[first:end], np.delete(table, np.s_[first:end], axis=0)
    spread = table.std(axis=0)
    varies = spread > 0
    error = spread[varies] * (1.0 / len(inside) + 1.0 / len(outside)) ** 0.5
    apart = np.abs(inside.mean(axis=0) - outside.mean(axis=0))[varies] / error
    return bool(apart.size and np.sqrt(np.square(apart).mean()) <= ALIKE and apart.max() <= SIGMAS)


def _middle(guessed: Any, truth: Any) -> float:
    """Give the share of hits half way between what chance gives and what all rows have at best."""
    size = int(max(guessed.max(), truth.max())) + 1
    one, other = (np.bincount(codes, minlength=size) / len(truth) for codes in (guessed, truth))
    return float(0.5 * ((one * other).sum() + np.minimum(one, other).sum()))


def _dependence(table: Any) -> float:
    """Give how far a table is from independence of its lines and columns, in standard errors of chi-squared."""
    kept = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    freedom = (kept.shape[0] - 1) * (kept.shape[1] - 1)
    expected = kept.sum(axis=1, keepdims=True) * kept.sum(axis=0) / kept.sum()
    return float(((kept - expected) ** 2 / expected).sum() - freedom) / (2.0 * freedom) ** 0.5 if freedom else 0.0


def _shifted(view: View, used: Any, guesses: Any, labels: Any) -> Factor | None:
    """Give the factor if the model answers runs of rows with the labels of rows a few places on."""
    order, runs = np.arange(len(used)), list[tuple[int, int, int]]()
    while len(runs) < MOST_RUNS and (run := _best_run(guesses, labels[order])) is not None:
        first, after, lag = run
        order[first:after] = np.roll(order[first:after], -lag)
        runs.append(run)
    if not runs:
        return None
    codes = np.unique(np.concatenate([guesses, labels]), return_inverse=True)[1]
    if float((guesses == labels[order]).mean()) < _middle(codes[: len(labels)], codes[len(labels) :]):
        return None  # more than before, but no more than by chance
    moved = used[order]
    if not view.matters(view.trial.with_(labels=moved)):
        return None
    told = [f"those of rows {first + 1} to {after} stand {_places(lag)}" for first, after, lag in sorted(runs)]
    return Factor(
        ID,
        "mistake",
        Stage.ALIGN,
        view.recipe.where or view.score.where,
        "; ".join(told).replace("those of rows", "labels of rows", 1),
        FIX,
        undo=lambda trial: trial.with_(labels=moved),
    )


def _places(lag: int) -> str:
    """Say by how many rows labels stand too late or too early."""
    return f"{abs(lag)} row{'s' if abs(lag) > 1 else ''} too {'late' if lag > 0 else 'early'}"


def _best_run(guesses: Any, labels: Any) -> tuple[int, int, int] | None:
    """Give the rows that are most surely answered with labels some places on, and how many places."""
    best = max((_run(guesses, labels, lag) for lag in LAGS if abs(lag) < len(labels) // 4), default=None)
    if best is None or best[0] < SIGMAS:
        return None
    _, first, after, lag = best
    near = range(-2 * abs(lag), 2 * abs(lag) + 1)  # which rows were pushed out of the run at its ends, hits tell
    after = max((after + n for n in near), key=lambda end: _hits(guesses, labels, first, end, lag))
    first = max((first + n for n in near), key=lambda begin: _hits(guesses, labels, begin, after, lag))
    return first, after, lag


def _hits(guesses: Any, labels: Any, first: int, after: int, lag: int) -> int:
    """Count the rows answered right if labels from one row to another move back by `lag`, in a circle."""
    if not 0 <= first < after <= len(labels):
        return -1
    moved = labels.copy()
    moved[first:after] = np.roll(labels[first:after], -lag)
    return int((guesses == moved).sum())


def _run(guesses: Any, labels: Any, lag: int) -> tuple[float, int, int, int]:
    """Give how surely some run of rows is answered with the labels `lag` rows on, in standard errors, and that run."""
    n = len(labels)
    at = np.arange(max(0, -lag), min(n, n - lag))
    there, here = guesses[at] == labels[at + lag], guesses[at] == labels[at]
    change = there.astype(float) - here
    total = np.concatenate([[0.0], np.cumsum(change - DRIFT)])
    lowest = np.minimum.accumulate(total)
    end = int((total - lowest).argmax())
    begin = int(total[: end + 1].argmin())
    part = change[begin:end]
    if len(part) < FEWEST:
        return 0.0, 0, 0, lag
    outside = np.r_[0:begin, end : len(at)]
    if _go_together(labels, at, lag) and not _as_sure(there[begin:end], here[outside], change[outside]):
        return 0.0, 0, 0, lag
    first, after = int(at[begin]) + min(0, lag), int(at[end - 1]) + 1 + max(0, lag)
    return float(part.sum() / max(1.0, np.abs(part).sum()) ** 0.5), first, after, lag


def _go_together(labels: Any, at: Any, lag: int) -> bool:
    """Tell whether labels are those of the rows `lag` on more often than by chance, as in a series."""
    shares = np.unique(labels, return_counts=True)[1] / len(labels)
    chance = float((shares**2).sum())
    follow = labels[at] == labels[at + lag]
    return bool(follow.mean() - chance > 3.0 * (chance * (1.0 - chance) / len(at)) ** 0.5)


def _as_sure(inside: Any, outside: Any, change: Any) -> bool:
    """Tell whether labels some rows on are met as surely in a run as the rows' own labels outside of it.

    Answers that lag behind a series do so everywhere; labels that were moved are out of place from one row on.
    """
    if len(outside) < FEWEST or -change.sum() / max(1.0, np.abs(change).sum()) ** 0.5 < SIGMAS:
        return False
    share = float(outside.mean())
    error = (max(share * (1.0 - share), 1.0 / len(outside)) * (1.0 / len(inside) + 1.0 / len(outside))) ** 0.5
    return bool(inside.mean() > share - 2.0 * error)


def _is_renamed(own: Any, used: Any) -> bool:
    """Tell whether every class of the rows' own labels became one other class: names changed, not the order."""
    pairs = {*zip(own.tolist(), used.tolist(), strict=True)}
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs}) < len(own) / 2


def _like(labels: Any, used: Any) -> Any:
    """Give the rows' own labels in the form the script used, None if they cannot be compared."""
    if labels is None:
        return None
    own = np.asarray(labels)
    if own.ndim == 2 and own.shape[1] > 1 and used.ndim == 1:
        own = own.argmax(axis=1)
    if own.size != used.size:
        return None
    return own.reshape(used.shape)


def _from_elsewhere(view: View, used: Any) -> Any:
    """Give the labels these very rows had when another pass or walk saw them."""
    if view.ids is None:
        return None
    known: dict[int, Any] = {}
    for ids, labels in view.seen_labels():
        flat = np.asarray(labels)
        if flat.ndim == 2 and flat.shape[1] > 1 and used.ndim == 1:
            flat = flat.argmax(axis=1)
        if len(flat) == len(ids):
            known.update(zip(ids.tolist(), flat.reshape(len(flat), -1)[:, 0].tolist(), strict=True))
    if not known or any(i not in known for i in view.ids.tolist()):
        return None
    if used.ndim != 1:
        return None
    return np.asarray([known[i] for i in view.ids.tolist()]).astype(used.dtype).reshape(used.shape)


def _left_behind(view: View, used: Any) -> Any:
    """Give the labels by row of an earlier score whose labels stand here in the very same order, and its rows do not.

    One of the two scores then paired them wrongly: this one, if its answers agree better with the labels as they were.
    """
    arrays = view.notes.get("arrays")
    if arrays is None or used.ndim != 1:
        return None
    for recording in view.linked:
        passes = {record.id: record for record in recording.passes}
        scored = {score.id: passes.get(score.pass_id or "") for score in recording.scores}
        for score, examination in recording.examinations.items():
            record = scored.get(score)
            truth = arrays(recording, examination.labels) if record is not None and examination.labels else None
            if record is None or truth is None or truth.dtype.kind == "U" or not np.array_equal(truth, used):
                continue
            for name, here in ((record.ids, view.ids), (record.raw_ids, view.raw_ids)):
                at = _stood_at(arrays(recording, name), here) if name and here is not None else None
                own = None if at is None else used[at]
                if own is not None and (own != used).any() and _agree_more(view, own, used):
                    return own
    return None


def _stood_at(there: Any, here: Any) -> Any:
    """Give where each of these rows stood in another pass over the very same rows, None if they are not the same."""
    if there is None or len(there) != len(here):
        return None
    before, now = np.argsort(there, kind="stable"), np.argsort(here, kind="stable")
    if not np.array_equal(there[before], here[now]):
        return None
    at = np.empty(len(here), dtype=np.int64)
    at[now] = before
    return at


def _agree_more(view: View, own: Any, used: Any) -> bool:
    """Tell whether the answers to rows whose labels moved agree better with those than with the ones scored against."""
    guesses = np.asarray(view.trial.decode.apply(np.asarray(view.forward(view.trial))))
    if guesses.size != used.size or guesses.dtype.kind not in "fiub":
        return False
    moved = own != used
    answers, one, other = (np.asarray(part).reshape(-1)[moved].astype(np.float64) for part in (guesses, own, used))
    gained = np.abs(answers - other) - np.abs(answers - one)
    if guesses.dtype.kind != "f":
        gained = (answers == one).astype(float) - (answers == other)
    return bool(gained.mean() > 2.0 * gained.std() / len(gained) ** 0.5)


CAUSE = Cause(ID, "Predictions and labels in different orders", examine=examine)
