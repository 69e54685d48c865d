import numpy as np
import tensorflow as tf


def dataset(name, batch=32):
    with np.load(f"{name}.npz") as f:
        x, y = f["x"].astype("float32"), f["y"].astype("float32")
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch)
