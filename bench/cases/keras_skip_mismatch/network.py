from tensorflow.keras import Model, layers


def make_model(hidden=32):
    inputs = layers.Input((64,), name="pixels")
    x = layers.Dense(48, activation="relu", name="stem")(inputs)
    x = layers.Dense(hidden, activation="relu", name="hidden")(x)
    x = layers.Dropout(0.3, name="drop")(x)
    return Model(inputs, layers.Dense(10, activation="softmax", name="head")(x))
