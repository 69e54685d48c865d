"""From replayed scores to a statement: pure arithmetic, standard library only."""
