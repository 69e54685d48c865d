"""The adapter of resizing and padding on the real functions."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from scipy import ndimage

from adapters.contract import AdapterContract
from adapters.tapes import RecordingTape
from tieout.adapters.shapes import ADAPTER, ADAPTERS
from tieout.adapters.shapes import ScipyShapes as Zooms

IMAGES = np.random.default_rng(1).random((4, 8, 8))


class TestContract(AdapterContract):
    adapter = Zooms()

    def script(self) -> bytes:
        enlarged = ndimage.zoom(IMAGES, (1, 2, 2), order=1)
        return pickle.dumps([enlarged, ndimage.zoom(IMAGES[0], 0.5), np.random.default_rng(0).random()])

    def faulty(self) -> None:
        ndimage.zoom(IMAGES, (1, 2))


def test_a_call_is_told_with_its_settings_and_made_again() -> None:
    """The step holds what the call was given and its defaults, and does the same, or otherwise, to other rows."""
    tape = RecordingTape()
    undo = Zooms().watch(tape)
    enlarged = ndimage.zoom(IMAGES, (1, 2, 2), order=1)
    undo()

    (step,) = tape.steps
    settings = step.params["params"]
    assert (step.name, step.inputs is IMAGES, step.outputs is enlarged) == ("zoom", True, True)
    assert (settings["order"], settings["zoom"], settings["mode"]) == (1, "(1, 2, 2)", "constant")
    assert np.array_equal(step.apply(IMAGES), enlarged)
    nearest = step.apply.with_settings({**settings, "order": 0})
    assert np.array_equal(nearest(IMAGES), ndimage.zoom(IMAGES, (1, 2, 2), order=0))
    assert len(tape.steps) == 1, "our own calls are not told"


@pytest.mark.torch
def test_interpolation_of_inputs_is_told_and_a_layer_of_a_model_is_not() -> None:
    """What a model resizes inside, with gradients, is no preparation of inputs."""
    import torch

    tape = RecordingTape()
    undo = ADAPTER.watch(tape)
    images = torch.as_tensor(IMAGES).unsqueeze(1)
    small = torch.nn.functional.interpolate(images, size=(4, 4), mode="area")
    torch.nn.functional.interpolate(images.clone().requires_grad_(), size=(4, 4))
    undo()

    (step,) = tape.steps
    assert step.params["params"]["mode"] == "area"
    assert np.allclose(step.apply(images.numpy()), small.numpy())


@pytest.mark.keras
def test_padded_sequences_are_told() -> None:
    """Lists of several lengths are padded again as they were."""
    import keras

    tape = RecordingTape()
    adapter = next(one for one in ADAPTERS if one.module == "keras.utils")
    undo = adapter.watch(tape)
    padded = keras.utils.pad_sequences([[1, 2, 3], [4]], maxlen=2, padding="post")
    undo()

    (step,) = tape.steps
    assert step.params["params"] | {"dtype": None} == {
        "maxlen": 2,
        "dtype": None,
        "padding": "post",
        "truncating": "pre",
        "value": 0.0,
    }
    assert step.apply([[1, 2, 3], [4]]).tolist() == padded.tolist() == [[2, 3], [4, 0]]
