"""How outputs became predictions: the known ways, tried against the predictions the script really used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.trial import Decode
from tieout.replay.outputs.rescaled import rescaled

Array = NDArray[Any]
TOP = "the best"  # begins the name of the rule that gives several classes a row
MANY = 4096  # values from which on a look at the first ones is worth it
FIRST = 64


def sigmoid(x: Array) -> Array:
    """Give the logistic function, in double precision and without overflow."""
    x = np.array(x, dtype=np.float64)  # a copy, which all steps are done in: there may be millions of rows
    x *= 0.5
    np.tanh(x, out=x)
    x += 1.0
    x *= 0.5
    return x


def softmax(x: Array) -> Array:
    """Give the softmax over the last axis."""
    x = np.array(x, dtype=np.float64)  # as in `sigmoid`
    x -= x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x


def _identity(x: Array) -> Array:
    return x


def _column(x: Array) -> Array:
    return np.asarray(x[..., 1])


def _softmax_column(x: Array) -> Array:
    return np.asarray(softmax(x)[..., 1])


LINKS = {
    "": _identity,
    "sigmoid": sigmoid,
    "softmax": softmax,
    "column 1": _column,
    "softmax column 1": _softmax_column,
}


def links(outputs: Array) -> Iterator[tuple[str, Any]]:
    """Give the link functions that make sense for outputs of this shape."""
    columns = outputs.shape[-1] if outputs.ndim > 1 else 1
    for name, link in LINKS.items():
        if columns < 2 and name not in {"", "sigmoid"}:
            continue
        yield name, link


def same(one: Any, other: Any) -> bool:
    """Tell whether two prediction arrays hold the same values, shapes aside."""
    one, other = np.asarray(one), np.asarray(other)
    if one.size != other.size or one.size == 0:
        return False
    if one.size > MANY and not same(one.ravel()[:FIRST], other.ravel()[:FIRST]):
        return False
    if one.dtype.kind not in "fiub" or other.dtype.kind not in "fiub":
        return bool(np.array_equal(one.astype(str).ravel(), other.astype(str).ravel()))
    if one.dtype.kind == "f" or other.dtype.kind == "f":
        return bool(np.allclose(one.ravel(), other.ravel(), rtol=1e-5, atol=1e-6, equal_nan=True))
    return bool(np.array_equal(one.ravel(), other.ravel()))


def cuts_of(threshold: Array) -> float | tuple[float, ...]:
    """Give a threshold as one number, or as one for each column."""
    values = tuple(float(value) for value in threshold.ravel())
    return values[0] if len(values) == 1 else values


def cut_name(threshold: float | tuple[float, ...], link_name: str, op: str) -> str:
    """Give what a rule that cuts outputs is called."""
    told = ", ".join(f"{value:g}" for value in (threshold if isinstance(threshold, tuple) else (threshold,)))
    return f"{link_name + ' ' if link_name else ''}{op} {told}"


def cut_at(threshold: float | tuple[float, ...], link_name: str, op: str = ">") -> Decode:
    """Give the rule that cuts linked outputs at a threshold, or each column at its own."""
    link = LINKS[link_name]
    compare = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}[op]

    def apply(outputs: Array) -> Array:
        return np.asarray(compare(link(outputs), threshold)).astype(np.int64)

    return Decode(cut_name(threshold, link_name, op), apply)


def _argmax(outputs: Array) -> Array:
    if outputs.ndim < 2:
        return np.zeros(len(outputs), dtype=np.int64)
    return np.asarray(outputs.argmax(axis=-1))


ARGMAX = Decode("argmax", _argmax)
IDENTITY = Decode("as they are", _identity)
TURNED = Decode("turned round", np.negative)  # how odd a row is, of what says how usual it is


def candidates(outputs: Array, cuts: Iterable[Mapping[str, Any]] = ()) -> Iterator[Decode]:
    """Give the ways outputs of this shape become predictions, the ones the script was seen to use first."""
    for cut in cuts:
        yield cut_at(cut["threshold"], cut["link"], cut["op"])
    columns = outputs.shape[-1] if outputs.ndim > 1 else 1
    if columns > 1:
        yield ARGMAX
    yield IDENTITY
    if outputs.dtype.kind == "f":
        for threshold in (0.5, 0.0):
            yield cut_at(threshold, "")
        for name, link in links(outputs):
            if name:
                yield Decode(name, link)
        yield Decode("rounded", lambda x: np.rint(x).astype(np.int64))
        if columns == 2:
            yield cut_at(0.5, "softmax column 1")
            yield cut_at(0.5, "column 1")
    if columns == 1:
        yield ARGMAX


def matching(outputs: Array, predictions: Any, cuts: Iterable[Mapping[str, Any]] = ()) -> Decode | None:
    """Give the rule that turns `outputs` into exactly these predictions, or None."""
    predictions = np.asarray(predictions)
    if predictions.dtype == object and (predictions.ndim != 1 or not all(isinstance(p, str) for p in predictions)):
        return None
    for decode in candidates(outputs, cuts):
        if _gives(decode, outputs, predictions):
            return decode
    if outputs.dtype.kind == "f" and _gives(TURNED, outputs, predictions):
        return TURNED
    return _named(outputs, predictions) or _ranked(outputs, predictions) or rescaled(outputs, predictions)


def _named(outputs: Array, predictions: Array) -> Decode | None:
    """Give the largest output by the name of its class, where each name belongs to one column and each to one name."""
    if predictions.dtype.kind not in "UO" or outputs.ndim != 2 or predictions.shape != outputs.shape[:1]:
        return None
    chosen = _argmax(outputs)
    pairs = dict(zip(chosen.tolist(), predictions.tolist(), strict=True))
    names = np.array([pairs.get(column, f"column {column}") for column in range(outputs.shape[1])], dtype=str)
    if not 1 < len(pairs) == len(set(pairs.values())) or not same(names[chosen], predictions):
        return None
    return Decode("argmax", lambda found: names[_argmax(found)])


def _ranked(outputs: Array, predictions: Array) -> Decode | None:
    """Give the columns of the largest outputs, where predictions are several columns a row, in whatever order."""
    wide = outputs.ndim == predictions.ndim == 2 and outputs.dtype.kind == "f" and predictions.dtype.kind in "iu"
    if not wide or len(outputs) != len(predictions) or not 1 < predictions.shape[1] < outputs.shape[1]:
        return None
    count = predictions.shape[1]
    if predictions.min() < 0 or predictions.max() >= outputs.shape[1]:
        return None
    chosen = np.sort(np.take_along_axis(outputs, predictions.astype(np.int64), axis=1), axis=1)
    if not np.array_equal(chosen, np.sort(outputs, axis=1)[:, -count:]):
        return None
    return Decode(f"{TOP} {count}", lambda found: np.argsort(-found, axis=1, kind="stable")[:, :count])


def _gives(decode: Decode, outputs: Array, predictions: Array) -> bool:
    try:
        if len(outputs) > MANY:  # every rule goes by rows, so the first ones rule most of them out
            first = decode.apply(outputs[:FIRST])
            if not same(first, predictions.ravel()[: first.size]):
                return False
        return same(decode.apply(outputs), predictions)
    except (ValueError, IndexError, TypeError):
        return False
