"""Search for images and signals that were resized, cropped or sampled otherwise than in training."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.core.passes import Step
from tieout.profiles import Profile, distance, flat
from tieout.replay.feeding.rows import CLOSER, OFF, Array, Candidate, Rows, lines_of

RESIZING = frozenset({"resize", "interpolate", "zoom", "rescale", "crop", "decimate", "resample"})
FEWEST = 30  # rows
SLIGHT = 0.04  # less is within what other rows give
SMALLEST = 8  # pixels along an axis with a spectrum worth comparing
OTHER = 1.5  # factor between the shares of fine detail from which on images were made in another way
BEYOND = 6.0  # standard errors that it has to be away as well
EVEN = 1.5  # times as evenly spread as in training: that is noise
FACTORS = tuple(round(0.5 * 1.03**step, 4) for step in range(48))  # enlarged or reduced by up to two
SOME = 1 << 18  # pixels on which factors are compared, about
WIDTHS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.2, 1.5)


def is_resizing(step: Step) -> bool:
    """Tell whether a step gives images or signals another size."""
    return step.name.lower() in RESIZING


def of_steps(rows: Rows) -> Candidate | None:
    """Give the rows resized as in training, where the calls of both sides were seen."""
    for at, step in enumerate(rows.own):
        if not is_resizing(step):
            continue
        other = next((t for t in rows.theirs if is_resizing(t)), None)
        if other is None or _settings(step) == _settings(other):
            return None
        again = getattr(step.apply, "with_settings", None) if step.name == other.name else None
        apply = again(_settings(other)) if again is not None else other.apply
        if apply is None:
            return None
        theirs = replace(step, apply=apply)
        corrected = rows.through(rows.raw, [*rows.own[:at], theirs, *rows.own[at + 1 :]])
        if corrected is None or rows.alike(corrected):
            return None
        told = ", ".join(
            f"{key} {_settings(step).get(key)!r} against {value!r}"
            for key, value in _settings(other).items()
            if _settings(step).get(key) != value
        )
        says = f"{step.name} works otherwise than in training: {told or other.name}"
        return Candidate("resample", says, corrected, step.line(lines_of(rows.theirs)), exact=True)
    return None


def _settings(step: Step) -> Any:
    return step.params.get("params") or {}


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the images moved, enlarged, reduced and smoothed, where that brings them onto those of training."""
    theirs = rows.training.array
    axes = _axes(rows.fed.shape[1:])
    if theirs is None or rows.reference is None or axes is None or np.shape(theirs)[1:] != rows.fed.shape[1:]:
        return
    if len(rows.fed) < FEWEST or len(theirs) < FEWEST:
        return
    blocks = rows.fed.reshape(len(rows.fed), *axes[0]).astype(np.float64)
    off = distance(rows.fed, rows.reference)
    middle = np.asarray(theirs, dtype=np.float64).mean(axis=0).reshape(axes[0])
    enlarged = _enlarged(rows, blocks, axes[1], middle) if off >= OFF else None
    if enlarged is not None:
        yield enlarged
    for says, changed in _shifted(blocks, axes[1]) if off >= OFF else ():
        if distance(changed, rows.reference) < CLOSER * off:
            yield Candidate("resample", says, changed, rows.origin(), doubt=0.003)
    yield from _smoothed(rows, blocks, axes[1], np.asarray(theirs))


def _enlarged(rows: Rows, blocks: Array, axes: tuple[int, ...], middle: Array) -> Candidate | None:
    """Give the images enlarged or reduced about their middle, by what fits the training columns best.

    What lies outside of an image is not known: it is left out of the comparison, and the mean of training stands there.
    """
    some = blocks[:: max(1, min(blocks.size // SOME, len(blocks) // 16))]
    away = {factor: _away(rows, some, *_zoomed(some, axes, middle, factor)) for factor in FACTORS}
    rough = min(away, key=lambda one: away[one])
    for finer in (0.98, 0.99, 1.01, 1.02):
        away[rough * finer] = _away(rows, some, *_zoomed(some, axes, middle, rough * finer))
    factor = min(away, key=lambda one: away[one])
    if away[factor] >= CLOSER or abs(math.log(factor)) < SLIGHT:
        return None
    told = "cropped" if factor < 1 else "reduced"
    says = f"the inputs are {told} against training: what they show has {1 / factor:.2f} times the size"
    return Candidate("resample", says, _zoomed(blocks, axes, middle, factor)[0], rows.origin(), doubt=0.003)


def _away(rows: Rows, blocks: Array, changed: Array, inside: Array) -> float:
    """Give the distance of the pixels that are known from the training columns, as a share of what it was."""
    reference = rows.reference
    assert reference is not None
    known = Profile(reference.mean[inside], reference.std[inside], reference.rows)
    before = distance(flat(blocks)[:, inside], known)
    return distance(flat(changed)[:, inside], known) / before if before > OFF else 1.0


def _zoomed(blocks: Array, axes: tuple[int, ...], middle: Array, factor: float) -> tuple[Array, Array]:
    """Give blocks at another size about their middle, and which of their pixels were inside of the old ones."""
    from scipy import ndimage

    matrix, offset = np.ones(blocks.ndim), np.zeros(blocks.ndim)
    for axis in axes:
        matrix[axis] = 1.0 / factor
        offset[axis] = (blocks.shape[axis] - 1) / 2 * (1.0 - 1.0 / factor)
    changed = ndimage.affine_transform(blocks, matrix, offset, order=1, mode="constant", cval=np.nan)
    outside = np.isnan(changed[0]).ravel()
    return np.where(np.isnan(changed), middle, changed), ~outside


def _shifted(blocks: Array, axes: tuple[int, ...]) -> Iterator[tuple[str, Array]]:
    """Give blocks moved by a pixel or two."""
    from scipy import ndimage

    for axis in axes:
        for step in (-2, -1, 1, 2):
            shift = np.zeros(blocks.ndim)
            shift[axis] = step
            changed = ndimage.shift(blocks, shift, order=0, mode="nearest")
            yield f"the inputs lie {abs(step)} pixel{'s' * (abs(step) > 1)} off their place in training", changed


def _smoothed(rows: Rows, blocks: Array, axes: tuple[int, ...], theirs: Array) -> Iterator[Candidate]:
    """Give inputs that are sharper than in training with as little fine detail as those; noise is another matter."""
    from scipy import ndimage

    before, wanted = unlikeness(rows.fed, theirs), math.log(OTHER)
    if before is None or before < wanted or evenness(rows.fed) > EVEN * evenness(theirs):
        return
    found: list[tuple[float, Array]] = []
    for width in WIDTHS:
        sigma = [width if axis in axes else 0.0 for axis in range(blocks.ndim)]
        changed = ndimage.gaussian_filter(blocks, sigma, mode="nearest")
        after = unlikeness(changed.reshape(rows.fed.shape), theirs)
        if after is not None:
            found.append((abs(after), changed))
    nearest = min(found, key=lambda one: one[0], default=None)
    if nearest is not None and nearest[0] < 0.5 * before:
        times = math.exp(before)
        says = f"the inputs are {times:.1f} times as sharp as in training: brought to their size in another way"
        yield Candidate("resample", says, nearest[1], rows.origin(), doubt=0.004)


def unlikeness(rows: Array, theirs: Array) -> float | None:
    """Give the logarithm of how much sharper rows are than others, 0 where that may be chance; None if unknown."""
    own, wanted = detail(rows), detail(theirs)
    if own is None or wanted is None:
        return None
    one, other = np.log(own + 1e-9), np.log(wanted + 1e-9)
    apart = float(np.median(one) - np.median(other))
    error = 1.25 * math.hypot(one.std() / math.sqrt(len(one)), other.std() / math.sqrt(len(other)))
    return apart if abs(apart) > BEYOND * error else 0.0


def evenness(rows: Array) -> float:
    """Give how evenly fine detail is spread over rows: high for noise, low for edges on flat ground."""
    axes = _axes(rows.shape[1:])
    assert axes is not None
    blocks = np.asarray(rows, dtype=np.float64).reshape(len(rows), *axes[0])
    second = np.abs(np.diff(blocks, n=2, axis=axes[1][-1])).reshape(len(rows), -1)
    return float(np.median(np.median(second, axis=1) / (second.mean(axis=1) + 1e-12)))


def detail(rows: Array) -> Array | None:
    """Give the share of fine detail of each image or signal: neighbouring differences against the whole variance."""
    axes = _axes(rows.shape[1:])
    if axes is None:
        return None
    blocks = np.asarray(rows, dtype=np.float64).reshape(len(rows), *axes[0])
    spread = blocks.reshape(len(rows), -1).var(axis=1)
    usable = spread > 1e-12
    if usable.sum() < FEWEST:
        return None
    total = np.zeros(len(rows))
    for axis in axes[1]:
        second = np.diff(blocks, n=2, axis=axis)
        total += np.square(second).reshape(len(rows), -1).mean(axis=1)
    found: Array = total[usable] / spread[usable]
    return found


def are_images(rows: Array) -> bool:
    """Tell whether rows are images or signals: neighbouring values stand beside one another."""
    return _axes(rows.shape[1:]) is not None


def sizes_of(rows: Array) -> list[int]:
    """Give some sizes, in pixels along the longer axis, that images may have come up from."""
    axes = _axes(rows.shape[1:])
    longest = max(axes[0][at - 1] for at in axes[1]) if axes is not None else 0
    return sorted({max(3, round(longest * 0.88**step)) for step in range(1, 18)} - {longest})


def coarser(rows: Array, size: int) -> Array:
    """Give images made smaller, to so many pixels along the longer axis, and brought to their size again."""
    from scipy import ndimage

    axes = _axes(rows.shape[1:])
    assert axes is not None
    blocks = np.asarray(rows, dtype=np.float64).reshape(len(rows), *axes[0])
    ratio = max(blocks.shape[at] for at in axes[1]) / size
    there = [max(2, round(n / ratio)) if at in axes[1] else n for at, n in enumerate(blocks.shape)]
    means = ndimage.gaussian_filter(blocks, [0.3 * ratio if at in axes[1] else 0.0 for at in range(blocks.ndim)])
    scale = [new / old for new, old in zip(there, blocks.shape, strict=True)]
    small = ndimage.zoom(means, scale, order=1, mode="nearest", grid_mode=True)
    back = [old / new for new, old in zip(small.shape, blocks.shape, strict=True)]
    return np.asarray(ndimage.zoom(small, back, order=1, mode="nearest", grid_mode=True)).reshape(rows.shape)


def _axes(inner: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Give the shape of an image or signal and the axes along which neighbours stand, None for plain columns."""
    if len(inner) == 3 and min(sorted(inner)[1:]) >= SMALLEST:
        channel = min(range(3), key=lambda at: inner[at])
        return inner, tuple(at + 1 for at in range(3) if at != channel)
    if len(inner) == 1 and math.isqrt(inner[0]) ** 2 == inner[0] and inner[0] >= SMALLEST**2:
        return (math.isqrt(inner[0]),) * 2, (1, 2)
    if len(inner) == 2 and max(inner) >= SMALLEST:
        return inner, tuple(at + 1 for at in range(2) if inner[at] >= SMALLEST)
    return None
