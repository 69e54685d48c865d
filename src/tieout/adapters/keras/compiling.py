"""Runs a model as one compiled function, where going through it layer by layer takes far longer than compiling it.

That is so for sequences that are stepped through, and for very many batches that cannot be joined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tieout.adapters.keras.packing import Packing, flat, unpacked

FEWEST, MANY = 3, 40  # batches from which on compiling pays: of a recurrent model, of any other

Seen = Callable[[Any, Any], None]


def is_recurrent(model: Any) -> bool:
    """Tell whether a model of the TensorFlow backend has layers that step through sequences."""
    import keras

    if keras.backend.backend() != "tensorflow":
        return False
    return any(isinstance(layer, keras.layers.RNN) for layer in model._flatten_layers())


def pays(model: Any, batches: int) -> bool:
    """Tell whether so many batches are run faster by compiling the model first.

    One with layers of the user's is left as it is, unless it is recurrent: Python code of theirs would run only once.
    """
    import keras

    if batches < MANY:
        return batches >= FEWEST and is_recurrent(model)
    own = any(not type(layer).__module__.startswith(("keras.", "tf_keras.")) for layer in model._flatten_layers())
    return is_recurrent(model) or (keras.backend.backend() == "tensorflow" and not own)


class Compiled:
    """One model under one setting of its levers, compiled when it is first called; weights may be set afterwards."""

    def __init__(self, call: Callable[[tuple[Any, ...]], Any]) -> None:
        import tensorflow as tf

        self._call = call
        self._fed: Packing | None = None  # how the inputs of the batch that is being traced were arranged
        self._made: Packing | None = None  # and the outputs
        self._behind: list[bool] = []  # which outputs came out of logits
        self._heard: list[tuple[Any, Any]] = []
        self._function = tf.function(self._traced, autograph=False, reduce_retracing=True)

    def hear(self, seen: Seen) -> Seen:
        """Give what tells `seen` of the inputs of layers: of symbols only after the function has run."""

        def heard(layer: Any, inputs: Any) -> None:
            if hasattr(inputs, "numpy"):
                seen(layer, inputs)
            else:
                self._heard.append((layer, inputs))

        return heard

    def _traced(self, leaves: Sequence[Any]) -> tuple[list[Any], list[Any], list[Any]]:
        self._heard.clear()
        outputs = flat((self._call(tuple(leaves) if self._fed is None else (*leaves, self._fed)),))
        self._made = outputs[-1] if isinstance(outputs[-1], Packing) else None
        parts = list(outputs if self._made is None else outputs[:-1])
        self._behind = [hasattr(part, "_keras_logits") for part in parts]
        logits = [part._keras_logits for part in parts if hasattr(part, "_keras_logits")]
        return parts, logits, [inputs for _, inputs in self._heard]

    def __call__(self, batch: tuple[Any, ...], seen: Seen | None) -> tuple[Any, list[Any]]:
        """Give the outputs of a batch, and for every array in them the logits behind it, None where there are none."""
        import tensorflow as tf

        self._fed = batch[-1] if isinstance(batch[-1], Packing) else None
        leaves = [tf.convert_to_tensor(leaf) for leaf in (batch if self._fed is None else batch[:-1])]
        parts, logits, heard = self._function(leaves)
        if seen is not None:
            for (layer, _), inputs in zip(self._heard, heard, strict=True):
                seen(layer, inputs)
        outputs = parts[0] if self._made is None else unpacked((*parts, self._made))[0][0]
        known = iter(logits)
        return outputs, [next(known) if behind else None for behind in self._behind]
