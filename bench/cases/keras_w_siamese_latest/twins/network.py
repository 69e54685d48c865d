import keras
from keras import layers, ops


def build():
    tower = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(16, 3, activation="relu"),
            layers.BatchNormalization(momentum=0.8),
            layers.Flatten(),
            layers.Dropout(0.1),
            layers.Dense(24),
            layers.UnitNormalization(),
        ],
        name="tower",
    )
    left, right = keras.Input((8, 8, 1), name="left"), keras.Input((8, 8, 1), name="right")
    gap = ops.sum(ops.square(tower(left) - tower(right)), axis=-1, keepdims=True)
    return keras.Model({"left": left, "right": right}, layers.Dense(1, activation="sigmoid", name="same")(gap))
