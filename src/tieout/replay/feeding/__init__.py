"""How the scored rows were prepared against how the training rows were: one file for each kind of search."""
