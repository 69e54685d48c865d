"""Causes of the family noise: finite samples."""
