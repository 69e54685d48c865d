"""Statements built by hand, one for each shape that a report has to draw."""

from __future__ import annotations

from tieout.core.recording import Examination, Recording, Values
from tieout.core.score import Score, Where
from tieout.core.statement import Acquittal, Hazard, Line, Statement, Unexplained

OPENING = Score("s9", "fit.val_accuracy", 0.9722222222222222, "train", Where("train.py", 31), metric="accuracy")
CLOSING = Score("s3", "accuracy", 0.8444444444444444, "test", Where("test.py", 27), metric="accuracy")

REFIT = Line(
    cause="preprocessing.refit",
    kind="mistake",
    side="closing",
    amount=-0.0917,
    low=-0.1027,
    high=-0.0807,
    status="measured",
    where=Where("test.py", 14),
    says="scaler fitted again on the test rows",
    fix="load the scaler that was fitted in training and call transform only",
)
DROPOUT = Line(
    cause="mode.dropout-active",
    kind="mistake",
    side="closing",
    amount=-0.0306,
    low=-0.0386,
    high=-0.0226,
    status="measured",
    where=Where("test.py", 22),
    says="model left in training mode: dropout",
    fix="call model.eval() before the loop",
)
SAMPLING = Line(
    cause="noise.sampling",
    kind="noise",
    side="between",
    amount=CLOSING.value - OPENING.value - REFIT.amount - DROPOUT.amount,
    low=-0.0185,
    high=0.0075,
    status="measured",
    where=None,
    says="other rows (180 against 360): sampling",
    fix="",
)

TWO_MISTAKES = Statement(
    opening=OPENING,
    closing=CLOSING,
    verdict="preprocessing.refit",
    lines=(REFIT, DROPOUT, SAMPLING),
    ruled_out=(
        Acquittal("batchnorm.unconverged", "same running statistics in both"),
        Acquittal("batchnorm.stale", "same running statistics in both"),
        Acquittal("data.order", "same row order"),
        Acquittal("state.not-restored", "same weights, file model.pt"),
    ),
    not_examined=(Acquittal("numerics.nondeterminism", "the pass was not repeated within the budget"),),
    hazards=(
        Hazard(
            "metric.batch-mean",
            "mistake",
            Where("metrics.py", 8),
            "per-batch values averaged over unequal batches",
            "divide the count of correct rows by the number of rows",
        ),
        Hazard(
            "data.leakage",
            "mistake",
            Where("train.py", 12),
            "the scaler saw the validation rows",
            "fit the scaler on the training rows only",
            run="train",
        ),
    ),
    notes=("32 events were dropped by the memory budget",),
)

UNEXPLAINED = Statement(
    opening=OPENING,
    closing=CLOSING,
    verdict="preprocessing.refit",
    lines=(REFIT,),
    unexplained=Unexplained(0.0012, CLOSING.value - OPENING.value - REFIT.amount - 0.0012 + 0.0001, -0.0001),
)

SEEN_ONLY = Statement(
    opening=OPENING,
    closing=CLOSING,
    verdict=None,
    lines=(
        Line(
            "numerics.precision",
            "environment",
            "closing",
            0.0,
            None,
            None,
            "seen",
            Where("test.py", 20),
            "float16 under autocast",
            "score in float32 once to compare",
        ),
    ),
    unexplained=Unexplained(between=CLOSING.value - OPENING.value),
)

AGREE = Statement(opening=OPENING, closing=OPENING, verdict="none")

NOTHING_TO_COMPARE = Statement(
    opening=None,
    closing=None,
    verdict=None,
    hazards=(
        Hazard(
            "batchnorm.unconverged",
            "mistake",
            Where("train.py", 40),
            "running statistics after 6 updates still hold 53 % of their initial values",
            "train longer or raise the momentum of the update",
            run="train",
        ),
    ),
)

EVIL = "<script>alert(1)</script> [bold]x[/bold] \x1b[31mred\x1b[0m | `tick` *star* @someone \u202etxt"
HOSTILE = Statement(
    opening=Score("s1", EVIL, 1.0, EVIL, Where(EVIL, 1), metric=EVIL),
    closing=Score("s2", EVIL, 0.5, "other", Where("ü/файл\udcff.py", 2), metric=EVIL),
    verdict=EVIL,
    lines=(Line(EVIL, "mistake", "closing", -0.5, -0.6, -0.4, "measured", Where(EVIL, 3), EVIL, EVIL),),
    ruled_out=(Acquittal(EVIL, EVIL),),
    not_examined=(Acquittal(EVIL, EVIL),),
    hazards=(Hazard(EVIL, "by-design", Where(EVIL, 4), EVIL, EVIL, run=EVIL),),
    notes=(EVIL,),
)

PER_CENT = Statement(
    opening=Score("s1", "acc", 97.22222, "train", Where("train.py", 31), metric="accuracy", scale=100.0),
    closing=Score("s2", "acc", 84.44444, "train", Where("train.py", 52), metric="accuracy", scale=100.0),
    verdict="mode.dropout-active",
    lines=(
        Line(
            "mode.dropout-active",
            "by-design",
            "opening",
            84.44444 - 97.22222,
            -14.0,
            -11.0,
            "measured",
            Where("train.py", 31),
            "dropout was active while the training score was taken",
            "",
        ),
    ),
)

SAMPLES = {
    "two mistakes": TWO_MISTAKES,
    "unexplained": UNEXPLAINED,
    "seen only": SEEN_ONLY,
    "agree": AGREE,
    "nothing to compare": NOTHING_TO_COMPARE,
    "hostile": HOSTILE,
    "per cent": PER_CENT,
}


def recorded() -> list[Recording]:
    """Give two recordings: a training of three epochs, and a test that ended in an exception."""
    epochs = tuple(
        Score(f"s{epoch}", f"fit.val_accuracy@{epoch}", value, "train", Where("train.py", 31), "accuracy", seq=epoch)
        for epoch, value in enumerate((0.91, 0.95, 0.97222), start=1)
    )
    train = Recording(
        format=1,
        name="train",
        directory=".tieout/train",
        started="2026-03-04T10:11:12",
        argv=("train.py", "--epochs", "3"),
        ended="ok",
        host={},
        scores=epochs,
        dropped={"batches": 12},
        faults=("tape: a metric could not be read",),
    )
    test = Recording(
        format=1,
        name="test",
        directory=".tieout/test",
        started="2026-03-04T10:12:00",
        argv=("test.py",),
        ended="ValueError: shapes (3,) and (4,) differ",
        host={},
        scores=(
            Score("s1", "acc", 0.84444, "test", Where("test.py", 27), "accuracy", seq=1),
            Score("s2", "loss", float("nan"), "test", None, seq=2),
        ),
        examinations={"s1": Examination("s1", 0.84444, values={0: Values(0.84444)})},
    )
    return [train, test]
