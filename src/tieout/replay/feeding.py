"""Feed the scored rows as the training rows were fed: through the training transforms, or with a unit put right.

The comparison of the two chains says in what way the scored rows were prepared otherwise; the replay says what it
costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy, overlap, row_ids
from tieout.core.passes import Pass, Step
from tieout.core.score import Where
from tieout.core.view import Refed, Training
from tieout.profiles import column_maps, common_map, distance, flat, is_statistic_of, named_map, profile
from tieout.replay.lineage import Lineage, apply_step

Array = NDArray[Any]
SAME = 1e-3  # rows that agree to this share of a column's deviation were prepared alike
CLOSER = 0.7  # a correction must bring the columns this much closer to the training columns
OFF = 0.35  # average distance from the training columns from which on a cause is looked for


ELEMENTWISE = {
    "log1p": np.log1p,
    "log": np.log,
    "sqrt": np.sqrt,
    "log10": np.log10,
    "expm1": np.expm1,
    "square": np.square,
}


class Feeding:
    """How the rows of one pass were prepared, against how the training rows were."""

    def __init__(
        self,
        passed: Pass,
        lineage: Lineage,
        training: Training | None,
        steps: Sequence[Step],
        improves: Callable[[Any], float],
    ) -> None:
        self.passed = passed
        self.lineage = lineage
        self.training = training
        self.steps = steps
        self.improves = improves
        first = [as_numpy(b.inputs[0]) if b.inputs else None for b in passed.batches]
        usable = bool(first) and all(f is not None and f.ndim >= 1 and f.dtype.kind in "fiub" for f in first)
        self.fed: Array | None = np.concatenate([np.asarray(f) for f in first]) if usable else None

    def compare(self) -> Refed | None:
        """Give the difference in preparation and the inputs without it; None where it cannot be told."""
        if self.fed is None or self.training is None or self.fed.ndim < 2:
            return None
        own, theirs = self.lineage.forward_steps(), list(self.training.steps)
        raw = self.lineage.raw if own else self.fed
        corrected = self._through(raw, theirs) if theirs or own else None
        if corrected is not None and self._alike(corrected):
            return self._in_the_data(raw, own) or Refed("same", None, "the same transforms", None)
        if own or theirs:
            again = self._fitted_again(own)
            if again is not None:
                return self._refitted(again, own, theirs, raw)
            if corrected is not None and self._closer(corrected):
                return self._otherwise(own, theirs, corrected)
        return self._in_the_data(raw, own)

    # --- the two chains ----------------------------------------------------------------------------------------------
    def _through(self, raw: Any, steps: Sequence[Step]) -> Array | None:
        rows = np.asarray(raw)
        try:
            for step in steps:
                rows = apply_step(step, rows)
        except Exception:  # noqa: BLE001 - a transform may refuse rows that were never its own
            return None
        return rows if rows.size == self.fed.size else None  # type: ignore[union-attr]

    def _alike(self, rows: Array) -> bool:
        assert self.fed is not None
        one, other = flat(rows), flat(self.fed)
        scale = other.std(axis=0) + 1e-6 * (np.abs(other).max() or 1.0)
        return bool(np.nanmax(np.abs(one - other) / scale) <= SAME) if one.shape == other.shape else False

    def _closer(self, rows: Array) -> bool:
        assert self.training is not None
        if self.training.array is None:
            return True
        reference = profile(self.training.array)
        return distance(rows, reference) < CLOSER * distance(self.fed, reference)

    def _fitted_again(self, own: Sequence[Step]) -> tuple[int, Where | None] | None:
        """Find the step that was fitted on the scored rows themselves; give its place in the chain and its line."""
        assert self.training is not None
        levels = [self.lineage.raw_ids, *self.lineage.ids[::-1][:-1]] if own else []
        for at, step in enumerate(own):
            rows = levels[at] if at < len(levels) else None
            if step.kind == "estimator":
                fit = next(
                    (
                        s
                        for s in reversed(self.steps)
                        if s.owner == step.owner and s.action in {"fit", "fit_transform"} and s.seq <= step.seq
                    ),
                    None,
                )
                if fit is None or rows is None:
                    continue
                fitted = row_ids(fit.inputs)
                shared = overlap(fitted, rows)
                trained = overlap(self.training.raw_ids if at == 0 else None, fitted)
                if (
                    shared is not None
                    and shared.shared_of_second > 0.5
                    and not (trained is not None and trained.shared_of_second > 0.5)
                ):
                    return at, fit.where
            elif self._own_statistic(step):
                return at, step.where
        return None

    def _own_statistic(self, step: Step) -> bool:
        constant = as_numpy(step.params.get("constant"))
        source = as_numpy(step.inputs)
        if constant is None or source is None or constant.dtype.kind not in "fiu":
            return False
        whole = overlap(self.training.raw_ids if self.training else None, row_ids(source))
        if whole is not None and whole.shared_of_second > 0.5:
            return False  # computed from the training rows
        if is_statistic_of(constant, source):
            return True
        before = next((s for s in self.lineage.steps if s.outputs is step.inputs or s.seq < step.seq), None)
        return before is not None and is_statistic_of(constant, as_numpy(before.inputs))

    def _refitted(
        self, again: tuple[int, Where | None], own: Sequence[Step], theirs: Sequence[Step], raw: Any
    ) -> Refed | None:
        at, where = again
        name = own[at].name
        if own[at].kind == "arithmetic":
            where = own[at].line({s.where for s in theirs})
        counterpart = [s for s in theirs if s.name == name and s.kind == own[at].kind]
        if len(own) == len(theirs) and own[at].kind == "arithmetic":
            chain = list(theirs)
        elif counterpart:
            chain = [*own[:at], counterpart[0], *own[at + 1 :]]
        else:
            chain = list(theirs)
        rows = self._through(raw, chain)
        what = name if own[at].kind == "estimator" else "mean and deviation"
        says = f"{what} fitted again on the {len(self.fed)} scored rows instead of the training rows"  # type: ignore[arg-type]
        return Refed("refit", where, says, self._inputs(rows) if rows is not None and self._worth(rows) else None)

    def _worth(self, rows: Array) -> bool:
        return bool(np.isfinite(flat(rows)).all())

    def _otherwise(self, own: Sequence[Step], theirs: Sequence[Step], corrected: Array) -> Refed:
        """Tell steps left out from steps with other constants."""
        left_out = [s for s in theirs if not any(_same_step(s, o) for o in own)]
        if left_out and all(any(_same_step(o, s) for s in theirs) for o in own):
            told = ", ".join(dict.fromkeys(_told(s) for s in left_out))
            return Refed(
                "missing",
                self.passed.where,
                f"a transform of the training rows was left out: {told}",
                self._inputs(corrected),
            )
        differing = next((s for s in own if not any(_same_step(s, t) for t in theirs)), own[0] if own else None)
        where = differing.line({s.where for s in theirs}) if differing is not None else self.passed.where
        says = "scaled otherwise"
        if differing:
            says = f"scaled with other constants than the training rows: {_told(differing)}"
        if theirs and differing is not None:
            says += f" against {_told(next((t for t in theirs if _kind(t) == _kind(differing)), theirs[0]))}"
        return Refed("scale", where, says, self._inputs(corrected))

    # --- nothing in the transforms: the rows themselves --------------------------------------------------------------
    def _in_the_data(self, raw: Any, own: Sequence[Step]) -> Refed | None:
        """Look for a unit, a range or a doubled step that brings the columns back onto the training columns."""
        assert self.training is not None
        if self.training.array is None or self.fed is None:
            return None
        reference = profile(self.training.array)
        off = distance(self.fed, reference)
        if off < OFF and not self._one_column_off(reference):
            return Refed("same", None, "the columns are as in training", None) if not own else None
        best: tuple[float, str, Array] | None = None
        for rank, (says, rows) in enumerate(self._candidates(raw, own, reference)):
            if rows is None or rows.size != self.fed.size or distance(rows, reference) >= CLOSER * off:
                continue
            gain = self.improves(self._inputs(rows))
            if gain > 0 and (best is None or gain - 0.002 * rank > best[0]):
                best = (gain - 0.002 * rank, says, rows)
        if best is None:
            return None
        if best[1].partition("(")[0] in ELEMENTWISE:
            says = f"a transform of the training rows was left out: {best[1]}"
            return Refed("missing", self.passed.where, says, self._inputs(best[2]))
        if _whole(self.fed) and not _whole(self.training.array):
            says = f"the training rows were transformed, the scored ones are raw ({best[1]})"
            return Refed("missing", self.passed.where, says, self._inputs(best[2]))
        return Refed("scale", None, best[1], self._inputs(best[2]))

    def _one_column_off(self, reference: Any) -> bool:
        return bool(column_maps(self.fed, reference))

    def _candidates(self, raw: Any, own: Sequence[Step], reference: Any) -> list[tuple[str, Array | None]]:
        assert self.training is not None
        assert self.fed is not None
        found: list[tuple[str, Array | None]] = []
        for at, step in enumerate(own):  # applied to rows that had it already
            rest = [s for n, s in enumerate(own) if n != at]
            says = f"the rows in the file were already scaled: {_told(step)} came on top"
            found.append((says, self._through(raw, rest)))
        theirs = self.training.raw
        if theirs is not None and own and np.shape(theirs)[1:] == np.shape(raw)[1:]:
            maps = column_maps(raw, profile(theirs))
            if maps:
                found.append((_units(maps), self._through(_mapped(raw, maps), own)))
        else:
            maps = column_maps(self.fed, reference)
            if maps:
                found.append((_units(maps), _mapped(self.fed, maps).reshape(self.fed.shape)))
        for name, function in ELEMENTWISE.items():
            with np.errstate(all="ignore"):
                rows = np.asarray(function(np.asarray(self.fed, dtype=np.float64)))
            if np.isfinite(rows).all() and distance(rows, reference) < OFF:
                found.append((f"{name}(x) gives the training columns", rows))
        common = common_map(self.fed, reference)
        if common is not None:
            known = named_map(*common)
            if known is not None:
                found.append((f"all inputs are in another range: {known[2]}", self.fed * known[0] + known[1]))
            found.append(
                (
                    f"all inputs are in another range: x * {common[0]:.4g} + {common[1]:.4g} gives the training range",
                    self.fed * common[0] + common[1],
                )
            )
        return found

    def _inputs(self, rows: Array) -> tuple[tuple[Any, ...], ...]:
        """Give rows as batches in the shape and type the model was fed."""
        assert self.fed is not None
        shaped = np.asarray(rows).reshape(self.fed.shape)
        if self.fed.dtype.kind == "f":
            shaped = shaped.astype(self.fed.dtype)
        batches, start = [], 0
        for batch in self.passed.batches:
            assert batch.inputs is not None
            batches.append((shaped[start : start + batch.rows], *batch.inputs[1:]))
            start += batch.rows
        return tuple(batches)


def _whole(rows: Any) -> bool:
    """Tell whether all values are whole numbers, as raw pixels and counts are."""
    some = flat(rows)[:256]
    return bool(np.all(some == np.rint(some)))


def _kind(step: Step) -> str:
    if step.kind == "estimator":
        return step.name
    return {"-": "shift", "+": "shift", "*": "scale", "/": "scale"}.get(step.name, step.name)


def _told(step: Step | None) -> str:
    if step is None:
        return "nothing"
    if step.kind == "estimator":
        return step.name
    constant = as_numpy(step.params.get("constant"))
    value = (
        f"{float(constant.ravel()[0]):.6g}" if constant is not None and constant.size == 1 else "one number a column"
    )
    return f"{step.name} {value}"


def _same_step(one: Step, other: Step) -> bool:
    if one.kind != other.kind or one.name != other.name:
        return False
    keys = set(one.params) & set(other.params)
    for key in keys:
        a, b = as_numpy(one.params[key]), as_numpy(other.params[key])
        if a is None or b is None or a.dtype.kind not in "fiu" or b.dtype.kind not in "fiu":
            continue
        if a.shape != b.shape or not np.allclose(a, b, rtol=1e-5, atol=1e-8):
            return False
    return True


def _units(maps: Sequence[tuple[int, float, float, str]]) -> str:
    columns = ", ".join(str(at) for at, *_ in maps[:6])
    names = ", ".join(dict.fromkeys(name for *_, name in maps))
    return f"column{'s' if len(maps) > 1 else ''} {columns} in another unit than in training: {names}"


def _mapped(rows: Any, maps: Sequence[tuple[int, float, float, str]]) -> Array:
    table = flat(rows).copy()
    for at, slope, offset, _ in maps:
        table[:, at] = slope * table[:, at] + offset
    return table
