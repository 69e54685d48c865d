"""From what the user typed to the two scores meant, with what was measured of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tieout.core.pair import Side
from tieout.core.passes import CROSS_VALIDATION, FITTED_FOLDS
from tieout.core.recording import AS, Examination, PassRecord, Recording, TrainingRecord, Values
from tieout.core.score import Score
from tieout.errors import TieoutError
from tieout.record.store import ArrayFile

Found = tuple[Recording, Score]
PREDICTIONS = "predictions"  # the kind of a pass
ROUNDED = 1e-4  # of a score: what digits that were left out of a file may move it
NUMBER = re.compile(r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?$")
NEAREST = 5
PERCENT = 100.0
LARGEST = 1e100  # beyond it squares overflow, and no score is meant


def choose(
    found: Sequence[Recording], opening: str | float | None, closing: str | float | None
) -> tuple[Found | None, Found | None, list[str]]:
    """Give the two scores meant, and notes on what was ambiguous.

    Raises:
        TieoutError: a number or name that no run has, or a score that is no number.
    """
    if opening is None and closing is None:
        pair = _most_different(found)
        if pair is None:
            return None, None, [_without_pair(found)]
        return *pair, ["no numbers were given: these two scores of one metric disagree most"]
    if opening is None or closing is None:
        raise TieoutError(
            "one-number", "one number alone has no gap to explain", fix="give the opening and the closing score", code=2
        )
    firsts, lasts = matches(found, opening), matches(found, closing)
    notes = []
    first, last = _best_pair(firsts, lasts)
    if first[0].name == last[0].name and first[1].id == last[1].id:
        notes.append(f"both are the same score, {first[0].name}:{first[1].name}: nothing is left to compare")
    for wanted, chosen, several in ((opening, first, firsts), (closing, last, lasts)):
        others = {(r.name, s.name, str(s.where)) for r, s in several} - {
            (chosen[0].name, chosen[1].name, str(chosen[1].where))
        }
        if others and len({s.value for _, s in several}) > 1:
            names = ", ".join(f"{r}:{n} ({w})" for r, n, w in sorted(others)[:NEAREST])
            notes.append(f"{wanted} also matches {names}; the one at {chosen[1].where} was taken")
        if not _is_usable(chosen[1].value):
            raise TieoutError(
                "not-finite",
                f"{chosen[0].name}:{chosen[1].name} is {chosen[1].value}, so there is no gap to explain",
                saw=f"computed at {chosen[1].where}",
                fix="find where the numbers of that run left the finite range",
            )
    return first, last, notes


def matches(found: Sequence[Recording], wanted: str | float) -> list[Found]:
    """Give the scores that a typed number or name means, latest first.

    Raises:
        TieoutError: there is none; the nearest are listed.
    """
    text = str(wanted).strip()
    run, _, name = text.rpartition(":")
    pool = [(r, s) for r in found for s in r.scores if not run or r.name == run]
    if NUMBER.match(name):
        hits = [(r, s) for r, s in pool if _rounds_to(s.value, name)]
        if not hits:
            hits = [(r, s) for r, s in pool for f in (100.0, 0.01) if _rounds_to(s.value * f, name)]
    else:
        hits = [(r, s) for r, s in pool if name == s.name or name in s.aliases]
    if not hits:
        raise _no_such(pool, text, name)
    return hits[::-1]


def latest(hits: Sequence[Found]) -> Found:
    """Give the latest of some scores, one that was examined if there is one."""
    return next(((r, s) for r, s in hits if s.id in r.examinations), hits[0])


def unrecorded(found: Sequence[Recording], opening: str | float | None, closing: str | float | None) -> bool:
    """Tell whether the opening is a number of which nothing was recorded: no run computed it, and there is one run.

    With more runs it is more likely mistyped, and the nearest numbers are listed instead.
    """
    if opening is None or closing is None or not NUMBER.match(str(opening).strip()):
        return False
    if sum(bool(r.scores) for r in found) != 1:
        return False
    try:
        matches(found, closing)
    except TieoutError:
        return False
    try:
        matches(found, opening)
    except TieoutError:
        return True
    return False


def nearest(found: Sequence[Recording], wanted: str | float | None) -> str:
    """Say which recorded numbers are nearest to one that no run computed."""
    failure = _no_such([(r, s) for r in found for s in r.scores], str(wanted), str(wanted))
    return f"no run computed {wanted}; {failure.saw}"


def _rounds_to(value: float, text: str) -> bool:
    """Tell whether a value prints as `text` at the precision of `text`."""
    percent = text.endswith("%")
    text = text.rstrip("%")
    given = float(text)
    value = value * 100.0 if percent else value
    mantissa, _, exponent = text.lower().partition("e")
    decimals = len(mantissa.partition(".")[2]) - (int(exponent) if exponent else 0)
    half = 0.5 * 10.0**-decimals
    return abs(value - given) <= half * (1 + 1e-9) + 1e-12 * abs(given) or (
        decimals >= 6 and abs(value - given) <= 1e-7 * max(1.0, abs(given))
    )


def _no_such(pool: Sequence[Found], text: str, name: str) -> TieoutError:
    if NUMBER.match(name):
        given = float(name.rstrip("%"))
        by_distance = sorted(pool, key=lambda f: min(abs(f[1].value * k - given) for k in (1.0, 100.0, 0.01)))
        near = {(r.name, s.name.partition("@")[0], s.where): (r, s) for r, s in reversed(by_distance)}
        shown = [found for found in by_distance if found in near.values()][:NEAREST]
        saw = ", ".join(f"{s.value:.6g} ({r.name}:{s.name}, {s.where})" for r, s in shown)
    else:
        saw = ", ".join(sorted({f"{r.name}:{s.name}" for r, s in pool})[: 4 * NEAREST])
    return TieoutError(
        "no-such-score",
        f"no run computed {text}",
        saw=f"nearest: {saw}" if saw else "the runs computed no number",
        fix="give a number as it was printed, or a name from `tieout show`",
    )


def _best_pair(firsts: Sequence[Found], lasts: Sequence[Found]) -> tuple[Found, Found]:
    """Give the pair that fits best: examined, of one metric, not the same score twice, latest."""

    def cost(pair: tuple[Found, Found]) -> tuple[bool, int, bool, bool, int, int]:
        (r1, s1), (r2, s2) = pair
        return (
            r1.name == r2.name and s1.id == s2.id,
            (s1.id not in r1.examinations) + (s2.id not in r2.examinations),
            bool(s1.metric and s2.metric and s1.metric != s2.metric),
            r1.name == r2.name and s1.seq > s2.seq,
            lasts.index(pair[1]),
            firsts.index(pair[0]),
        )

    return min(((a, b) for a in firsts for b in lasts), key=cost)


def _most_different(found: Sequence[Recording]) -> tuple[Found, Found] | None:
    pool = [(r, s) for r in found for s in r.scores if s.id in r.examinations and _is_usable(s.value)]
    best: tuple[Found, Found] | None = None
    for a in pool:
        for b in pool:
            earlier = found.index(a[0]) < found.index(b[0]) or (a[0] is b[0] and a[1].seq < b[1].seq)
            if not earlier or a[1].metric != b[1].metric:
                continue
            gap = abs(a[1].value / a[1].scale - b[1].value / b[1].scale)
            if best is None or gap > abs(best[0][1].value / best[0][1].scale - best[1][1].value / best[1][1].scale):
                best = (a, b)
    return best


def in_unit_of(value: float, text: str, *, exact: bool = False, share: bool = True) -> float:
    """Give the number that was reported for a measured one, in the unit of the latter.

    That is the measured one itself where it rounds to what was reported, as a fraction or in per cent; with `exact`
    it is always what was reported. A number above 1 beside a `share` below 1 is in per cent.
    """
    if not NUMBER.match(text):
        raise TieoutError("not-a-number", f"{text} is no number", fix="give the number as it was printed", code=2)
    if not exact and (_rounds_to(value, text) or _rounds_to(value * 100.0, text)):
        return value
    given = float(text.rstrip("%"))
    in_percent = text.endswith("%") or (share and given > 1.0 and 0.0 <= value <= 1.0 and given <= PERCENT)
    return given / 100.0 if in_percent else given


def _without_pair(found: Sequence[Recording]) -> str:
    """Say why no two scores can be taken, and what to do."""
    runs = ", ".join(r.name for r in found[-NEAREST:])
    pool = [(r, s) for r in found for s in r.scores if s.id in r.examinations and _is_usable(s.value)]
    if not any(r.scores for r in found):
        return f"no score was seen in {runs}: a script's numbers are seen where it computes or prints them"
    if not pool:
        return "no score could be traced to the rows behind it: give the two numbers to compare them all the same"
    told = ", ".join(f"{s.value:.6g} ({r.name}:{s.name})" for r, s in pool[:NEAREST])
    if len(pool) == 1:
        return f"one score alone was traced to its rows, {told}: record the script that makes the other one too"
    return f"no two scores are of one metric: {told}; give the two numbers that are meant"


def side_of(
    found: Sequence[Recording],
    recording: Recording,
    score: Score,
    arrays: Callable[[str], Any] | None = None,
) -> Side:
    """Load what was measured of one score; its value is given as a fraction where the script used per cent.

    `arrays` gives an array of the recording by name where it is not to be read from its file.

    Raises:
        TieoutError: the arrays of a recording are damaged.
    """
    fraction = score.value / score.scale
    examination = recording.examinations.get(score.id)
    if examination is None or not _can_be_reckoned(examination):
        examination = _bare(score, fraction)
    examination = _with_usable_resamples(replace(examination, recorded=fraction))
    passes = {p.id: p for p in recording.passes}
    passed = passes.get(score.pass_id) if score.pass_id else None
    read = _Reader(recording, arrays)
    ids = read.ids(passed.ids) if passed else None
    raw_ids = read.ids(passed.raw_ids) if passed and passed.raw_ids else ids
    if examination.ids is not None:
        ids = read.ids(examination.ids)
        raw_ids = raw_ids if passed is not None and passed.raw_ids else ids
    labels = read(passed.labels) if passed else None
    home, training = next(_training_of(found, recording, passed), (recording, None))
    training_ids = training_raw_ids = training_labels = earlier = None
    if training is not None:
        there = read if home is recording else _Reader(home)
        training_ids = there.ids(training.ids)
        training_raw_ids = there.ids(training.raw_ids) if training.raw_ids else training_ids
        training_labels = there(training.labels)
        earlier = there.ids(training.earlier) if training.earlier else None
    return Side(
        recording,
        replace(score, value=fraction, scale=1.0),
        examination,
        passed,
        Values(fraction),
        ids,
        raw_ids,
        labels,
        read(examination.per_row),
        training,
        training_ids,
        training_raw_ids,
        read(examination.labels),
        read(examination.inputs),
        training_labels,
        earlier,
    )


def as_made(found: Sequence[Recording], side: Side) -> Side:
    """Give the side of predictions that came out of a file as that of the model which made them, in another run.

    It is told by what that run's pass scores, which rounding in the file may have moved a little. What this run did
    otherwise with the predictions, such as cutting them elsewhere, stays a deviation of the side.
    """
    own = side.examination
    if side.passed is None or side.passed.kind != PREDICTIONS or not all(f.measured for f in own.factors):
        return side
    value = own.reference.value
    for recording in (r for r in reversed(found) if r.name in side.recording.linked):
        for id_, there in recording.examinations.items():
            pass_id, _, metric = id_.rpartition(AS)
            near = abs(there.recorded - value) <= ROUNDED * max(1.0, abs(value))
            if not (pass_id and metric == own.metric and there.rows == own.rows and near):
                continue
            made = side_of(found, recording, replace(side.score, id=id_, pass_id=pass_id))
            if not own.factors:
                return made
            if not there.factors:
                values = {**own.values, max(own.values): there.reference}
                return replace(made, examination=replace(made.examination, factors=own.factors, values=values))
    return side


class _Reader:
    """Reads the arrays that a recording names."""

    def __init__(self, recording: Recording, arrays: Callable[[str], Any] | None = None) -> None:
        self._arrays = arrays or ArrayFile(recording)
        self._run = recording.name

    def __call__(self, name: str | None) -> Any:
        return self._arrays(name) if name else None

    def ids(self, name: str | None) -> Any:
        """Give row ids, which stand in a row and are unsigned."""
        found = self(name)
        if found is not None and (found.ndim != 1 or found.dtype.kind != "u"):
            raise TieoutError(
                "unreadable-recording",
                f"recording {self._run!r} cannot be read",
                saw=f"{name} holds no row ids",
                fix="it was edited: record the run again",
            )
        return found


def _is_usable(value: float) -> bool:
    return abs(value) <= LARGEST  # false for NaN


def _can_be_reckoned(examination: Examination) -> bool:
    """Tell whether amounts come out of an examination: a model that gives NaN has none."""
    return all(_is_usable(v.value) for v in _every(examination))


def _every(examination: Examination) -> tuple[Values, ...]:
    joint = (values for table in examination.with_state.values() for values in table.values())
    return (*examination.values.values(), *examination.by_state.values(), *examination.by_file.values(), *joint)


def _with_usable_resamples(examination: Examination) -> Examination:
    """Drop the resamples in which any of the scores is undefined, such as an F1 without a positive row."""
    every = _every(examination)
    bad = {at for values in every for at, value in enumerate(values.resampled) if not _is_usable(value)}
    if not bad:
        return examination

    def usable(values: Values) -> Values:
        return Values(values.value, tuple(v for at, v in enumerate(values.resampled) if at not in bad))

    return replace(
        examination,
        values={mask: usable(v) for mask, v in examination.values.items()},
        by_state={state: usable(v) for state, v in examination.by_state.items()},
        by_file={path: usable(v) for path, v in examination.by_file.items()},
        with_state={k: {mask: usable(v) for mask, v in t.items()} for k, t in examination.with_state.items()},
    )


def _training_of(
    found: Sequence[Recording], recording: Recording, passed: PassRecord | None
) -> Iterator[tuple[Recording, TrainingRecord]]:
    if passed is not None and passed.kind in {CROSS_VALIDATION, FITTED_FOLDS}:
        return  # every fold has a model of its own
    for training in recording.training:
        if training.model == (passed.model if passed is not None else ""):
            yield recording, training
    for name in recording.linked:
        for other in found:
            if other.name == name:
                for training in other.training:
                    yield other, training


def _bare(score: Score, fraction: float) -> Examination:
    return Examination(score.id, fraction, values={0: Values(fraction)}, metric=score.metric, examined=False)
