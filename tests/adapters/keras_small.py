"""A small Keras model and its rows, for the tests of the Keras adapter."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from tieout.core.trial import Settings

RNG = np.random.default_rng(0)
X = RNG.normal(size=(100, 8))
Y = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)


def classifier(*, dropout: float = 0.5) -> Any:
    """Give a small compiled classifier with dropout and batch normalisation."""
    import keras

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


def state_of(model: Any) -> dict[str, Any]:
    """Give the weights of a model as its handle does."""
    from tieout.adapters.keras.handle import KerasHandle

    return KerasHandle(model).state()
