"""The nouns: scores, passes, recordings, causes, trials, statements. Standard library only."""
