"""Keras 3 on TensorFlow or PyTorch: models, loops, data sets, metrics, files; levers for what has a mode."""

from __future__ import annotations

from tieout.adapters.keras.watch import KerasAdapter

ADAPTER = KerasAdapter()
