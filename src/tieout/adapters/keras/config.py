"""Settings of Keras layers: what each computes with besides its weights, and how a replay sets another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from tieout.adapters import _settings
from tieout.adapters._settings import UNKNOWN, of_code, plain, put_setting
from tieout.adapters.keras.packing import is_array
from tieout.adapters.keras.variables import named_layers
from tieout.arrays import as_numpy

WITHOUT_EFFECT = frozenset(
    {
        "name", "built", "trainable", "dtype", "autocast", "stateful", "supports_jit", "supports_masking", "seed",
        "steps_per_execution", "jit_compile", "auto_scale_loss", "run_eagerly", "stop_training", "compiled",
        "input_spec", "batch_input_shape", "call_has_training_arg", "optimizer", "training",
    }
)  # fmt: skip
MOST_LAYERS = 600
MOST_CONSTANTS = 4096  # of one array that a layer was given
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
            if kept is UNKNOWN and builtin and not _is_learnt(layer):
                kept = _listed(value)
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


def _is_learnt(layer: Any) -> bool:
    """Tell whether the constants of a layer are weights, which `adapt` learnt and nobody gave."""
    return hasattr(layer, "adapt") and getattr(layer, "input_mean", None) is None


def _listed(value: Any) -> Any:
    """Give an array of constants that a layer was given as a list of numbers: means, variances, factors."""
    array = as_numpy(value) if is_array(value) else None
    if array is None or array.dtype.kind not in "fiu" or not 0 < array.size <= MOST_CONSTANTS:
        return UNKNOWN
    return [float(number) for number in array.ravel()]


def _unlisted(old: Any, value: Any) -> Any:
    """Give kept constants in the form that a layer holds them in, anything else as it is."""
    import keras

    if not isinstance(value, list) or not is_array(old):
        return value
    array = np.asarray(value, dtype=np.asarray(as_numpy(old)).dtype).reshape(tuple(old.shape))
    return array if isinstance(old, np.ndarray) else keras.ops.convert_to_tensor(array)


def configured(model: Any, config: Mapping[str, Mapping[str, Any]] | None) -> AbstractContextManager[None]:
    """Give layers other settings for the length of the block.

    Raises:
        ValueError: a setting that cannot be set on a live model.
    """
    layers = dict(named_layers(model)) if config else {}

    def put(path: str, wanted: Mapping[str, Any]) -> Iterator[Callable[[], None]]:
        import keras

        layer = layers.get(path)
        if layer is None or "class" in wanted:
            raise ValueError(f"{path} is another layer")
        for key, value in wanted.items():
            given = _unlisted(vars(layer).get(key), value)
            yield put_setting(layer, type(layer).call, key, given, keras.activations.get)

    return _settings.configured(config, put)
