"""Dropout or another noise layer was active in the forward pass that was scored.

Each pass through the model then drops other units, so the score is lower and different every time. While training
this is by design; a score taken with it on is not the score of the model. Observed where the layers ran, not read off
a flag.

Bad:
    model.load_state_dict(torch.load("model.pt"))
    correct = (model(x).argmax(1) == y).sum()

Good:
    model.load_state_dict(torch.load("model.pt"))
    model.eval()
    correct = (model(x).argmax(1) == y).sum()
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.passes import Pass
from tieout.core.score import Where
from tieout.core.statement import Hazard
from tieout.core.trial import Lever, Settings
from tieout.core.view import View
from tieout.evidence import called_at

ID = "mode.dropout-active"
FIX = "Put the model in inference mode before scoring: model.eval() in PyTorch, training=False in Keras."
FIX_FUNCTIONAL = "Pass training=self.training to the functional dropout call, and put the model in inference mode."


def examine(view: View) -> Finding:
    """Give the factor if dropout or noise was active while the rows were scored."""
    passed = view.passed
    ran = {mode: count for (family, mode), count in passed.modes.items() if family == "dropout"}
    noise = passed.modes.get(("noise", "active"), 0)
    if not ran.get("active") and not noise:
        if ran.get("inactive"):
            return RuledOut("dropout ran in inference mode in the pass that was scored")
        return (
            RuledOut("no dropout layer ran in the pass that was scored") if passed.modes or not passed.random else None
        )
    by_design = passed.updates > 0
    called = passed.where if by_design else called_at(view, "dropout", "inactive")
    stubborn = _stubborn(passed)
    return Factor(
        ID,
        "by-design" if by_design else "mistake",
        Stage.MODE,
        stubborn or called,
        _says(passed, stubborn),
        FIX if stubborn is None else FIX_FUNCTIONAL,
        undo=lambda trial: trial.run_with(dropout="off").with_(random=False),
        mark=f"{ID}:training" if by_design else ID,  # by design is not in the same way as by mistake
    )


def survey(run: Any) -> Iterator[Hazard]:
    """Give passes that were scored, or asked for in training mode outside of training, with dropout active."""
    for passed in run.last_passes():
        if not passed.modes.get(("dropout", "active")) or not (passed.asked or run.was_scored(passed)):
            continue
        stubborn = _stubborn(passed)
        fix = FIX if stubborn is None else FIX_FUNCTIONAL
        yield Hazard(ID, "mistake", stubborn or passed.where, _says(passed, stubborn), fix)


def _stubborn(passed: Pass) -> Where | None:
    """Give the line of a functional call of dropout that does not follow the model's mode, None where all do.

    A call that is handed the mode is active in a model left in training mode like any layer. Which it is shows when
    the model is run in inference mode, once as it is and once without dropout.
    """
    line = passed.where_of.get(("dropout", "active"))
    flags = passed.flags
    in_training = flags is True or (isinstance(flags, Mapping) and any(flags.values()))
    inputs = passed.batches[0].inputs if passed.batches else None
    if line is None or not in_training or inputs is None:
        return line
    try:
        as_called, without = (
            passed.handle.forward([inputs], Settings(training=False, dropout=dropout))[0] for dropout in (None, "off")
        )
    except Exception:  # noqa: BLE001 - a model that cannot be run again does not tell
        return line
    return line if as_called is None or without is None or not np.array_equal(as_called, without) else None


def _says(passed: Pass, stubborn: Where | None) -> str:
    if passed.updates:
        return "dropout was on, as it should be while training"
    if not passed.modes.get(("dropout", "active")):
        return "the model drew random numbers while it was scored: a noise layer was active"
    if stubborn is not None:
        return "dropout was on in the scored pass: the functional call does not follow the model's mode"
    return "model left in training mode: dropout was on in the scored pass"


CAUSE = Cause(ID, "Dropout active while scoring", frozenset({Lever.DROPOUT}), examine=examine, survey=survey)
