"""From each number of a run to the pass, the predictions and the labels behind it."""
