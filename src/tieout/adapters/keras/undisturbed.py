"""Runs a model and leaves no trace: variables, random state, collected losses and auto-names are put back."""

from __future__ import annotations

import contextlib
import random
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from tieout.adapters.keras.modes import muted


@contextlib.contextmanager
def undisturbed(model: Any = None, *, weights: bool = False) -> Iterator[None]:
    """Put back after the block whatever running a model moves; the trained weights too if `weights` is set.

    Out of reach: the counters of TensorFlow operations that were given a seed of their own inside a layer.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(muted())
        stack.enter_context(_names())
        stack.enter_context(_generators())
        if model is not None:
            stack.enter_context(_variables(model, weights=weights))
            stack.enter_context(_losses(model))
        yield


@contextlib.contextmanager
def _variables(model: Any, *, weights: bool) -> Iterator[None]:
    import keras

    trained = set() if weights else {id(v) for v in model.trainable_weights}
    kept = [(v, np.array(keras.ops.convert_to_numpy(v))) for v in model.variables if id(v) not in trained]
    try:
        yield
    finally:
        for variable, value in kept:
            variable.assign(value)


@contextlib.contextmanager
def _losses(model: Any) -> Iterator[None]:
    layers = model._flatten_layers()
    kept = [(layer, list(layer._losses), set(layer._loss_ids)) for layer in layers]
    try:
        yield
    finally:
        for layer, losses, ids in kept:
            layer._losses[:] = losses
            layer._loss_ids.clear()
            layer._loss_ids.update(ids)


@contextlib.contextmanager
def _names() -> Iterator[None]:
    from keras.src.backend.common import global_state

    names = global_state.get_global_attribute("object_name_uids")
    kept = dict(names) if names is not None else None
    try:
        yield
    finally:
        now = global_state.get_global_attribute("object_name_uids")
        if now is not None:
            now.clear()
            now.update(kept or {})


@contextlib.contextmanager
def _generators() -> Iterator[None]:
    """Put back Python's, numpy's, PyTorch's, Keras' and TensorFlow's generators."""
    import keras
    from keras.src.backend.common import global_state

    python_state, numpy_state = random.getstate(), np.random.get_state()
    torch = sys.modules.get("torch")
    torch_state = torch.get_rng_state() if torch is not None else None
    seeds = global_state.get_global_attribute("global_seed_generator")
    seed_state = np.array(keras.ops.convert_to_numpy(seeds.state)) if seeds is not None else None
    try:
        with _tensorflow_generators():
            yield
    finally:
        random.setstate(python_state)
        np.random.set_state(numpy_state)
        if torch is not None:
            torch.set_rng_state(torch_state)
        if seeds is None:
            global_state.set_global_attribute("global_seed_generator", None)
        else:
            seeds.state.assign(seed_state)


@contextlib.contextmanager
def _tensorflow_generators() -> Iterator[None]:
    if "tensorflow" not in sys.modules:
        yield
        return
    from tensorflow.python.eager import context
    from tensorflow.python.ops import stateful_random_ops

    eager = context.context()
    generator = getattr(eager, "_rng", None)
    whole = stateful_random_ops.global_generator
    whole_state = np.array(whole.state) if whole is not None else None
    if generator is not None:
        # Seeds drawn here must not be seeds the script will draw: kernels count up behind each seed.
        eager._rng = random.Random(random.getrandbits(64))  # noqa: S311 - no secret
    try:
        yield
    finally:
        if generator is not None:
            eager._rng = generator
        if whole is None:
            stateful_random_ops.global_generator = None
        else:
            whole.state.assign(whole_state)
