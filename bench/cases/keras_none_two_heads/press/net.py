import keras
import tensorflow as tf
from keras import layers

MOULDS = ["A7", "B2", "C9", "D1"]


def build(normalize):
    mould = keras.Input((1,), dtype="string", name="mould")
    numbers = keras.Input((2,), name="numbers")
    codes = layers.StringLookup(vocabulary=MOULDS, output_mode="one_hot")(mould)
    h = layers.Concatenate()([codes, normalize(numbers)])
    h = layers.GaussianNoise(0.05)(h)
    h = layers.Dense(24, activation="relu", kernel_regularizer="l2", name="shared")(h)
    h = layers.BatchNormalization(momentum=0.9, name="norm")(h)
    h = layers.Dropout(0.3)(h)
    heads = {
        "defect": layers.Dense(1, activation="sigmoid", name="defect")(h),
        "grade": layers.Dense(3, activation="softmax", name="grade")(h),
    }
    return keras.Model({"mould": mould, "numbers": numbers}, heads)


def batches(inputs, targets, shuffle=False):
    data = tf.data.Dataset.from_tensor_slices((inputs, targets))
    return (data.shuffle(1000, seed=2) if shuffle else data).batch(48, drop_remainder=shuffle).prefetch(2)
