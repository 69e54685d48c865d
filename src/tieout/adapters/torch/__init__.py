"""PyTorch: models, loaders, losses, checkpoints; levers for dropout, batch normalisation, weights and precision."""

from __future__ import annotations

from tieout.adapters.torch.watch import TorchAdapter

ADAPTER = TorchAdapter()
