import numpy as np
import tensorflow as tf
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split


def splits():
    x, y = load_iris(return_X_y=True)
    x_train, x_val, y_train, y_val = train_test_split(x.astype(np.float32), y, test_size=0.6, random_state=9, stratify=y)
    by_class = np.argsort(y_val, kind="stable")
    train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(60, seed=0).batch(10)
    val = tf.data.Dataset.from_tensor_slices((x_val[by_class], y_val[by_class])).batch(20)
    return train, val
