"""Causes of the family mode: how layers behaved in the forward pass."""
