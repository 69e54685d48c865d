"""Without training rows: what fitted transforms and the model's own statistics remember of them.

A scaler that was loaded holds mean and deviation of the raw training columns; batch normalisation or a normalization
layer that sees the inputs holds those of the fed ones. Columns that are away from them by a known unit, in another
order, or scaled already, are put right, and accepted if the score gains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.passes import Step
from tieout.profiles import Profile, column_maps, common_map, distance, flat, named_map, profile
from tieout.renaming import cheapest
from tieout.replay.feeding.chain import told
from tieout.replay.feeding.rows import CLOSER, OFF, Array, Candidate, Rows

FEWEST = 20  # rows
MOVED = 1.0  # what it must save, in deviations, to take a column for another one
CENTRES = ("mean", "moving_mean", "running_mean", ".mean_")
SPREADS = {"mean": "variance", "moving_mean": "moving_variance", "running_mean": "running_var", ".mean_": ".var_"}
ALONE = 2.0  # deviations that one column has to be away, and times as far as the others, to be in a unit of no name
NAMELESS = 0.03  # by which a score has to gain at least where the unit has no name
SAME = 0.05  # deviations up to which batch statistics of the fed rows are those of a layer's own inputs


@dataclass(frozen=True)
class Memory:
    """Mean and deviation that the training columns had, after the first `at` transforms of the scored rows."""

    says: str
    columns: Profile
    at: int


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows with columns put back where something remembers them."""
    if len(rows.fed) < FEWEST:
        return
    for memory in memories(rows):
        here = rows.after(rows.raw, rows.own[: memory.at])
        if here is None or here.dtype.kind not in "fiub" or flat(here).shape[1:] != memory.columns.mean.shape:
            continue
        yield from _put_right(rows, memory, here)


def memories(rows: Rows) -> Iterator[Memory]:
    """Give what is remembered of the training columns, the nearest to the raw rows first."""
    fitted = {step.owner for step in rows.steps if step.action in {"fit", "fit_transform"}}
    for at, step in enumerate(rows.own):
        mean, scale = (_numbers(step.params.get(name)) for name in ("mean_", "scale_"))
        if step.kind == "estimator" and step.owner not in fitted and mean is not None and scale is not None:
            yield Memory(f"the {step.name} remembers", Profile(mean, scale, 1_000), at)
        held = _by_arithmetic(rows.own, at)
        if held is not None:
            yield Memory("the constants of the script remember", held, at)
    width = flat(rows.fed).shape[1]
    for layer, mean, variance in _statistics(rows.state or {}):
        if mean.size == width and _sees_inputs(rows, layer, mean):
            yield Memory(f"the model remembers in {layer}", Profile(mean, np.sqrt(variance), 1_000), len(rows.own))


def _by_arithmetic(own: Sequence[Step], at: int) -> Profile | None:
    """Give mean and deviation where one is taken off each column and the other divides it: a scaler by hand."""
    if at + 1 >= len(own) or own[at].kind != "arithmetic" or own[at + 1].kind != "arithmetic":
        return None
    if own[at].name != "-" or own[at + 1].name != "/" or any(s.params.get("reverse") for s in own[at : at + 2]):
        return None
    mean, scale = (_numbers(as_numpy(step.params.get("constant"))) for step in own[at : at + 2])
    if mean is None or scale is None or mean.shape != scale.shape or mean.size < 2 or not (scale > 0).all():
        return None
    return Profile(mean, scale, 1_000)


def _numbers(value: Any) -> Array | None:
    if value is None:
        return None
    array = np.asarray(value, dtype=np.float64)
    return array if array.ndim == 1 and np.isfinite(array).all() else None


def _statistics(state: Mapping[str, Any]) -> Iterator[tuple[str, Array, Array]]:
    """Give the means and variances that layers hold, in the order of the layers."""
    for key, value in state.items():
        for centre in CENTRES:
            if key.endswith(centre) and (held := state.get(key.removesuffix(centre) + SPREADS[centre])) is not None:
                mean, variance = np.ravel(np.asarray(value, dtype=float)), np.ravel(np.asarray(held, dtype=float))
                if mean.shape == variance.shape and (variance >= 0).all():
                    yield key.removesuffix(centre).rstrip("/._") or "its first layer", mean, variance
                break


def _sees_inputs(rows: Rows, layer: str, mean: Array) -> bool:
    """Tell whether a layer normalises the inputs themselves: its statistics over the fed rows are their columns'."""
    handle = rows.passed.handle
    steps = getattr(handle.model, "steps", None)
    if steps:  # of a pipeline the first step alone sees the rows
        return str(steps[0][0]) == layer
    if "normalization" in layer and "batch" not in layer:
        return True
    try:
        found = handle.recalibrated([b.inputs for b in rows.passed.batches if b.inputs], rows.improves.settings)
    except Exception:  # noqa: BLE001 - a model may refuse to run in this way
        return False
    own = profile(rows.fed)
    for key, value in found.items():
        if key.startswith(layer) and key.endswith(CENTRES) and np.shape(value) == mean.shape:
            return bool(np.all(np.abs(np.ravel(value) - own.mean) <= SAME * (own.std + 1e-6)))
    return False


def _put_right(rows: Rows, memory: Memory, here: Array) -> Iterator[Candidate]:
    own, remembered = profile(here), memory.columns
    off = distance(here, remembered)
    maps = column_maps(here, remembered)
    if off < OFF and not maps:
        return
    rest = rows.own[memory.at :]
    step = rest[0] if rest else None
    if step is not None and _is_standard(own):
        after = rows.through(here, rest[1:])
        if after is not None:
            says = f"the rows were already transformed: {told(step)} came on top"
            yield Candidate("duplicate", says, after, rows.origin())
    order = _assigned(own, remembered)
    if order is not None:
        after = rows.through(flat(here)[:, order].reshape(here.shape), rest)
        if after is not None:
            moved = [str(n) for n in np.flatnonzero(order != np.arange(len(order)))]
            says = f"columns {', '.join(moved[:6])} come in another order than {memory.says}"
            yield Candidate("axis-order", says, after, rows.origin(), doubt=0.001)
    yield from _scaled(rows, memory, here, maps, rest)


def _is_standard(own: Profile) -> bool:
    return bool(np.median(np.abs(own.mean)) < OFF and np.median(np.abs(np.log(own.std + 1e-12))) < OFF)


def _scaled(rows: Rows, memory: Memory, here: Array, maps: Sequence[Any], rest: Sequence[Step]) -> Iterator[Candidate]:
    remembered = memory.columns
    if maps:
        table = flat(here).copy()
        for at, slope, offset, _ in maps:
            table[:, at] = slope * table[:, at] + offset
        after = rows.through(table.reshape(here.shape), rest)
        if after is not None and distance(table, remembered) < CLOSER * distance(here, remembered):
            which = ", ".join(f"{_name(rows, at)} ({name})" for at, _, _, name in maps[:6])
            says = f"columns in another unit than {memory.says}: {which}"
            yield Candidate("scale", says, after, rows.origin(), doubt=0.002)
    else:
        yield from _nameless(rows, memory, here, rest)
    common = common_map(here, remembered)
    known = named_map(*common) if common is not None else None
    if known is not None:
        after = rows.through(here * known[0] + known[1], rest)
        if after is not None:
            says = f"all inputs are in another range than {memory.says}: {known[2]}"
            yield Candidate("scale", says, after, rows.origin(), doubt=0.004)
    if not rest:  # what the model itself remembers: standardized rows, where it is fed raw ones
        own = profile(here)
        with np.errstate(all="ignore"):
            moved = (flat(here) - own.mean) / np.where(own.std > 0, own.std, 1.0) * remembered.std + remembered.mean
        says = f"the columns are not those {memory.says}: a transform of the training rows was left out"
        yield Candidate("missing", says, moved.reshape(here.shape), rows.given_at(), doubt=0.04)


def _nameless(rows: Rows, memory: Memory, here: Array, rest: Sequence[Step]) -> Iterator[Candidate]:
    """Give the one column that is far away from what is remembered, all others being near, with its old moments."""
    own, remembered = profile(here), memory.columns
    varies = (remembered.std > 1e-12) & (own.std > 1e-12)
    if varies.sum() < 3:
        return
    spread = np.where(varies, remembered.std, 1.0)
    ratio = np.where(varies, remembered.std, 1.0) / np.where(varies, own.std, 1.0)
    away = np.where(varies, np.abs(own.mean - remembered.mean) / spread + np.abs(np.log(ratio)), 0.0)
    at = int(away.argmax())
    if away[at] < ALONE or away[at] < ALONE * np.delete(away, at).max():
        return
    table = flat(here).copy()
    table[:, at] = (table[:, at] - own.mean[at]) * ratio[at] + remembered.mean[at]
    after = rows.through(table.reshape(here.shape), rest)
    if after is not None:
        says = f"column {_name(rows, at)} is in another unit than {memory.says}: about x * {ratio[at]:.4g}"
        says += f" {remembered.mean[at] - own.mean[at] * ratio[at]:+.4g}"
        yield Candidate("scale", says, after, rows.origin(), doubt=NAMELESS)


def _name(rows: Rows, at: int) -> str:
    return rows.columns[at] if at < len(rows.columns) and rows.columns[at] else str(at)


def _assigned(own: Profile, remembered: Profile) -> Array | None:
    """Give the order in which own columns fit the remembered ones, None where most stay or none fits clearly better."""
    varies = remembered.std > 1e-12
    if varies.sum() < 2 or len(remembered.mean) > 1024:
        return None
    scale = np.where(varies, remembered.std, 1.0)
    costs = np.abs(own.mean[:, None] - remembered.mean) / scale
    costs += np.abs(np.log((own.std[:, None] + 1e-12) / scale))
    costs = np.minimum(costs, 10.0)
    sources, targets = cheapest(costs - MOVED * np.eye(len(scale)))
    order = np.empty(len(scale), dtype=np.intp)
    order[targets] = sources
    moved = np.flatnonzero(order != np.arange(len(order)))
    if not len(moved):
        return None
    before, after = costs[moved, moved].sum(), costs[order[moved], moved].sum()
    return order if after < CLOSER * before and before - after > MOVED * len(moved) else None
