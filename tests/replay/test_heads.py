"""A pass of a model with several outputs is looked at once for each of them."""

from typing import Any

import numpy as np

from tieout.core.passes import Batch, Pass
from tieout.core.trial import Settings
from tieout.replay.outputs.heads import handle_of, heads


class Twice:
    """Stands in for a handle whose model gives two outputs by name."""

    framework = "none"

    def forward(self, batches: Any, settings: Settings) -> list[Any]:
        """Give both outputs of each batch."""
        return [{"kind": batch[0] * 2, "size": batch[0].sum(axis=1)} for batch in batches]


def passed(outputs: Any, labels: Any) -> Pass:
    """Give a pass over one batch of three rows."""
    batch = Batch(3, (np.ones((3, 2)),), outputs, labels, None)
    return Pass("p1", Twice(), "evaluate", None, 1, batches=[batch], total_rows=3)


def test_each_output_has_its_own_labels_and_forward_pass() -> None:
    """Outputs are taken by name; labels come by name too, or by place, or go with every output."""
    named = {"size": np.zeros(3), "kind": np.arange(3)}
    kind, size = heads(passed(None, named))
    assert (kind.id, kind.part_of, kind.batches[0].labels.tolist()) == ("p1/kind", "p1", [0, 1, 2])
    assert [part.tolist() for part in handle_of(size).forward([kind.batches[0].inputs], Settings())] == [[2, 2, 2]]
    assert handle_of(size).framework == "none"
    by_place = list(heads(passed((np.zeros((3, 2)), np.ones(3)), (np.arange(3), np.ones(3)))))
    assert [head.batches[0].labels.tolist() for head in by_place] == [[0, 1, 2], [1, 1, 1]]
    assert [head.batches[0].labels.tolist() for head in heads(passed(None, np.arange(3)))] == [[0, 1, 2]] * 2


def test_a_single_output_is_the_pass_itself() -> None:
    """A model with one output has no parts, and a part has none either."""
    assert not list(heads(passed(np.zeros(3), None)))
    assert handle_of(passed(np.zeros(3), None)).forward([], Settings()) == []
    assert not list(heads(next(heads(passed(None, None)))))
