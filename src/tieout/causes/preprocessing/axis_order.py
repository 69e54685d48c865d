"""Channels, axes or feature columns of the evaluated inputs come in another order than in training.

The shapes agree, so nothing complains: columns of a table written in another order, blue and red exchanged, a reshape
where a transpose was meant, images lying on their side. tieout compares the names of the columns where it knows them,
else how each column is spread and varies with the others, and feeds the rows again in the order of training.

Bad:
    x_test = images.reshape(-1, 3, 32, 32)      # the images are height, width, channels

Good:
    x_test = images.transpose(0, 3, 1, 2)
"""

from __future__ import annotations

from tieout.core.cause import Cause, Finding
from tieout.core.view import View

ID = "preprocessing.axis-order"
FIX = "Select columns by name, in a list that is saved with the model; transpose axes where a reshape would mix them."


def examine(view: View) -> list[Finding]:
    """Give the factor if columns, channels or axes stand elsewhere than in training."""
    return view.prepared(ID, FIX, "columns, channels and axes stand where they stood in training")


CAUSE = Cause(ID, "Another order of columns or axes", examine=examine)
