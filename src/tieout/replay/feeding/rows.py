"""The rows of one pass as they were fed, and what tells whether a corrected form of them is the right one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import row_ids
from tieout.core.passes import Loaded, Pass, Step
from tieout.core.recording import Beside
from tieout.core.score import Where
from tieout.core.view import Refed, Training
from tieout.profiles import Profile, distance, flat, profile
from tieout.replay.feeding.gain import Gain
from tieout.replay.rows.lineage import Lineage, apply_step, columns_of
from tieout.replay.rows.tables import rows_fed, with_rows

if TYPE_CHECKING:
    from tieout.replay.feeding.again import Kept

Array = NDArray[Any]
SAME = 1e-3  # rows that agree to this share of a column's deviation were prepared alike
CLOSER = 0.7  # a correction must bring the columns this much closer to the training columns
OFF = 0.35  # average distance from the training columns from which on a cause is looked for
RECOGNISED = 0.5  # share of corrected rows seen elsewhere in that very form, from which on the form is proven
STRANGE = 0.05  # at most so many of the rows as they were fed were seen there


@dataclass(frozen=True)
class Candidate:
    """One explanation of how the scored rows were prepared otherwise, with the rows as they should have been.

    `exact` says that its evidence is no likeness: the names, categories or settings of both sides are known.
    `raw` are the rows before all transforms, where it is those that are corrected, and `steps` the transforms that they
    should have gone through, where it is those.
    """

    way: str
    says: str
    rows: Array
    where: Where | None = None
    exact: bool = False
    doubt: float = 0.0
    raw: Array | None = None
    steps: Sequence[Step] | None = None


class Rows:
    """The rows of one pass, with the training rows beside them."""

    def __init__(
        self,
        passed: Pass,
        lineage: Lineage,
        training: Training | None,
        steps: Sequence[Step],
        improves: Gain,
        kept: Kept,
        files: Sequence[Loaded] = (),
        known_ids: Sequence[Any] = (),
        source: Where | None = None,
        state: Mapping[str, Any] | None = None,
        samples: Sequence[tuple[int, Array]] = (),
        made_at: Where | None = None,
        item_settings: Sequence[Mapping[str, Mapping[str, Any]]] = (),
        constants: Sequence[Any] = (),
        lines_elsewhere: Collection[Where] = (),
        scored: Iterable[tuple[Array, Array]] = (),
    ) -> None:
        self.passed = passed
        self.lineage = lineage
        self.steps = steps
        self.improves = improves
        self.kept = kept
        self.files = files
        self.known_ids = known_ids
        self.source = source
        self.state = state
        self.samples = samples
        self.made_at = made_at
        self.item_settings = item_settings
        self.constants = constants  # in files of runs that trained
        self.lines_elsewhere = lines_elsewhere  # that files of other runs went through
        self.scored = scored  # rows and labels of scores of runs that trained, read when they are asked for
        self._training = training
        first = [rows_fed(b.inputs) for b in passed.batches]
        self.parts: list[Array] = [f for f in first if f is not None and f.ndim >= 1 and f.dtype.kind in "fiub"]
        if len(self.parts) < len(first):
            self.parts = []
        one_shape = len({part.shape[1:] for part in self.parts}) == 1
        self._fed: Array | None = np.concatenate(self.parts) if one_shape else None
        self._raw: Any = None

    @property
    def usable(self) -> bool:
        """The fed rows and what the model was trained on are both known."""
        return self._fed is not None and self._training is not None and self._fed.ndim >= 2

    @property
    def alone(self) -> bool:
        """The fed rows are known, and nothing of what the model was trained on."""
        return self._fed is not None and self._training is None and self._fed.ndim >= 2

    @property
    def fed(self) -> Array:
        """The rows as the model was fed, one after the other."""
        assert self._fed is not None
        return self._fed

    @property
    def training(self) -> Training:
        """What the model was trained on."""
        assert self._training is not None
        return self._training

    @cached_property
    def own(self) -> list[Step]:
        """The transforms of the scored rows, first one first."""
        return self.lineage.forward_steps()

    @cached_property
    def theirs(self) -> list[Step]:
        """The transforms of the training rows, first one first."""
        return list(self.training.steps)

    @property
    def raw(self) -> Any:
        """The scored rows before every transform that was seen."""
        if self._raw is not None:
            return self._raw
        return self.lineage.raw if self.own else self.fed

    @cached_property
    def columns(self) -> Sequence[str]:
        """The names of the raw columns, "" where a name is not known."""
        return columns_of(self.lineage, self.passed, self.files)

    @cached_property
    def reference(self) -> Profile | None:
        """The columns of the training rows as fed, None where no sample of them was kept."""
        return None if self.training.array is None else profile(self.training.array)

    @property
    def ragged_training(self) -> bool:
        """Batches of several widths were trained on: each was padded to its longest row."""
        return self._training is not None and self._training.ragged

    @property
    def beside(self) -> Sequence[Beside]:
        """What the model was given in training with each batch that follows from its rows."""
        return () if self._training is None else self._training.beside

    def corrected(self, found: Refed) -> Rows | None:
        """Give the rows with a finding put right, None where those are not of one shape."""
        fed = self.fed_of(found)
        if fed is None or found.inputs is None:
            return None
        other = copy(self)
        other.parts = [np.asarray(rows_fed(batch)) for batch in found.inputs]
        other.improves, other.kept = self.improves.on(found.inputs), type(self.kept)()
        raw = None
        if found.steps is not None:
            other.own, raw = list(found.steps), self.raw if found.raw is None else found.raw
        elif found.raw is not None:
            raw = found.raw
        else:
            other.own = []
        vars(other).update(_fed=fed, _raw=raw)
        return other

    def fed_of(self, found: Refed) -> Array | None:
        """Give the rows with a finding put right, one after the other."""
        parts = [rows_fed(batch) for batch in found.inputs or ()]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or len({part.shape[1:] for part in known}) != 1:
            return None
        return np.concatenate(known)

    # --- other forms of the rows ---------------------------------------------------------------------------------
    def through(self, raw: Any, steps: Sequence[Step]) -> Array | None:
        """Give rows after all steps to the model, None where a step refuses them or the model could not take them."""
        rows = self.after(raw, steps)
        return rows if rows is not None and rows.dtype.kind in "fiub" and rows.size == self.fed.size else None

    def after(self, raw: Any, steps: Sequence[Step]) -> Array | None:
        """Give rows after some steps, None where a step refuses them."""
        rows = np.asarray(raw)
        try:
            for step in steps:
                rows = apply_step(step, rows)
        except Exception:  # noqa: BLE001 - a transform may refuse rows that were never its own
            return None
        return rows

    def alike(self, rows: Array) -> bool:
        """Tell whether rows are the fed ones, up to rounding."""
        one, other = flat(rows), flat(self.fed)
        scale = other.std(axis=0) + 1e-6 * (np.abs(other).max() or 1.0)
        return bool(np.nanmax(np.abs(one - other) / scale) <= SAME) if one.shape == other.shape else False

    def closer(self, rows: Array) -> bool:
        """Tell whether rows are clearly nearer to the training columns than the fed ones."""
        if self.reference is None:
            return True
        return distance(rows, self.reference) < CLOSER * distance(self.fed, self.reference)

    def recognised(self, rows: Array) -> bool:
        """Tell whether rows were seen in this very form in training or beside it, and the fed ones were not."""
        ids = row_ids(np.asarray(rows).reshape(len(rows), *self.fed.shape[1:]) if rows.size == self.fed.size else rows)
        if ids is None or len(np.unique(ids)) < 0.5 * len(ids):
            return False
        return self._seen(ids) >= RECOGNISED and self._seen(row_ids(self.fed)) <= STRANGE

    def were_seen(self) -> bool:
        """Tell whether most rows were fed in this very form in training or beside it."""
        ids = row_ids(self.fed)
        return ids is not None and self._seen(ids) > RECOGNISED

    def _seen(self, ids: Any) -> float:
        return max((float(np.isin(ids, known).mean()) for known in self.known_ids if len(known)), default=0.0)

    def inputs(self, rows: Array, *, reshape: bool = True) -> tuple[tuple[Any, ...], ...]:
        """Give rows as batches of the type, and where wanted the shape, that the model was fed."""
        shaped = np.asarray(rows).reshape(self.fed.shape) if reshape else np.asarray(rows)
        if self.fed.dtype.kind in "fiu":
            shaped = shaped.astype(self.fed.dtype)
        batches, start = [], 0
        for batch in self.passed.batches:
            assert batch.inputs is not None
            batches.append(with_rows(batch.inputs, np.ascontiguousarray(shaped[start : start + batch.rows])))
            start += batch.rows
        return tuple(batches)

    def origin(self) -> Where | None:
        """Give the line where rows that no transform changed got their form: the file's, else where they are made."""
        return self.source or self._item_at() or self.made_at or self.passed.where

    def given_at(self) -> Where | None:
        """Give the line that should have prepared the rows: the user's own that gives one item, else the model's."""
        return self._item_at() or self.passed.where

    def _item_at(self) -> Where | None:
        loader = self.passed.iteration.loader if self.passed.iteration is not None else None
        return loader.item_where if loader is not None else None


def lines_of(steps: Sequence[Step]) -> set[Where | None]:
    """Give every line that led to some steps; without a record of them, the lines that applied them."""
    return {step.where for step in steps} | {where for step in steps for where in step.lines()}
