"""Draws a statement as one JSON object, `tieout.statement/1`: the contract for programs that read statements."""

from __future__ import annotations

import json
import math
from typing import Any

from tieout.core.score import Score, Where
from tieout.core.statement import SCHEMA, Acquittal, Hazard, Line, Statement


def render(statement: Statement) -> str:
    """Write the statement as indented JSON in plain ASCII, ending in a line break."""
    return json.dumps(to_dict(statement), indent=2, allow_nan=False) + "\n"


def to_dict(statement: Statement) -> dict[str, Any]:
    """Give the statement as the object that `render` writes; a number that is not finite becomes None."""
    left = statement.unexplained
    return {
        "schema": SCHEMA,
        "opening": _score(statement.opening),
        "closing": _score(statement.closing),
        "gap": _finite(statement.gap),
        "verdict": statement.verdict,
        "lines": [_line(line) for line in statement.lines],
        "unexplained": {
            "opening": _finite(left.opening),
            "between": _finite(left.between),
            "closing": _finite(left.closing),
        },
        "ruled_out": [_acquittal(each) for each in statement.ruled_out],
        "not_examined": [_acquittal(each) for each in statement.not_examined],
        "hazards": [_hazard(each) for each in statement.hazards],
        "notes": list(statement.notes),
    }


def _finite(number: float | None) -> float | None:
    if number is None or not math.isfinite(number):
        return None
    return float(number) + 0.0  # adding zero turns -0.0 into 0.0


def _where(where: Where | None) -> dict[str, Any] | None:
    return None if where is None else {"file": where.file, "line": where.line}


def _score(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {"value": _finite(score.value), "name": score.name, "run": score.run, "where": _where(score.where)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "cause": line.cause,
        "kind": line.kind,
        "side": line.side,
        "amount": _finite(line.amount),
        "low": _finite(line.low),
        "high": _finite(line.high),
        "status": line.status,
        "where": _where(line.where),
        "says": line.says,
        "fix": line.fix,
        "diff": line.diff,
    }


def _acquittal(acquittal: Acquittal) -> dict[str, str]:
    return {"cause": acquittal.cause, "why": acquittal.why}


def _hazard(hazard: Hazard) -> dict[str, Any]:
    return {
        "cause": hazard.cause,
        "kind": hazard.kind,
        "where": _where(hazard.where),
        "says": hazard.says,
        "fix": hazard.fix,
    }
