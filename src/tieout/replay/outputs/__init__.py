"""How the outputs of a pass became predictions."""
