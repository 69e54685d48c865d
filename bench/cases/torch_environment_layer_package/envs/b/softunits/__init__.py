"""Smooth activations."""

from softunits.units import smooth

__version__ = "2.0"
