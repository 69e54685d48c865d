"""From two given sides to two sides that can be compared: each is examined with the other as its earlier run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout import causes
from tieout.adapters._calls import quiet
from tieout.arrays import as_numpy, overlap, row_ids
from tieout.core.pair import Side
from tieout.core.recording import Recording
from tieout.core.view import Training
from tieout.given.preparing import Applied, prepared, was_fitted_on
from tieout.given.scoring import Scored, score
from tieout.given.side import Given
from tieout.record.keep import kept
from tieout.record.silence import silence
from tieout.replay.examine import Examined, Examiner
from tieout.replay.history.training import pass_ids
from tieout.replay.metrics.by_hand import LOWER_IS_BETTER
from tieout.sides import in_unit_of, side_of

STANDS_IN = (
    "no training rows were given (trained_on): the {which} side's transforms, and its columns, were taken for"
    " those of training"
)
SHARES = (1.0, 0.01)  # a number is reported as a fraction or in per cent


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """What is kept of a side: a recording in memory."""

    recording: Recording
    arrays: Mapping[str, Any]


def sides_of(opening: Given, closing: Given) -> tuple[Side, Side, list[str]]:
    """Score and examine both sides; give them with notes on what was supposed.

    Raises:
        TieoutError: the objects of a side do not fit together.
    """
    names = (opening.name or "opening", closing.name or "closing")
    if names[0] == names[1]:
        names = (names[0], f"{names[1]}-2")
    with silence(), quiet():
        known: list[Applied] = []
        scored = (score(opening, known), score(closing, known))
        right = _right_transforms(*scored)
        aligned = _right_labels(*scored)
        shells = [
            _kept(each, name, Examined(), labelled=at == aligned)
            for at, (each, name) in enumerate(zip(scored, names, strict=True))
        ]
        trained_on = next((s.given.trained_on for s in scored if s.given.trained_on is not None), None)
        sides = []
        for at, (each, name) in enumerate(zip(scored, names, strict=True)):
            training = _training(each, scored[right], trained_on) if trained_on is not None or at != right else None
            examined = _examined(each, shells[1 - at], training)
            whole = _kept(each, name, examined, linked=shells[1 - at].recording.name)
            sides.append(_side(each, whole))
    notes = [f"{name}: {fault}" for each, name in zip(scored, names, strict=True) for fault in each.tape.faults]
    notes += [
        f"{each.given.reported} was reported for {name}; what was given makes {each.value:.6g}"
        for side, each, name in zip(sides, scored, names, strict=True)
        if side.score.value != each.value
    ]
    if trained_on is None and any(f.cause.startswith("preprocessing.") for s in sides for f in s.examination.factors):
        notes.append(STANDS_IN.format(which=names[right]))
    return sides[0], sides[1], notes


def side_of_one(given: Given) -> tuple[Side, Scored, list[str]]:
    """Score and examine one side by itself, to stand against a number of which nothing else is known.

    Raises:
        TieoutError: the objects of the side do not fit together.
    """
    with silence(), quiet():
        known: list[Applied] = []
        scored = score(given, known)
        training = _training(scored, scored, given.trained_on) if given.trained_on is not None else None
        whole = _kept(scored, given.name or "given", _examined(scored, None, training))
    notes = [f"{given.name}: {fault}" for fault in scored.tape.faults]
    return _side(scored, whole), scored, notes


def _right_transforms(opening: Scored, closing: Scored) -> int:
    """Give the side whose transforms are those of training: the opening, unless there is evidence against it.

    Transformers that were fitted on the training rows are right. Where those rows are unknown, ones that were fitted
    on the scored rows are wrong if the other side scores the same rows with others.
    """
    trained_on = next((s.given.trained_on for s in (opening, closing) if s.given.trained_on is not None), None)
    if trained_on is not None:
        fits = [_fitted_on(each, trained_on) for each in (opening, closing)]
        return 1 if fits[1] and not fits[0] else 0
    again = [any(a.refitted for a in each.applied) for each in (opening, closing)]
    rows = overlap(row_ids(opening.given.rows), row_ids(closing.given.rows))
    return 1 if again == [True, False] and rows is not None and rows.same else 0


def _fitted_on(scored: Scored, rows: Any) -> bool:
    """Tell whether a side's transformers were fitted on these rows, one after the other."""
    try:
        done, _ = prepared(rows, scored.given.transforms)
    except Exception:  # noqa: BLE001 - these transforms may refuse the training rows
        return False
    return any(was_fitted_on(each.transform, each.inputs) for each in done)


def _right_labels(opening: Scored, closing: Scored) -> int:
    """Give the side whose labels are in the order of its rows: the opening, unless the closing's serve it better."""
    own = _reordered(opening, closing)
    if own is None:
        return 0
    change = opening.value_with(own) - opening.value
    return 1 if (-change if opening.given.metric_name in LOWER_IS_BETTER else change) > 0 else 0


def _reordered(scored: Scored, other: Scored) -> NDArray[Any] | None:
    """Give the labels that the other side has for a side's rows, None where not all of them are known."""
    ids, theirs = row_ids(scored.given.rows), row_ids(other.given.rows)
    if ids is None or theirs is None or len(theirs) != len(other.labels) or other.labels.ndim != scored.labels.ndim:
        return None
    at = {row: n for n, row in enumerate(theirs.tolist())}
    places = [at.get(row) for row in ids.tolist()]
    if any(place is None for place in places):
        return None
    return np.asarray(other.labels[np.asarray(places, dtype=int)])


def _training(scored: Scored, right: Scored, trained_on: Any) -> Training:
    """Give what a side's model was trained on: the given rows through the right transforms, or these alone."""
    steps = [s for s in right.tape.steps if s.action == "transform"]
    if trained_on is None:
        raw = as_numpy(right.given.rows)
        return Training(scored.handle.name, "", array=_columns(right.fed), raw=raw, steps=steps)
    _, fed = prepared(trained_on, right.given.transforms)
    size = right.given.batch_size
    return Training(
        scored.handle.name,
        "",
        ids=row_ids(fed),
        raw_ids=row_ids(trained_on),
        batches=tuple((fed[at : at + size],) for at in range(0, len(fed), size)) if not hasattr(fed, "columns") else (),
        array=_columns(fed),
        raw=as_numpy(trained_on),
        steps=steps,
        rows=len(fed),
    )


def _columns(rows: Any) -> Any:
    array = as_numpy(rows)
    return array if array is not None and array.dtype.kind in "fiub" else None


def _examined(scored: Scored, other: _Kept | None, training: Training | None) -> Examined:
    linked, arrays = ([other.recording], other.arrays) if other is not None else ([], {})
    examiner = Examiner(scored.tape, causes.every(), linked, lambda _, name: arrays.get(name))
    if training is not None:
        examiner.known.training[id(scored.handle.model)] = training
    pass_ids(scored.passed)
    return examiner.run()


def _kept(scored: Scored, name: str, examined: Examined, *, labelled: bool = True, linked: str = "") -> _Kept:
    """Keep a side as a recording in memory. Its labels are told only now: they are what was to be examined."""
    pass_ids(scored.passed)
    ends = np.cumsum(scored.passed.sizes())[:-1]
    for batch, part in zip(scored.passed.batches, np.split(scored.labels, ends), strict=True):
        batch.labels = part if labelled else None
    tape = scored.tape
    links = (linked,) if linked else ()
    recording, arrays = kept(tape, examined, name=name, started="", argv=[], ended="ok", linked=links)
    for batch in scored.passed.batches:
        batch.labels = None
    return _Kept(recording, arrays)


def _side(scored: Scored, whole: _Kept) -> Side:
    """Give the side of the one score, with the number that was reported for it where it is another."""
    found = next(s for s in whole.recording.scores if s.pass_id == scored.passed.id and s.metric)
    side = side_of([whole.recording], whole.recording, found, whole.arrays.get)
    if scored.given.reported is None:
        return side
    value = in_unit_of(side.score.value, str(scored.given.reported))
    return replace(side, score=replace(side.score, value=value), examination=replace(side.examination, recorded=value))
