import pandas as pd
import tensorflow as tf

LABEL = "urgent"


def stream(path, training=False):
    table = pd.read_parquet(path)
    target = table.pop(LABEL)
    columns = {name: table[name].to_numpy(str if name == "channel" else "float32")[:, None] for name in table}
    ds = tf.data.Dataset.from_tensor_slices((columns, target.to_numpy()))
    if training:
        ds = ds.shuffle(len(table), seed=3)
    return ds.batch(96).prefetch(tf.data.AUTOTUNE)
