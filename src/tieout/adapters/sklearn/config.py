"""Settings of a fitted estimator and of those inside it: what it predicts with besides what its fit left."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tieout.adapters._fitted import inside, twin
from tieout.adapters._settings import UNKNOWN, like, plain

SEARCH = "best_estimator_"  # the model that a search ends with: it predicts, and its settings are the search's
OF_THE_FIT = frozenset(
    {"n_jobs", "verbose", "random_state", "copy", "copy_X", "copy_X_train", "warm_start", "memory", "cache_size"}
)  # settings that tell how a fit or a prediction is worked out, and nothing of what comes out


def settings_by_part(estimator: Any) -> dict[str, dict[str, Any]]:
    """Give the plain settings of every estimator by its path; "" is the model itself, or the best one of a search."""
    found: dict[str, dict[str, Any]] = {}
    for name, part in _parts(estimator):
        own: dict[str, Any] = {"class": type(part).__name__}
        kind: Any = type(part)
        for key in _parameters(kind):
            value = vars(part).get(key, UNKNOWN)
            kept = plain(value.item() if isinstance(value, np.generic) else value)
            if kept is not UNKNOWN and key not in OF_THE_FIT:
                own[key] = kept
        found[name] = own
    return found


def with_settings(estimator: Any, config: Mapping[str, Mapping[str, Any]]) -> Any:
    """Give a twin of the estimator with other settings.

    Raises:
        ValueError: a setting that a fitted estimator cannot take.
    """
    copy = twin(estimator)
    within = dict(_parts(copy))
    for name, wanted in config.items():
        part = within.get(name)
        for key, value in wanted.items():
            if part is None or key == "class" or key not in vars(part):
                raise ValueError(f"no setting {key} of {name or 'the model'}")
            vars(part)[key] = like(vars(part)[key], value)
    return copy


def _parts(estimator: Any) -> Iterator[tuple[str, Any]]:
    """Give every estimator with its path, the best one of a search in place of the search."""
    best = vars(estimator).get(SEARCH)
    yield from inside(estimator if best is None else best)


@functools.lru_cache(maxsize=256)
def _parameters(kind: type) -> tuple[str, ...]:
    """Give the names of a class's settings, none for a class that cannot list them."""
    try:
        return tuple(kind._get_param_names())  # type: ignore[attr-defined]
    except (AttributeError, RuntimeError, TypeError, ValueError):
        return ()
