"""What a loader's batch holds, as the tape takes it: the first input, the labels, then everything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tieout.core.passes import Iteration

LABELS = frozenset(
    {"label", "labels", "label_ids", "target", "targets", "y", "y_true", "class", "classes", "class_id", "truth"}
)


def items_of(batch: Any) -> tuple[Any, ...]:
    """Give the tensors of a batch, labels second where they can be told from inputs by name or by form."""
    if isinstance(batch, Mapping):
        labels = [v for k, v in batch.items() if str(k).lower() in LABELS and hasattr(v, "shape")]
        rest = [v for v in _leaves(batch) if all(v is not label for label in labels)]
        return (*rest[:1], *labels, *rest[1:])
    items = tuple(_leaves(batch))
    if len(items) > 2 and _is_input_too(items[0], items[1]):
        return (items[0], items[-1], *items[1:-1])
    return items


def set_apart(iteration: Iteration, args: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """Take another item of the latest batch for its labels, where the model was given what stands in their place.

    Lengths and masks stand between rows and labels; a model that asks for labels by their name is given them.
    """
    items, inputs = iteration.items, (*args, *named.values())
    if len(items) < 3 or not _is_among(items[0], inputs) or not _is_among(items[1], inputs):
        return
    if any(name.lower() in LABELS for name in named):
        return
    left = next((item for item in items[2:] if not _is_among(item, inputs)), None)
    if left is not None:
        iteration.items = (items[0], left, *(item for item in items[1:] if item is not left))
        if iteration.labels and iteration.labels[-1] is items[1]:
            iteration.labels[-1] = left


def _is_among(item: Any, inputs: tuple[Any, ...]) -> bool:
    return any(item is one for one in inputs)


def _leaves(batch: Any) -> Iterator[Any]:
    if hasattr(batch, "shape"):
        yield batch
    elif isinstance(batch, Mapping):
        for item in batch.values():
            yield from _leaves(item)
    elif isinstance(batch, (tuple, list)):
        for item in batch:
            yield from _leaves(item)


def _is_input_too(first: Any, second: Any) -> bool:
    """Tell whether the second tensor has the form of the first: a mask, or what a second tower is given."""
    return len(first.shape) > 1 and tuple(first.shape) == tuple(second.shape)
