"""The transforms of a side: applied once, told as the steps a recording would have seen, and what they were fitted on.

Nobody saw these transformers being fitted. That one was fitted on certain rows is shown by fitting a copy on them:
it comes out the same on those rows, and otherwise on half of them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tieout.adapters._calls import quiet
from tieout.adapters._fitted import numbers
from tieout.arrays import as_numpy
from tieout.core.passes import Step
from tieout.core.score import Where
from tieout.core.values import is_estimator
from tieout.given.side import bad

FEW = 8  # rows; on fewer, equal fits prove nothing
SOME = 256  # rows on which two functions are compared
COUNTED = frozenset({"n_samples_seen_", "n_features_in_"})  # the same for many sets of rows


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """One transform with the rows it was given and those it gave; `refitted` if it was fitted on the former."""

    transform: Any
    inputs: Any
    outputs: Any
    refitted: bool


def prepared(rows: Any, transforms: Sequence[Any]) -> tuple[list[Applied], Any]:
    """Apply the transforms in order; give what each did, and the rows as the model is fed them.

    Raises:
        TieoutError: something among the transforms is neither a transformer nor a function.
    """
    done = []
    for transform in transforms:
        outputs = apply(transform, rows)
        done.append(Applied(transform, rows, outputs, was_fitted_on(transform, rows)))
        rows = outputs
    return done, rows


def apply(transform: Any, rows: Any) -> Any:
    """Give the rows transformed, as a dense array where they come out sparse."""
    way = getattr(transform, "transform", transform)
    if not callable(way):
        raise bad("transforms", type(transform).__name__, "give fitted transformers, or functions of rows")
    with quiet():
        made = way(rows)
    return made.toarray() if hasattr(made, "toarray") else made


def was_fitted_on(transform: Any, rows: Any) -> bool:
    """Tell whether a transformer was fitted on exactly these rows."""
    if not is_estimator(transform) or len(rows) < FEW:
        return False
    held = _numbers(transform)
    return bool(held) and _agree(held, _fitted(transform, rows)) and not _agree(held, _fitted(transform, _half(rows)))


def steps_of(done: Iterable[Applied], where: Where | None, known: list[Applied]) -> list[Step]:
    """Give the transforms as recorded steps, each fit on the scored rows before its transform.

    `known` collects the functions of both sides: two that give the same rows are one and the same step.
    """
    found = []
    for each in done:
        params = numbers(each.transform) if is_estimator(each.transform) else {}
        if not params:
            params = {"which": _which(each, known)}
        if each.refitted:
            found.append(_step(each, "fit", params, where))
        found.append(_step(each, "transform", params, where))
    return found


def _step(each: Applied, action: str, params: dict[str, Any], where: Where | None) -> Step:
    transform, inputs = each.transform, each.inputs
    name = type(transform).__name__ if hasattr(transform, "transform") else getattr(transform, "__name__", "")
    return Step(
        "estimator",
        str(name or type(transform).__name__).strip("<>"),
        action,
        as_numpy(inputs),
        as_numpy(each.outputs) if action == "transform" else None,
        params,
        where,
        owner=id(transform),
        apply=lambda rows: apply(transform, _like(rows, inputs)),
        fit_where=where,
        module=type(transform).__module__,
        stack=(where,) if where is not None else (),
    )


def _like(rows: Any, inputs: Any) -> Any:
    """Give rows that went through numpy as the frame or tensor that the transform was given."""
    if not isinstance(rows, np.ndarray) or isinstance(inputs, np.ndarray):
        return rows
    if hasattr(inputs, "columns") and rows.ndim == 2 and rows.shape[1] == len(inputs.columns):
        return type(inputs)(rows, columns=inputs.columns).astype(dict(inputs.dtypes))
    if hasattr(inputs, "new_tensor"):
        return inputs.new_tensor(rows)
    return rows


def _which(each: Applied, known: list[Applied]) -> int:
    sample = each.inputs[:SOME]
    for at, other in enumerate(known):
        if other.transform is each.transform or _gives_same(other.transform, each.transform, sample):
            return at
    known.append(each)
    return len(known) - 1


def _gives_same(one: Any, other: Any, rows: Any) -> bool:
    try:
        first, second = as_numpy(apply(one, rows)), as_numpy(apply(other, rows))
    except Exception:  # noqa: BLE001 - the other side's function may refuse these rows
        return False
    return first is not None and second is not None and first.shape == second.shape and _close(first, second)


def _fitted(transform: Any, rows: Any) -> dict[str, Any]:
    random = np.random.get_state()  # noqa: NPY002 - scikit-learn draws from numpy's global state
    try:
        with quiet():
            return _numbers(copy.deepcopy(transform).fit(rows))
    except Exception:  # noqa: BLE001 - it may want labels, or refuse so few rows
        return {}
    finally:
        np.random.set_state(random)  # noqa: NPY002


def _numbers(transform: Any) -> dict[str, Any]:
    return {key: value for key, value in numbers(transform).items() if key.rpartition(".")[2] not in COUNTED}


def _agree(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return set(one) == set(other) and all(
        np.shape(one[key]) == np.shape(other[key]) and _close(one[key], other[key]) for key in one
    )


def _close(one: Any, other: Any) -> bool:
    if np.asarray(one).dtype.kind not in "fiub":
        return bool(np.array_equal(one, other))
    return bool(np.allclose(one, other, rtol=1e-6, atol=1e-9, equal_nan=True))


def _half(rows: Any) -> Any:
    return rows[: len(rows) // 2]
