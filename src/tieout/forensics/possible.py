"""Numbers that no count of rows can give: granularity of a mean of hits (the GRIM test of Brown and Heathers, 2017)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

NUMBER = re.compile(r"^\s*([+-]?)(\d+(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?\s*(%?)\s*$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it was printed: its value and how exact it is.

    Attributes:
        text:    as it was printed.
        value:   the number, a percentage as it stands.
        unit:    the size of its last digit.
        percent: it was printed with a per cent sign.
    """

    text: str
    value: float
    unit: float
    percent: bool

    @classmethod
    def of(cls, text: str) -> Printed:
        """Read a printed number.

        Raises:
            ValueError: it is none.
        """
        matched = NUMBER.match(text)
        if matched is None:
            raise ValueError(f"{text!r} is no number")
        decimals = len(matched[3] or matched[4] or "") - int(matched[5] or 0)
        bare = text.strip().rstrip("%").strip()
        return cls(text.strip(), float(bare), 10.0**-decimals, bool(matched[6]))

    def fits(self, value: float) -> bool:
        """Tell whether a value prints as this number; numbers of many digits may be single precision."""
        slack = 0.5 * self.unit * (1 + 1e-9) + 1e-12 * abs(self.value)
        return math.isfinite(value) and abs(value - self.value) <= max(slack, 1.2e-7 * abs(self.value))


def impossible(printed: Printed, rows: int) -> str | None:
    """Say why no count of hits among `rows` rows rounds to a printed share; None if one does, or if any would."""
    share = printed.value / 100.0 if printed.percent or printed.value > 1.0 else printed.value
    unit = printed.unit / 100.0 if share != printed.value else printed.unit
    if not 0.0 <= share <= 1.0 or unit * rows >= 1.0:
        return None
    hits = share * rows
    for count in (math.floor(hits), math.ceil(hits)):
        if abs(count / rows - share) <= 0.5 * unit * (1 + 1e-9):
            return None
    low, high = math.floor(hits), math.ceil(hits)
    nearest = f"{low} hits give {low / rows:.6g}, {high} give {high / rows:.6g}"
    return f"no share of {rows} rows prints as {printed.text}: {nearest}"
