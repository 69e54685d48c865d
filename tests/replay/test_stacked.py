"""An estimator on top of a network, or around it; and predictions of which only a file is known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from tieout.core.passes import Batch, Loaded, Meet, Pass
from tieout.core.score import Where
from tieout.core.trial import Decode, Metric, Settings, Trial
from tieout.core.view import Recipe
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.outputs.stacked import beneath
from tieout.replay.tracing import filed

RNG = np.random.default_rng(2)
IMAGES = RNG.normal(size=(40, 5)).astype(np.float32)
WEIGHTS = RNG.normal(size=(5, 3)).astype(np.float32)
EMBEDDED = IMAGES @ WEIGHTS
NAMES = np.array(["cat", "dog", "owl"])
CALLED = Where("test.py", 9)


class Handle:
    """A model of one framework that is a function of its inputs."""

    name, levers = "model", frozenset[Any]()

    def __init__(self, framework: str, function: Any) -> None:
        self.framework, self.function, self.model = framework, function, object()

    def forward(self, batches: Any, settings: Settings) -> list[Any]:
        return [self.function(batch[0]) for batch in batches]


NETWORK = Handle("torch", lambda rows: rows @ WEIGHTS)


def scene(fed: np.ndarray, made: np.ndarray, stack: tuple[Where, ...]) -> tuple[Any, Recipe, Any]:
    """Give a tape with a network's pass and an estimator's, the recipe of the latter's score, and facts of passes."""
    halves = [slice(0, 25), slice(25, 40)]
    parts = [Batch(len(IMAGES[cut]), (IMAGES[cut],), EMBEDDED[cut], None, None) for cut in halves]
    lower = Pass("p1", NETWORK, "forward", stack[0], 1, batches=parts, total_rows=40, stack=stack)
    upper = Handle("sklearn", lambda rows: rows.argmax(axis=1))
    batch = Batch(40, (fed,), made, None, None)
    top = Pass("p2", upper, "predict", CALLED, 2, batches=[batch], total_rows=40)
    tape = SimpleNamespace(passes=[lower, top], compares={})
    hits = Metric("accuracy", lambda p, y: float((p == y).mean()))
    trial = Trial(((fed,),), Settings(), made, made, Decode("as they are", lambda o: o), hits, facts={"pass": "p2"})
    return tape, Recipe(trial, "accuracy", 1.0, None, None), lambda p: PassFacts(tape, p, None)


def test_a_network_inside_an_estimator_is_the_model_of_its_score() -> None:
    """Classes with names are led back to the outputs of the network, whose batches are then the inputs."""
    tape, recipe, facts = scene(IMAGES, NAMES[EMBEDDED.argmax(axis=1)], (Where("nets.py", 3), CALLED))
    found = beneath(tape, recipe, facts)
    assert found.trial.facts["pass"] == "p1"
    assert np.array_equal(found.trial.decode.apply(EMBEDDED), recipe.trial.outputs)
    assert found.trial.batch_sizes == (25, 15)


def test_a_network_under_an_estimator_is_run_with_it() -> None:
    """Both are one model, over the rows that the network was given."""
    tape, recipe, facts = scene(EMBEDDED, EMBEDDED.argmax(axis=1), (Where("embed.py", 3),))
    found = beneath(tape, recipe, facts)
    whole = next(p for p in tape.passes if p.id == found.trial.facts["pass"])
    assert whole.handle.framework == "torch"
    made = whole.handle.forward(found.trial.inputs, Settings())
    assert np.array_equal(np.concatenate(made), recipe.trial.outputs)


def test_a_network_that_has_nothing_to_do_with_it_is_left_alone() -> None:
    """An estimator that was given other rows is a model of its own."""
    tape, recipe, facts = scene(EMBEDDED + 1.0, EMBEDDED.argmax(axis=1), (Where("embed.py", 3),))
    assert beneath(tape, recipe, facts) is recipe


def test_predictions_of_a_file_are_a_pass_without_rows() -> None:
    """They are one only where no model ran, and are made one only once."""
    meet = Meet("function", "accuracy", NAMES[[0, 1, 2] * 10], NAMES[[0, 2, 2] * 10], 2 / 3, CALLED, seq=5)
    file = Loaded("said.csv", "", "loaded", "table", None)
    tape = SimpleNamespace(passes=[], files=[file], meets={CALLED: [meet]}, compares={})
    (made,) = filed.passes(tape, 9)
    assert (made.kind, made.total_rows, made.handle.levers) == ("predictions", 30, frozenset())
    assert list(filed.passes(tape, 9)) == [made] == tape.passes
    assert list(filed.passes(tape, 1)) == []
    tape.passes.append(Pass("p1", NETWORK, "forward", None, 1))
    assert list(filed.passes(tape, 9)) == []


class Counting(Handle):
    """An estimator that gives each row the label of the nearest row it was fitted on."""

    def refitted_on(self, rows: Any, labels: Any, scored: Any, transforms: Any) -> Any:
        return labels[((scored[:, None] - rows[None]) ** 2).sum(axis=2).argmin(axis=1)]


def test_an_estimator_is_fitted_again_where_its_network_is_set_otherwise() -> None:
    """What it was fitted on came out of the network too; rows of a fit are kept in another order."""
    gallery, labels = RNG.normal(size=(30, 5)).astype(np.float32), np.arange(30)
    network = Handle("torch", lambda rows: rows @ WEIGHTS)
    network.forward = lambda batches, settings: [  # type: ignore[method-assign]
        b[0] @ (WEIGHTS if settings.state is None else settings.state["w"]) for b in batches
    ]
    known, asked = gallery @ WEIGHTS, IMAGES @ WEIGHTS
    nearest = Counting("sklearn", lambda rows: Counting.refitted_on(nearest, known, labels, rows, ()))
    mixed = RNG.permutation(30)
    passes = [
        Pass("p1", network, "forward", None, 1, batches=[Batch(30, (gallery,), known, None, None)], total_rows=30),
        Pass("p2", nearest, "fit", None, 2, batches=[Batch(30, (known[mixed],), None, labels[mixed], None)], updates=1),
        Pass("p3", network, "forward", None, 3, batches=[Batch(40, (IMAGES,), asked, None, None)], total_rows=40),
    ]
    made = nearest.function(asked)
    top = Pass("p4", nearest, "predict", CALLED, 4, batches=[Batch(40, (asked,), made, None, None)], total_rows=40)
    tape = SimpleNamespace(passes=[*passes, top], compares={})
    hits = Metric("accuracy", lambda p, y: float((p == y).mean()))
    trial = Trial(((asked,),), Settings(), made, made, Decode("as they are", lambda o: o), hits, facts={"pass": "p4"})
    found = beneath(tape, Recipe(trial, "accuracy", 1.0, None, None), lambda p: PassFacts(tape, p, None))
    whole = next(p for p in tape.passes if p.id == found.trial.facts["pass"])
    other = RNG.normal(size=(5, 3)).astype(np.float32)

    as_it_was = np.concatenate(whole.handle.forward(found.trial.inputs, Settings()))
    as_it_may_be = np.concatenate(whole.handle.forward(found.trial.inputs, Settings(state={"w": other})))

    assert np.array_equal(as_it_was, made)
    assert np.array_equal(as_it_may_be, nearest.refitted_on(gallery @ other, labels, IMAGES @ other, ()))
