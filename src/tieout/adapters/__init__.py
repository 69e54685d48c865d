"""One file a framework: what is watched while a script runs, and which levers a replay has."""
