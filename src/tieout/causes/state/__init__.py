"""Causes of the family state: which weights, buffers and configuration the model had."""
