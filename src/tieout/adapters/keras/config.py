"""Settings of Keras layers: what each computes with besides its weights, and how a replay sets another."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from tieout.adapters._settings import CODE, GLOBAL, UNKNOWN, like, of_code, plain, put_attribute, put_global
from tieout.adapters.keras.variables import named_layers

WITHOUT_EFFECT = frozenset(
    {
        "name", "built", "trainable", "dtype", "autocast", "stateful", "supports_jit", "supports_masking", "seed",
        "steps_per_execution", "jit_compile", "auto_scale_loss", "run_eagerly", "stop_training", "compiled",
        "input_spec", "batch_input_shape", "call_has_training_arg", "optimizer", "training",
    }
)  # fmt: skip
MOST_LAYERS = 600
PRECISION = "precision"  # of what a layer computes; a lever of its own sets it


def settings_of(model: Any) -> dict[str, dict[str, Any]]:
    """Give the plain settings of every layer by its path; "" is the model itself."""
    found: dict[str, dict[str, Any]] = {}
    for at, (path, layer) in enumerate(named_layers(model)):
        if at >= MOST_LAYERS:
            break
        own: dict[str, Any] = {"class": type(layer).__name__}
        builtin = type(layer).__module__.startswith("keras.")
        named = _named(layer) if builtin else frozenset()
        for key, value in vars(layer).items():
            public = key.removeprefix("_")
            if public in WITHOUT_EFFECT or (public not in named if builtin else key.startswith("_")):
                continue
            kept = plain(value)
            if kept is not UNKNOWN:
                own[key] = kept
        if not builtin:
            own.update(of_code(type(layer).call))
        if str(layer.compute_dtype) != "float32":
            own[PRECISION] = str(layer.compute_dtype)
        found[path] = own
    return found


def _named(layer: Any) -> frozenset[str]:
    """Give the names of the settings that a layer of Keras itself says it has; none for a whole model."""
    import keras

    if isinstance(layer, keras.Model):
        return frozenset()
    try:
        return frozenset(layer.get_config())
    except Exception:  # noqa: BLE001 - a layer that cannot say has no settings to compare
        return frozenset()


@contextlib.contextmanager
def configured(model: Any, config: Mapping[str, Mapping[str, Any]] | None) -> Iterator[None]:
    """Give layers other settings for the length of the block.

    Raises:
        ValueError: a setting that cannot be set on a live model.
    """
    if not config:
        yield
        return
    layers = dict(named_layers(model))
    undo = []
    try:
        for path, wanted in config.items():
            layer = layers.get(path)
            if layer is None or "class" in wanted:
                raise ValueError(f"{path} is another layer")
            for key, value in wanted.items():
                undo.append(_put(layer, key, value))
        yield
    finally:
        for put_back in reversed(undo):
            put_back()


def _put(layer: Any, key: str, value: Any) -> Any:
    import keras

    if key == CODE:
        raise ValueError("the code of a layer cannot be set")
    if key.startswith(GLOBAL):
        return put_global(type(layer).call, key.removeprefix(GLOBAL), value)
    if isinstance(value, str) and value.startswith("<"):
        value = keras.activations.get(value.strip("<>"))
    return put_attribute(layer, key, like(vars(layer).get(key), value))
