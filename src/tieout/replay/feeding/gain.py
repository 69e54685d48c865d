"""What a score gains when its rows are fed in another form, and whether that is more than chance."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import digest
from tieout.core.recording import Values
from tieout.core.trial import Metric, Settings, Trial
from tieout.core.view import Recipe
from tieout.renaming import agreement_by_any_names as _agreement
from tieout.renaming import classes_of, renaming
from tieout.replay.metrics.by_hand import LOWER_IS_BETTER
from tieout.replay.running.evaluate import Evaluator, ReplaysSpent

ANY_NAMES = "agreement by any names"
ERRORS = 2.0  # standard errors by which a score has to gain
REMEMBERED = 32 << 20  # bytes of outputs
WORTH, WORTH_OF_LOSS = 0.004, 0.01  # shares of itself by which a score, and a loss, has to gain: less is no mistake


class Gain:
    """Measures one score with other inputs; whatever the model refuses gains nothing."""

    def __init__(self, evaluator: Evaluator, recipe: Recipe) -> None:
        self._evaluator = evaluator
        self._trial = recipe.trial
        self._base: tuple[Trial, Values] | None = None
        self._made: dict[str, NDArray[Any]] = {}  # outputs by their rows, for this gain and all that come of it
        self.sign = -1.0 if recipe.metric in LOWER_IS_BETTER else 1.0

    def on(self, inputs: Any) -> Gain:
        """Give the gain over the score on other inputs."""
        other = copy(self)
        vars(other).update(_trial=self._trial.with_(inputs=inputs, outputs=None))
        return other

    def by_any_names(self) -> Gain:
        """Give the gain in agreement between predictions and labels whose classes may go by other names.

        The names are found on one half of the rows and held against the other, so that chance gains nothing.
        """
        return self._of_names(0.0)

    def above(self, least: float) -> Gain:
        """Give the same gain for a search of what scores `least` or more, to which anything less may seem nothing."""
        return self._of_names(least) if self._trial.metric.name == ANY_NAMES else self

    def _of_names(self, least: float) -> Gain:
        agreement = partial(_agreement, least=least)
        metric = Metric(ANY_NAMES, lambda *arrays: float(agreement(*arrays).mean()), agreement)
        other = copy(self)
        vars(other).update(_trial=self._trial.with_(metric=metric), sign=1.0)
        return other

    def _before(self) -> Values:
        """Give the score as it was made, worked out once for all that is tried."""
        if self._base is None or self._base[0] is not self._trial:
            self._base = (self._trial, self._evaluator.values(self._trial, few=True))
        return self._base[1]

    def classes(self) -> int:
        """Give how many classes the labels have, 0 where they are no classes."""
        labels = classes_of(self._trial.labels, len(self._trial.labels))
        return 0 if labels is None else len(np.unique(labels))

    def names(self, inputs: Any) -> dict[Any, Any]:
        """Give the classes that labels stand for when other inputs are fed, none where they stand for their own."""
        predictions = self._trial.decode.apply(self.answers(inputs))
        guesses = classes_of(predictions, len(predictions))
        labels = classes_of(self._trial.labels, len(predictions))
        return {} if guesses is None or labels is None else renaming(labels, guesses) or {}

    def answers(self, inputs: Any) -> NDArray[Any]:
        """Give the model's outputs on other inputs, None for those it was fed."""
        trial = self._trial if inputs is None else self._trial.with_(inputs=inputs, outputs=None)
        self._evaluator.search(trial)
        return self._evaluator.forward(trial)

    def _allowed(self, trial: Trial) -> None:
        try:
            self._evaluator.search(trial)
        except ReplaysSpent:
            raise
        except Exception:  # noqa: BLE001 - a model that refuses these rows will refuse them once more
            return

    @property
    def labels(self) -> Any:
        """The labels of the rows that are scored."""
        return self._trial.labels

    @property
    def settings(self) -> Settings:
        """How the model was run."""
        return self._trial.settings

    def each(self, inputs: Any) -> tuple[NDArray[Any], NDArray[Any]] | None:
        """Give what each row adds to the score as it was fed and with other inputs, the more the better, or None."""
        trial = self._trial
        if trial.rows is not None or trial.metric.per_row is None or trial.metric.weights is not None or self.sign < 0:
            return None
        moved = trial.with_(inputs=inputs, outputs=None)
        self._allowed(moved)
        try:
            found = tuple(np.asarray(self._evaluator.per_row(one), dtype=np.float64) for one in (trial, moved))
        except Exception:  # noqa: BLE001 - a model may refuse rows of another form in any way it likes
            return None
        return (found[0], found[1]) if all(one.shape == (len(trial.labels),) for one in found) else None

    def truth(self) -> NDArray[Any] | None:
        """Give the class of each row, None where labels are no classes."""
        labels = classes_of(self._trial.labels, len(self._trial.labels))
        return None if labels is None else np.asarray(labels)

    def part(self, rows: Any, at: NDArray[Any], *, already: bool = False) -> NDArray[Any] | None:
        """Give what some rows contribute to the score by themselves, fed as one batch; None where nothing can.

        Args:
            rows:    rows in the form of those fed, or with `already` the chosen ones alone.
            at:      the positions of the chosen rows.
            already: `rows` are the chosen ones.
        """
        trial = self._trial
        if trial.rows is not None or trial.metric.per_row is None or trial.metric.weights is not None:
            return None
        if not trial.inputs or len(trial.inputs[0]) != 1:
            return None
        moved = trial.with_(
            inputs=((np.ascontiguousarray(rows if already else rows[at]),),),
            outputs=None,
            labels=np.asarray(trial.labels)[at],
            batch_sizes=(),
            pooling="pooled",
            denominator=None,
        )
        try:
            found = self._evaluator.contributions(moved, self._outputs(moved))
        except Exception:  # noqa: BLE001 - a model may refuse rows of another form in any way it likes
            return None
        return None if found is None else np.asarray(found)

    def of_others(self, rows: NDArray[Any], labels: NDArray[Any]) -> NDArray[Any] | None:
        """Give what other rows contribute to a score like this one, fed as one batch; None where nothing can."""
        trial = self._trial
        if trial.metric.per_row is None or trial.metric.weights is not None or len(trial.inputs[0]) != 1:
            return None
        moved = trial.with_(
            inputs=((np.ascontiguousarray(rows),),),
            outputs=None,
            labels=labels,
            rows=None,
            batch_sizes=(),
            pooling="pooled",
            denominator=None,
        )
        self._allowed(moved)
        try:
            found = self._evaluator.contributions(moved, self._outputs(moved))
        except Exception:  # noqa: BLE001 - a model may refuse rows of another form in any way it likes
            return None
        return None if found is None else np.asarray(found)

    def _outputs(self, trial: Trial) -> NDArray[Any]:
        """Run the one batch of a trial, or remember what it gave: one search after the other tries the same."""
        key = digest(trial.inputs[0][0])
        made = self._made.get(key)
        if made is None:
            made = self._evaluator.once(trial)
            if len(self._made) * made.nbytes < REMEMBERED:  # they are all of about one size
                self._made[key] = made
        return made

    def __call__(self, inputs: Any) -> float:
        """Give the gain, 0 where it is no more than chance."""
        moved = self._trial.with_(inputs=inputs, outputs=None)
        self._allowed(moved)
        try:
            if self._trial.metric.per_row is not None:
                base = np.asarray(self._evaluator.per_row(self._trial))
                change, size = np.asarray(self._evaluator.per_row(moved)) - base, abs(float(base.mean()))
                gain, error = float(change.mean()), float(change.std() / np.sqrt(len(change)))
            else:
                now, before = self._evaluator.values(moved, few=True), self._before()
                gain, size = now.value - before.value, abs(before.value)
                error = float((np.asarray(now.resampled) - np.asarray(before.resampled)).std())
        except Exception:  # noqa: BLE001 - a model may refuse rows of another form in any way it likes
            return 0.0
        gain *= self.sign
        least = max(ERRORS * error, size * (WORTH if self.sign > 0 else WORTH_OF_LOSS))
        return gain if np.isfinite(gain) and gain > least else 0.0
