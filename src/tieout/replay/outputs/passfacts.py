"""Arrays of one pass that several numbers need, worked out once: outputs, labels that came along, thresholds seen."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Meet, Pass
from tieout.replay.outputs.decode import cuts_of, links, same
from tieout.replay.outputs.heads import heads

Array = NDArray[Any]


class PassFacts:
    """Arrays of one pass that several numbers need: outputs, labels that came with its rows, cuts seen."""

    def __init__(self, tape: Any, passed: Pass, forward: Any, terms: dict[Any, Any] | None = None) -> None:
        self.tape = tape
        self.terms = {} if terms is None else terms  # what meetings gave to a count; one for all passes of a run
        self.passed = passed
        self._forward = forward
        self._outputs: Any = None
        self._several = False  # outputs of the model, so that they are no one array
        self._labels: Any = None
        self.sites: list[Any] | None = None  # the lines where predictions met labels since it began
        self.groups: dict[Any, Any] = {}  # the meetings that cover its rows
        self.counts: dict[Any, Any] = {}  # what counts at the lines of this pass may have held before it
        self.accuracies: list[Any] | None = None  # what its predictions hit, by the known decodings
        self.standards: list[Any] | None = None  # what its predictions score by every standard metric
        self.marked: list[Any] | None = None  # marks that its predictions are, against those of its labels
        self.columns: list[Array] | None = None  # the groups that columns of tables of as many rows make
        self.ordered: list[Any] | None = None  # what its scores are by the metrics of rankings
        self._cuts: list[dict[str, Any]] | None = None
        self._heads: list[Pass] | None = None
        inputs = tuple(b.inputs for b in passed.batches if b.inputs is not None)
        self.inputs = inputs if len(inputs) == len(passed.batches) else ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """Batch sizes in order."""
        return self.passed.sizes()

    @property
    def heads(self) -> list[Pass]:
        """The pass once for each output of its model, where there are several."""
        if self._heads is None:
            self._heads = list(heads(self.passed)) if self.outputs is None else []
        return self._heads

    @property
    def outputs(self) -> Array | None:
        """The outputs of the pass as one array, replayed where the framework did not show them."""
        if self._outputs is None and not self._several:
            batches = self.passed.batches
            if not batches:
                return None
            if any(b.outputs is None for b in batches):
                self._outputs = self._forward(self.passed)
                self._several = self._outputs is None
            else:
                parts = [as_numpy(b.outputs) for b in batches]
                if any(part is None for part in parts):  # each of several is looked at by itself
                    self._several = True
                    return None
                self._outputs = np.concatenate([np.atleast_1d(np.asarray(part)) for part in parts])
        return None if self._outputs is None else np.asarray(self._outputs)

    @property
    def labels_with_rows(self) -> Array | None:
        """The labels that came with the rows, in the order the rows were fed."""
        if self._labels is not None:
            return np.asarray(self._labels)
        parts = [as_numpy(b.labels) for b in self.passed.batches]
        if not parts or any(
            p is None or p.ndim == 0 or len(p) != b.rows for p, b in zip(parts, self.passed.batches, strict=True)
        ):
            return None
        self._labels = np.concatenate([np.asarray(p) for p in parts])
        return np.asarray(self._labels)

    def cuts(self, until: int) -> list[dict[str, Any]]:
        """Give the thresholds that the script applied to outputs of this pass."""
        if self._cuts is not None:
            return self._cuts
        found: list[dict[str, Any]] = []
        outputs = self.outputs
        for where, meets in self.tape.compares.items():
            for meet in list(meets)[-64:]:
                if meet.op not in {">", ">=", "<", "<="} or meet.seq < self.passed.seq or outputs is None:
                    continue
                left, threshold = as_numpy(meet.predictions), as_numpy(meet.labels)
                if left is None or threshold is None or left.dtype.kind not in "fiu":
                    continue
                if threshold.size != 1 and not (
                    left.ndim == 2 and threshold.shape in {left.shape[1:], (1, *left.shape[1:])}
                ):
                    continue
                part = self._part_of(meet, len(left) if left.ndim else 1)
                if part is None:
                    continue
                for name, link in links(part):
                    if same(link(part), left):
                        cut = {"threshold": cuts_of(threshold), "link": name, "op": meet.op, "where": where}
                        if cut not in [{k: v for k, v in one.items() if k != "stack"} for one in found]:
                            found.append({**cut, "stack": meet.stack})
                        break
        self._cuts = found
        return found

    def _part_of(self, meet: Meet, rows: int) -> Array | None:
        outputs = self.outputs
        if outputs is None:
            return None
        if rows == len(outputs):
            return outputs
        left = as_numpy(meet.predictions)
        if left is None or not left.size or outputs.dtype.kind not in "fiub":
            return None
        for start in self._beginning_alike(left.reshape(rows, -1)[0], rows):
            part = outputs[start : start + rows]
            if any(same(link(part), left) for _, link in links(part)):
                return part
        return None

    def _beginning_alike(self, first: Array, rows: int) -> Array:
        """Give where batches of so many rows start whose first row may have become `first`: hardly ever more than one.

        Every batch is told apart by its first row alone, in one go, since a pass may have thousands of them.
        """
        outputs = self.outputs
        sizes = np.asarray(self.sizes)
        starts: Array = np.asarray((np.cumsum(sizes) - sizes)[sizes == rows])
        if outputs is None or not len(starts):
            return starts
        heads, alike = outputs[starts], np.zeros(len(starts), dtype=bool)
        for _, link in links(heads):
            linked = np.asarray(link(heads)).reshape(len(starts), -1)
            if linked.shape[1] == first.size:
                alike |= np.isclose(linked, first, rtol=1e-5, atol=1e-6, equal_nan=True).all(axis=1)
        return np.asarray(starts[alike])
