"""Causes of the family metric: how the number was computed from predictions and labels."""
