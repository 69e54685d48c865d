import keras
import pandas as pd
from keras import layers


def table(name):
    frame = pd.read_csv(name)
    return frame.drop(columns=["escalated"]).values, frame["escalated"].values


keras.utils.set_random_seed(29)
x, y = table("train.csv")
x_valid, y_valid = table("valid.csv")
inputs = keras.Input((16,))
scale = layers.Normalization()
scale.adapt(x)
h = layers.Dense(48, activation="relu")(scale(inputs))
h = layers.Dropout(0.1)(h)
h = layers.Dense(24, activation="relu")(h)
model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(h))
model.compile(keras.optimizers.Adam(0.004), "binary_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, validation_data=(x_valid, y_valid), epochs=25, batch_size=32, verbose=0)
print(f"val_accuracy: {history.history['val_accuracy'][-1]:.4f}")
model.save("complaints.keras")
