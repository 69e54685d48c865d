"""The score is the running mean over an epoch during which the weights moved, not the score of the final weights.

Training accuracy as frameworks and hand-written loops report it adds up batches that were scored before the model had
seen the rest of the epoch. By design it lags behind the model at the epoch's end. The same batches are scored again
with the weights at the end, in the mode they were trained in.

Bad:
    print("train", hits / count, "valid", evaluate(model, valid))      # hits were counted while training

Good:
    print("train", evaluate(model, train), "valid", evaluate(model, valid))
"""

from __future__ import annotations

from tieout.core.cause import Cause, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.trial import Lever, Trial
from tieout.core.view import View

ID = "metric.running-average"
FIX = "Nothing to mend: score the training rows again after the epoch if you want the score of the final weights."


def examine(view: View) -> Finding:
    """Give the factor if weights moved while the rows were scored."""
    passed = view.passed
    if passed.updates < 2:
        return RuledOut("the weights stood still while the rows were scored")
    end = view.end_state
    if end is None:
        return NotExamined("the weights at the end of the epoch were not kept")

    def undo(trial: Trial) -> Trial:
        facts = {k: v for k, v in trial.facts.items() if k not in {"moving", "observed"}}
        return trial.run_with(state={**end, **_statistics(trial, end)}).with_(facts=facts)

    return Factor(
        ID,
        "by-design",
        Stage.WEIGHTS,
        view.score.where,
        f"running mean over {passed.updates} updates of the weights, not the score of the final weights",
        FIX,
        undo=undo,
    )


def _statistics(trial: Trial, end: object) -> dict[str, object]:
    """Keep statistics that another move has put in place of the model's own."""
    kept = trial.facts.get("calibrated")
    return dict(kept) if kept else {}


CAUSE = Cause(ID, "Running mean while weights move", frozenset({Lever.STATE}), examine=examine)
