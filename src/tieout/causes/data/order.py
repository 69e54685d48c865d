"""Predictions and labels are in different orders.

A shuffled loader gives its rows in another order at every walk. Predictions from one walk and labels from another (or
from the stored labels) then belong to different rows, and the score falls to what chance gives. tieout compares the
labels that were used with the labels that came with the rows the model was fed.

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

from tieout.core.cause import Cause, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.view import View

ID = "data.order"
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
        return NotExamined("no labels were seen together with the rows that were scored")
    if np.array_equal(own, used):
        return RuledOut("every prediction met the label of its own row")
    if not np.array_equal(np.sort(own.ravel()), np.sort(used.ravel())):
        return NotExamined("the labels scored against are not those that came with the rows")
    if _is_renamed(own.ravel(), used.ravel()):
        return RuledOut("the rows met their own labels, under other class names")
    moved = int((own != used).sum())
    loader = view.passed.iteration.loader if view.passed.iteration is not None else None
    where = view.recipe.where
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


CAUSE = Cause(ID, "Predictions and labels in different orders", examine=examine)
