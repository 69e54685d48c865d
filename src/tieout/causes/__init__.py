"""One file a cause, in the folder of its family. A cause names coordinates and levers, never a framework."""

from __future__ import annotations

import importlib
import json
import pkgutil
from functools import cache
from importlib import resources
from typing import Any

from tieout.core.cause import Cause, Comparison


@cache
def listed() -> dict[str, dict[str, Any]]:
    """Give the closed list of causes: id to its kind and its one-line description."""
    text = resources.files(__name__).joinpath("causes.json").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in json.loads(text)["causes"]}


@cache
def every() -> tuple[Cause, ...]:
    """Give every cause that is implemented, in the order of the list. Nothing is registered: a file is enough."""
    found = {}
    for family in pkgutil.iter_modules(__path__, f"{__name__}."):
        if not family.ispkg:
            continue
        package = importlib.import_module(family.name)
        for module in pkgutil.iter_modules(package.__path__, f"{family.name}."):
            cause = importlib.import_module(module.name).CAUSE
            found[cause.id] = cause
    return tuple(found[id_] for id_ in listed() if id_ in found)


# The unit of the numbers first, then weights, then how the same rows were made, then rows; what a finite sample gives
# comes last. Among rows, other labels come before other rows, and other classes before other inputs.
COMPARED = (
    "metric",
    "state",
    "preprocessing",
    "data.concept-shift",
    "data.leakage",
    "data.subset",
    "data.label-shift",
    "data",
    "numerics",
    "noise",
)


def comparing() -> list[Comparison]:
    """Give the comparisons of two scores by their causes, in the order in which they take their amounts."""
    found = [(cause.id, cause.compare) for cause in every() if cause.compare is not None]
    return sorted(found, key=lambda one: COMPARED.index(_named(one[0])))


def _named(cause: str) -> str:
    """Give the entry of `COMPARED` that a cause belongs to: itself, or its family."""
    return cause if cause in COMPARED else cause.partition(".")[0]
