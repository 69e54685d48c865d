"""Puts the small tensors that are kept of a walk side by side.

Where they were made they lie scattered between the results of layers that are long gone. No large tensor fits between
them any more, so that every batch takes fresh memory: several times what is kept, and slow to come by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from tieout.core.passes import Batch, Iteration, Meet, Pass

FEWEST = 32  # batches that are worth it
SMALL = 1 << 16  # bytes of a tensor; a larger one leaves a gap that is of use
WORTH = 1 << 13  # bytes of a batch of inputs from which on the results of layers are large enough to suffer

Put = Callable[[Any], None]
_Key = tuple[Any, ...]


def put_side_by_side(current: Pass, batches: int, iteration: Iteration, meets: Iterable[Meet]) -> None:
    """Move what is kept of the last batches of a pass, of the walk they came from, and of where they met labels.

    Tensors that share their memory go on sharing it.
    """
    if not iteration.items or getattr(iteration.items[0], "nbytes", 0) < WORTH:
        return
    wanted: list[tuple[_Key, Put]] = []
    alike: dict[Any, dict[_Key, Any]] = {}
    for tensor, put in _kept(current, batches, iteration, meets):
        if _may_move(tensor):
            key = (tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype)
            alike.setdefault((tensor.shape[1:], tensor.dtype), {})[key] = tensor
            wanted.append((key, put))
    moved = {key: copy for some in alike.values() for key, copy in zip(some, _joined(list(some.values())), strict=True)}
    for key, put in wanted:
        put(moved[key])


def _kept(current: Pass, batches: int, iteration: Iteration, meets: Iterable[Meet]) -> Iterator[tuple[Any, Put]]:
    """Give every place that keeps a tensor: what is there, and how something else is put there."""
    for batch in current.batches[-batches:]:
        if batch.inputs is not None and len(batch.inputs) == 1:
            yield batch.inputs[0], partial(_put_inputs, batch)
        yield batch.outputs, partial(setattr, batch, "outputs")
        yield batch.labels, partial(setattr, batch, "labels")
    live = {id(item) for item in iteration.items}  # of the batch at hand, which the script may still change
    for held, most in ((iteration.labels, batches + 2), (iteration.ids, iteration.waiting)):
        for at in range(max(0, len(held) - most), len(held)):
            if id(held[at]) not in live:
                yield held[at], partial(held.__setitem__, at)
    for meet in meets:
        for name in ("predictions", "labels", "result"):
            yield getattr(meet, name), partial(setattr, meet, name)


def _put_inputs(batch: Batch, copy: Any) -> None:
    batch.inputs = (copy,)


def _may_move(value: Any) -> bool:
    """Tell whether a value is a small tensor with memory of its own, which is not shared with a whole data set."""
    import torch

    return (
        type(value) is torch.Tensor
        and 0 < value.nbytes <= SMALL
        and value.device.type == "cpu"
        and not value.requires_grad
        and value.untyped_storage().nbytes() == value.nbytes
    )


def _joined(tensors: list[Any]) -> Sequence[Any]:
    import torch

    if tensors[0].dim() == 0:
        return list(torch.stack(tensors).unbind())
    return list(torch.cat(tensors).split([len(tensor) for tensor in tensors]))
