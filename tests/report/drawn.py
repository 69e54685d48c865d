"""Statements drawn at random: any text, any number, every field empty or full."""

from hypothesis import strategies as st

from tieout.core.score import Score, Where
from tieout.core.statement import Acquittal, Hazard, Line, Statement, Unexplained

KINDS = st.sampled_from(["by-design", "mistake", "environment", "noise"])
TEXT = st.text(st.characters(), max_size=60)  # half surrogate pairs and control characters included
NUMBERS = st.floats() | st.floats(-1, 1) | st.sampled_from([0.0, -0.0, 1e-17, 1e300])
PLACES = st.none() | st.builds(Where, TEXT, st.integers(-1, 40))

SCORES = st.builds(Score, TEXT, TEXT, NUMBERS, TEXT, PLACES, metric=TEXT)
LINES = st.builds(
    Line,
    cause=TEXT,
    kind=KINDS,
    side=st.sampled_from(["opening", "closing", "between"]),
    amount=NUMBERS,
    low=st.none() | NUMBERS,
    high=st.none() | NUMBERS,
    status=st.sampled_from(["measured", "seen"]),
    where=PLACES,
    says=TEXT,
    fix=TEXT,
    diff=st.none() | TEXT,
)
ACQUITTALS = st.lists(st.builds(Acquittal, TEXT, TEXT), max_size=3).map(tuple)
HAZARDS = st.lists(st.builds(Hazard, TEXT, KINDS, PLACES, TEXT, TEXT, run=TEXT), max_size=3).map(tuple)

STATEMENTS = st.builds(
    Statement,
    opening=st.none() | SCORES,
    closing=st.none() | SCORES,
    verdict=st.none() | TEXT | st.sampled_from(["none", "noise.sampling"]),
    lines=st.lists(LINES, max_size=4).map(tuple),
    unexplained=st.builds(Unexplained, NUMBERS, NUMBERS, NUMBERS),
    ruled_out=ACQUITTALS,
    not_examined=ACQUITTALS,
    hazards=HAZARDS,
    notes=st.lists(TEXT, max_size=3).map(tuple),
)
