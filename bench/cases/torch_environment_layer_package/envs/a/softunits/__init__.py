"""Smooth activations."""

from softunits.units import smooth

__version__ = "1.4"
