"""Share out what deviations of a score and its other weights make together, in the mean of all orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tieout.core.recording import Examination, Values
from tieout.core.statement import Line
from tieout.reckon.attribution import amounts

OF_WEIGHTS = "state."
SAME = 1e-6  # what a line may be off from what was replayed


def jointly(
    examination: Examination, state: str | None, players: Sequence[int], own: Sequence[Line], between: Sequence[Line]
) -> dict[int, Line]:
    """Give lines as they are where weights and deviations are undone in every order, by the identity of those given.

    Undone one after the other, weights are measured with every deviation put right, and deviations with the weights
    that were scored. Where both were replayed together, each gets the mean over all orders; their sum stays.

    Args:
        examination: what was measured of the closing score.
        state:       key of the weights behind the opening score.
        players:     the deviations, as numbers of measured factors.
        own:         their lines, in that order.
        between:     the lines between the two references.
    """
    table = examination.with_state.get(state or "", {})
    weights = [line for line in between if line.cause.startswith(OF_WEIGHTS) and line.status == "measured"]
    full = sum(1 << player for player in players)
    if len(weights) != 1 or not players or full not in table or len(own) != len(players):
        return {}
    if abs(examination.values[full].value - table[full].value - weights[0].amount) > SAME:
        return {}  # its amount was taken in another way
    other = max(examination.values).bit_length()
    masks = [mask for mask in table if not mask & ~full]
    values: Mapping[int, Values] = {
        **{mask: examination.values[mask] for mask in masks},
        **{mask | 1 << other: table[mask] for mask in masks},
    }
    shared = amounts([*players, other], values)
    lines = zip((*own, weights[0]), (*players, other), strict=True)
    return {id(line): _with(line, shared[player]) for line, player in lines}


def _with(line: Line, shared: tuple[float, float, float]) -> Line:
    amount, low, high = shared
    return replace(line, amount=amount, low=low, high=high)
