"""Images or signals of the evaluated inputs were decoded, resized or cropped differently from training.

Nearest neighbour against bilinear, a centre crop against a resize of the whole, every other sample against an average
of two: the shapes agree, the details do not. The resizing of training is repeated where its call was seen; else the
images are moved, enlarged or smoothed onto those of training, which has to improve the score by more than chance.

Bad:
    x = F.interpolate(images, size=16)                        # training used mode="bilinear"

Good:
    x = F.interpolate(images, size=16, mode="bilinear")
"""

from __future__ import annotations

from tieout.core.cause import Cause, Finding
from tieout.core.view import View

ID = "preprocessing.resample"
FIX = "Resize with one function for every set, with its interpolation and crop written out."


def examine(view: View) -> list[Finding]:
    """Give the factor if images or signals were brought to their size otherwise than in training."""
    return view.prepared(ID, FIX, "images and signals are as in training")


CAUSE = Cause(ID, "Other resizing or cropping", examine=examine)
