"""Planted preprocessing mistakes over tables and images: the concrete step is named, and nothing on clean pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from tieout.audit.account import account
from tieout.core.statement import Statement
from tieout.given.side import Given


@dataclass(frozen=True)
class Case:
    """A trained model with its rows: what it is fed in training, what stands in files, and what comes between."""

    model: Any
    rows: Any
    labels: Any
    trained_on: Any
    transforms: tuple[Any, ...] = ()


@cache
def _cancer() -> Case:
    x, y = load_breast_cancer(return_X_y=True)
    x, rest, y, truth = train_test_split(x, y, test_size=0.5, random_state=2)
    scaler = StandardScaler().fit(x)
    return Case(LogisticRegression().fit(scaler.transform(x), y), rest, truth, x, (scaler,))


@cache
def _wine() -> Case:
    x, y = load_wine(return_X_y=True)
    x, rest, y, truth = train_test_split(x, y, test_size=0.6, random_state=2, stratify=y)
    scaler = StandardScaler().fit(x)
    return Case(LogisticRegression().fit(scaler.transform(x), y), rest, truth, x, (scaler,))


@cache
def _digits() -> Case:
    x, y = load_digits(return_X_y=True)
    x, rest, y, truth = train_test_split(x / 16, y, test_size=0.5, random_state=2)
    return Case(MLPClassifier((48,), max_iter=120, random_state=0).fit(x, y), rest, truth, x)


@cache
def _near() -> Case:
    """Digits before a model that does care for the range of its inputs: distances between them are in it."""
    known = _digits()
    x, y = load_digits(return_X_y=True)
    _, _, y, _ = train_test_split(x, y, test_size=0.5, random_state=2)
    return Case(SVC().fit(known.trained_on, y), known.rows, known.labels, known.trained_on)


@cache
def _colours() -> Case:
    """Digits painted in three channels of unlike strength, eight by eight, channels last."""
    x, y = load_digits(return_X_y=True)
    images = np.stack([x / 16, (x / 16) ** 2 * 0.5, 0.8 - x / 40], axis=-1).reshape(len(x), 192)
    x, rest, y, truth = train_test_split(images, y, test_size=0.5, random_state=4)
    return Case(LogisticRegression(max_iter=400).fit(x, y), rest, truth, x)


CASES = {"cancer": _cancer, "wine": _wine, "digits": _digits, "near": _near, "colours": _colours}


def _scaled(column: int, factor: float, offset: float = 0.0) -> Callable[[Any], Any]:
    def change(rows: Any) -> Any:
        rows = rows.copy()
        rows[:, column] = rows[:, column] * factor + offset
        return rows

    return change


def _exchanged(one: int, other: int) -> Callable[[Any], Any]:
    def change(rows: Any) -> Any:
        rows = rows.copy()
        rows[:, [one, other]] = rows[:, [other, one]]
        return rows

    return change


def _turned(rows: Any) -> Any:
    return rows.reshape(-1, 8, 8).transpose(0, 2, 1).reshape(len(rows), 64)


def _bgr(rows: Any) -> Any:
    return rows.reshape(-1, 64, 3)[:, :, ::-1].reshape(len(rows), 192)


def _standard(rows: Any) -> Any:
    return _cancer().transforms[0].transform(rows)


# what was done to the rows in the file: the case, the change, the cause, a word of the step, whether training is known
MISTAKES: dict[str, tuple[str, Callable[[Any], Any], str, str, bool]] = {
    "divided by 255 twice": ("digits", lambda x: x / 255, "preprocessing.scale", "255", True),
    "pixels of 0 to 255": ("near", lambda x: x * 255, "preprocessing.scale", "255", True),
    "pixels of 0 to 16": ("near", lambda x: x * 16, "preprocessing.scale preprocessing.missing", "16", True),
    "pixels of 0 to 16, training unknown": ("near", lambda x: x * 16, "preprocessing.scale", "16", False),
    "-1 to 1": ("digits", lambda x: x * 2 - 1, "preprocessing.scale", "-1..1", True),
    "-1 to 1, training unknown": ("digits", lambda x: x * 2 - 1, "preprocessing.scale", "-1..1", False),
    "inverted": ("digits", lambda x: 1 - x, "preprocessing.scale", "inverted", True),
    "inverted, training unknown": ("digits", lambda x: 1 - x, "preprocessing.scale", "inverted", False),
    "rows for columns": ("digits", _turned, "preprocessing.axis-order", "", True),
    "rows for columns, training unknown": ("digits", _turned, "preprocessing.axis-order", "rows for columns", False),
    "BGR for RGB": ("colours", _bgr, "preprocessing.axis-order", "", True),
    "scaled in the file": ("cancer", _standard, "preprocessing.duplicate", "StandardScaler", True),
    "scaled in the file, training unknown": ("cancer", _standard, "preprocessing.duplicate", "StandardScaler", False),
    "two columns exchanged": ("cancer", _exchanged(0, 3), "preprocessing.axis-order", "0, 3", True),
    "two columns exchanged, training unknown": (
        "cancer", _exchanged(0, 3), "preprocessing.axis-order", "0, 3", False),
    "a column in other units": ("wine", _scaled(12, 1000.0), "preprocessing.scale", "1000", True),
    "a column in other units, training unknown": ("wine", _scaled(12, 1000.0), "preprocessing.scale", "1000", False),
    "centimetres for inches": ("cancer", _scaled(7, 25.4), "preprocessing.scale", "millimetres", True),
    "Fahrenheit for Celsius": ("wine", _scaled(0, 1.8, 32.0), "preprocessing.scale", "Fahrenheit", True),
    "logarithm in the file": ("cancer", np.log1p, "preprocessing.missing preprocessing.scale", "expm1", True),
}  # fmt: skip


def _statement(case: Case, rows: Any, *, trained: bool) -> Statement:
    right = Given(case.model, case.rows, case.labels, transforms=case.transforms)
    number = float(np.mean(case.model.predict(_through(case, case.rows)) == case.labels))
    given = Given(
        right.model,
        rows,
        case.labels,
        transforms=case.transforms,
        mode="evaluation",
        trained_on=case.trained_on if trained else None,
        name="test rows",
    )
    statement = account(given, f"{number:.4f}", "accuracy")
    statement.check()
    return statement


def _through(case: Case, rows: Any) -> Any:
    for transform in case.transforms:
        rows = transform.transform(rows)
    return rows


def test_the_concrete_step_is_named() -> None:
    """Of twenty planted mistakes at least eighteen are named first, with their step, and cost what they were worth."""
    missed = []
    for name, (case_name, change, causes, word, trained) in MISTAKES.items():
        case = CASES[case_name]()
        statement = _statement(case, change(case.rows), trained=trained)
        said = [line for line in statement.lines if line.cause == statement.verdict]
        wrong = float(np.mean(case.model.predict(_through(case, change(case.rows))) == case.labels))
        right = float(np.mean(case.model.predict(_through(case, case.rows)) == case.labels))
        named = bool(said) and statement.verdict in causes.split() and word in said[0].says
        if not named or abs(said[0].amount - (wrong - right)) > 0.15 * abs(wrong - right) + 1e-9:
            missed.append((name, statement.verdict, [(line.says, line.amount) for line in said], wrong - right))
    assert len(missed) <= 2, missed


@pytest.mark.parametrize("trained", [True, False])
@pytest.mark.parametrize("name", CASES)
def test_nothing_is_named_on_clean_pairs(name: str, trained: bool) -> None:
    """Rows as they should be, whole and in part, give no line."""
    case = CASES[name]()
    statement = _statement(case, case.rows, trained=trained)
    assert (statement.verdict, statement.lines, statement.hazards) == ("none", (), ())


@pytest.mark.parametrize("seed", [0, 1])
def test_nothing_is_named_on_noisy_rows(seed: int) -> None:
    """Rows that are noisier than in training score lower, and no step of preparation is blamed for it."""
    case = _cancer()
    noise = np.random.default_rng(seed).normal(size=case.rows.shape) * case.rows.std(axis=0) * 0.3
    statement = _statement(case, case.rows + noise, trained=False)
    assert not [line for line in statement.lines if line.cause.startswith("preprocessing.")]


# two things done to the rows of one file, and the causes that each of them may go by
PAIRS: dict[str, tuple[str, tuple[Callable[[Any], Any], ...], tuple[str, ...]]] = {
    "a unit and an exchange": (
        "cancer", (_scaled(7, 25.4), _exchanged(0, 3)), ("preprocessing.scale", "preprocessing.axis-order")),
    "Fahrenheit and an exchange": (
        "wine", (_scaled(0, 1.8, 32.0), _exchanged(9, 12)), ("preprocessing.scale", "preprocessing.axis-order")),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_two_mistakes_in_one_table_are_both_named(name: str) -> None:
    """Both are named, and together they cost what they were worth."""
    case_name, changes, causes = PAIRS[name]
    case = CASES[case_name]()
    rows = case.rows
    for change in changes:
        rows = change(rows)
    statement = _statement(case, rows, trained=True)
    lines = [line for line in statement.lines if line.cause.startswith("preprocessing.")]
    assert {line.cause for line in lines} == set(causes)
    wrong, right = (np.mean(case.model.predict(_through(case, each)) == case.labels) for each in (rows, case.rows))
    assert sum(line.amount for line in lines) == pytest.approx(wrong - right, abs=0.02)
