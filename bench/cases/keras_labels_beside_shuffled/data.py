import tensorflow as tf
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split


def arrays():
    x, y = load_breast_cancer(return_X_y=True)
    a, b, c, d = train_test_split(x.astype("float32"), y, test_size=0.35, random_state=8, stratify=y)
    return (a, c), (b, d)


def to_dataset(x, y, training=False):
    ds = tf.data.Dataset.from_tensor_slices((x, y))
    if training:
        ds = ds.shuffle(buffer_size=512, seed=1)
    return ds.batch(24)
