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

from tieout.core.cause import Cause, Finding
from tieout.core.view import View

ID = "preprocessing.encoding"
FIX = "Save the list of categories, or the vocabulary, with the model and encode every set with it."


def examine(view: View) -> Finding:
    """Give the factor if categories or tokens stand for other numbers than in training."""
    return view.prepared(ID, FIX, "categories and tokens map to the numbers of training")


CAUSE = Cause(ID, "Other category or token numbers", examine=examine)
