"""A model that was traced while it trained keeps its dropout: a replay takes it away all the same."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from tieout.core.trial import Settings

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from tieout.adapters.torch.handle import TorchHandle  # noqa: E402 - needs PyTorch


def test_dropout_inside_a_traced_model_can_be_taken_away(tmp_path: Path) -> None:
    """eval() does not reach what was traced in training mode; the lever does, and leaves the model as it was."""
    model = torch.nn.Sequential(torch.nn.Linear(6, 40), torch.nn.Dropout(0.5), torch.nn.Linear(40, 3))
    x = torch.randn(20, 6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.jit.trace(model, x[:1], check_trace=False).save(str(tmp_path / "model.pt"))
        exported = torch.jit.load(str(tmp_path / "model.pt")).eval()
    handle = TorchHandle(exported)
    calm = model.eval()(x).detach().numpy()

    off = handle.forward([(x,)], Settings(dropout="off"))[0]
    assert off == pytest.approx(calm, abs=1e-6)
    assert handle.forward([(x,)], Settings())[0] != pytest.approx(calm, abs=1e-6)
