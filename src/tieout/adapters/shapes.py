"""Notes the calls that bring images and signals to another size and sequences to another length."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Mapping
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import observed, quiet, replace_everywhere
from tieout.arrays import as_numpy
from tieout.core.passes import Step
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

_LARGEST = 1 << 26  # elements that are referred to


class ShapesAdapter(AbstractAdapter):
    """Watches the functions of one module that resize, or pad, what they are given first."""

    name: ClassVar[str] = "shapes"
    module: ClassVar[str] = "torch.nn.functional"
    supports: ClassVar[str] = ""
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "a resized array has no model to set")
    functions: ClassVar[tuple[str, ...]] = ("interpolate",)

    def watch(self, tape: Tape) -> Undo:
        """Wrap the functions."""
        package: Any = sys.modules[self.module]
        patches = Patches(tape, self.module)
        for name in self.functions:
            original = getattr(package, name, None)
            if callable(original):
                tap = functools.partial(_tell, tape, name, original, self.module.partition(".")[0])
                replace_everywhere(patches, package, name, observed(tape, f"{self.module}.{name}", tap))
        return patches.undo


class ScipyShapes(ShapesAdapter):
    """Watches `scipy.ndimage.zoom`."""

    module: ClassVar[str] = "scipy.ndimage"
    functions: ClassVar[tuple[str, ...]] = ("zoom",)


class SignalShapes(ShapesAdapter):
    """Watches how `scipy.signal` changes the rate of signals."""

    module: ClassVar[str] = "scipy.signal"
    functions: ClassVar[tuple[str, ...]] = ("resample", "decimate", "resample_poly")


class KerasSequences(ShapesAdapter):
    """Watches `keras.utils.pad_sequences`."""

    module: ClassVar[str] = "keras.utils"
    functions: ClassVar[tuple[str, ...]] = ("pad_sequences",)


class KerasSequencesOfOld(KerasSequences):
    """Watches the same function under the name it had in Keras 2."""

    module: ClassVar[str] = "keras.preprocessing.sequence"


class KerasImages(ShapesAdapter):
    """Watches `keras.ops.image.resize`."""

    module: ClassVar[str] = "keras.ops.image"
    functions: ClassVar[tuple[str, ...]] = ("resize",)


class TensorFlowImages(ShapesAdapter):
    """Watches `tf.image.resize`."""

    module: ClassVar[str] = "tensorflow._api.v2.image"
    functions: ClassVar[tuple[str, ...]] = ("resize",)


class Again:
    """Makes a call once more on other rows, with its own settings or with those that another run recorded."""

    def __init__(self, function: Any, settings: Mapping[str, Any], sample: Any) -> None:
        self._function = function
        self._settings = settings
        self._of_torch = type(sample).__module__.partition(".")[0] == "torch"

    def __call__(self, rows: Any) -> Any:
        """Give the rows resized or padded."""
        given = sys.modules["torch"].as_tensor(rows) if self._of_torch else rows
        with quiet():
            return as_numpy(self._function(given, **self._settings))

    def with_settings(self, settings: Mapping[str, Any]) -> Again:
        """Give the same call with other settings, lists and tuples as they are kept in a recording."""
        found = dict(self._settings)
        for key, value in settings.items():
            listed = isinstance(value, str) and value.startswith("(")
            found[key] = ast.literal_eval(value) if listed else value
        again = Again(self._function, found, None)
        again._of_torch = self._of_torch
        return again


def _tell(
    tape: Tape, name: str, original: Any, module: str, given: Mapping[str, Any], result: Any, where: Where
) -> None:
    """Tell of one call with its settings, so that it can be made again with other rows."""
    first, rest = next(iter(given)), dict(given)
    rows = rest.pop(first)
    if getattr(result, "requires_grad", False) or not _has_rows(result):
        return  # a layer of a model at work, or a single image
    settings: dict[str, Any] = {}
    for key, value in (_defaults(original) | rest).items():
        if value is None or isinstance(value, (str, bool, int, float)):
            settings[key] = value
        elif isinstance(value, (list, tuple)):
            settings[key] = str(tuple(value))

    apply = Again(original, rest, rows)
    params = {"params": settings}
    tape.step(
        Step("estimator", name, "transform", rows, result, params, where, apply=apply, fit_where=where, module=module)
    )


def _defaults(function: Any) -> dict[str, Any]:
    """Give what a function does unless it is told otherwise."""
    parameters = list(inspect.signature(function).parameters.values())
    return {p.name: p.default for p in parameters[1:] if p.default is not inspect.Parameter.empty}


def _has_rows(result: Any) -> bool:
    shape = getattr(result, "shape", ())
    size = 1
    for side in shape:
        size *= int(side) if side is not None else 0
    return len(shape) >= 2 and 0 < size <= _LARGEST


ADAPTER = ShapesAdapter()
ADAPTERS = (
    ADAPTER,
    ScipyShapes(),
    SignalShapes(),
    KerasSequences(),
    KerasSequencesOfOld(),
    KerasImages(),
    TensorFlowImages(),
)
