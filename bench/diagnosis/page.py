"""Writes what the benchmark found as docs/diagnosis.md, and tells when that page is older than what it speaks of."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import baselines
import judge
import measure
from outcome import Outcome

import tieout

ROOT = judge.HERE.parent.parent
PAGE = ROOT / "docs" / "diagnosis.md"
FAMILIES = ("metric", "mode", "batchnorm", "preprocessing", "data", "state", "numerics", "noise", "none")
STAMP = re.compile(r"<!-- programs (\w+), tieout (\w+) -->")


def stamp() -> tuple[str, str]:
    """Give a hash of the planted programs and one of tieout's own code."""
    planted = "".join(measure.fingerprint(judge.PROGRAMS / name) for name in judge.names())
    source = hashlib.sha256()
    for path in sorted(Path(tieout.__file__).parent.rglob("*.py")):
        source.update(path.read_bytes())
    return hashlib.sha256(planted.encode()).hexdigest()[:12], source.hexdigest()[:12]


def stale() -> list[str]:
    """Say in what way the page is older than what it speaks of."""
    if not PAGE.exists():
        return [f"{PAGE.relative_to(ROOT)} is not there: run `make bench-diagnosis`"]
    found = STAMP.search(PAGE.read_text(encoding="utf-8"))
    programs, source = stamp()
    told = found.groups() if found else ("", "")
    page = PAGE.relative_to(ROOT)
    changed = [
        what for what, old, new in (("planted programs", told[0], programs), ("code", told[1], source)) if old != new
    ]
    return [f"{page} is stale, the {what} changed since: run `make bench-diagnosis`" for what in changed]


def share(outcomes: Sequence[Outcome], right: Callable[[Outcome], bool | None]) -> str:
    """Give how many are right, of those it applies to."""
    told = [right(one) for one in outcomes]
    told = [one for one in told if one is not None]
    return f"{sum(map(bool, told))} of {len(told)}" if told else "-"


def summary(groups: Mapping[str, Sequence[Outcome]]) -> list[str]:
    """Give the table of criteria, a row for each group of programs."""
    rows = [
        "| programs | number | verdict right | place right | amount right | innocents | adds up | ties out | all |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for label, ones in groups.items():
        rows.append(
            f"| {label} | {len(ones)} | {share(ones, lambda o: o.verdict)} | {share(ones, lambda o: o.place)} "
            f"| {share(ones, lambda o: o.amount)} | {sum(len(o.blamed) for o in ones)} "
            f"| {share(ones, lambda o: o.adds_up)} | {share(ones, lambda o: o.ties_out)} "
            f"| {share(ones, lambda o: o.right)} |"
        )
    return rows


def groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Put the outcomes into the groups that the table tells apart; empty ones are left out."""
    told = {
        "all": list(outcomes),
        "text": [o for o in outcomes if not o.dark],
        "dark": [o for o in outcomes if o.dark],
        "nothing planted": [o for o in outcomes if o.place is None],
        **{label: [o for o in outcomes if o.framework == label] for label in ("torch", "keras", "sklearn")},
    }
    return {label: ones for label, ones in told.items() if ones}


def guesses(outcomes: Sequence[Outcome], truths: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Give the table that sets the diagnosis beside two ways of guessing."""
    usual = baselines.most_frequent(truths[one.name] for one in outcomes)
    by_usual = [(usual in truths[o.name]["verdict"], int(usual in truths[o.name]["innocent"])) for o in outcomes]
    by_sight = []
    for one in outcomes:
        truth = truths[one.name]
        named = baselines.standing_around(judge.PROGRAMS / one.name)
        by_sight.append((bool(named & set(truth["verdict"])), len(named & set(truth["innocent"]))))
    told = [(one.verdict, len(one.blamed)) for one in outcomes]
    rows = [
        "| who | verdict right | innocents blamed | programs with an innocent blamed |",
        "| --- | ---: | ---: | ---: |",
    ]
    for who, found in (
        ("tieout", told),
        (f"always naming the most frequent verdict, `{usual}`", by_usual),
        ("naming every suspect that stands in the scripts (right if the cause is among them)", by_sight),
    ):
        right, blamed = sum(hit for hit, _ in found), [count for _, count in found]
        rows.append(f"| {who} | {right} of {len(found)} | {sum(blamed)} | {sum(map(bool, blamed))} |")
    return rows


def confusion(outcomes: Sequence[Outcome]) -> list[str]:
    """Give the table of families: what was planted against what the statement names as the largest."""
    met = Counter((one.planted.partition(".")[0], one.said.partition(".")[0]) for one in outcomes)
    columns = [*FAMILIES, *sorted({said for _, said in met} - set(FAMILIES))]
    rows = [f"| planted \\ said | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    for family in FAMILIES:
        cells = [str(met[family, said]) if met[family, said] else "·" for said in columns]
        rows.append(f"| {family} | {' | '.join(cells)} |")
    return rows


def first_looks(outcomes: Sequence[Outcome]) -> list[str]:
    """Give the table of first looks beside what the same programs score now."""
    looked = [one for one in outcomes if one.first_look]

    def then(key: str) -> str:
        told = [one.first_look.get(key) for one in looked if one.first_look]
        told = [one for one in told if one is not None]
        return f"{sum(map(bool, told))} of {len(told)}" if told else "-"

    rows = [
        "| | verdict right | place right | amount right | no innocent blamed |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    rows.append(
        "| at first look | " + " | ".join(then(key) for key in ("verdict", "place", "amount", "innocent")) + " |"
    )
    now = (
        share(looked, lambda o: o.verdict),
        share(looked, lambda o: o.place),
        share(looked, lambda o: o.amount),
        share(looked, lambda o: not o.blamed),
    )
    return [*rows, f"| now | {' | '.join(now)} |"]


def render(outcomes: Sequence[Outcome], truths: Mapping[str, Mapping[str, Any]]) -> str:
    """Give the text of the page."""
    programs, source = stamp()
    causes = {line["cause"] for truth in truths.values() for line in truth["lines"]}
    looked = sum(1 for one in outcomes if one.first_look)
    lines = [
        "<!-- Written by bench/diagnosis/run.py (make bench-diagnosis). Do not edit. -->",
        f"<!-- programs {programs}, tieout {source} -->",
        "# How often the diagnosis is right",
        "",
        f"{len(outcomes)} small programs, written as people write them, with {len(causes)} causes planted among them",
        "(`bench/cases`). Each is recorded and explained through the command line, and the statement is held against",
        "what was planted. What a planted cause is worth is measured without tieout, by running the repaired program.",
        "",
        "- verdict right: the cause named as the largest is the one planted, or none where none is",
        f"- place right: every planted cause has a line, within {judge.NEAR} lines of the place meant",
        f"- amount right: within {judge.SHARE:.0%} of the measured amount, or the amount within the 95 % interval",
        "- innocents: causes named in a line or a hazard although their suspect only stands around",
        "- adds up: opening score, lines and what is unexplained give the closing score; added up again here",
        "- ties out: each of the three unexplained amounts is at most 0.005",
        "- all: nothing is wrong with the statement",
        "",
        "In the programs called text the scripts show the cause to a reader. Dark programs give nothing away in their",
        "scripts: the cause lies in a data file, an artefact, a checkpoint or a settings file.",
        "",
        *summary(groups(outcomes)),
        "",
        "## Beside guessing",
        "",
        *guesses(outcomes, truths),
        "",
        "## Which families are taken for which",
        "",
        "Rows: the family planted (where several verdicts hold, the one said). Columns: the family of the verdict.",
        "",
        *confusion(outcomes),
        "",
    ]
    if looked:
        lines += [
            "## At first look",
            "",
            f"{looked} programs were finished, and their amounts measured, before tieout saw them. What it said then",
            "was written down and is never updated; what it says of them now stands below it.",
            "",
            *first_looks(outcomes),
            "",
        ]
    wrong = [one for one in outcomes if one.faults]
    lines += ["## What is wrong", ""]
    lines += [f"- `{one.name}`: {'; '.join(one.faults)}" for one in wrong] or ["Nothing."]
    return "\n".join(lines) + "\n"
