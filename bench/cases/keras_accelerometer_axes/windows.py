import json

import numpy as np
import tensorflow as tf

MOVES = ["walk", "stairs", "cycle", "rest"]


def load(path, batch=32):
    def stream():
        with open(path) as f:
            for line in f:
                row = json.loads(line)
                yield np.asarray(row["xyz"], "float32"), MOVES.index(row["move"])

    spec = (tf.TensorSpec((24, 3), tf.float32), tf.TensorSpec((), tf.int64))
    return tf.data.Dataset.from_generator(stream, output_signature=spec).batch(batch)
