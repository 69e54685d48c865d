"""Random augmentation was applied to the inputs that were scored.

Flips, crops and noise make a training set larger; a test set that shares their transform, or a random layer called with
training=True, is scored on other images each time. While training this is by design. tieout sees random layers where
they run, and reads the items of a data set again after the run: if they come out otherwise each time they are random.
Of a `tf.data` pipeline it looks for random operations in the functions that are mapped.
The rows without augmentation are scored again where it can be switched off.

Bad:
    test_set = Digits(test_images, transform=train_transform)

Good:
    test_set = Digits(test_images, transform=plain_transform)
"""

from __future__ import annotations

from typing import Any

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.score import Where
from tieout.core.trial import Lever, Trial
from tieout.core.view import View

ID = "mode.augmentation-active"
FIX = "Score without random transforms: a data set of its own for testing, training=False for random layers."


def examine(view: View) -> Finding:
    """Give the factor if random transforms were applied to the scored rows."""
    passed = view.passed
    by_design = passed.updates > 0
    if passed.modes.get(("augmentation", "active")):
        return _factor(view, "random image layers were active", _off(view), by_design=by_design)
    reread = view.reread()
    if reread is None:
        return (
            RuledOut("random layers ran in inference mode") if passed.modes.get(("augmentation", "inactive")) else None
        )
    if not reread.random:
        return RuledOut("the scored rows come out the same when they are read again")
    inputs = reread.inputs
    says = "the data set transforms its items at random: read again, the same rows come out otherwise"
    undo = None if inputs is None else lambda trial: trial.with_(inputs=inputs, outputs=None)
    return _factor(view, says, undo, by_design=by_design, at=reread.where)


def _off(view: View) -> Any:
    others = any(mode == "active" and family != "augmentation" for family, mode in view.passed.modes)

    def undo(trial: Trial) -> Trial:
        moved = trial.run_with(augmentation="off")
        return moved if others else moved.with_(random=False)

    return undo


def _factor(view: View, says: str, undo: Any, *, by_design: bool, at: Where | None = None) -> Factor:
    passed = view.passed
    loader = passed.iteration.loader if passed.iteration is not None else None
    layer = passed.where_of.get(("augmentation", "active"))
    where = layer or at or (loader.where if loader is not None and undo_of_rows(passed) else None) or passed.where
    return Factor(
        ID,
        "by-design" if by_design else "mistake",
        Stage.DATA,
        where,
        f"{says}, as it should while training" if by_design else says,
        FIX,
        undo=undo,
        hazard=not by_design,
    )


def undo_of_rows(passed: Any) -> bool:
    """Tell whether the augmentation is in the rows that were read and not in a layer."""
    return not passed.modes.get(("augmentation", "active"))


CAUSE = Cause(ID, "Augmentation active while scoring", frozenset({Lever.AUGMENTATION}), examine=examine)
