"""The layers whose behaviour has a mode: where they run, in which mode, and how a replay sets it."""

from __future__ import annotations

import contextlib
import functools
import inspect
import threading
from collections.abc import Callable, Iterator
from typing import Any

from tieout.core.score import Where
from tieout.core.trial import Settings

Key = tuple[str, str]
RANDOM_IMAGE_LAYERS = ("AugMix", "CutMix", "MixUp")  # random, and not named Random…


class ModeLog:
    """How often layers ran in each mode, and the line where that is known better than the call of the model."""

    def __init__(self) -> None:
        self.counts: dict[Key, int] = {}
        self.lines: dict[Key, Where] = {}

    def add(self, key: Key, count: int = 1) -> None:
        """Count one run."""
        self.counts[key] = self.counts.get(key, 0) + count

    def merge(self, other: ModeLog, times: int = 1) -> None:
        """Count what another log holds."""
        for key, count in other.counts.items():
            self.add(key, count * times)
        for key, line in other.lines.items():
            self.lines.setdefault(key, line)

    def lines_inside(self, where: Where | None, *, training: bool) -> dict[Key, Where]:
        """Give the lines that set a mode themselves: none where the call of the model asked for training mode."""
        return {} if training else {key: line for key, line in self.lines.items() if line != where}

    def draws(self) -> bool:
        """Tell whether a layer that draws random numbers was active."""
        return any(key[1] == "active" for key in self.counts)


class Now(threading.local):
    """What this thread is in the middle of.

    Attributes:
        muted: above 0 while tieout itself runs a model: nothing is recorded then.
        depth: 1 inside the outermost call of a layer.
        log:   collects modes during that call.
        inner: above 0 inside the `call` of a layer that has a mode, so its primitives are not counted twice.
    """

    muted = 0
    depth = 0
    log: ModeLog | None = None
    inner = 0


NOW = Now()


@contextlib.contextmanager
def muted() -> Iterator[None]:
    """Record nothing inside the block."""
    NOW.muted += 1
    try:
        yield
    finally:
        NOW.muted -= 1


def owners() -> list[tuple[type, str]]:
    """List the classes that define the `call` of a layer with a mode, each with its family."""
    import keras

    layers = keras.layers
    noisy = (layers.GaussianNoise, layers.GaussianDropout, layers.AlphaDropout, layers.Dropout)
    found: dict[type, str] = {}
    for thing in list(vars(layers).values()):
        if not (inspect.isclass(thing) and issubclass(thing, layers.Layer)):
            continue
        if issubclass(thing, layers.BatchNormalization):
            family = "batchnorm"
        elif issubclass(thing, noisy) or hasattr(thing, "get_dropout_mask") or hasattr(thing, "recurrent_dropout"):
            family = "dropout"
        elif is_random_image_layer(thing):
            family = "augmentation"
        else:
            continue
        for owner in thing.__mro__:
            if "call" in vars(owner):
                found.setdefault(owner, family)
                break
    return list(found.items())


def is_random_image_layer(kind: type) -> bool:
    """Tell whether a class of layers transforms its input at random in training mode."""
    for base in kind.__mro__:
        if base.__module__.startswith("keras.src."):
            home = "preprocessing" in base.__module__ or "legacy" in base.__module__
            return home and base.__name__.startswith(("Rand", *RANDOM_IMAGE_LAYERS))
    return False


def mode_of(layer: Any, family: str, training: Any) -> str | None:
    """Give the mode a layer runs in, or None if it has none (a rate of zero, another kind of layer)."""
    training = bool(training)
    if family == "batchnorm":
        return "batch" if training and layer.trainable else "running"
    if family == "augmentation":
        if not is_random_image_layer(type(layer)):
            return None
    else:
        rates = [getattr(layer, name, 0) for name in ("rate", "stddev", "dropout", "recurrent_dropout")]
        if not any(isinstance(rate, (int, float)) and rate > 0 for rate in rates):
            return None
    return "active" if training else "inactive"


class TrainingArgument:
    """Reads and sets the `training` argument of a `call`."""

    def __init__(self, call: Callable[..., Any]) -> None:
        parameters = list(inspect.signature(call).parameters.values())
        names = [p.name for p in parameters]
        self.known = "training" in names
        self.at = names.index("training") if self.known else -1
        default = parameters[self.at].default if self.known else None
        self.default = None if default is inspect.Parameter.empty else default

    def read(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Give the flag as passed, or the default."""
        if "training" in kwargs:
            return kwargs["training"]
        if self.known and len(args) > self.at:
            return args[self.at]
        return self.default

    def write(
        self, args: tuple[Any, ...], kwargs: dict[str, Any], value: bool
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Give the arguments with the flag set."""
        if self.known and len(args) > self.at:
            return (*args[: self.at], value, *args[self.at + 1 :]), kwargs
        return args, {**kwargs, "training": value}


def dropout_functions() -> list[tuple[Any, str]]:
    """List the dropout functions that a user's own layer may call: where they are looked up, and their name."""
    import sys

    import keras

    found = [(keras.src.backend.random, "dropout")]
    tf = sys.modules.get("tensorflow")
    if tf is not None and keras.backend.backend() == "tensorflow":
        found.append((tf.nn, "dropout"))
    return found


@contextlib.contextmanager
def levered(settings: Settings, seen: Callable[[Any, Any], None] | None = None) -> Iterator[None]:
    """Set the modes of all layers for the length of the block; `seen(layer, inputs)` hears of batch normalisation."""
    undo: list[tuple[Any, str, Any]] = []
    wanted = {
        "dropout": settings.dropout,
        "augmentation": settings.augmentation,
        "batchnorm": settings.batch_statistics,
    }
    try:
        for owner, family in owners():
            value = wanted[family]
            if value is not None or (family == "batchnorm" and seen is not None):
                raw = vars(owner)["call"]
                undo.append((owner, "call", raw))
                owner.call = _forced(raw, family, value, seen)  # type: ignore[attr-defined]
        if settings.dropout == "off":
            for place, name in dropout_functions():
                raw = getattr(place, name)
                undo.append((place, name, raw))
                setattr(place, name, _identity_outside_layers(raw))
        yield
    finally:
        for place, name, raw in reversed(undo):
            setattr(place, name, raw)


def _forced(raw: Callable[..., Any], family: str, value: str | None, seen: Any) -> Callable[..., Any]:
    argument = TrainingArgument(raw)

    @functools.wraps(raw)
    def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
        if mode_of(layer, family, training=True) is None or not argument.known:
            return raw(layer, *args, **kwargs)
        if seen is not None and family == "batchnorm":
            seen(layer, args[0] if args else kwargs.get("inputs"))
        if value is None:
            return raw(layer, *args, **kwargs)
        # `argument.at` counts the layer itself, so it joins the arguments while the flag is set
        whole, kwargs = argument.write((layer, *args), kwargs, value in {"on", "batch"})
        frozen = value == "batch" and not layer.trainable
        if frozen:
            object.__setattr__(layer, "_trainable", True)
        NOW.inner += 1
        try:
            return raw(*whole, **kwargs)
        finally:
            NOW.inner -= 1
            if frozen:
                object.__setattr__(layer, "_trainable", False)

    return call


def _identity_outside_layers(raw: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(raw)
    def dropout(*args: Any, **kwargs: Any) -> Any:
        if NOW.inner:
            return raw(*args, **kwargs)
        return args[0] if args else kwargs.get("inputs", kwargs.get("x"))

    return dropout
