"""`tieout.Given`: live models, rows and labels explained without a recording, and left as they were."""

from __future__ import annotations

import doctest
import importlib
import inspect
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
from sklearn.preprocessing import Normalizer, OneHotEncoder, StandardScaler

import tieout
from tieout import Given
from tieout.core.statement import Line, Statement
from tieout.errors import TieoutError
from tieout.given.preparing import was_fitted_on


class Task:
    """Rows of one plane, split in two; `half` are the validation rows on one side, whose columns lie elsewhere."""

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        rows = rng.normal(2.0, 3.0, size=(900, 8))
        labels = ((rows - 2.0) @ rng.normal(size=8) + rng.normal(size=900) > 0).astype(int)
        self.train, self.train_labels = rows[:500], labels[:500]
        self.valid, self.valid_labels = rows[500:], labels[500:]
        beyond = self.valid[:, 0] > 2.0
        self.half, self.half_labels = self.valid[beyond], self.valid_labels[beyond]
        self.scaler = StandardScaler().fit(self.train)


@pytest.fixture(scope="module")
def task() -> Task:
    """Give the rows."""
    return Task()


@pytest.fixture(scope="module")
def linear(task: Task) -> LogisticRegression:
    """Give a linear model fitted on the scaled training rows."""
    return LogisticRegression().fit(task.scaler.transform(task.train), task.train_labels)


@pytest.fixture(scope="module")
def net(task: Task) -> torch.nn.Module:
    """Give a small network with dropout and batch normalisation, left in training mode."""
    torch.manual_seed(0)
    layers = torch.nn.Sequential(
        torch.nn.Linear(8, 32), torch.nn.BatchNorm1d(32), torch.nn.ReLU(), torch.nn.Dropout(0.6), torch.nn.Linear(32, 2)
    )
    optimizer = torch.optim.Adam(layers.parameters(), 1e-2)
    rows = torch.tensor(task.scaler.transform(task.train), dtype=torch.float32)
    for _ in range(60):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(layers(rows), torch.tensor(task.train_labels)).backward()
        optimizer.step()
    return layers


def explained(opening: Given, closing: Given) -> Statement:
    """Explain two sides, and make sure that the lines account for the whole difference."""
    statement = tieout.explain(opening, closing)
    statement.check()
    assert statement.ties_out(1e-6), str(statement)
    return statement


def only(statement: Statement) -> Line:
    """Give the one line of a statement."""
    [line] = statement.lines
    return line


def accuracy(model: Any, rows: Any, labels: Any) -> float:
    """Score an estimator as scikit-learn does."""
    return float(accuracy_score(labels, model.predict(rows)))


def test_a_scaler_fitted_again_costs_what_mending_it_gives(task: Task, linear: LogisticRegression) -> None:
    """The amount is the score with the scaler of the scored rows less that with the scaler of training."""
    again = StandardScaler().fit(task.half)
    line = only(
        explained(
            Given(linear, task.half, task.half_labels, [task.scaler]),
            Given(linear, task.half, task.half_labels, [again]),
        )
    )

    right = accuracy(linear, task.scaler.transform(task.half), task.half_labels)
    wrong = accuracy(linear, again.transform(task.half), task.half_labels)
    assert line.cause == "preprocessing.refit"
    assert line.amount == pytest.approx(wrong - right)
    assert right != wrong


def test_the_side_at_fault_may_be_the_first(task: Task, linear: LogisticRegression) -> None:
    """The scaler of the scored rows is at fault on whichever side it is, and the line points at that side."""
    good = Given(linear, task.half, task.half_labels, [task.scaler])
    off = Given(linear, task.half, task.half_labels, [StandardScaler().fit(task.half)])
    line = only(explained(off, good))

    assert (line.cause, line.side, line.where) == ("preprocessing.refit", "opening", off.where)


def test_training_rows_tell_which_transforms_are_right(task: Task, linear: LogisticRegression) -> None:
    """With the rows the model was fitted on, no side is taken for the right one, and no note says so."""
    small = StandardScaler().fit(task.train[:4])
    statement = explained(
        Given(linear, task.half, task.half_labels, [small], trained_on=task.train),
        Given(linear, task.half, task.half_labels, [task.scaler]),
    )

    assert only(statement).side == "opening"
    assert only(statement).cause == "preprocessing.scale"
    assert statement.notes == ()


def test_a_transform_that_was_left_out(task: Task, linear: LogisticRegression) -> None:
    """Raw rows against scaled ones; that the first side's transforms are trusted is said."""
    statement = explained(
        Given(linear, task.valid, task.valid_labels, [task.scaler], name="notebook"),
        Given(linear, task.valid, task.valid_labels),
    )

    assert only(statement).cause == "preprocessing.missing"
    assert "StandardScaler" in only(statement).says
    assert any("the notebook side's transforms" in note for note in statement.notes)


def test_functions_are_compared_by_what_they_give(task: Task, linear: LogisticRegression) -> None:
    """Two functions that scale alike are one transform; another constant is a mistake of known size."""
    first = Given(linear, task.valid, task.valid_labels, [lambda rows: (rows - 2.0) / 3.0])
    same = explained(first, Given(linear, task.valid, task.valid_labels, [lambda rows: (rows - 2.0) * (1.0 / 3.0)]))
    other = explained(first, Given(linear, task.valid, task.valid_labels, [lambda rows: rows / 30.0]))

    assert same.lines == ()
    assert only(other).cause == "preprocessing.scale"
    wrong, right = (accuracy(linear, r, task.valid_labels) for r in (task.valid / 30.0, (task.valid - 2.0) / 3.0))
    assert only(other).amount == pytest.approx(wrong - right)


def test_a_network_left_in_training_mode_is_taken_as_it_stands(task: Task, net: torch.nn.Module) -> None:
    """Dropout and batch statistics get a line each, and the network keeps flags, buffers and random state."""
    before = {key: value.clone() for key, value in net.state_dict().items()}
    random = torch.get_rng_state()
    rows = torch.tensor(task.valid)
    statement = explained(
        Given(net, rows, torch.tensor(task.valid_labels), [task.scaler.transform], mode="evaluation"),
        Given(net, rows, torch.tensor(task.valid_labels), [task.scaler.transform]),
    )

    assert {line.cause for line in statement.lines} == {"mode.dropout-active", "mode.batchnorm-batch-statistics"}
    assert net.training
    assert torch.equal(torch.get_rng_state(), random)
    assert all(torch.equal(value, before[key]) for key, value in net.state_dict().items())
    net.eval()
    with torch.no_grad():
        outputs = net(torch.tensor(task.scaler.transform(task.valid), dtype=torch.float32))
    net.train()
    assert statement.opening is not None
    assert statement.opening.value == pytest.approx(np.mean(outputs.argmax(1).numpy() == task.valid_labels))


def test_labels_in_another_order(task: Task, linear: LogisticRegression) -> None:
    """The side whose labels do not belong to its rows is at fault, be it the first or the second."""
    order = np.random.default_rng(1).permutation(len(task.valid))
    good = Given(linear, task.valid, task.valid_labels, [task.scaler])
    off = Given(linear, task.valid, task.valid_labels[order], [task.scaler])

    for opening, closing, side in ((good, off, "closing"), (off, good, "opening")):
        statement = explained(opening, closing)
        assert (only(statement).cause, only(statement).side) == ("data.order", side)
        assert only(statement).amount == pytest.approx(statement.gap)


def test_the_same_rows_in_another_order_with_their_labels_are_the_same(task: Task, linear: LogisticRegression) -> None:
    """Rows and labels shuffled together make the same score and no line."""
    order = np.random.default_rng(1).permutation(len(task.valid))
    statement = explained(
        Given(linear, task.valid, task.valid_labels, [task.scaler]),
        Given(linear, task.valid[order], task.valid_labels[order], [task.scaler]),
    )
    assert (statement.lines, statement.verdict) == ((), "none")


def test_other_weights(task: Task, linear: LogisticRegression) -> None:
    """The second model scored on the rows of the first is the amount."""
    rows = task.scaler.transform(task.train[:12])
    other = LogisticRegression(C=0.001).fit(rows, task.train_labels[:12])
    statement = explained(
        Given(linear, task.valid, task.valid_labels, [task.scaler]),
        Given(other, task.valid, task.valid_labels, [task.scaler]),
    )

    assert only(statement).cause == "state.wrong-checkpoint"
    assert only(statement).amount == pytest.approx(statement.gap)


def test_metrics_of_the_user(task: Task, linear: LogisticRegression) -> None:
    """Functions in scikit-learn's order get the truth first, those that ask for scores get probabilities."""
    sides = [
        Given(linear, task.valid, task.valid_labels, [task.scaler], metric=metric)
        for metric in (roc_auc_score, f1_score, lambda predictions, labels: float((predictions == labels).mean()))
    ]
    scaled = task.scaler.transform(task.valid)
    expected = [
        roc_auc_score(task.valid_labels, linear.predict_proba(scaled)[:, 1]),
        f1_score(task.valid_labels, linear.predict(scaled)),
        accuracy(linear, scaled, task.valid_labels),
    ]

    for side, value in zip(sides, expected, strict=True):
        statement = explained(side, side)
        assert statement.opening is not None
        assert statement.opening.value == pytest.approx(value)
        assert statement.lines == ()


def test_a_mean_of_batches(task: Task, linear: LogisticRegression) -> None:
    """The mean of F1 scores of batches against the F1 score of all rows."""
    pooled = Given(linear, task.valid, task.valid_labels, [task.scaler], metric=f1_score)
    batches = Given(
        linear, task.valid, task.valid_labels, [task.scaler], metric=f1_score, pooling="batch-mean", batch_size=16
    )
    line = only(explained(pooled, batches))

    guesses = linear.predict(task.scaler.transform(task.valid))
    parts = [f1_score(task.valid_labels[at : at + 16], guesses[at : at + 16]) for at in range(0, len(guesses), 16)]
    assert line.cause == "metric.batch-mean"
    assert line.amount == pytest.approx(np.mean(parts) - f1_score(task.valid_labels, guesses))


def test_a_threshold(task: Task, linear: LogisticRegression) -> None:
    """Probabilities cut at another place than the other side's."""
    statement = explained(
        Given(linear, task.valid, task.valid_labels, [task.scaler], decode=0.5),
        Given(linear, task.valid, task.valid_labels, [task.scaler], decode=0.95),
    )
    assert only(statement).cause == "metric.threshold"


def test_rows_trained_on_against_fresh_rows(task: Task) -> None:
    """With the training rows given, a forest's memory of them is no mistake of the measuring."""
    forest = RandomForestClassifier(20, random_state=0).fit(task.train, task.train_labels)
    statement = explained(
        Given(forest, task.train, task.train_labels, trained_on=task.train),
        Given(forest, task.valid, task.valid_labels),
    )
    assert (only(statement).cause, only(statement).kind) == ("data.generalization", "by-design")


def test_frames_with_words_in_them(task: Task) -> None:
    """A transformer that wants columns by name gets them in replays too."""
    names = list("abcdefgh")
    words = np.asarray(["x", "y", "z"])
    train = pd.DataFrame(task.train, columns=names).assign(k=words[np.arange(len(task.train)) % 3])
    half = pd.DataFrame(task.half, columns=names).assign(k=words[np.arange(len(task.half)) % 3])

    def fitted(frame: pd.DataFrame) -> ColumnTransformer:
        parts = [("numbers", StandardScaler(), names), ("words", OneHotEncoder(), ["k"])]
        return ColumnTransformer(parts).fit(frame)

    model = LogisticRegression().fit(fitted(train).transform(train), task.train_labels)
    statement = explained(
        Given(model, half, task.half_labels, [fitted(train)], trained_on=train),
        Given(model, half, task.half_labels, [fitted(half)]),
    )
    assert only(statement).cause == "preprocessing.refit"


def test_a_number_reported_elsewhere(task: Task, linear: LogisticRegression) -> None:
    """It stands where these objects give it; where they give another, the rest is unexplained on that side."""
    side = Given(linear, task.valid, task.valid_labels, [task.scaler])
    measured = accuracy(linear, task.scaler.transform(task.valid), task.valid_labels)
    printed = Given(linear, task.valid, task.valid_labels, [task.scaler], reported=f"{100 * measured:.1f}%")
    wrong = Given(linear, task.valid, task.valid_labels, [task.scaler], reported=0.5)

    agreed = explained(side, printed)
    assert agreed.gap == 0.0
    statement = tieout.explain(side, wrong)
    assert statement.lines == ()
    assert statement.unexplained.closing == pytest.approx(0.5 - measured)
    assert "0.5 was reported for closing" in statement.notes[0]


def test_a_fit_is_told_from_a_transform_that_never_changes(task: Task) -> None:
    """A scaler shows which rows it was fitted on; a transformer that learns nothing shows nothing."""
    assert was_fitted_on(StandardScaler().fit(task.half), task.half)
    assert not was_fitted_on(task.scaler, task.half)
    assert not was_fitted_on(Normalizer().fit(task.half), task.half)


def test_the_line_is_that_of_the_side(task: Task, linear: LogisticRegression) -> None:
    """A side knows where it was written."""
    side = Given(linear, task.valid, task.valid_labels)
    frame = inspect.currentframe()
    assert side.where is not None
    assert frame is not None
    assert side.where.line == frame.f_lineno - 4
    assert side.where.file.endswith("test_given.py")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"metric": "acuracy"}, "metric"),
        ({"mode": "train"}, "mode"),
        ({"pooling": "mean"}, "pooling"),
        ({"batch_size": 0}, "batch_size"),
        ({"model": 3}, "model"),
        ({"labels": [0, 1]}, "labels"),
        ({"transforms": [3]}, "transforms"),
        ({"metric": lambda predictions, labels: float("nan")}, "metric"),
        ({"reported": "high"}, "not-a-number"),
    ],
)
def test_what_cannot_be_used_is_named(
    task: Task, linear: LogisticRegression, changes: dict[str, Any], said: str
) -> None:
    """A wrong argument is a message, not a failure somewhere inside."""
    arguments = {"model": linear, "rows": task.valid, "labels": task.valid_labels, **changes}
    with pytest.raises(TieoutError, match=said) as info:
        tieout.explain(Given(**arguments), Given(**arguments))
    assert info.value.code == 2


def test_a_failure_of_the_users_own_model_comes_through(task: Task) -> None:
    """The user's exception is the user's to see."""

    def model(rows: Any) -> Any:
        raise RuntimeError("out of luck")

    with pytest.raises(RuntimeError, match="out of luck"):
        tieout.explain(Given(model, task.valid, task.valid_labels), Given(model, task.valid, task.valid_labels))


def test_one_side_given_and_one_recorded_do_not_mix(task: Task, linear: LogisticRegression) -> None:
    """Both sides are objects, or both are recorded."""
    with pytest.raises(TieoutError, match="one-given"):
        tieout.explain(0.97, Given(linear, task.valid, task.valid_labels))


@pytest.mark.keras
def test_a_keras_model_in_training_mode(task: Task) -> None:
    """A Keras model is scored as `evaluate` scores it, and in training mode if that is asked for."""
    import keras

    keras.utils.set_random_seed(0)
    scale = keras.layers.Normalization()
    scale.adapt(task.train)
    layers = [
        keras.Input((8,)),
        keras.layers.Dense(32, "relu"),
        keras.layers.Dropout(0.7),
        keras.layers.Dense(1, "sigmoid"),
    ]
    model = keras.Sequential(layers)
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    model.fit(scale(task.train), task.train_labels, epochs=8, batch_size=16, verbose=0)
    statement = explained(
        Given(model, task.valid, task.valid_labels, [scale]),
        Given(model, task.valid, task.valid_labels, [scale], mode="training"),
    )

    assert statement.opening is not None
    assert statement.opening.value == pytest.approx(model.evaluate(scale(task.valid), task.valid_labels, verbose=0)[1])
    assert only(statement).cause == "mode.dropout-active"


def test_the_example_runs() -> None:
    """What the docstring shows is what happens."""
    assert doctest.testmod(importlib.import_module("tieout.given.side")).failed == 0
