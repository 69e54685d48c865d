import keras
import numpy as np
import pandas as pd
from keras import layers


def columns(frame):
    return {
        "channel": frame["channel"].to_numpy(dtype=object).astype(str),
        "country": frame["country"].to_numpy(dtype=object).astype(str),
        "numbers": frame[["price", "weight"]].to_numpy("float32"),
    }


keras.utils.set_random_seed(912)
orders = pd.read_csv("orders.csv", keep_default_na=False)
held = pd.read_csv("held.csv", keep_default_na=False)

channel_lookup = layers.StringLookup(output_mode="one_hot")
channel_lookup.adapt(orders["channel"].tolist())
country_lookup = layers.StringLookup(output_mode="one_hot")
country_lookup.adapt(orders["country"].tolist())
scale = layers.Normalization()
scale.adapt(np.log1p(orders[["price", "weight"]].to_numpy("float32")))

inputs = {
    "channel": layers.Input((1,), dtype="string", name="channel"),
    "country": layers.Input((1,), dtype="string", name="country"),
    "numbers": layers.Input((2,), name="numbers"),
}
merged = layers.concatenate([
    channel_lookup(inputs["channel"]),
    country_lookup(inputs["country"]),
    scale(keras.ops.log1p(inputs["numbers"])),
])
hidden = layers.Dense(16, activation="relu", activity_regularizer=keras.regularizers.L1(1e-5))(merged)
output = layers.Dense(1, activation="sigmoid")(layers.Dropout(0.2)(hidden))
model = keras.Model(inputs, output)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])


def batches(frame, shuffle=False):
    import tensorflow as tf

    x = {name: values.reshape(len(frame), -1) for name, values in columns(frame).items()}
    rows = tf.data.Dataset.from_tensor_slices((x, frame["returned"].to_numpy("float32")))
    return (rows.shuffle(2000, seed=9) if shuffle else rows).batch(32)


model.fit(batches(orders, shuffle=True), epochs=8, verbose=0)
loss, accuracy = model.evaluate(batches(held), verbose=0)
print(f"held-out loss {loss:.3f}, accuracy {accuracy:.4f}")
model.save("returns.keras")
