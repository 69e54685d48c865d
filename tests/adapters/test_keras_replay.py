"""What was recorded of Keras can be run again, with a lever moved, and leaves no trace."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from adapters.keras_small import X, Y, classifier, replayed, state_of
from adapters.tapes import RecordingTape
from tieout.core.trial import Lever, Settings

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("outputs", "loss", "metrics", "labels"),
    [
        (3, "sparse_categorical_crossentropy", ["accuracy", "sparse_top_k_categorical_accuracy"], Y),
        (3, "categorical_crossentropy", ["accuracy", "mse"], np.eye(3)[Y]),
        (1, "binary_crossentropy", ["accuracy", "AUC", "mae"], (Y > 0).astype(int)),
        (1, "mse", ["mae", "RootMeanSquaredError"], X[:, :1].sum(axis=1)),
    ],
)
def test_every_number_of_evaluate_is_reproduced_from_replayed_outputs(
    keras_tape: RecordingTape, outputs: int, loss: str, metrics: list[str], labels: Any
) -> None:
    """Metrics and loss, regularisation and saturated probabilities included, come out of a replay as they went in."""
    keras.utils.set_random_seed(2)
    last = {"mse": None}.get(loss, "sigmoid" if outputs == 1 else "softmax")
    model = keras.Sequential(
        [keras.Input((8,)), keras.layers.Dense(outputs, activation=last, kernel_regularizer=keras.regularizers.L2(0.1))]
    )
    model.compile("sgd", loss, metrics=metrics)
    logs = model.evaluate(X * 9, labels, batch_size=30, verbose=0, return_dict=True)

    (recorded,) = keras_tape.passes
    again = replayed(recorded)
    assert {s["name"] for s in keras_tape.scores} == {f"evaluate.{name}" for name in logs}
    assert len(keras_tape.meets) == len(logs)
    for meet, value in zip(keras_tape.meets, logs.values(), strict=True):
        assert meet.pass_id == recorded["id"]
        assert meet.value == value
        added = meet.definition.penalty if meet.definition is not None else None
        penalty = added([batch[0] for batch in recorded["batches"]], Settings()) if added is not None else 0.0
        assert meet.recompute(again, meet.labels) + penalty == pytest.approx(value, rel=1e-5)
        if meet.per_row is not None:
            rows = meet.per_row(again, meet.labels)
            assert rows.shape == (100,)
            assert rows.mean() + penalty == pytest.approx(value, rel=1e-5)
    assert sum(meet.per_row is not None for meet in keras_tape.meets) >= 2


def test_levers_set_the_modes_and_leave_no_trace(keras_tape: RecordingTape) -> None:
    """Every lever does what it says; weights, statistics and the next random draws are as without the replays."""
    model = classifier()
    model.fit(X, Y, epochs=2, verbose=0)
    before = state_of(model)

    def draws() -> list[Any]:
        seeds = np.asarray(model(X[:3], training=True)).tolist()
        return [seeds, float(tf.random.normal(())), float(keras.random.normal(())), np.random.rand()]

    keras.utils.set_random_seed(9)
    model.set_weights([before[k] for k in before])
    expected = draws()
    keras.utils.set_random_seed(9)
    for layer in model.layers:
        for seed in getattr(layer, "_seed_generators", []):
            seed.state.assign(np.asarray(keras.ops.convert_to_numpy(seed.state)) - [0, 1])
    model.set_weights([before[k] for k in before])
    handle = keras_tape.passes[0]["handle"]
    batch = [(X,)]
    plain = handle.forward(batch, Settings(training=False))[0]
    on = handle.forward(batch, Settings(training=False, dropout="on"))[0]
    off = handle.forward(batch, Settings(training=True, dropout="off", batch_statistics="running"))[0]
    statistics = handle.forward(batch, Settings(training=False, batch_statistics="batch"))[0]
    other = handle.forward(batch, Settings(training=False, state=keras_tape.passes[0]["state"]))[0]
    handle.recalibrated(batch, Settings())
    after = state_of(model)

    assert not np.array_equal(on, plain)
    np.testing.assert_array_equal(off, plain)
    assert not np.allclose(statistics, plain)
    assert not np.allclose(other, plain)
    assert all(np.array_equal(before[key], after[key]) for key in before)
    assert draws() == expected
    assert {Lever.DROPOUT, Lever.BATCH_STATISTICS, Lever.RECALIBRATE, Lever.STATE} <= handle.levers


def test_weights_of_a_model_with_other_sizes_can_be_put_in_its_place(keras_tape: RecordingTape) -> None:
    """A state saved from a wider model runs in the narrower one, which is itself again afterwards."""

    def build(width: int) -> Any:
        layers = [keras.Input((8,)), keras.layers.Dense(width, activation="relu"), keras.layers.Dense(3)]
        return keras.Sequential(layers)

    narrow, wide = build(4), build(9)
    before = np.asarray(narrow(X))
    handle = keras_tape.forwards[0]["handle"]
    swapped = handle.forward([(X,)], Settings(state=state_of(wide)))[0]

    np.testing.assert_allclose(swapped, np.asarray(wide(X)), atol=1e-5)
    np.testing.assert_array_equal(np.asarray(narrow(X)), before)
    assert state_of(narrow)["dense/kernel"].shape == (8, 4)


def test_recalibrated_statistics_are_those_of_all_rows(keras_tape: RecordingTape) -> None:
    """Unequal batches are pooled exactly: the first normalised layer gets the moments of its input."""
    model = keras.Sequential([keras.Input((8,)), keras.layers.BatchNormalization()])
    model(X)
    handle = keras_tape.forwards[0]["handle"]
    found = handle.recalibrated([(X[:70],), (X[70:],)], Settings())

    np.testing.assert_allclose(found["batch_normalization/moving_mean"], X.mean(axis=0), atol=1e-5)
    np.testing.assert_allclose(found["batch_normalization/moving_variance"], X.var(axis=0), rtol=1e-4)
    (facts,) = handle.batchnorm()
    assert (facts.momentum, facts.updates, facts.mean_key) == (0.99, None, "batch_normalization/moving_mean")
    assert set(found) == handle.buffers()


def test_models_with_several_inputs_can_be_run_again(keras_tape: RecordingTape) -> None:
    """Named inputs keep their arrangement through the flat tuples of a pass."""
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    model = keras.Model({"a": a, "b": b}, keras.layers.Dense(1)(keras.layers.Subtract()([a, b])))
    model.compile("sgd", "mse")
    fed = {"a": X[:, :4], "b": X[:, 4:]}
    logs = model.evaluate(fed, Y, verbose=0, return_dict=True)
    predicted = model.predict(fed, verbose=0)
    called = np.asarray(model(fed))

    np.testing.assert_allclose(replayed(keras_tape.passes[1]), predicted, atol=1e-6)
    assert keras_tape.meets[0].recompute(replayed(keras_tape.passes[0]), Y) == pytest.approx(logs["loss"], rel=1e-5)
    forward = keras_tape.forwards[0]
    np.testing.assert_allclose(forward["handle"].forward([forward["inputs"]], Settings())[0], called, atol=1e-6)
