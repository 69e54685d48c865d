"""A transform of the training inputs was not applied to the evaluated inputs.

The model was fitted to scaled rows and is scored on raw ones. The missing transforms are applied as training did, and
the rows scored again; accepted only if that brings their columns nearer to the training columns.

Bad:
    model.fit(scaler.transform(X_train), y_train)
    model.score(X_test, y_test)

Good:
    model.score(scaler.transform(X_test), y_test)
"""

from __future__ import annotations

from tieout.core.cause import Cause, Finding
from tieout.core.view import View

ID = "preprocessing.missing"
FIX = "Apply the transforms of the training rows to the rows that are scored; keep them in one pipeline with the model."


def examine(view: View) -> list[Finding]:
    """Give the factor if a step of the training transforms is missing before the scored rows."""
    return view.prepared(ID, FIX, "no transform of the training rows was left out")


CAUSE = Cause(ID, "Transform left out", examine=examine)
