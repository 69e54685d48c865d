"""A number that was printed somewhere and never recorded, as one side of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout import logs
from tieout.core.cause import Comparison, Difference
from tieout.core.pair import Pair, Side, effect
from tieout.core.recording import BY_SCORE, Examination, FileRecord, Recording, Values
from tieout.core.score import Score
from tieout.core.statement import Statement, Unexplained
from tieout.errors import TieoutError
from tieout.forensics.possible import Printed
from tieout.logs.series import Series
from tieout.replay.metrics.by_hand import LOWER_IS_BETTER
from tieout.sides import in_unit_of

RUN = "reported"
WRONG, LOST, DEFINITION = "state.wrong-checkpoint", "state.not-restored", "metric.definition"
EXACT = 1e-6  # logs hold unrounded numbers, some in single precision
ENOUGH = 100  # rows; with fewer, two epochs often have the same share of hits
SIGMAS = 2.6  # of a difference between two samples: 99 in 100 innocents are within
SHOWN = 3  # files that are named
REACH = 0.05  # of a number: how densely metrics lie is counted so near to it
BY_CHANCE = 0.02  # that one of them would give the number; a fit that chance gives this often is not claimed
FILES = 2  # scores of files that a log must have, to be the log of the training that wrote them


def reported(text: str, closing: Side, *, name: str = "", source: str = "") -> Side:
    """Give the side of a number as it was printed; all that is known of it is its value.

    It is read in the unit of the closing score. Where it is one of that score's replayed values, rounded as it was
    printed, it is taken to be that value, and the rounding stays as unexplained of the opening.

    Args:
        text:    the number.
        closing: the examined score it is set against.
        name:    what it is called, the closing score's name by default.
        source:  where it was read, such as a log.

    Raises:
        TieoutError: it is no number.
    """
    examination = closing.examination
    given = in_unit_of(closing.score.value, text, exact=True, share=closing.score.metric not in LOWER_IS_BETTER)
    known = [examination.values[mask].value for mask in sorted(examination.values, reverse=True)]
    known += [values.value for values in examination.by_file.values()]
    known += [examination.by_metric[metric].value for metric in _metrics_with(text, closing)]
    value = next((v for v in known if in_unit_of(v, text) == v), given)
    draws = len(max((v.resampled for v in examination.values.values()), key=len, default=()))
    held = Values(value, (value,) * draws)
    score = Score(RUN, name or closing.score.name, given, RUN, None, closing.score.metric)
    recording = Recording(0, source or RUN, "", "", (), "", {}, scores=(score,))
    bare = Examination(RUN, given, values={0: held}, metric=score.metric, examined=False)
    return Side(recording, score, bare, None, held)


def settled(statement: Statement) -> Statement:
    """Give the statement with what was left counted where it belongs: the opening was never seen."""
    left = statement.unexplained
    note = (
        "the opening was not recorded: it is taken as given, and what no line accounts for counts as unexplained of it"
    )
    measured = {line.cause for line in statement.lines if line.status == "measured"}
    lines = tuple(line for line in statement.lines if line.status == "measured" or line.cause not in measured)
    only_rounding = statement.verdict is None and not statement.lines and abs(left.between) + abs(left.closing) <= EXACT
    return replace(
        statement,
        verdict="none" if only_rounding else statement.verdict,
        lines=lines,
        unexplained=Unexplained(left.opening + left.between, 0.0, left.closing),
        notes=(*statement.notes, note),
    )


def credible(closing: Side, text: str) -> Side:
    """Give the closing without what speaks only by the score, where that does not lead to the number reported.

    Such a correction has to bring the score back to the number, to sampling; and where the weights of a file beside the
    one loaded give that very number on the rows as they are, the rows need no correction.
    """
    plain = _without_guesses(closing)
    if plain is closing:
        return closing
    now = closing.examination.reference
    given = in_unit_of(closing.score.value, text, exact=True, share=closing.score.metric not in LOWER_IS_BETTER)
    mean = sum(now.resampled) / max(1, len(now.resampled))
    error = (sum((v - mean) ** 2 for v in now.resampled) / max(1, len(now.resampled))) ** 0.5
    leads_there = abs(now.value - given) <= SIGMAS * error * 2**0.5 + EXACT
    return closing if leads_there and not _files_with(text, plain) else plain


def _without_guesses(side: Side) -> Side:
    """Give a side as if the factors that speak only by the score had not been found."""
    examination = side.examination
    guesses = [f for f in examination.factors if BY_SCORE in f.mark]
    if not guesses:
        return side
    measured = [f for f in examination.factors if f.measured]
    kept = [at for at, factor in enumerate(measured) if factor not in guesses]
    values = {}
    for mask, value in examination.values.items():
        if not mask & ~sum(1 << at for at in kept):
            values[sum(1 << new for new, at in enumerate(kept) if mask >> at & 1)] = value
    factors = tuple(f for f in examination.factors if f not in guesses)
    return replace(side, examination=replace(examination, factors=factors, values=values), per_row=None)


@dataclass(frozen=True)
class Logged:
    """An opening that was read from a log, with what the log says beside it and the closing as it stands to it."""

    side: Side
    closing: Side
    comparisons: tuple[Comparison, ...]
    notes: tuple[str, ...]


def logged(log: str, number: str | None, closing: Side) -> Logged:
    """Take the opening from a training log: the number asked for, or the last value of the tag.

    Where a file beside the one loaded has that number, or the closing is exactly what the log has for one other epoch,
    the weights are those of another epoch.

    Raises:
        TieoutError: the log cannot be read, has no such number or tag, or no metric like the closing's.
    """
    found, tag = logs.chosen(log)
    chosen, step, value = _meant(found, tag, number, closing)
    closing = credible(closing, repr(value))
    side = reported(repr(value), closing, name=f"{chosen.tag}@{step}", source=chosen.source)
    notes = [f"the opening is {chosen.tag} of {chosen.unit} {step} in {chosen.source}", *noted(repr(value), closing)]
    now = closing.examination.reference.value
    steps = [
        s
        for s, v in zip(chosen.steps, chosen.values, strict=True)
        if any(abs(now * k - v) <= EXACT * max(1.0, abs(v)) for k in (1.0, 100.0))
    ]
    if not steps or step in steps:
        return Logged(side, closing, beside(repr(value), closing, chosen.values), tuple(notes))
    told = ", ".join(map(str, steps[:5]))
    notes.append(f"the closing is what the log has for {chosen.unit} {told}")
    known = beside(repr(value), closing, chosen.values)
    sure = len(steps) == 1 and closing.examination.rows >= ENOUGH
    return Logged(side, closing, known or ((_other_epoch(chosen, step, steps[0]),) if sure else ()), tuple(notes))


def beside(text: str, closing: Side, logged: Sequence[float] = ()) -> tuple[Comparison, ...]:
    """Compare with the file beside the one loaded whose weights give, on the closing's rows, the number reported.

    A number within sampling of the closing may be another file's by chance: then a log has to bear the files out, by
    having the scores of several of them. Where no file gives it, the comparison is with the other metric that is that
    very number for the same predictions, if there is one.

    Args:
        text:    the number that was reported.
        closing: the examined score it is set against.
        logged:  what a log has for the steps of the training.
    """
    hits = _files_with(text, closing)
    if not hits:
        return tuple(_other_metric(name) for name in _metrics_with(text, closing))
    scores = {values.value for values in closing.examination.by_file.values()}
    borne_out = sum(
        any(abs(s * k - v) <= EXACT * max(1.0, abs(v)) for v in logged for k in (1.0, 100.0)) for s in scores
    )
    return (_other_file(hits, is_sure=borne_out >= FILES),)


def noted(text: str, closing: Side) -> list[str]:
    """Say which files beside the one loaded give the number reported, whether or not it is beyond sampling."""
    hits = _files_with(text, closing)
    return [f"with the weights of {', '.join(hits[:SHOWN])} these rows score {text}"] if hits else []


def _files_with(text: str, closing: Side) -> list[str]:
    """Give the files whose weights score the number on the closing's rows, none where those scored do so too."""
    examination = closing.examination
    if in_unit_of(examination.reference.value, text) == examination.reference.value:
        return []
    return [path for path, values in examination.by_file.items() if in_unit_of(values.value, text) == values.value]


def _metrics_with(text: str, closing: Side) -> list[str]:
    """Give the metric, in a list of one at most, that of the closing's predictions gives the number reported.

    Not where the closing's own metric does, and not where so many others lie near it that one may by chance.
    """
    examination = closing.examination
    if any(in_unit_of(values.value, text) == values.value for values in examination.values.values()):
        return []
    known = {name: v.value for name, v in examination.by_metric.items() if name not in examination.metrics}
    given = in_unit_of(closing.score.value, text, exact=True, share=closing.score.metric not in LOWER_IS_BETTER)
    reach = REACH * abs(given)
    near = {round(value, 9) for value in known.values() if abs(value - given) <= reach}
    unit = Printed.of(text).unit * (0.01 if given != float(text.rstrip("%")) else 1.0)
    fitting = [name for name, value in known.items() if in_unit_of(value, text) == value]
    by_chance = len(near) * unit / (2.0 * reach) if reach else 1.0
    return fitting[:1] if fitting and examination.metrics and by_chance <= BY_CHANCE else []


def _other_metric(name: str) -> Comparison:
    def compare(pair: Pair) -> Difference:
        examination = pair.closing.examination
        amount, low, high = effect(examination.by_metric[name], examination.reference)
        return Difference(
            DEFINITION,
            "mistake",
            amount,
            low,
            high,
            examination.metric_at or pair.closing.score.where,
            f"the number reported is the {name} of these very predictions, this one their {examination.metrics[0]}",
            "Compute one and the same metric in both places, and name it in full.",
        )

    return DEFINITION, compare


def _other_file(paths: Sequence[str], *, is_sure: bool) -> Comparison:
    def compare(pair: Pair) -> Difference | None:
        closing = pair.closing
        if not is_sure and (pair.within_noise() or closing.examination.rows < ENOUGH):
            return None
        amount, low, high = effect(closing.examination.by_file[paths[0]], closing.reference)
        loads = _weights_loaded(closing)
        named = ", ".join(paths[:SHOWN]) + (" give" if len(paths) > 1 else " gives")
        lost = next((factor for factor in closing.examination.factors if factor.cause == LOST), None)
        where = lost.where if lost is not None else loads[0].where if loads else closing.score.where
        return Difference(
            WRONG if lost is None else LOST,
            "mistake",
            amount,
            low,
            high,
            where,
            f"{named}, on these very rows, the number that was reported"
            + (f"; the file loaded is {loads[0].path}" if loads and loads[0].holds != "state" else "")
            + (f", with {lost.says}" if lost is not None else ""),
            "Load the checkpoint that made the score that is reported.",
        )

    return WRONG, compare


def _weights_loaded(side: Side) -> list[FileRecord]:
    """Give the loads that the weights of a side came from, the one from a file first and the latest first."""
    state = side.recording.states.get(side.state or "")
    marks = set(state.digests.values()) if state is not None else set()
    before = side.passed.seq if side.passed is not None else float("inf")
    loads = [f for f in side.recording.files if f.action == "loaded" and f.seq <= before]
    own = [f for f in reversed(loads) if marks & set(f.arrays.values())]
    return sorted(own, key=lambda f: f.holds == "state")


def _meant(found: Sequence[Series], tag: str, number: str | None, closing: Side) -> tuple[Series, int, float]:
    """Give the series, step and value meant; without a tag a validation metric like the closing's is looked for."""
    metric = (closing.score.metric or closing.score.name.rpartition(".")[2]).lower()
    wanted = [s for s in found if s.tag == tag] or sorted(
        (s for s in found if metric[:3] in s.tag.lower()), key=lambda s: not re.search("val|eval|valid|dev", s.tag)
    )
    if number is not None:
        for series in wanted or found:
            for step, value in reversed(list(zip(series.steps, series.values, strict=True))):
                if in_unit_of(value, number) == value:
                    return series, step, value
    elif wanted:
        return wanted[0], *wanted[0].last
    raise TieoutError(
        "not-in-log",
        "the log does not have that number" if number is not None else f"the log has no metric like {metric}",
        saw="it has " + ", ".join(f"{s.tag} (last {s.last[1]:.6g})" for s in found[:12]),
        fix="name one as PATH:TAG, or a number that is in it",
        code=2,
    )


def _other_epoch(series: Series, step: int, found: int) -> Comparison:
    def compare(pair: Pair) -> Difference:
        amount = pair.left.value
        files = _weights_loaded(pair.closing)
        return Difference(
            WRONG,
            "mistake",
            amount,
            amount,
            amount,
            files[0].where if files else pair.closing.score.where,
            f"the weights are those of {series.unit} {found}: its {series.tag} in the log is exactly this score;"
            f" the opening is of {series.unit} {step}",
            "Load the checkpoint that made the score that is reported.",
        )

    return WRONG, compare
