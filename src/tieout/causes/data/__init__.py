"""Causes of the family data: which examples were scored, and how they pair with labels."""
