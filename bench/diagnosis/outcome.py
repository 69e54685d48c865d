"""What became of one planted program: which criteria its statement met."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import judge

TIED = 0.005  # each of the three unexplained amounts may be this large for the statement to tie out


@dataclass(frozen=True, slots=True)
class Outcome:
    """One program against its truth; None where a criterion does not apply."""

    name: str
    framework: str
    dark: bool
    planted: str
    said: str
    verdict: bool
    place: bool | None
    amount: bool | None
    blamed: tuple[str, ...]
    adds_up: bool
    ties_out: bool
    faults: tuple[str, ...]
    first_look: Mapping[str, bool | None] | None

    @property
    def right(self) -> bool:
        """Nothing is wrong with the statement."""
        return not self.faults


def of(name: str, truth: Mapping[str, Any], statement: dict[str, Any], planted: dict[str, Any]) -> Outcome:
    """Judge the statement of a program."""
    found = judge.criteria(statement, dict(truth), planted)
    lined = bool(truth["lines"])
    said = statement["verdict"] or "none"
    return Outcome(
        name=name,
        framework=truth["framework"],
        dark=bool(truth.get("dark")),
        planted=said if said in truth["verdict"] else truth["verdict"][0],
        said=said,
        verdict=not found["verdict"],
        place=not (found["place"] or found["line"]) if lined else None,
        amount=not (found["amount"] or found["line"]) if lined else None,
        blamed=tuple(fault.split()[1] for fault in found["innocent"]),
        adds_up=adds_up(statement),
        ties_out=all(abs(part) <= TIED for part in statement["unexplained"].values()),
        faults=tuple(fault for faults in found.values() for fault in faults),
        first_look=truth.get("first_look"),
    )


def failed(name: str, truth: Mapping[str, Any], why: str) -> Outcome:
    """Give the outcome of a program that gave no statement."""
    lined = bool(truth["lines"]) or None
    return Outcome(
        name=name,
        framework=truth["framework"],
        dark=bool(truth.get("dark")),
        planted=truth["verdict"][0],
        said="no statement",
        verdict=False,
        place=None if lined is None else False,
        amount=None if lined is None else False,
        blamed=(),
        adds_up=False,
        ties_out=False,
        faults=(why,),
        first_look=truth.get("first_look"),
    )


def as_dict(one: Outcome) -> dict[str, Any]:
    """Give an outcome as plain data."""
    return asdict(one)


def adds_up(statement: Mapping[str, Any]) -> bool:
    """Add the lines and what is unexplained to the opening score, apart from tieout's own check."""
    parts = [line["amount"] for line in statement["lines"]] + list(statement["unexplained"].values())
    opening, closing = statement["opening"]["value"], statement["closing"]["value"]
    inside = all(
        line["low"] <= line["amount"] <= line["high"]
        for line in statement["lines"]
        if line["low"] is not None and line["high"] is not None
    )
    return inside and math.isclose(opening + math.fsum(parts), closing, rel_tol=1e-9, abs_tol=1e-8)
