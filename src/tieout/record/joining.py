"""What the tape does with single arrays: join, shuffle, compare, digest; nothing here keeps state."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tieout.arrays import row_ids
from tieout.core.passes import Iteration

JOINED = 64  # batches of one call that are kept as one


def row_by_row(left: Any, right: Any) -> bool:
    """Tell whether both sides of a difference have a value, or a column, for each of the same rows."""
    one, other = getattr(left, "shape", ()), getattr(right, "shape", ())
    if not one or not other or one[0] != other[0] or one[0] < 2 or len(one) > 2 or len(other) > 2:
        return False
    return all(len(shape) == 1 or shape[1] == 1 for shape in (one, other))


def as_one_batch(
    batches: Sequence[tuple[tuple[Any, ...], Any, Any]],
) -> Sequence[tuple[tuple[Any, ...], Any, Any]]:
    """Give what one call scored as one batch, where it is small numpy arrays; else as it is."""
    if len(batches) < 2 or len(batches) > JOINED:
        return batches
    inputs, outputs, labels = zip(*batches, strict=True)
    try:
        joined = tuple(concatenated(parts) for parts in zip(*inputs, strict=True))
        return [(joined, concatenated(outputs), concatenated(labels))]
    except (TypeError, ValueError):
        return batches


def shuffled(
    batches: Sequence[tuple[tuple[Any, ...], Any, Any]],
) -> Sequence[tuple[tuple[Any, ...], Any, Any]]:
    """Give the batches of a fit over arrays with rows drawn from all over, as fit shuffles; sorted rows would mislead.

    Which rows met in a batch is not known; any shuffle has batches of the same kind.
    """
    inputs, outputs, labels = zip(*batches, strict=True) if batches else ((), (), ())
    if len(batches) < 2 or any(part is not None for part in outputs):
        return batches
    try:
        columns = [concatenated(parts) for parts in zip(*inputs, strict=True)]
        truth = concatenated(labels)
    except (TypeError, ValueError):
        return batches
    sizes = [len(parts[0]) for parts in inputs]
    order = np.random.default_rng(len(sizes)).permutation(sum(sizes))
    found, start = [], 0
    for size in sizes:
        rows = order[start : start + size]
        found.append((tuple(c[rows] for c in columns), None, None if truth is None else truth[rows]))
        start += size
    return found


def concatenated(parts: Sequence[Any]) -> Any:
    """Join numpy arrays, None where all parts are None."""
    if all(part is None for part in parts):
        return None
    if not all(isinstance(part, np.ndarray) for part in parts):
        raise TypeError("only numpy arrays are joined")
    return np.concatenate(parts)


def digest_of(digests: Mapping[str, str]) -> str:
    """Give one key for a set of array digests."""
    text = "\n".join(f"{name}={digests[name]}" for name in sorted(digests))
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


def flush(iteration: Iteration) -> None:
    """Turn the inputs an iteration still refers to into row ids."""
    for at in range(len(iteration.ids) - 1, -1, -1):
        value = iteration.ids[at]
        if value is None or getattr(value, "dtype", None) == "uint64":
            return  # this one and all before it were turned already
        iteration.ids[at] = row_ids(value)


def same_memory(one: Any, other: Any) -> bool:
    """Tell whether two torch tensors are views of the same memory."""
    try:
        return bool(one.data_ptr() == other.data_ptr() and one.shape[0] == other.shape[0])
    except AttributeError:
        return False


def plain_number(value: Any) -> float:
    """Give a number as a float, without the autograd graph behind it."""
    return float(light(value))  # PyTorch warns, on the script's stderr, about a float of what has a gradient


def light(value: Any) -> Any:
    """Give the value without the autograd graph behind it."""
    return value.detach() if getattr(value, "requires_grad", False) else value
