import numpy as np


def write(model, path):
    """Keep the weights of a model under the names of its layers."""
    arrays = {f"{layer.name}/{i}": w for layer in model.layers for i, w in enumerate(layer.get_weights())}
    np.savez(path, **arrays)


def read(model, path):
    """Put weights that write() kept into the layers of those names."""
    with np.load(path) as store:
        for layer in model.layers:
            count = len(layer.get_weights())
            found = [store[f"{layer.name}/{i}"] for i in range(count) if f"{layer.name}/{i}" in store]
            if count and len(found) == count and all(a.shape == b.shape for a, b in zip(found, layer.get_weights())):
                layer.set_weights(found)
    return model
