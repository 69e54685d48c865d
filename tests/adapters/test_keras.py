"""Keras is recorded as it ran, and what was recorded can be run again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from adapters.contract import AdapterContract
from adapters.tapes import RecordingTape
from tieout.adapters.keras import ADAPTER
from tieout.arrays import digest
from tieout.core.trial import Lever, Settings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

pytestmark = pytest.mark.keras

RNG = np.random.default_rng(0)
X = RNG.normal(size=(100, 8))
Y = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)


def classifier(*, dropout: float = 0.5) -> Any:
    """Give a small compiled classifier with dropout and batch normalisation."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((8,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.BatchNormalization(momentum=0.5),
            keras.layers.Dropout(dropout),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@pytest.fixture
def tape() -> Iterator[RecordingTape]:
    """Give a tape that Keras is told to for the length of a test; no hook may fail."""
    recording = RecordingTape()
    undo = ADAPTER.watch(recording)
    yield recording
    undo()
    assert recording.faults == []


def here(offset: int = 0) -> int:
    """Give the caller's line number."""
    return sys._getframe(1).f_lineno + offset


def replayed(recorded: dict[str, Any], **settings: Any) -> Any:
    """Run a recorded pass again, its own weights and training flag, levers as given."""
    inputs = [inputs for inputs, _, _ in recorded["batches"]]
    outputs = recorded["handle"].forward(
        inputs, Settings(state=recorded["state"], training=recorded["training"], **settings)
    )
    return np.concatenate(outputs)


class TestContract(AdapterContract):
    """The promises of every adapter."""

    adapter = ADAPTER

    def script(self) -> bytes:
        """Train, evaluate, predict, loop by hand, save and load."""
        model = classifier()
        history = model.fit(X, Y, epochs=2, validation_data=(X[:40], Y[:40]), verbose=0)
        dataset = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(100).batch(32)
        more = model.fit(dataset, epochs=2, verbose=0, validation_data=dataset)
        found: list[Any] = [history.history, more.history, model.evaluate(dataset, verbose=0)]
        accuracy = keras.metrics.SparseCategoricalAccuracy()
        loss = keras.losses.SparseCategoricalCrossentropy()
        for x, y in dataset:
            with tf.GradientTape() as gradients:
                outputs = model(x, training=True)
                value = loss(y, outputs)
            accuracy.update_state(y, outputs)
            steps = gradients.gradient(value, model.trainable_variables)
            model.optimizer.apply_gradients(zip(steps, model.trainable_variables, strict=True))
            found.append(float(value))
        found.append(float(accuracy.result()))
        found += [model.train_on_batch(X[:9], Y[:9]), model.test_on_batch(X[:9], Y[:9])]
        found.append(model.predict(X, verbose=0).tobytes())
        found.append(np.asarray(keras.layers.Dropout(0.5)(X, training=True)).tobytes())
        found += [np.random.rand(), float(tf.random.normal(())), float(keras.random.normal(()))]
        return repr(found).encode()

    def faulty(self) -> None:
        """Feed a model rows of the wrong width."""
        keras.utils.clear_session()  # the message has a counted name in it
        classifier()(X[:, :3])


def test_fit_is_told_epoch_by_epoch_with_the_weights_it_started_with(tape: RecordingTape) -> None:
    """Each epoch is a training pass; its validation pass follows, with the weights as they were then."""
    model = classifier()
    start = {k: v.copy() for k, v in ADAPTER_state(model).items()}
    history = model.fit(X, Y, epochs=3, batch_size=25, validation_split=0.4, verbose=0).history
    line = here(-1)

    assert [p["kind"] for p in tape.passes] == ["fit", "fit-validation"] * 3
    first, validation = tape.passes[0], tape.passes[-1]
    assert all(np.array_equal(first["state"][k], v) for k, v in start.items())
    assert not np.array_equal(tape.passes[2]["state"]["dense/kernel"], start["dense/kernel"])
    assert first["where"].line == line
    assert first["modes"] == {("batchnorm", "batch"): 3, ("dropout", "active"): 3}
    assert validation["modes"] == {("batchnorm", "running"): 2, ("dropout", "inactive"): 2}
    assert [len(b[0][0]) for b in first["batches"]] == [25, 25, 10]
    assert [len(b[2]) for b in validation["batches"]] == [25, 15]
    for epoch in (1, 2, 3):
        assert tape.named(f"fit.val_accuracy@{epoch}") == [history["val_accuracy"][epoch - 1]]
        assert tape.named(f"fit.loss@{epoch}") == [history["loss"][epoch - 1]]
    last = next(s for s in tape.scores if s["name"] == "fit.val_accuracy")
    assert (last["value"], last["pass_id"], last["metric"]) == (
        history["val_accuracy"][-1],
        validation["id"],
        "accuracy",
    )


def ADAPTER_state(model: Any) -> dict[str, Any]:  # noqa: N802 - reads as the adapter's view of a model
    """Give the weights of a model as its handle does."""
    from tieout.adapters.keras.handle import KerasHandle

    return KerasHandle(model).state()


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
    tape: RecordingTape, outputs: int, loss: str, metrics: list[str], labels: Any
) -> None:
    """Metrics and loss, regularisation and saturated probabilities included, come out of a replay as they went in."""
    keras.utils.set_random_seed(2)
    last = {"mse": None}.get(loss, "sigmoid" if outputs == 1 else "softmax")
    model = keras.Sequential(
        [keras.Input((8,)), keras.layers.Dense(outputs, activation=last, kernel_regularizer=keras.regularizers.L2(0.1))]
    )
    model.compile("sgd", loss, metrics=metrics)
    logs = model.evaluate(X * 9, labels, batch_size=30, verbose=0, return_dict=True)

    (recorded,) = tape.passes
    again = replayed(recorded)
    assert {s["name"] for s in tape.scores} == {f"evaluate.{name}" for name in logs}
    assert len(tape.meets) == len(logs)
    for meet, value in zip(tape.meets, logs.values(), strict=True):
        assert meet.pass_id == recorded["id"]
        assert meet.value == value
        assert meet.recompute(again, meet.labels) == pytest.approx(value, rel=1e-5)
        if meet.per_row is not None:
            rows = meet.per_row(again, meet.labels)
            assert rows.shape == (100,)
            assert rows.mean() == pytest.approx(value, rel=1e-5)
    assert sum(meet.per_row is not None for meet in tape.meets) >= 2


def test_a_data_set_is_seen_as_it_passes_through_the_compiled_loop(tape: RecordingTape) -> None:
    """Rows and labels of a reshuffling data set are told in the order in which they were really fed."""
    model = classifier()
    dataset = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(100).batch(32)
    logs = model.evaluate(dataset, verbose=0, return_dict=True)
    predicted = model.predict(dataset, verbose=0)

    evaluated, forecast = tape.passes
    rows = np.concatenate([b[0][0] for b in evaluated["batches"]])
    labels = np.concatenate([b[2] for b in evaluated["batches"]])
    assert not np.array_equal(rows, X)
    assert np.array_equal(rows[np.argsort(rows[:, 0])], X[np.argsort(X[:, 0])])
    assert np.mean(replayed(evaluated).argmax(axis=1) == labels) == pytest.approx(logs["accuracy"])
    assert np.array_equal(np.concatenate([b[1] for b in forecast["batches"]]), predicted)
    np.testing.assert_allclose(replayed(forecast), predicted, atol=1e-6)


def test_a_loop_by_hand_is_told_batch_by_batch_with_the_modes_that_ran(tape: RecordingTape) -> None:
    """A call with training=True shows active dropout and batch statistics, at the line of the call."""
    model = classifier()
    for start in range(0, 60, 20):
        outputs = model(X[start : start + 20], training=True)
    line = here(-1)

    assert [f["rows"] for f in tape.forwards] == [20, 20, 20]
    last = tape.forwards[-1]
    assert last["modes"] == {("batchnorm", "batch"): 1, ("dropout", "active"): 1}
    assert (last["training"], last["flags"], last["random"], last["where"].line) == (True, True, True, line)
    assert last["outputs"] is outputs


def test_a_model_whose_call_defaults_to_training_shows_it(tape: RecordingTape) -> None:
    """A call without the flag runs by the default of `call`, while evaluate passes its own."""

    class Tagger(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.drop = keras.layers.Dropout(0.6)
            self.out = keras.layers.Dense(3)

        def call(self, inputs: Any, training: bool = True) -> Any:
            return self.out(self.drop(inputs, training=training))

    model = Tagger()
    model(X)
    model.compile("sgd", "mse")
    model.evaluate(X, np.eye(3)[Y], verbose=0)

    (forward,), (evaluated,) = tape.forwards, tape.passes
    assert forward["modes"] == {("dropout", "active"): 1}
    assert (forward["flags"], forward["training"]) == (None, True)
    assert forward["mode_where"] == {}, "the call decided, not the line of the layer"
    assert evaluated["modes"] == {("dropout", "inactive"): 4}
    assert sorted(evaluated["state"]) == ["out/bias", "out/kernel"]


def test_dropout_that_was_built_active_is_seen_where_it_really_is(tape: RecordingTape) -> None:
    """A flag given when a functional model was built holds in a plain call; predict passes its own flag over it."""
    inputs = keras.Input((8,))
    model = keras.Model(inputs, keras.layers.Dropout(0.5)(inputs, training=True))
    built = here(-1)
    model.predict(X, verbose=0)
    model(X)

    (predicted,), (called,) = tape.passes, tape.forwards
    assert (predicted["modes"], predicted["random"]) == ({("dropout", "inactive"): 4}, False)
    assert (called["modes"], called["random"]) == ({("dropout", "active"): 1}, True)
    assert called["mode_where"][("dropout", "active")].line == built
    off = called["handle"].forward([called["inputs"]], Settings(dropout="off"))[0]
    np.testing.assert_allclose(off, X, rtol=1e-6)


def test_frozen_batch_normalisation_runs_on_its_running_statistics(tape: RecordingTape) -> None:
    """A layer with trainable=False is in running mode even in training."""
    layer = keras.layers.BatchNormalization()
    layer.trainable = False
    layer(X, training=True)

    assert tape.forwards[0]["modes"] == {("batchnorm", "running"): 1}


def test_random_image_layers_and_noise_have_modes(tape: RecordingTape) -> None:
    """Augmentation and noise are seen in the mode they ran in, and can be switched."""
    images = RNG.uniform(size=(4, 6, 6, 1)).astype("float32")
    model = keras.Sequential(
        [keras.Input((6, 6, 1)), keras.layers.RandomFlip(seed=1), keras.layers.GaussianNoise(0.1, seed=1)]
    )
    model(images, training=True)
    model(images, training=False)

    active, inactive = tape.forwards
    assert active["modes"] == {("augmentation", "active"): 1, ("dropout", "active"): 1}
    assert inactive["modes"] == {("augmentation", "inactive"): 1, ("dropout", "inactive"): 1}
    off = active["handle"].forward([active["inputs"]], Settings(training=True, dropout="off", augmentation="off"))
    np.testing.assert_array_equal(off[0], images)


def test_a_functional_dropout_in_a_layer_of_the_users_is_seen_and_switched(tape: RecordingTape) -> None:
    """`keras.random.dropout` called in the user's own layer counts, at the user's line, and can be turned off."""

    class Always(keras.layers.Layer):
        def call(self, inputs: Any) -> Any:
            return keras.random.dropout(inputs, 0.5, seed=3)

    model = keras.Sequential([keras.Input((8,)), Always(), keras.layers.Dense(2, use_bias=False)])
    model(X)

    (forward,) = tape.forwards
    assert forward["modes"] == {("dropout", "active"): 1}
    assert forward["mode_where"][("dropout", "active")].line < forward["where"].line
    off = forward["handle"].forward([forward["inputs"]], Settings(dropout="off"))[0]
    np.testing.assert_allclose(off, X @ forward["handle"].state()["dense/kernel"], rtol=1e-4, atol=1e-5)


def test_a_tf_function_of_the_users_is_told_with_concrete_arrays(tape: RecordingTape) -> None:
    """A model called inside a compiled step is told at each run of the step, with what was fed to it."""
    model = classifier()
    optimizer = keras.optimizers.SGD()
    loss = keras.losses.SparseCategoricalCrossentropy()
    accuracy = keras.metrics.SparseCategoricalAccuracy()
    line = here(5)

    @tf.function
    def train(x: Any, y: Any) -> Any:
        with tf.GradientTape() as gradients:
            outputs = model(x, training=True)
            value = loss(y, outputs)
        accuracy.update_state(y, outputs)
        steps = gradients.gradient(value, model.trainable_variables)
        optimizer.apply_gradients(zip(steps, model.trainable_variables, strict=True))
        return value

    @tf.function
    def infer(x: Any) -> Any:
        return model(x, training=False)

    for start in (0, 30):
        train(tf.constant(X[start : start + 30], tf.float32), tf.constant(Y[start : start + 30]))
    outputs = infer(tf.constant(X[:10], tf.float32))
    accuracy.result()

    one, two, last = tape.forwards
    assert one["where"].file.endswith("test_keras.py")
    assert one["where"].line == line
    assert one["modes"] == two["modes"] == {("batchnorm", "batch"): 1, ("dropout", "active"): 1}
    np.testing.assert_allclose(two["inputs"][0], X[30:60], rtol=1e-6)
    assert last["modes"] == {("batchnorm", "running"): 1, ("dropout", "inactive"): 1}
    assert last["outputs"] is outputs
    assert len(tape.moves) == 2
    summed = tape.meets[-1]
    assert (summed.value, summed.pass_id, summed.predictions) == (float(accuracy.result()), "f2", None)


def test_a_data_set_walked_by_hand_is_a_loader_that_knows_of_its_shuffle(tape: RecordingTape) -> None:
    """Each walk has a number of its own; the line of the shuffle, sizes and rows are known."""
    shuffled = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(100)
    line = here(-1)
    dataset = shuffled.batch(32, drop_remainder=True).prefetch(1)
    for _ in range(2):
        labels = np.concatenate([y for _, y in dataset])
    list(tf.data.Dataset.from_tensor_slices((X, Y)))

    loader, _, _ = tape.batches[0]
    assert (loader.shuffle, loader.drop_last, loader.rows, loader.batch_size) == (True, True, 100, 32)
    assert loader.where.line == line
    assert [number for _, number, _ in tape.batches[:6]] == [1, 1, 1, 2, 2, 2]
    assert np.array_equal(np.concatenate([items[1] for _, n, items in tape.batches if n == 2]), labels)
    single, _, items = tape.batches[6]
    assert single.shuffle is False
    assert [item.shape[0] for item in items] == [1, 1]


def test_levers_set_the_modes_and_leave_no_trace(tape: RecordingTape) -> None:
    """Every lever does what it says; weights, statistics and the next random draws are as without the replays."""
    model = classifier()
    model.fit(X, Y, epochs=2, verbose=0)
    before = ADAPTER_state(model)

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
    handle = tape.passes[0]["handle"]
    batch = [(X,)]
    plain = handle.forward(batch, Settings(training=False))[0]
    on = handle.forward(batch, Settings(training=False, dropout="on"))[0]
    off = handle.forward(batch, Settings(training=True, dropout="off", batch_statistics="running"))[0]
    statistics = handle.forward(batch, Settings(training=False, batch_statistics="batch"))[0]
    other = handle.forward(batch, Settings(training=False, state=tape.passes[0]["state"]))[0]
    handle.recalibrated(batch, Settings())
    after = ADAPTER_state(model)

    assert not np.array_equal(on, plain)
    np.testing.assert_array_equal(off, plain)
    assert not np.allclose(statistics, plain)
    assert not np.allclose(other, plain)
    assert all(np.array_equal(before[key], after[key]) for key in before)
    assert draws() == expected
    assert {Lever.DROPOUT, Lever.BATCH_STATISTICS, Lever.RECALIBRATE, Lever.STATE} <= handle.levers


def test_recalibrated_statistics_are_those_of_all_rows(tape: RecordingTape) -> None:
    """Unequal batches are pooled exactly: the first normalised layer gets the moments of its input."""
    model = keras.Sequential([keras.Input((8,)), keras.layers.BatchNormalization()])
    model(X)
    handle = tape.forwards[0]["handle"]
    found = handle.recalibrated([(X[:70],), (X[70:],)], Settings())

    np.testing.assert_allclose(found["batch_normalization/moving_mean"], X.mean(axis=0), atol=1e-5)
    np.testing.assert_allclose(found["batch_normalization/moving_variance"], X.var(axis=0), rtol=1e-4)
    (facts,) = handle.batchnorm()
    assert (facts.momentum, facts.updates, facts.mean_key) == (0.99, None, "batch_normalization/moving_mean")
    assert set(found) == handle.buffers()


def test_metric_objects_meet_what_they_were_fed_and_forget_at_reset(tape: RecordingTape) -> None:
    """A result speaks of all rows since the last reset; a mean of losses is a reduction, not a meeting."""
    accuracy, mean = keras.metrics.SparseCategoricalAccuracy(), keras.metrics.Mean()
    scores = RNG.uniform(size=(100, 3)).astype("float32")
    for start in (0, 60):
        accuracy.update_state(Y[start : start + 60], scores[start : start + 60])
        mean.update_state(float(start))
    first, average = float(accuracy.result()), float(mean.result())
    accuracy.reset_state()
    accuracy(Y[:10], scores[:10])

    whole, part = tape.meets
    assert (whole.kind, whole.name, whole.value, len(whole.labels)) == ("object", "accuracy", first, 100)
    assert whole.recompute(whole.predictions, whole.labels) == pytest.approx(first)
    assert whole.per_row(whole.predictions, whole.labels).mean() == pytest.approx(first)
    assert len(part.labels) == 10
    ((name, operand, result),) = tape.reductions
    assert (name, list(operand), float(result)) == ("mean", [0.0, 60.0], average)


def test_losses_called_by_hand_meet_predictions_and_labels(tape: RecordingTape) -> None:
    """A loss object and a loss function are both told, once each, with the number they gave."""
    predictions = RNG.uniform(0.1, 0.9, size=(100, 1)).astype("float32")
    labels = (Y > 0).astype("float32")[:, None]
    value = float(keras.losses.BinaryCrossentropy()(labels, predictions))
    values = np.asarray(keras.losses.mean_absolute_error(labels, predictions))

    one, two = tape.meets
    assert (one.kind, one.name, one.value) == ("loss", "binary_crossentropy", value)
    assert one.recompute(predictions, labels) == pytest.approx(value)
    assert two.per_row(predictions, labels).mean() == pytest.approx(values.mean())


def test_files_are_told_with_the_arrays_in_them(tape: RecordingTape, tmp_path: Path) -> None:
    """Saved and loaded arrays carry the same keys and digests; what did not load is named."""
    model = classifier()
    model.save(tmp_path / "m.keras")
    loaded = keras.models.load_model(tmp_path / "m.keras")
    loaded.save_weights(tmp_path / "m.weights.h5")
    wider = keras.Sequential([keras.Input((8,)), *model.layers[:-1], keras.layers.Dense(4)])
    with pytest.warns(UserWarning, match="could not be loaded"):
        wider.load_weights(tmp_path / "m.weights.h5", skip_mismatch=True)

    saved, reloaded, weights, partly = tape.files
    assert [f.action for f in tape.files] == ["saved", "loaded", "saved", "loaded"]
    assert saved.arrays == reloaded.arrays == weights.arrays
    assert saved.digest == reloaded.digest
    assert saved.arrays["dense/kernel"] == digest(ADAPTER_state(model)["dense/kernel"])
    assert partly.facts["missing"] == ["dense_1/kernel", "dense_1/bias"]
    assert partly.arrays["dense_1/kernel"] == saved.arrays["dense_1/kernel"]


def test_adapting_and_applying_a_normalization_are_steps(tape: RecordingTape) -> None:
    """The fit knows its rows and constants; the transform can be applied to others even after another fit."""
    norm = keras.layers.Normalization()
    norm.adapt(X)
    line = here(-1)
    applied = np.asarray(norm(X))
    norm.adapt(X * 3 + 1)

    fitted, transformed, again = tape.steps
    assert [s.action for s in tape.steps] == ["fit", "transform", "fit"]
    assert (fitted.name, fitted.where.line, transformed.fit_where.line) == ("Normalization", line, line)
    assert fitted.owner == transformed.owner == again.owner
    np.testing.assert_allclose(fitted.params["mean"].ravel(), X.mean(axis=0), atol=1e-5)
    np.testing.assert_allclose(transformed.apply(X), applied, atol=1e-5)
    assert tape.forwards == []


def test_models_with_several_inputs_can_be_run_again(tape: RecordingTape) -> None:
    """Named inputs keep their arrangement through the flat tuples of a pass."""
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    model = keras.Model({"a": a, "b": b}, keras.layers.Dense(1)(keras.layers.Subtract()([a, b])))
    model.compile("sgd", "mse")
    fed = {"a": X[:, :4], "b": X[:, 4:]}
    logs = model.evaluate(fed, Y, verbose=0, return_dict=True)
    predicted = model.predict(fed, verbose=0)
    called = np.asarray(model(fed))

    np.testing.assert_allclose(replayed(tape.passes[1]), predicted, atol=1e-6)
    assert tape.meets[0].recompute(replayed(tape.passes[0]), Y) == pytest.approx(logs["loss"], rel=1e-5)
    forward = tape.forwards[0]
    np.testing.assert_allclose(forward["handle"].forward([forward["inputs"]], Settings())[0], called, atol=1e-6)


def test_a_train_step_of_the_users_own_is_recorded_with_its_modes(tape: RecordingTape) -> None:
    """Modes are seen through an overridden train_step, and its own metrics become scores."""

    class Custom(keras.Sequential):
        def train_step(self, data: Any) -> Any:
            x, _ = data
            self(x, training=False)
            return {"mine": tf.reduce_mean(x)}

    model = Custom([keras.Input((8,)), keras.layers.Dropout(0.5), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)

    assert tape.passes[0]["modes"] == {("dropout", "inactive"): 4}
    assert len(tape.named("fit.mine@1")) == 1


TORCH_BACKEND = """
import sys
import numpy as np
import keras
sys.path[:0] = {paths!r}
from adapters.tapes import RecordingTape
from tieout.adapters.keras import ADAPTER
from tieout.core.trial import Settings

def run():
    keras.utils.set_random_seed(1)
    x = np.random.default_rng(0).normal(size=(100, 8)).astype("float32")
    y = (x[:, 0] > 0).astype(int)
    layers = keras.layers
    model = keras.Sequential([keras.Input((8,)), layers.Dense(8), layers.BatchNormalization(), layers.Dropout(0.5),
                              layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=2, validation_split=0.3, verbose=0).history
    logs = model.evaluate(x, y, verbose=0, return_dict=True)
    out = model(x[:5], training=True).detach().numpy().tobytes()
    return repr((history, logs, out, model.predict(x, verbose=0).tobytes(), np.random.rand()))

plain = run()
tape = RecordingTape()
undo = ADAPTER.watch(tape)
recorded = run()
undo()
assert recorded == plain
assert tape.faults == [], tape.faults
assert [p["kind"] for p in tape.passes] == ["fit", "fit-validation"] * 2 + ["evaluate", "predict"]
assert tape.passes[0]["modes"] == {{("batchnorm", "batch"): 3, ("dropout", "active"): 3}}
assert tape.passes[1]["modes"] == {{("batchnorm", "running"): 1, ("dropout", "inactive"): 1}}
evaluated = tape.passes[4]
handle = evaluated["handle"]
settings = Settings(state=evaluated["state"], training=False)
outputs = np.concatenate(handle.forward([b[0] for b in evaluated["batches"]], settings))
for meet in tape.meets:
    if meet.pass_id == evaluated["id"]:
        assert abs(meet.recompute(outputs, meet.labels) - meet.value) < 1e-5, meet
assert tape.forwards[0]["modes"] == {{("batchnorm", "batch"): 1, ("dropout", "active"): 1}}
"""


def test_keras_on_pytorch_is_recorded_too() -> None:
    """The same passes, modes and numbers with PyTorch underneath, in a process of its own."""
    pytest.importorskip("torch")
    paths = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]
    code = TORCH_BACKEND.format(paths=paths)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "KERAS_BACKEND": "torch"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr[-3000:]
