"""Metrics, losses, files, data sets and transforms of Keras are told to the tape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from adapters.keras_small import RNG, X, Y, classifier, here, state_of
from adapters.tapes import RecordingTape
from tieout.arrays import digest

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

from tieout.adapters.keras.packing import flat, unpacked  # noqa: E402 - only where Keras is there
from tieout.adapters.keras.tracing import Traced  # noqa: E402 - as above

pytestmark = pytest.mark.keras


def test_metric_objects_meet_what_they_were_fed_and_forget_at_reset(keras_tape: RecordingTape) -> None:
    """A result speaks of all rows since the last reset; a mean of losses is a reduction, not a meeting."""
    accuracy, mean = keras.metrics.SparseCategoricalAccuracy(), keras.metrics.Mean()
    scores = RNG.uniform(size=(100, 3)).astype("float32")
    for start in (0, 60):
        accuracy.update_state(Y[start : start + 60], scores[start : start + 60])
        mean.update_state(float(start))
    first, average = float(accuracy.result()), float(mean.result())
    accuracy.reset_state()
    accuracy(Y[:10], scores[:10])

    whole, part = keras_tape.meets
    assert (whole.kind, whole.name, whole.value, len(whole.labels)) == ("object", "accuracy", first, 100)
    assert whole.recompute(whole.predictions, whole.labels) == pytest.approx(first)
    assert whole.per_row(whole.predictions, whole.labels).mean() == pytest.approx(first)
    assert len(part.labels) == 10
    ((name, operand, result),) = keras_tape.reductions
    assert (name, list(operand), float(result)) == ("mean", [0.0, 60.0], average)


def test_losses_called_by_hand_meet_predictions_and_labels(keras_tape: RecordingTape) -> None:
    """A loss object and a loss function are both told, once each, with the number they gave."""
    predictions = RNG.uniform(0.1, 0.9, size=(100, 1)).astype("float32")
    labels = (Y > 0).astype("float32")[:, None]
    value = float(keras.losses.BinaryCrossentropy()(labels, predictions))
    values = np.asarray(keras.losses.mean_absolute_error(labels, predictions))

    one, two = keras_tape.meets
    assert (one.kind, one.name, one.value) == ("loss", "binary_crossentropy", value)
    assert one.recompute(predictions, labels) == pytest.approx(value)
    assert two.per_row(predictions, labels).mean() == pytest.approx(values.mean())


def test_files_are_told_with_the_arrays_in_them(keras_tape: RecordingTape, tmp_path: Path) -> None:
    """Saved and loaded arrays carry the same keys and digests; what did not load is named."""
    model = classifier()
    model.save(tmp_path / "m.keras")
    loaded = keras.models.load_model(tmp_path / "m.keras")
    loaded.save_weights(tmp_path / "m.weights.h5")
    wider = keras.Sequential([keras.Input((8,)), *model.layers[:-1], keras.layers.Dense(4)])
    with pytest.warns(UserWarning, match="could not be loaded"):
        wider.load_weights(tmp_path / "m.weights.h5", skip_mismatch=True)

    saved, reloaded, weights, partly = keras_tape.files
    assert [f.action for f in keras_tape.files] == ["saved", "loaded", "saved", "loaded"]
    assert saved.arrays == reloaded.arrays == weights.arrays
    assert saved.digest == reloaded.digest
    assert saved.arrays["dense/kernel"] == digest(state_of(model)["dense/kernel"])
    assert partly.facts["missing"] == ["dense_1/kernel", "dense_1/bias"]
    assert partly.arrays["dense_1/kernel"] == saved.arrays["dense_1/kernel"]


def test_adapting_and_applying_a_normalization_are_steps(keras_tape: RecordingTape) -> None:
    """The fit knows its rows and constants; the transform can be applied to others even after another fit."""
    norm = keras.layers.Normalization()
    norm.adapt(X)
    line = here(-1)
    applied = np.asarray(norm(X))
    norm.adapt(X * 3 + 1)

    fitted, transformed, again = keras_tape.steps
    assert [s.action for s in keras_tape.steps] == ["fit", "transform", "fit"]
    assert (fitted.name, fitted.where.line, transformed.fit_where.line) == ("Normalization", line, line)
    assert fitted.owner == transformed.owner == again.owner
    np.testing.assert_allclose(fitted.params["mean"].ravel(), X.mean(axis=0), atol=1e-5)
    np.testing.assert_allclose(transformed.apply(X), applied, atol=1e-5)
    assert keras_tape.forwards == []


def test_a_data_set_walked_by_hand_is_a_loader_that_knows_of_its_shuffle(keras_tape: RecordingTape) -> None:
    """Each walk has a number of its own; the line of the shuffle, sizes and rows are known."""
    shuffled = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(100)
    line = here(-1)
    dataset = shuffled.batch(32, drop_remainder=True).prefetch(1)
    for _ in range(2):
        labels = np.concatenate([y for _, y in dataset])
    list(tf.data.Dataset.from_tensor_slices((X, Y)))

    loader, _, _ = keras_tape.batches[0]
    assert (loader.shuffle, loader.drop_last, loader.rows, loader.batch_size) == (True, True, 100, 32)
    assert loader.where.line == line
    assert [number for _, number, _ in keras_tape.batches[:6]] == [1, 1, 1, 2, 2, 2]
    assert np.array_equal(np.concatenate([items[1] for _, n, items in keras_tape.batches if n == 2]), labels)
    single, _, items = keras_tape.batches[6]
    assert single.shuffle is False
    assert [item.shape[0] for item in items] == [1, 1]


def test_a_layer_of_texts_can_be_applied_with_other_settings(keras_tape: RecordingTape) -> None:
    """Its plain settings are told, and its vocabulary goes with them into a layer that works otherwise."""
    vectorize = keras.layers.TextVectorization(standardize=None, output_sequence_length=3)
    vectorize.set_vocabulary(["red", "green"])
    made = np.asarray(vectorize(tf.constant(["Red green", "green"])))

    (step,) = keras_tape.steps
    assert made.tolist() == [[1, 3, 0], [3, 0, 0]]
    assert step.params["params"]["standardize"] is None
    assert step.params["params"]["output_sequence_length"] == 3
    lower = step.apply.with_settings({"standardize": "lower", "output_sequence_length": 2})
    assert np.asarray(lower(np.array(["Red green", "green"], dtype=object))).tolist() == [[2, 3], [3, 0]]
    assert np.asarray(vectorize(tf.constant(["Red"]))).tolist() == [[1, 0, 0]], "the layer itself is as it was"


def test_named_inputs_stand_in_the_order_of_their_names() -> None:
    """A dict in another order is the same batch, and is given back under the same names."""
    one, other = flat(({"b": X, "a": Y},)), flat(({"a": Y, "b": X},))
    assert [part is both for part, both in zip(one[:-1], other[:-1], strict=True)] == [True, True]
    assert one[0] is Y
    ((back,), _) = unpacked(one)
    assert back["b"] is X
    assert back["a"] is Y


def test_metrics_that_are_no_means_are_computed_by_a_trace() -> None:
    """The second time and after they come out of a traced function: of other rows, of fewer, and with weights."""
    from keras.src.trainers.compile_utils import CompileMetrics

    made: list[int] = []

    def fresh(outputs: np.ndarray, labels: np.ndarray) -> CompileMetrics:
        made.append(1)
        container = CompileMetrics(None, ["auc"], output_names=["out"])
        container.build(labels, outputs)
        return container

    entries, plain = Traced(fresh, eager=False), Traced(fresh, eager=True)
    for rows in (slice(0, 100), slice(20, 100), slice(0, 40)):
        shares = tf.constant(RNG.uniform(size=(100, 1)).astype("float32"))[rows]
        labels = tf.constant((Y % 2).reshape(-1, 1).astype("float32"))[rows]
        outputs = tf.constant(RNG.uniform(size=(100, 1)).astype("float32"))[rows]
        assert float(entries(outputs, labels, shares)["auc"]) == pytest.approx(
            float(plain(outputs, labels, shares)["auc"])
        )
    assert len(made) == 4
