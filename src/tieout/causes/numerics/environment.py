"""Library versions, kernels or hardware differ between the two runs, and nothing else does.

The same weights scored on the same rows with the same settings give another number under another version of a library,
another processor or another number of threads. tieout names what differs between the two machines, and takes what is
left between two scores that agree in all else as its amount.

Bad:
    pip install features        # 2.0 here, 1.4 where the model was trained

Good:
    pip install features==1.4
"""

from __future__ import annotations

from collections.abc import Mapping

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair

ID = "numerics.environment"
FIX = "Score in the environment the model was trained in: pin the versions that differ."
NOTHING = 1e-6
NAMED = 4
ABOUT_THE_RUN = frozenset({"program"})


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what is left between two scores that differ in nothing but where they were computed."""
    one, other = pair.opening.recording.host, pair.closing.recording.host
    shared = [key for key in one if key in other and key not in ABOUT_THE_RUN]
    changed = [key for key in shared if one[key] != other[key]]
    if not changed:
        return RuledOut(f"both runs had the same versions of {len(shared)} packages and settings")
    first, last = pair.opening.state, pair.closing.state
    if first is None or last is None or (first != last and pair.weights_changed() is not None):
        return None
    rows = shared_rows((pair.opening.ids,), (pair.closing.ids,))
    if rows is None or not rows.same:
        return None
    if abs(pair.left.value) <= NOTHING:
        return RuledOut(f"the environment differs ({_told(changed, one, other)}), and the score does not")
    if not pair.opening.examination.examined or not pair.closing.examination.examined:
        return NotExamined("one of the scores could not be traced to rows")
    low, high = pair.interval()
    return Difference(
        ID,
        "environment",
        pair.left.value,
        low,
        high,
        pair.closing.passed.where if pair.closing.passed is not None else pair.closing.score.where,
        f"same weights, same rows, another environment: {_told(changed, one, other)}",
        FIX,
    )


def _told(changed: list[str], one: Mapping[str, str], other: Mapping[str, str]) -> str:
    parts = [f"{key} {one[key]} and then {other[key]}" for key in changed[:NAMED]]
    more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
    return ", ".join(parts) + more


CAUSE = Cause(ID, "Another environment", compare=compare)
