"""Which columns of a frame an estimator works with: others may come and go, and all may come in any order."""

from __future__ import annotations

from typing import Any

DEEP = 6  # estimators inside one another


def used(estimator: Any, rows: Any) -> Any:
    """Give rows with the columns only that a fitted column transformer at the front picks by name, in its order.

    Anything else than a frame with all of these columns is given back as it is.
    """
    names = _picked(estimator)
    columns = getattr(rows, "columns", None)
    if not names or columns is None or callable(columns) or list(columns) == names:
        return rows
    there = set(columns)
    return rows[names] if columns.is_unique and all(name in there for name in names) else rows


def _picked(estimator: Any) -> list[str]:
    """Give the names of the columns that a column transformer at the front was fitted to pick, if it drops the rest."""
    for _ in range(DEEP):
        steps = getattr(estimator, "steps", None)
        inner = getattr(estimator, "best_estimator_", None) or (steps[0][1] if isinstance(steps, list) else None)
        if inner is None or isinstance(inner, str):
            break
        estimator = inner
    known = getattr(estimator, "feature_names_in_", None)
    places = getattr(estimator, "_transformer_to_input_indices", None)  # of a fitted ColumnTransformer
    if known is None or not isinstance(places, dict) or getattr(estimator, "remainder", None) != "drop":
        return []
    dropped = {
        name for name, part, _ in getattr(estimator, "transformers_", ()) if isinstance(part, str) and part == "drop"
    }
    wanted = sorted({int(at) for name, some in places.items() if name not in {*dropped, "remainder"} for at in some})
    return [str(known[at]) for at in wanted]
