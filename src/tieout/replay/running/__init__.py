"""Running a model again, within a budget: what a score would have been."""
