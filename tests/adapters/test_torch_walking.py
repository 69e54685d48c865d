"""What belongs to a PyTorch model beside registered modules and buffers: plain lists, and constants set later."""

from __future__ import annotations

import numpy as np
import pytest

from tieout.core.trial import ATTRIBUTE, Settings

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from tieout.adapters.torch.handle import TorchHandle  # noqa: E402 - needs PyTorch
from tieout.adapters.torch.walking import attributes_of, has_hidden, modules_of, tensors_of  # noqa: E402

X = torch.ones(64, 4)


class Ensemble(torch.nn.Module):
    """Keeps its members where PyTorch does not look."""

    def __init__(self) -> None:
        super().__init__()
        self.names = ["a", "b"]
        self.members = {"first": [torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.Dropout(0.5))]}

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Give what the only member says."""
        return self.members["first"][0](x)


class Scaled(torch.nn.Module):
    """Has a constant that is set later, one that is not, and one that every call sets."""

    def __init__(self, graph: torch.Tensor) -> None:
        super().__init__()
        self.shift, self.graph, self.last = torch.zeros(4), graph, torch.zeros(1)
        self.out = torch.nn.Linear(4, 2)

    def adapt(self, x: torch.Tensor) -> None:
        """Take the constant from rows."""
        self.shift = x.mean(0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Shift the rows and remember them."""
        self._remember(x)
        return self.out(x - self.shift)

    def _remember(self, x: torch.Tensor) -> None:
        self.last = x


def test_members_of_a_plain_list_are_seen() -> None:
    """They have names, weights and modes as registered modules have."""
    model = Ensemble()
    assert [name for name, _ in modules_of(model)][1:] == [f"members.first.0{end}" for end in ("", ".0", ".1")]
    assert [name for name, _ in tensors_of(modules_of(model), buffers=False)] == [
        "members.first.0.0.weight",
        "members.first.0.0.bias",
    ]
    assert has_hidden(model)
    assert not has_hidden(torch.nn.ReLU())


def test_a_replay_reaches_members_of_a_plain_list() -> None:
    """Dropout that eval() left on is switched off for the replay, and on again afterwards."""
    model = Ensemble().eval()
    handle = TorchHandle(model)
    recorded = handle.flags()
    assert isinstance(recorded, dict)
    assert recorded["members.first.0.1"]
    off = handle.forward([(X,)], Settings(training=recorded, dropout="off"))[0]
    assert (off == off[0]).all()
    assert model.members["first"][0][1].training


def test_only_constants_that_a_method_sets_belong_to_the_state() -> None:
    """A graph that was handed in, and what a call leaves behind, are no state that could be lost."""
    model = Scaled(torch.eye(4))
    assert [name for name, *_ in attributes_of(modules_of(model))] == [f"shift{ATTRIBUTE}"]
    assert f"shift{ATTRIBUTE}" in TorchHandle(model).buffers()


def test_a_constant_is_put_in_for_a_replay_and_put_back() -> None:
    """The attribute is the very same object afterwards, and its version tells when it was set."""
    model = Scaled(torch.eye(4))
    handle, before = TorchHandle(model), model.shift
    version = handle.version()
    moved = handle.forward([(X,)], Settings(state={f"shift{ATTRIBUTE}": np.ones(4, np.float32)}))[0]
    assert np.allclose(moved, model.out.bias.detach().numpy(), atol=1e-6)
    assert model.shift is before
    model.adapt(X)
    assert handle.version() != version
