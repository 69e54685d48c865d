"""Mend a saved artefact into a new file: statistics computed again, arrays from a checkpoint, labels renumbered."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tieout.audit import models
from tieout.audit.files import looked_at
from tieout.core.trial import Settings
from tieout.errors import TieoutError
from tieout.forensics.pieces import best_map, mapped
from tieout.given.models import handle_of
from tieout.given.preparing import prepared
from tieout.given.scoring import score
from tieout.given.side import Given

LEAST = 1.5  # times that agreement must grow for a map of labels not to be chance
BATCH = 256


@dataclass(frozen=True, slots=True)
class Mended:
    """What was changed, the score before and after (None without rows to score), and the file written."""

    says: str
    before: float | None
    after: float | None
    file: str


def recalibrate(model: Any, trained_on: Given, scored: Given | None, out: str) -> Mended:
    """Compute batch normalisation's running statistics again over the rows the model was trained on.

    Population statistics pooled over all batches, with dropout off (Wu and Johnson, 2021).

    Raises:
        TieoutError: the model has no batch normalisation, or the file exists.
    """
    _free(out)
    handle = handle_of(model, scores=False)
    if not handle.batchnorm():
        raise _nothing("the model has no batch normalisation with running statistics")
    _, fed = prepared(trained_on.rows, trained_on.transforms)
    rows = np.asarray(fed)
    batches = [(rows[at : at + BATCH],) for at in range(0, len(rows), BATCH)]
    found = handle.recalibrated(batches, Settings(training=True))
    before = _score(scored)
    _put(model, found)
    _save(model, out)
    layers = sorted({key.rpartition("/")[0] or key.rpartition(".")[0] for key in found})
    says = f"running statistics of {', '.join(layers)} computed again over {len(rows)} rows"
    return Mended(says, before, _score(scored), out)


def from_checkpoint(model: Any, checkpoint: str, scored: Given | None, out: str, *, loader: str | None) -> Mended:
    """Put the arrays of another checkpoint in place of the model's own, those that differ.

    Raises:
        TieoutError: the checkpoint cannot be read, has no array of the model's, or the file exists.
    """
    _free(out)
    other = handle_of(models.load(checkpoint, loader=loader), scores=False).state()
    own = handle_of(model, scores=False).state()
    taken = {
        key: value
        for key, value in other.items()
        if key in own and np.shape(own[key]) == np.shape(value) and not np.array_equal(own[key], value)
    }
    if not taken:
        raise _nothing(f"{checkpoint} has no array of this model that differs from its own")
    before = _score(scored)
    _put(model, taken)
    _save(model, out)
    told = ", ".join(sorted(taken)[:6]) + (", …" if len(taken) > 6 else "")
    return Mended(f"{len(taken)} arrays taken from {checkpoint}: {told}", before, _score(scored), out)


def renumber(scored: Given, out: str) -> Mended:
    """Write the labels under the numbers that the model has for the classes.

    The map is the optimal assignment on the confusion matrix of one half of the rows, and has to hold on the other.

    Raises:
        TieoutError: no map makes predictions and labels agree much better, or the file exists.
    """
    _free(out)
    done = score(scored, [])
    if done.predictions is None or done.labels.dtype.kind not in "iu":
        raise _nothing("labels and predictions are no class numbers")
    classes, labels = np.asarray(done.predictions).ravel(), done.labels
    half = np.random.default_rng(0).permutation(len(labels)) % 2 == 0
    map_ = best_map(classes[half], labels[half])
    now = float(np.mean(classes == labels))
    if map_ is None or np.mean(mapped(labels[~half], map_) == classes[~half]) < LEAST * np.mean(
        (classes == labels)[~half]
    ):
        raise _nothing("no other numbering of the labels agrees much better with the predictions")
    made = mapped(labels, map_)
    np.save(out, made, allow_pickle=False)
    told = ", ".join(f"{a}→{b}" for a, b in map_.items())
    return Mended(f"labels renumbered: {told}", now, float(np.mean(made == classes)), out)


# --- the file that is written ----------------------------------------------------------------------------------------
def _free(out: str) -> None:
    if os.path.lexists(out):
        raise TieoutError("file-exists", f"{out} exists", fix="name a new file: nothing is overwritten", code=2)
    folder = Path(out).resolve().parent
    if not folder.is_dir():
        raise TieoutError("page-not-written", f"cannot write {out}", saw="no such folder", fix="make it first", code=2)


def _put(model: Any, arrays: Mapping[str, Any]) -> None:
    if hasattr(model, "load_state_dict"):
        import torch

        state = model.state_dict()
        for key, value in arrays.items():
            state[key] = torch.as_tensor(np.asarray(value)).to(state[key].dtype).reshape(state[key].shape)
        model.load_state_dict(state)
        return
    from tieout.adapters.keras.variables import named_variables

    for name, _, variable in named_variables(model):
        if name in arrays:
            variable.assign(np.asarray(arrays[name]))


def _save(model: Any, out: str) -> None:
    if hasattr(model, "load_state_dict"):
        import torch

        write = partial(torch.save, model.state_dict(), out)
    else:
        write = partial(model.save, out)
    try:
        write()
    except (OSError, ValueError, RuntimeError) as failure:
        raise TieoutError(
            "page-not-written", f"cannot write {out}", saw=str(failure).splitlines()[0], fix="name another file", code=2
        ) from None
    looked_at(out, "the new file")


def _score(given: Given | None) -> float | None:
    return score(given, []).value if given is not None else None


def _nothing(saw: str) -> TieoutError:
    return TieoutError("nothing-to-fix", "there is nothing to mend in this way", saw=saw, fix="see tieout audit")
