import numpy as np
import torch


def words(n=1500, length=10, vocabulary=60, seed=20):
    """Sentences of word numbers; the topic is the kind of words that stands in it most."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 4, n)
    own = rng.integers(0, 15, (n, length)) + 15 * y[:, None]
    other = rng.integers(0, vocabulary, (n, length))
    return torch.tensor(np.where(rng.random((n, length)) < 0.4, own, other)), torch.tensor(y)
