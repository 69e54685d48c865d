"""A pass of a model that gives several outputs, once for each of them: a score is of one output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.passes import Pass
from tieout.core.trial import Settings
from tieout.core.values import labels_of_output

MOST = 8  # outputs of a model that are looked at one by one


class Head:
    """A model of which one output is seen; everything else is the model's."""

    def __init__(self, handle: Any, name: str) -> None:
        self._handle = handle
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._handle, name)

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Run the batches with the settings and give this output."""
        return [outputs_of(each).get(self._name) for each in self._handle.forward(batches, settings)]


def outputs_of(given: Any) -> dict[str, Any]:
    """Give the outputs of a model by name or by number; none where it gives a single array."""
    if isinstance(given, Mapping):
        named = {str(name): as_numpy(part) for name, part in given.items()}
    elif isinstance(given, (list, tuple)):
        named = {str(at): as_numpy(part) for at, part in enumerate(given)}
    else:
        return {}
    return {name: part for name, part in named.items() if part is not None and np.ndim(part)}


def handle_of(passed: Pass) -> Any:
    """Give what runs the model of a pass: of one that is of a single output, that output alone."""
    return passed.handle if passed.output is None else Head(passed.handle, passed.output)


def heads(passed: Pass) -> Iterator[Pass]:
    """Give a pass once for each output of its model, none where there is only one."""
    batches = passed.batches
    if passed.output is not None or not batches or batches[0].inputs is None:
        return
    given = batches[0].outputs
    if given is None:
        given = passed.handle.forward([batches[0].inputs], Settings(training=False))[0]
    names = list(outputs_of(given))
    if not 1 < len(names) <= MOST:
        return
    for at, name in enumerate(names):
        yield replace(
            passed,
            id=f"{passed.id}/{name}",
            part_of=passed.id,
            output=name,
            batches=[
                replace(b, outputs=outputs_of(b.outputs).get(name), labels=labels_of_output(b.labels, name, at))
                for b in batches
            ],
        )
