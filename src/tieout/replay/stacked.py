"""Scores of a model on top of another: what the lower one did to the rows counts as much as what the upper one did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Pass
from tieout.core.trial import BatchNormFacts, Decode, Lever, ModelHandle, Settings
from tieout.core.view import Recipe
from tieout.replay.assembled import moved_onto, put_on, with_outputs
from tieout.replay.decode import matching, same
from tieout.replay.passfacts import PassFacts

Array = NDArray[Any]
ESTIMATOR = "sklearn"  # the framework of a model whose own predictions say nothing of how a network inside it ran
RECENT = 8  # passes before the one on top that are looked at
UNDER = " under "  # in the id of a pass that was put together
MOST_NAMES = 1000  # classes


class Stacked:
    """A network and the estimator that was given its outputs, as one model: the levers are those of the network."""

    def __init__(self, lower: ModelHandle, upper: ModelHandle) -> None:
        self.lower, self.upper = lower, upper
        self.name, self.framework = lower.name, lower.framework
        self.levers: frozenset[Lever] = lower.levers

    @property
    def model(self) -> object:
        """The network."""
        return self.lower.model

    def state(self) -> dict[str, Any]:
        """Give the weights of the network."""
        return self.lower.state()

    def version(self) -> int:
        """Give the version of the network's weights."""
        return self.lower.version()

    def buffers(self) -> frozenset[str]:
        """Give the buffers of the network."""
        return self.lower.buffers()

    def flags(self) -> Mapping[str, bool] | bool | None:
        """Give the flags of the network."""
        return self.lower.flags()

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Run the network as set, and the estimator on what it gives, as it was fitted when the pass ran."""
        made = [(np.asarray(part),) for part in self.lower.forward(batches, settings)]
        return self.upper.forward(made, Settings())

    def config(self) -> Mapping[str, Mapping[str, Any]]:
        """Give the settings of the network's layers."""
        return self.lower.config()

    def batchnorm(self) -> list[BatchNormFacts]:
        """List the batch-normalisation layers of the network."""
        return self.lower.batchnorm()

    def recalibrated(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> dict[str, Any]:
        """Give running statistics of the network computed over `batches`."""
        return self.lower.recalibrated(batches, settings)


def beneath(tape: Any, recipe: Recipe, facts_of: Callable[[Pass], PassFacts]) -> Recipe:
    """Give the recipe of an estimator's score with the network that ran inside it, or before it, as its model.

    The recipe is given back as it is where there is none, or where the network's outputs do not lead to the score.
    """
    top = next((p for p in tape.passes if p.id == recipe.trial.facts["pass"]), None)
    if top is None or top.handle.framework != ESTIMATOR or top.updates or len(top.batches) != 1:
        return recipe
    for lower in _before(tape, top):
        facts = facts_of(lower)
        outputs = facts.outputs
        if outputs is None or not facts.inputs or len(outputs) != top.total_rows:
            continue
        if top.where in lower.stack:
            if (found := _inside(recipe, facts_of(top).outputs, outputs)) is not None:
                return _moved(recipe, facts, outputs, found)
        elif _is_fed(outputs, top):
            return _over(tape, recipe, lower, top, facts_of)
    return recipe


def _before(tape: Any, top: Pass) -> Iterator[Pass]:
    """Give the latest passes of networks over as many rows before an estimator's pass was done."""
    chosen = [p for p in tape.passes if p.seq < top.seq and p.batches and UNDER not in p.id][-RECENT:]
    for passed in reversed(chosen):
        network = passed.handle.framework != ESTIMATOR
        if network and not passed.updates and passed.total_rows == top.total_rows == sum(passed.sizes()):
            yield passed


def _inside(recipe: Recipe, made: Any, outputs: Array) -> Decode | None:
    """Give the rule by which an estimator made its outputs of those of the network inside it."""
    if made is None:
        return None
    found = matching(outputs, made)
    return found or _named(outputs, np.asarray(made))


def _named(outputs: Array, made: Array) -> Decode | None:
    """Give the rule where an estimator has other names for the classes that the network numbers."""
    if outputs.ndim != 2 or made.ndim != 1 or outputs.shape[1] > MOST_NAMES:
        return None
    codes = outputs.argmax(axis=1)
    names = {code: made[at] for at, code in enumerate(codes.tolist())}
    table = np.asarray([names.get(code, made[0]) for code in range(outputs.shape[1])])
    if len(set(names.values())) < len(names) or not same(table[codes], made):
        return None
    return Decode("argmax", lambda some: table[np.asarray(some).argmax(axis=1)])


def _moved(recipe: Recipe, facts: PassFacts, outputs: Array, rule: Decode) -> Recipe:
    """Give the recipe as one of the network's own pass."""
    after = recipe.trial.decode
    decode = Decode(
        rule.name if after.name == "as they are" else after.name, lambda some: after.apply(rule.apply(some))
    )
    return moved_onto(recipe, facts, outputs=outputs, decode=decode)


def _is_fed(outputs: Array, top: Pass) -> bool:
    """Tell whether an estimator was given the very outputs of a network, in their order."""
    fed = as_numpy(top.batches[0].inputs[0]) if top.batches[0].inputs else None
    return fed is not None and fed.dtype.kind == "f" and fed.shape == outputs.shape and same(fed, outputs)


def _over(tape: Any, recipe: Recipe, lower: Pass, top: Pass, facts_of: Callable[[Pass], PassFacts]) -> Recipe:
    """Give the recipe as one of both models together, over the rows that the network was given."""
    id_ = f"{lower.id}{UNDER}{top.id}"
    whole = next((p for p in tape.passes if p.id == id_), None)
    if whole is None:
        batches = with_outputs(lower.batches, np.asarray(facts_of(top).outputs), labels=False)
        handle = Stacked(lower.handle, top.handle)
        whole = put_on(tape, replace(lower, id=id_, handle=handle, batches=batches, end_seq=top.end_seq))
    return moved_onto(recipe, facts_of(whole))
