"""How predictions and labels make a number."""
