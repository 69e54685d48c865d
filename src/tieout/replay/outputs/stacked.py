"""Scores of a model on top of another: what the lower one did to the rows counts as much as what the upper one did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy, row_ids
from tieout.core.passes import Pass
from tieout.core.trial import BatchNormFacts, Decode, Lever, ModelHandle, Refitting, Settings
from tieout.core.view import Recipe
from tieout.replay.outputs.assembled import moved_onto, put_on, with_outputs
from tieout.replay.outputs.decode import matching, same
from tieout.replay.outputs.passfacts import PassFacts

Array = NDArray[Any]
ESTIMATOR = "sklearn"  # the framework of a model whose own predictions say nothing of how a network inside it ran
RECENT = 8  # passes before the one on top that are looked at
UNDER = " under "  # in the id of a pass that was put together
MOST_NAMES = 1000  # classes
MOST_FITTED = 20_000  # rows that an estimator is fitted on again


@dataclass
class FittedOn:
    """The rows that a network made what an estimator was fitted on, what it made of them, and their labels.

    `made` holds what it makes of them with other settings, with the settings themselves, so that their ids stay theirs.
    """

    batches: Sequence[tuple[Any, ...]]
    outputs: Array
    labels: Any
    made: dict[Any, tuple[Settings, Array]] = field(default_factory=dict)

    def of(self, lower: ModelHandle, settings: Settings) -> Array | None:
        """Give what the network makes of the rows when it is set so, None where that is what it made."""
        held = (id(settings.state), id(settings.training), id(settings.config))
        modes = (settings.dropout, settings.batch_statistics, settings.augmentation)
        key = (*held, *modes, settings.precision, settings.autocast)
        if key not in self.made:
            found = np.concatenate([np.asarray(part) for part in lower.forward(self.batches, settings)])
            self.made[key] = (settings, found)
        found = self.made[key][1]
        return None if same(found, self.outputs) else found


class Stacked:
    """A network and the estimator that was given its outputs, as one model: the levers are those of the network.

    An estimator that was fitted on outputs of the network too is fitted again where those would be others.
    """

    def __init__(self, lower: ModelHandle, upper: ModelHandle, fitted: FittedOn | None = None) -> None:
        self.lower, self.upper, self.fitted = lower, upper, fitted
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
        """Run the network as set, and the estimator on what it gives."""
        made = [(np.asarray(part),) for part in self.lower.forward(batches, settings)]
        known = self.fitted.of(self.lower, settings) if self.fitted is not None else None
        if known is not None and self.fitted is not None and isinstance(self.upper, Refitting):
            again = [self.upper.refitted_on(known, self.fitted.labels, rows, ()) for (rows,) in made]
            if all(part is not None for part in again):
                return again
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
        if top.where in lower.stack and (found := _inside(recipe, facts_of(top).outputs, outputs)) is not None:
            return _moved(recipe, facts, outputs, found)
        if _is_fed(outputs, top):
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
        handle = Stacked(lower.handle, top.handle, _fitted_on(tape, lower, top, facts_of))
        whole = put_on(tape, replace(lower, id=id_, handle=handle, batches=batches, end_seq=top.end_seq))
    return moved_onto(recipe, facts_of(whole))


def _fitted_on(tape: Any, lower: Pass, top: Pass, facts_of: Callable[[Pass], PassFacts]) -> FittedOn | None:
    """Give the rows of the network that its estimator was fitted on, None where it was fitted on anything else."""
    fits = [p for p in tape.passes if p.seq < top.seq and p.updates and p.handle.model is top.handle.model]
    rows, labels = _rows_of(fits[-1]) if fits else (None, None)
    if rows is None or labels is None or len(rows) > MOST_FITTED or len(labels) != len(rows):
        return None
    for passed in reversed([p for p in tape.passes if p.seq < fits[-1].seq and p.handle.model is lower.handle.model]):
        if passed.updates or passed.state != lower.state or passed.total_rows != len(rows):
            continue
        facts = facts_of(passed)
        made = facts.outputs
        at = None if made is None or not facts.inputs else _places(made, rows)
        if made is not None and at is not None:
            return FittedOn(facts.inputs, made, labels[at])
    return None


def _rows_of(fit: Pass) -> tuple[Array | None, Array | None]:
    """Give what an estimator was fitted on, rows and labels, in whatever order it was kept."""
    parts = [(as_numpy(b.inputs[0]), as_numpy(b.labels)) for b in fit.batches if b.inputs]
    known = [(rows, labels) for rows, labels in parts if rows is not None and labels is not None]
    if not known or len(known) < len(fit.batches) or len({rows.shape[1:] for rows, _ in known}) > 1:
        return None, None
    return np.concatenate([rows for rows, _ in known]), np.concatenate([labels for _, labels in known])


def _places(made: Array, rows: Array) -> Array | None:
    """Give where each row that was made stands among others, None where they are not the same rows."""
    one, other = row_ids(made), row_ids(rows)
    if one is None or other is None or made.shape != rows.shape:
        return None
    order = np.argsort(other, kind="stable")
    at = order[np.minimum(np.searchsorted(other[order], one), len(order) - 1)]
    return at if np.array_equal(other[at], one) and len(np.unique(at)) == len(np.unique(one)) else None
