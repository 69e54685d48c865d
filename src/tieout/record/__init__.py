"""From a running script to a recording: run it, note what its lines compute, keep it within a budget."""
