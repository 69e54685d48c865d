"""Settings that a PyTorch module reads from what it holds them in: dictionaries, namespaces, objects of the user's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tieout.adapters.torch.config import configured, settings_of

torch = pytest.importorskip("torch")


class Summed(torch.nn.Module):  # type: ignore[misc]
    """Takes the sum or the mean of its rows, as what it holds says."""

    def __init__(self, holder: Any) -> None:
        super().__init__()
        self.cfg = holder

    def forward(self, rows: Any) -> Any:
        return self.pooled(rows)

    def pooled(self, rows: Any) -> Any:
        how = self.cfg["pooling"] if isinstance(self.cfg, dict) else self.cfg.pooling
        return rows.sum(1) if how == "sum" else rows.mean(1)


@pytest.mark.parametrize("holder", [{"pooling": "mean", "lr": 0.1}, SimpleNamespace(pooling="mean", lr=0.1)])
def test_what_the_code_reads_is_a_setting(holder: Any) -> None:
    """It is told, can be set for a replay and is put back; what only training asks for is left alone."""
    model = Summed(holder)
    own = settings_of(model)[""]
    assert own["cfg.pooling"] == "mean"
    assert "cfg.lr" not in own
    with configured(model, {"": {"cfg.pooling": "sum"}}):
        assert model(torch.ones(1, 3)).item() == 3.0
    assert model(torch.ones(1, 3)).item() == 1.0
    with pytest.raises(ValueError, match="no "), configured(model, {"": {"cfg.depth": 2}}):
        pass
