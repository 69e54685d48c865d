"""Causes of the family batchnorm: what the running statistics hold."""
