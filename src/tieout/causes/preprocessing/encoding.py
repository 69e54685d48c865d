"""Categories or tokens of the evaluated inputs map to other indices than in training.

A LabelEncoder fitted on the test categories, codes given by pandas to one table alone, a vocabulary file in another
order, token ids shifted by one: each number is valid and means something else. The rows are written in the numbers of
training and scored again; where only the numbers were seen, each code is matched by how often, and in what company, it
occurs, and the match has to improve the score by more than chance.

Bad:
    test["city"] = LabelEncoder().fit_transform(test["city"])

Good:
    test["city"] = encoder.transform(test["city"])      # the encoder fitted on the training rows
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieout.core.cause import Cause, Finding
from tieout.core.statement import Hazard
from tieout.core.view import View

ID = "preprocessing.encoding"
FIX = "Save the list of categories, or the vocabulary, with the model and encode every set with it."


def examine(view: View) -> list[Finding]:
    """Give the factor if categories or tokens stand for other numbers than in training."""
    return view.prepared(ID, FIX, "categories and tokens map to the numbers of training")


def survey(run: Any) -> Iterator[Hazard]:
    """Give encoders fitted once and later again with other categories, so that a number means two things."""
    fits = [s for s in run.tape.steps if s.action in {"fit", "fit_transform"} and s.categories() and run.was_fed(s)]
    for at, later in enumerate(fits):
        if any(one.name == later.name and one.categories() != later.categories() for one in fits[:at]):
            yield Hazard(ID, "mistake", later.where, f"{later.name} was fitted again, on other categories", FIX)


CAUSE = Cause(ID, "Other category or token numbers", examine=examine, survey=survey)
