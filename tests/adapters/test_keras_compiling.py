"""Models are replayed in a compiled function, with the same numbers as one operation at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tieout.core.trial import Settings

keras = pytest.importorskip("keras")

pytestmark = pytest.mark.keras

ROWS = np.random.default_rng(0).normal(size=(90, 6, 3)).astype("float32")
BATCHES = tuple((ROWS[at : at + 20],) for at in range(0, 90, 20))
WAYS: dict[str, dict[str, Any]] = {
    "inference": {"training": False},
    "training": {"training": True},
    "dropout": {"training": False, "dropout": "on"},
    "no dropout": {"training": True, "dropout": "off"},
    "batch statistics": {"training": False, "batch_statistics": "batch"},
    "running statistics": {"training": True, "batch_statistics": "running"},
}


def model_of(*, last: str = "softmax") -> Any:
    keras.utils.set_random_seed(4)
    inputs = keras.Input((6, 3))
    h = keras.layers.BatchNormalization()(inputs)
    h = keras.layers.GRU(5, dropout=0.3)(h)
    h = keras.layers.Dropout(0.4)(keras.layers.BatchNormalization()(h))
    return keras.Model(inputs, keras.layers.Dense(3, activation=last)(h))


def handles(model: Any) -> tuple[Any, Any]:
    """Give two handles of a model: one that compiles, and one that does not."""
    from tieout.adapters.keras.handle import KerasHandle

    eager = KerasHandle(model)
    eager._eager_only = True
    return KerasHandle(model), eager


@pytest.mark.parametrize("way", WAYS)
def test_a_compiled_replay_gives_the_same_outputs(way: str) -> None:
    """Every lever does what it does eagerly, random numbers and batch statistics included, and is put back."""
    model = model_of()
    compiled, eager = handles(model)
    before = [np.array(weight) for weight in model.get_weights()]
    expected = eager.forward(BATCHES, Settings(**WAYS[way]))

    for _ in range(2):  # the second time with what was compiled the first time
        found = compiled.forward(BATCHES, Settings(**WAYS[way]))
        assert not compiled._eager_only
        assert compiled._compiled
        assert compiled.logits is eager.logits is True
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)

    for one, other in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_compiled_replay_takes_other_weights() -> None:
    """What was compiled with some weights gives the outputs of the weights that are put in their place."""
    model = model_of(last="linear")
    compiled, eager = handles(model)
    compiled.forward(BATCHES, Settings(training=False))
    state = {key: value * 0.5 for key, value in compiled.state().items()}

    found = compiled.forward(BATCHES, Settings(training=False, state=state))

    assert len(compiled._compiled) == 1
    assert compiled.logits is False
    for one, other in zip(found, eager.forward(BATCHES, Settings(training=False, state=state)), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


def test_statistics_are_gathered_inside_of_what_is_compiled() -> None:
    """Population statistics of every layer are those that eager runs give."""
    compiled, eager = handles(model_of())

    expected = eager.recalibrated(BATCHES, Settings(training=True))
    for _ in range(2):
        found = compiled.recalibrated(BATCHES, Settings(training=True))
        assert not compiled._eager_only
        assert found.keys() == expected.keys()
        for key, value in found.items():
            np.testing.assert_allclose(value, expected[key], rtol=1e-4, atol=1e-5)


def test_what_only_works_eagerly_is_run_eagerly() -> None:
    """A layer of the user's that asks for values is no reason to give nothing."""

    class Asking(keras.layers.Layer):
        def call(self, inputs: Any) -> Any:
            return inputs * float(inputs.numpy().mean())

        def compute_output_shape(self, shape: Any) -> Any:
            return shape

    model = keras.Sequential([keras.layers.LSTM(4), Asking()])
    model(ROWS[:2])
    compiled, _ = handles(model)

    found = compiled.forward(BATCHES, Settings(training=False))

    assert compiled._eager_only
    assert [len(one) for one in found] == [20, 20, 20, 20, 10]


@pytest.mark.parametrize(("rows", "compiles"), [([4, 5] * 30, True), ([4, 5] * 3, False), ([4] * 60, False)])
def test_very_many_batches_that_cannot_be_joined_are_compiled(rows: list[int], compiles: bool) -> None:
    """Sequences of other lengths in every batch; equal ones are joined, and few are run as they are."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.layers.Embedding(9, 3), keras.layers.GlobalAveragePooling1D()])
    rng = np.random.default_rng(0)
    batches = [(rng.integers(0, 9, (2, length)),) for length in rows]
    model(batches[0][0])
    compiled, eager = handles(model)

    found = compiled.forward(batches, Settings(training=False))

    assert any(one._behind for one in compiled._compiled.values()) is compiles
    assert not compiled._eager_only
    for one, other in zip(found, eager.forward(batches, Settings(training=False)), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)
