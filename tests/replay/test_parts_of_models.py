"""The training behind a model that was trained inside another one: a wrapper, or a search for settings."""

from collections.abc import Mapping
from typing import Any

from tieout.replay.history.origins import _as_part, _Candidate

INSIDE: Mapping[str, Mapping[str, Any]] = {"": {"lr": 0.1}, "net": {"class": "Net"}, "net.body": {"slope": 0.2}}


def _candidate(digests: Mapping[str, str]) -> _Candidate:
    return _Candidate("key", digests, INSIDE, lambda: dict.fromkeys(digests, "array"), trained=True)


def test_a_model_inside_another_has_its_weights_under_a_longer_path() -> None:
    """Weights, arrays and settings are given by the names that the model has by itself."""
    found = _as_part(_candidate({"net.body.w": "a", "net.body.b": "b", "loss.w": "c"}), {"body.w": "a", "body.b": "b"})
    assert found is not None
    assert found.digests == {"body.w": "a", "body.b": "b"}
    assert found.arrays() == {"body.w": "array", "body.b": "array"}
    assert found.config == {"": {"class": "Net"}, "body": {"slope": 0.2}}


def test_the_same_names_need_no_path() -> None:
    """A candidate with the very names is taken as it is, whatever it holds."""
    own = _candidate({"w": "a"})
    assert _as_part(own, {"w": "other"}) is own


def test_other_weights_under_a_longer_path_are_no_candidate() -> None:
    """Every weight has to be the same: names alone tell nothing."""
    assert _as_part(_candidate({"net.w": "a", "net.b": "b"}), {"w": "a", "b": "x"}) is None
    assert _as_part(_candidate({"other_w": "a"}), {"w": "a"}) is None
