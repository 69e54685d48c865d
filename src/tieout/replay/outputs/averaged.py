"""Scores of several models together: each is run over the same rows, and their outputs are averaged by the script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Pass
from tieout.core.trial import BatchNormFacts, Lever, ModelHandle, Settings
from tieout.core.values import digest_of
from tieout.core.view import Recipe
from tieout.replay.outputs.assembled import moved_onto, put_on, with_outputs
from tieout.replay.outputs.decode import LINKS, matching, same
from tieout.replay.outputs.passfacts import PassFacts

Array = NDArray[Any]
Link = Callable[[Array], Array]
RECENT = 32  # passes before the score that are looked at
MOST = 16  # models that are averaged
BESIDE = " beside "  # in the id of a pass that was put together


class Averaged:
    """Several models as one, whose output is the mean of theirs. Keys begin with the number of the model."""

    def __init__(self, handles: Sequence[ModelHandle], link: Link) -> None:
        self.handles, self.link = list(handles), link
        self.name, self.framework = f"mean of {len(handles)} {handles[0].name}", handles[0].framework
        self.levers: frozenset[Lever] = frozenset.intersection(*(h.levers for h in handles))

    @property
    def model(self) -> object:
        """This very object: no model of the user's is all of them."""
        return self

    def state(self) -> dict[str, Any]:
        """Give the weights of all models."""
        return {_key(n, key): array for n, h in enumerate(self.handles) for key, array in h.state().items()}

    def version(self) -> int:
        """Give a number that changes with the weights of any model."""
        return hash(tuple(h.version() for h in self.handles))

    def buffers(self) -> frozenset[str]:
        """Give the buffers of all models."""
        return frozenset(_key(n, key) for n, h in enumerate(self.handles) for key in h.buffers())

    def flags(self) -> Mapping[str, bool] | bool | None:
        """Give the flags of all models."""
        return joined_flags([h.flags() for h in self.handles])

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Run every model as set, and give the mean of what they say."""
        parts = [h.forward(batches, _of(settings, n)) for n, h in enumerate(self.handles)]
        if any(part is None for each in parts for part in each):
            return [None] * len(batches)
        return [mean_of(each, self.link) for each in zip(*parts, strict=True)]

    def config(self) -> Mapping[str, Mapping[str, Any]]:
        """Give the settings of the layers of all models."""
        return {_key(n, name): own for n, h in enumerate(self.handles) for name, own in h.config().items()}

    def batchnorm(self) -> list[BatchNormFacts]:
        """List the batch-normalisation layers of all models."""
        return [
            replace(f, name=_key(n, f.name), mean_key=_key(n, f.mean_key), variance_key=_key(n, f.variance_key))
            for n, h in enumerate(self.handles)
            for f in h.batchnorm()
        ]

    def recalibrated(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> dict[str, Any]:
        """Give running statistics of every model computed over `batches`."""
        return {
            _key(n, key): array
            for n, h in enumerate(self.handles)
            for key, array in h.recalibrated(batches, _of(settings, n)).items()
        }


def together(tape: Any, recipe: Recipe, facts_of: Callable[[Pass], PassFacts]) -> Recipe:
    """Give the recipe of a score that several models made together with all of them as its model.

    The recipe is given back as it is where one model made its predictions, or where no mean of several leads to them.
    """
    top = next((p for p in tape.passes if p.id == recipe.trial.facts["pass"]), None)
    if top is None or recipe.trial.decode.name != "unknown" or top.updates or BESIDE in top.id:
        return recipe
    members = _members(tape, top)
    outputs = [facts_of(p).outputs for p in members]
    if not 2 <= len(members) <= MOST or any(o is None or o.dtype.kind != "f" for o in outputs):
        return recipe
    predictions = recipe.trial.decode.apply(outputs[0])
    for link in LINKS.values():
        try:
            mean = mean_of([o for o in outputs if o is not None], link)
        except (ValueError, IndexError):
            continue
        decode = matching(mean, predictions)
        if decode is not None:
            whole = _whole(tape, members, mean, link)
            return moved_onto(recipe, facts_of(whole), outputs=mean, decode=decode)
    return recipe


def mean_of(outputs: Sequence[Any], link: Link) -> Array:
    """Give the mean of what several models say, each after a link."""
    made = [np.asarray(link(np.asarray(one)), dtype=np.float64) for one in outputs]
    return np.asarray(np.mean(made, axis=0))


def joined_flags(flags: Sequence[Mapping[str, bool] | bool | None]) -> Mapping[str, bool] | bool | None:
    """Give the training flags of several models as those of one: one for all where they agree."""
    if all(one == flags[0] and not isinstance(one, Mapping) for one in flags):
        return flags[0]
    found: dict[str, bool] = {}
    for n, one in enumerate(flags):
        named = one if isinstance(one, Mapping) else {"": bool(one)}
        found.update({_key(n, name): flag for name, flag in named.items()})
    return found


def _members(tape: Any, top: Pass) -> list[Pass]:
    """Give the latest pass of each model that was called at the line of a pass, over the same rows."""
    found: dict[int, Pass] = {}
    for passed in reversed([p for p in tape.passes if p.seq <= top.end_seq or p.seq <= top.seq][-RECENT:]):
        alike = passed.where == top.where and passed.sizes() == top.sizes() and not passed.updates
        if alike and BESIDE not in passed.id and id(passed.handle) not in found and _same_rows(passed, top):
            found[id(passed.handle)] = passed
    return sorted(found.values(), key=lambda p: p.seq)


def _same_rows(one: Pass, other: Pass) -> bool:
    pairs = [(a.inputs, b.inputs) for a, b in zip(one.batches, other.batches, strict=True)]
    for mine, theirs in pairs:
        if not mine or not theirs:
            return False
        if mine[0] is not theirs[0]:
            arrays = as_numpy(mine[0]), as_numpy(theirs[0])
            if arrays[0] is None or arrays[1] is None or not same(arrays[0], arrays[1]):
                return False
    return True


def _whole(tape: Any, members: Sequence[Pass], mean: Array, link: Link) -> Pass:
    """Give the passes of several models as one pass of all of them."""
    last = members[-1]
    id_ = BESIDE.join(p.id for p in members)
    known: Pass | None = next((p for p in tape.passes if p.id == id_), None)
    if known is not None:
        return known
    lines = {key: where for p in members for key, where in p.where_of.items()}
    made = replace(
        last,
        id=id_,
        handle=Averaged([p.handle for p in members], link),
        batches=with_outputs(last.batches, mean, labels=True),
        modes={key: sum(p.modes.get(key, 0) for p in members) for p in members for key in p.modes},
        where_of=lines,
        flags=joined_flags([p.flags for p in members]),
        random=any(p.random for p in members),
        state=_state_of(tape, members),
        end_state=None,
        config={_key(n, name): own for n, p in enumerate(members) for name, own in p.config.items()},
    )
    return put_on(tape, made)


def _state_of(tape: Any, members: Sequence[Pass]) -> str | None:
    """Keep the weights of several models as those of one, without a copy, and give their key."""
    states = [tape.states.get(p.state or "") for p in members]
    if any(not arrays for arrays in states):
        return None
    digests = {
        _key(n, key): mark for n, p in enumerate(members) for key, mark in tape.state_digests[p.state or ""].items()
    }
    made = digest_of(digests)
    tape.states[made] = {_key(n, key): array for n, one in enumerate(states) for key, array in (one or {}).items()}
    tape.state_digests[made] = digests
    return made


def _key(number: int, key: str) -> str:
    return f"{number}.{key}" if key else f"{number}"


def _of(settings: Settings, number: int) -> Settings:
    """Give the settings that concern one of the models, with its own keys."""

    def own(found: Any) -> Any:
        if not isinstance(found, Mapping):
            return found
        start = f"{number}."
        return {key.removeprefix(start): value for key, value in found.items() if key.startswith(start)}

    training = _flags_of(settings.training, number)
    return replace(settings, state=own(settings.state), config=own(settings.config), training=training)


def _flags_of(flags: Mapping[str, bool] | bool | None, number: int) -> Mapping[str, bool] | bool | None:
    if not isinstance(flags, Mapping):
        return flags
    name = str(number)
    found = {key[len(name) + 1 :]: flag for key, flag in flags.items() if key == name or key.startswith(f"{name}.")}
    return found[""] if set(found) == {""} else found
