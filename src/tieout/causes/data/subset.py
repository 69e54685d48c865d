"""The two scores are over different examples: rows dropped, repeated, limited, or another split than meant.

One score's rows are some of the other's. `drop_last=True`, `head(100)`, a file that was cut off half way: what is left
out is seldom a fair sample. The amount is the score of the fewer rows against that of all of them. Rows may also come
several times: a sampler that draws with replacement, a merge with a table whose keys are not unique. Each row is then
scored once.

Bad:
    loader = DataLoader(test, batch_size=64, drop_last=True)

Good:
    loader = DataLoader(test, batch_size=64)
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tieout.arrays import as_numpy, row_ids, shared_rows
from tieout.core.cause import Cause, Difference, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.pair import Pair, Side
from tieout.core.score import Where
from tieout.core.view import View
from tieout.evidence import folds_fitted, made_at

ID = "data.subset"
FIX = "Score all rows of the split in both places; remove the limit, or drop_last, or restore the file."
FIX_REPEATED = "Score every row once: no sampler in the test loader, and merges with tables whose keys are unique."
REPEATED = 0.05  # share of the scored rows that are repeats
USUAL = 0.25  # times that share: what training rows may have of them
FEWEST = 20  # rows
NEGLIGIBLE = 1e-9
ENOUGH = 0.5  # of the smaller set must be shared for one to be a part of the other


def examine(view: View) -> Finding:
    """Give the factor if rows were scored several times that training and its file hold once."""
    passed, trial = view.passed, view.trial
    ids = view.raw_ids if view.raw_ids is not None else view.ids
    if passed.updates or ids is None or trial.rows is not None or len(ids) != len(trial.labels) or len(ids) < FEWEST:
        return None
    known = _with_labels(ids, trial.labels)
    in_order = np.sort(known)  # a fraction of what it takes to find where each came first
    repeats = int((in_order[1:] == in_order[:-1]).sum())
    if repeats < REPEATED * len(ids) or not _unusual(view, repeats / len(ids)):
        return None
    _, first = np.unique(known, return_index=True)
    loader = passed.iteration.loader if passed.iteration is not None else None
    whole = _whole(view, loader.whole() if loader is not None and loader.whole is not None else None)
    if loader is not None and loader.whole is not None:
        says = f"rows were drawn with replacement: {len(first)} of {loader.rows} rows, some of them several times"
        undo = None if whole is None else lambda trial: trial.with_(**whole)
        return Factor(ID, "mistake", Stage.DATA, made_at(view) or passed.where, says, FIX_REPEATED, undo=undo)
    at = view.repeated_at()
    refed = view.refed()
    if not at and not (refed and refed[0].way == "same"):
        return None  # rows that were prepared otherwise may have become alike
    says = f"{repeats} of the {len(ids)} scored rows are repeats of others"
    once = np.sort(first)
    where = at[0] if at else view.source() or passed.where
    return Factor(
        ID,
        "mistake",
        Stage.DATA,
        where,
        says,
        FIX_REPEATED,
        undo=lambda trial: trial.with_(rows=once, denominator=None, batch_sizes=(), pooling="pooled"),
    )


def _with_labels(ids: Any, labels: Any) -> Any:
    """Give ids of rows together with their labels: rows that are alike and have other labels are other rows."""
    truth = np.asarray(labels).reshape(len(ids), -1)
    own = row_ids(truth)
    codes = np.unique(truth.astype(str), axis=0, return_inverse=True)[1].ravel() if own is None else own
    return np.asarray(ids, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + codes.astype(np.uint64)


def _unusual(view: View, share: float) -> bool:
    """Tell whether rows are repeated far more often than the training rows, if those are known."""
    training = view.training
    known = None if training is None else training.raw_ids if training.raw_ids is not None else training.ids
    loader = view.passed.iteration.loader if view.passed.iteration is not None else None
    if loader is not None and loader.whole is not None:
        return True
    if known is None or not len(known):
        return False
    return 1.0 - len(np.unique(known)) / len(known) < USUAL * share


def _whole(view: View, batches: Any) -> dict[str, Any] | None:
    """Give all rows of a data set as a trial takes them: inputs and labels, each once."""
    first = view.trial.inputs[0] if view.trial.inputs else ()
    if not batches or len(first) != 1 or any(len(batch) != 2 for batch in batches):
        return None
    labels = [as_numpy(batch[1]) for batch in batches]
    if any(part is None for part in labels):
        return None
    joined = np.concatenate([np.asarray(part) for part in labels])
    like = np.asarray(view.trial.labels)
    if joined.size != len(joined) * (like.size // len(like)):
        return None
    return {
        "inputs": tuple((batch[0],) for batch in batches),
        "labels": joined.reshape(len(joined), *like.shape[1:]).astype(like.dtype),
        "outputs": None,
        "batch_sizes": tuple(len(part) for part in labels if part is not None),
        "denominator": None,
    }


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give the difference that rows left out or repeated make."""
    rows = shared_rows(pair.opening.known_ids, pair.closing.known_ids)
    if rows is None:
        return NotExamined("the rows of one score are not known")
    if rows.same:
        return RuledOut("the same rows were scored")
    if trained_on(pair.opening) != trained_on(pair.closing):
        return None
    if bool(folds_fitted(pair.opening)) != bool(folds_fitted(pair.closing)):
        return None
    if max(rows.shared_of_first, rows.shared_of_second) < ENOUGH:
        return None
    if abs(pair.left.value) <= NEGLIGIBLE:
        return RuledOut("the rows that only one score holds make no difference beyond what is accounted for")
    small, large = (pair.closing, pair.opening) if rows.second <= rows.first else (pair.opening, pair.closing)
    fewer, more = sorted((rows.first, rows.second))
    low, high = pair.interval()
    says = f"{fewer} of the {more} rows were scored: the others were left out"
    if fewer == more:
        says = "the two scores share only part of their rows"
    return Difference(ID, "mistake", pair.left.value, low, high, _where(small, large), says, FIX)


def trained_on(side: Side) -> bool:
    """Tell whether a side's rows are training rows as a whole."""
    rows = shared_rows(side.known_training_ids, side.known_ids)
    return rows is not None and rows.shared_of_second > 0.99


def _where(side: Side, other: Side) -> Where | None:
    passed = side.passed
    if passed is None:
        return side.score.where
    limited = [where for where in passed.limited if other.passed is None or where not in other.passed.limited]
    if limited:
        return limited[0]
    loader = passed.loader
    if not loader.get("drop_last") and (loader.get("rows") or 0) > passed.rows:  # the walk was ended early
        lines = other.passed.stack if other.passed is not None else ()
        return next((where for where in passed.stack if where not in lines), passed.where)
    if loader.get("drop_last") and loader.get("file"):
        return Where(str(loader["file"]), int(loader["line"]))
    return passed.source or (Where(str(loader["file"]), int(loader["line"])) if loader.get("file") else passed.where)


CAUSE = Cause(ID, "Different examples", examine=examine, compare=compare)
