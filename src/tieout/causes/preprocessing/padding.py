"""Sequences are padded or truncated otherwise, or padding is not masked, so an output depends on its batch.

Zeros in front against zeros behind, another length, the other end cut off: a recurrent or position-aware model sees
another sequence. And where padding is not masked, a row scored beside a long one gets another answer than alone. The
sequences are padded as in training, or each is fed without its padding, and scored again.

Bad:
    x_test = pad_sequences(tokens, maxlen=40, padding="post")      # training padded in front

Good:
    x_test = pad_sequences(tokens, maxlen=40)
"""

from __future__ import annotations

from tieout.core.cause import Cause, Finding
from tieout.core.view import View

ID = "preprocessing.padding"
FIX = "Pad with one function for every set, and mask the padding in the model."


def examine(view: View) -> list[Finding]:
    """Give the factor if sequences were padded otherwise than in training, or their padding changes the answer."""
    return view.prepared(ID, FIX, "sequences are padded and cut as in training")


CAUSE = Cause(ID, "Other padding", examine=examine)
