"""The rebuilt model computes something else with the same weights: a hyper-parameter, activation or argument was lost.

A slope, an epsilon, the number of heads or a temperature stands in the script or in a settings file and not in the
checkpoint; `get_config` leaves an argument out; a helper package has another default. The weights load without a
complaint. tieout compares the settings of every layer with those in the training that made the weights, sets them back
and scores the rows again.

Bad:
    net = Net()                                   # trained as Net(negative_slope=0.3)
    net.load_state_dict(torch.load("net.pt"))

Good:
    saved = torch.load("net.pt")
    net = Net(**saved["config"])
    net.load_state_dict(saved["weights"])
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.pair import Pair
from tieout.core.trial import Lever
from tieout.core.view import View
from tieout.evidence import handed_at

ID = "state.config-lost"
FIX = "Build the model with the settings it was trained with; keep them in the checkpoint beside the weights."
CODE = "code"
NAMED = 3
Settings = Mapping[str, Mapping[str, Any]]


def examine(view: View) -> Finding:
    """Give the factor if layers compute with other settings than in training, and the score moves when they are set."""
    origin = view.origin()
    if origin is None or Lever.CONFIG not in view.passed.handle.levers:
        return None
    wanted = {name: kept for name, found in origin.settings.items() if (kept := without_code(found))}
    if not wanted:
        return None if origin.settings else RuledOut("every layer has the settings it was trained with")
    calm = {} if view.passed.random or ("dropout", "active") in view.passed.modes else {"dropout": "off"}
    moved = view.trial.run_with(config=wanted, **calm)  # a layer put back must not drop units where none did
    try:
        same = not view.matters(moved, 0.0)
    except (ValueError, TypeError, RuntimeError):
        return None  # settings that a live model cannot take; two scores over the same rows still tell
    if same:
        return None if len(wanted) < len(origin.settings) else RuledOut("other settings of layers, and the same score")
    return Factor(
        ID,
        "mistake",
        Stage.MODE,
        handed_at(origin.loaded_at, view.files, view.linked) or view.passed.where,
        f"same weights, other settings: {told(wanted, origin.settings_now)}",
        FIX,
        undo=lambda trial: trial.run_with(config=wanted, **calm),
        mark=f"{ID}:{sorted((n, sorted(map(str, s.items()))) for n, s in origin.settings_now.items())}",
    )


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what is left between two scores of the same weights on the same rows, if layers or their code differ."""
    one, other = pair.configs()
    if not one or not other or (pair.opening.state != pair.closing.state and pair.weights_changed() is not None):
        return None
    rows = shared_rows((pair.opening.ids,), (pair.closing.ids,))
    was, now = differing(one, other)
    missing = sorted(set(one) ^ set(other))
    if not was and not missing:
        return RuledOut("layers have the same settings on both sides")
    if rows is None or not rows.same or abs(pair.left.value) <= 1e-6 or _two_models(pair):
        return None
    sides = (pair.opening.examination, pair.closing.examination)
    replayed = {one.cause for side in sides for one in side.ruled_out}
    replayed |= {one.cause for side in sides for one in side.factors if one.measured}
    if ID in replayed and not any(CODE in found for found in was.values()) and not missing:
        return None  # what the settings make of the score was measured, or is nothing
    low, high = pair.interval()
    says = told(was, now) if was else f"layers on one side only: {', '.join(missing[:NAMED])}"
    return Difference(
        ID,
        "mistake",
        pair.left.value,
        low,
        high,
        pair.loaded_at() or (pair.closing.passed.where if pair.closing.passed is not None else None),
        f"same weights, same rows, another computation: {says}",
        FIX,
    )


def _two_models(pair: Pair) -> bool:
    """Tell whether models were trained with the settings of either side: nothing was lost, another one was scored.

    Models that keep their training rows have the same numbers, whatever their settings.
    """
    sides = (pair.opening, pair.closing)
    trainings = [p for side in sides for p in side.recording.passes if p.training]
    trained = {(p.config, key) for p in trainings for key in (p.state, p.end_state)}
    return all(side.passed is not None and (side.passed.config, side.state) in trained for side in sides)


def without_code(found: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings that can be set on a live model."""
    return {key: value for key, value in found.items() if key != CODE or "class" in found}


def differing(one: Settings, other: Settings) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Give the settings of shared layers that differ, on either side."""
    was: dict[str, dict[str, Any]] = {}
    now: dict[str, dict[str, Any]] = {}
    for name in one:
        if name in other:
            a, b = one[name], other[name]
            keys = [k for k in a if k in b and a[k] != b[k] and k not in {"inplace", "precision", "momentum"}]
            if keys:
                was[name], now[name] = {k: a[k] for k in keys}, {k: b[k] for k in keys}
    return was, now


def told(was: Settings, now: Settings) -> str:
    """Say which settings of which layers differ."""
    parts = []
    for name, found in was.items():
        place = name.strip("/").replace("layers/", "") or "the model"
        if "class" in found and found["class"] != now.get(name, {}).get("class"):
            parts.append(f"{place} is {now.get(name, {}).get('class')} and was {found['class']}")
            continue
        for key, value in found.items():
            if key == CODE:
                parts.append(f"the code of {place} differs")
            elif now.get(name, {}).get(key) != value:
                shown = key.removeprefix("global ").lstrip("_")
                parts.append(f"{shown} of {place} is {_shown(now.get(name, {}).get(key))} and was {_shown(value)}")
    more = f" and {len(parts) - NAMED} more" if len(parts) > NAMED else ""
    return ", ".join(parts[:NAMED]) + more


def _shown(value: Any) -> str:
    if isinstance(value, list) and len(value) > NAMED and all(isinstance(number, float) for number in value):
        return f"[{', '.join(f'{number:g}' for number in value[:NAMED])}, ...]"
    return value.strip("<>") if isinstance(value, str) else f"{value!r}"


CAUSE = Cause(ID, "Settings lost", frozenset({Lever.CONFIG}), examine=examine, compare=compare)
