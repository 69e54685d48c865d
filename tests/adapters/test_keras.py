"""Keras is recorded as it ran: its loops, calls from the user's own, and the modes of the layers inside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from adapters.contract import AdapterContract
from adapters.keras_small import RNG, X, Y, classifier, here, replayed, state_of
from adapters.tapes import RecordingTape
from tieout.adapters.keras import ADAPTER
from tieout.core.trial import Settings

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

pytestmark = pytest.mark.keras


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


def test_fit_is_told_epoch_by_epoch_with_the_weights_it_started_with(keras_tape: RecordingTape) -> None:
    """Each epoch is a training pass; its validation pass follows, with the weights as they were then."""
    model = classifier()
    start = {k: v.copy() for k, v in state_of(model).items()}
    history = model.fit(X, Y, epochs=3, batch_size=25, validation_split=0.4, verbose=0).history
    line = here(-1)

    assert [p["kind"] for p in keras_tape.passes] == ["fit", "fit-validation"] * 3
    first, validation = keras_tape.passes[0], keras_tape.passes[-1]
    assert all(np.array_equal(first["state"][k], v) for k, v in start.items())
    assert not np.array_equal(keras_tape.passes[2]["state"]["dense/kernel"], start["dense/kernel"])
    assert first["where"].line == line
    assert first["modes"] == {("batchnorm", "batch"): 3, ("dropout", "active"): 3}
    assert validation["modes"] == {("batchnorm", "running"): 2, ("dropout", "inactive"): 2}
    assert [len(b[0][0]) for b in first["batches"]] == [25, 25, 10]
    assert [len(b[2]) for b in validation["batches"]] == [25, 15]
    for epoch in (1, 2, 3):
        assert keras_tape.named(f"fit.val_accuracy@{epoch}") == [history["val_accuracy"][epoch - 1]]
        assert keras_tape.named(f"fit.loss@{epoch}") == [history["loss"][epoch - 1]]
    last = next(s for s in keras_tape.scores if s["name"] == "fit.val_accuracy")
    assert (last["value"], last["pass_id"], last["metric"]) == (
        history["val_accuracy"][-1],
        validation["id"],
        "accuracy",
    )


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


def test_a_data_set_is_seen_as_it_passes_through_the_compiled_loop(keras_tape: RecordingTape) -> None:
    """Rows and labels of a reshuffling data set are told in the order in which they were really fed."""
    model = classifier()
    dataset = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(100).batch(32)
    logs = model.evaluate(dataset, verbose=0, return_dict=True)
    predicted = model.predict(dataset, verbose=0)

    evaluated, forecast = keras_tape.passes
    rows = np.concatenate([b[0][0] for b in evaluated["batches"]])
    labels = np.concatenate([b[2] for b in evaluated["batches"]])
    assert not np.array_equal(rows, X)
    assert np.array_equal(rows[np.argsort(rows[:, 0])], X[np.argsort(X[:, 0])])
    assert np.mean(replayed(evaluated).argmax(axis=1) == labels) == pytest.approx(logs["accuracy"])
    assert np.array_equal(np.concatenate([b[1] for b in forecast["batches"]]), predicted)
    np.testing.assert_allclose(replayed(forecast), predicted, atol=1e-6)


def test_a_loop_by_hand_is_told_batch_by_batch_with_the_modes_that_ran(keras_tape: RecordingTape) -> None:
    """A call with training=True shows active dropout and batch statistics, at the line of the call."""
    model = classifier()
    for start in range(0, 60, 20):
        outputs = model(X[start : start + 20], training=True)
    line = here(-1)

    assert [f["rows"] for f in keras_tape.forwards] == [20, 20, 20]
    last = keras_tape.forwards[-1]
    assert last["modes"] == {("batchnorm", "batch"): 1, ("dropout", "active"): 1}
    assert (last["training"], last["flags"], last["random"], last["where"].line) == (True, True, True, line)
    assert last["outputs"] is outputs


def test_a_model_whose_call_defaults_to_training_shows_it(keras_tape: RecordingTape) -> None:
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

    (forward,), (evaluated,) = keras_tape.forwards, keras_tape.passes
    assert forward["modes"] == {("dropout", "active"): 1}
    assert (forward["flags"], forward["training"]) == (None, True)
    assert forward["mode_where"] == {}, "the call decided, not the line of the layer"
    assert evaluated["modes"] == {("dropout", "inactive"): 4}
    assert sorted(evaluated["state"]) == ["out/bias", "out/kernel"]


def test_dropout_that_was_built_active_is_seen_where_it_really_is(keras_tape: RecordingTape) -> None:
    """A flag given when a functional model was built holds in a plain call; predict passes its own flag over it."""
    inputs = keras.Input((8,))
    model = keras.Model(inputs, keras.layers.Dropout(0.5)(inputs, training=True))
    built = here(-1)
    model.predict(X, verbose=0)
    model(X)

    (predicted,), (called,) = keras_tape.passes, keras_tape.forwards
    assert (predicted["modes"], predicted["random"]) == ({("dropout", "inactive"): 4}, False)
    assert (called["modes"], called["random"]) == ({("dropout", "active"): 1}, True)
    assert called["mode_where"][("dropout", "active")].line == built
    off = called["handle"].forward([called["inputs"]], Settings(dropout="off"))[0]
    np.testing.assert_allclose(off, X, rtol=1e-6)


def test_frozen_batch_normalisation_runs_on_its_running_statistics(keras_tape: RecordingTape) -> None:
    """A layer with trainable=False is in running mode even in training."""
    layer = keras.layers.BatchNormalization()
    layer.trainable = False
    layer(X, training=True)

    assert keras_tape.forwards[0]["modes"] == {("batchnorm", "running"): 1}


def test_random_image_layers_and_noise_have_modes(keras_tape: RecordingTape) -> None:
    """Augmentation and noise are seen in the mode they ran in, and can be switched."""
    images = RNG.uniform(size=(4, 6, 6, 1)).astype("float32")
    model = keras.Sequential(
        [keras.Input((6, 6, 1)), keras.layers.RandomFlip(seed=1), keras.layers.GaussianNoise(0.1, seed=1)]
    )
    model(images, training=True)
    model(images, training=False)

    active, inactive = keras_tape.forwards
    assert active["modes"] == {("augmentation", "active"): 1, ("dropout", "active"): 1}
    assert inactive["modes"] == {("augmentation", "inactive"): 1, ("dropout", "inactive"): 1}
    off = active["handle"].forward([active["inputs"]], Settings(training=True, dropout="off", augmentation="off"))
    np.testing.assert_array_equal(off[0], images)


def test_recurrent_dropout_is_active_in_training_mode_only(keras_tape: RecordingTape) -> None:
    """Keras draws the masks of recurrent layers in either mode; they count where they are applied."""
    series = RNG.normal(size=(3, 5, 2)).astype("float32")
    for layer in (keras.layers.GRU(4, recurrent_dropout=0.5), keras.layers.LSTM(4, dropout=0.5)):
        model = keras.Sequential([keras.Input((5, 2)), layer])
        model(series, training=True)
        model(series, training=False)

        active, inactive = keras_tape.forwards[-2:]
        assert {key for key in active["modes"] if key[0] == "dropout"} == {("dropout", "active")}
        assert {key for key in inactive["modes"] if key[0] == "dropout"} == {("dropout", "inactive")}
        calm = active["handle"].forward([active["inputs"]], Settings(training=True, dropout="off"))[0]
        np.testing.assert_allclose(calm, model(series, training=False), rtol=1e-5)


def test_a_functional_dropout_in_a_layer_of_the_users_is_seen_and_switched(keras_tape: RecordingTape) -> None:
    """`keras.random.dropout` called in the user's own layer counts, at the user's line, and can be turned off."""

    class Always(keras.layers.Layer):
        def call(self, inputs: Any) -> Any:
            return keras.random.dropout(inputs, 0.5, seed=3)

    model = keras.Sequential([keras.Input((8,)), Always(), keras.layers.Dense(2, use_bias=False)])
    model(X)

    (forward,) = keras_tape.forwards
    assert forward["modes"] == {("dropout", "active"): 1}
    assert forward["mode_where"][("dropout", "active")].line < forward["where"].line
    off = forward["handle"].forward([forward["inputs"]], Settings(dropout="off"))[0]
    np.testing.assert_allclose(off, X @ forward["handle"].state()["dense/kernel"], rtol=1e-4, atol=1e-5)


def test_a_tf_function_of_the_users_is_told_with_concrete_arrays(keras_tape: RecordingTape) -> None:
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

    one, two, last = keras_tape.forwards
    assert one["where"].file.endswith("test_keras.py")
    assert one["where"].line == line
    assert one["modes"] == two["modes"] == {("batchnorm", "batch"): 1, ("dropout", "active"): 1}
    np.testing.assert_allclose(two["inputs"][0], X[30:60], rtol=1e-6)
    assert last["modes"] == {("batchnorm", "running"): 1, ("dropout", "inactive"): 1}
    assert last["outputs"] is outputs
    assert len(keras_tape.moves) == 2
    summed = keras_tape.meets[-1]
    assert (summed.value, summed.pass_id, summed.predictions) == (float(accuracy.result()), "f2", None)


def test_a_train_step_of_the_users_own_is_recorded_with_its_modes(keras_tape: RecordingTape) -> None:
    """Modes are seen through an overridden train_step, and its own metrics become scores."""

    class Custom(keras.Sequential):
        def train_step(self, data: Any) -> Any:
            x, _ = data
            self(x, training=False)
            return {"mine": tf.reduce_mean(x)}

    model = Custom([keras.Input((8,)), keras.layers.Dropout(0.5), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)

    assert keras_tape.passes[0]["modes"] == {("dropout", "inactive"): 4}
    assert len(keras_tape.named("fit.mine@1")) == 1


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
