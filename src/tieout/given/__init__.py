"""Two live models with their rows and labels, explained without a recording."""
