"""Causes of the family numerics: precision, determinism, versions, hardware."""
