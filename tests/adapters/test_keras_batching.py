"""Batches are run together where every row is answered by itself, and one by one where rows share something."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tieout.core.trial import Settings

keras = pytest.importorskip("keras")

pytestmark = pytest.mark.keras

ROWS = np.random.default_rng(0).normal(size=(320, 6)).astype("float32")
BATCHES = tuple((ROWS[at : at + 32],) for at in range(0, 320, 32))


def calls_of(layers: list[Any], **settings: Any) -> tuple[int, list[Any]]:
    """Give how often the model ran, and its outputs."""
    from tieout.adapters.keras.handle import KerasHandle

    model = keras.Sequential([keras.Input((6,)), *layers, keras.layers.Dense(3)])
    handle = KerasHandle(model)
    sizes: list[int] = []
    run = handle._run
    handle._run = lambda batch, training: (sizes.append(len(batch[0])), run(batch, training))[1]  # type: ignore[method-assign]
    outputs = handle.forward(BATCHES, Settings(**settings))
    assert [len(one) for one in outputs] == [32] * 10
    return len(sizes), outputs


def test_dropout_draws_for_every_row_by_itself() -> None:
    """Joined batches are fewer calls, and no two batches are masked alike."""
    calls, outputs = calls_of([keras.layers.Dropout(0.5)], training=True)
    assert calls < len(BATCHES)
    _, still = calls_of([keras.layers.Dropout(0.5)], training=False)
    assert not np.allclose(outputs[0], still[0])


def test_batches_that_share_statistics_stay_apart() -> None:
    """Batch normalisation in training mode sees each batch as it was; in inference mode they are joined."""
    layers = [keras.layers.BatchNormalization()]
    assert calls_of(layers, training=True)[0] == len(BATCHES)
    assert calls_of([keras.layers.BatchNormalization()], training=False)[0] < len(BATCHES)


def test_layers_of_the_script_may_share_anything_in_training() -> None:
    """What a layer that is not of Keras does with its batch is not known."""

    class Centred(keras.layers.Layer):
        def call(self, x: Any, training: bool = False) -> Any:
            return x - keras.ops.mean(x, axis=0) if training else x

    assert calls_of([Centred()], training=True)[0] == len(BATCHES)
