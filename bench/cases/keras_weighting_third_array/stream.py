import numpy as np
import tensorflow as tf


def arrays(path):
    with np.load(path) as store:
        return tuple(store[key] for key in sorted(store.files))


def stream(path, batch=100):
    return tf.data.Dataset.from_tensor_slices(arrays(path)).batch(batch).cache()
