"""Causes of the family preprocessing: what was done to the inputs before the model saw them."""
