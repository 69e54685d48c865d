"""A transform was applied twice to the evaluated inputs.

Rows that were scaled already are scaled once more: the script does it in two places, the file held scaled rows, or the
model has the scaling inside. The rows are fed again with one application less; that has to bring the columns back onto
the training columns.

Bad:
    X_test = scaler.transform(X_test)
    model.score(scaler.transform(X_test), y_test)

Good:
    model.score(scaler.transform(X_test), y_test)
"""

from __future__ import annotations

from tieout.core.cause import Cause, Finding
from tieout.core.view import View

ID = "preprocessing.duplicate"
FIX = "Apply each transform once; keep the file raw and the transforms in one pipeline with the model."


def examine(view: View) -> list[Finding]:
    """Give the factor if a transform came on top of itself."""
    return view.prepared(ID, FIX, "no transform was applied twice")


CAUSE = Cause(ID, "Transform applied twice", examine=examine)
