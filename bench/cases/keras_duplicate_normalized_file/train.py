import keras
import pandas as pd
from keras import layers

keras.utils.set_random_seed(107)
tables = {name: pd.read_parquet(f"{name}.parquet") for name in ("train", "val")}
target = {name: table.pop("target").to_numpy() for name, table in tables.items()}
normalize = layers.Normalization()
normalize.adapt(tables["train"].to_numpy())
inputs = keras.Input((30,))
x = layers.Dense(16, activation="relu")(normalize(inputs))
model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))
model.compile(keras.optimizers.Adam(5e-3), "binary_crossentropy", metrics=["accuracy"])
model.fit(tables["train"].to_numpy(), target["train"], epochs=15, verbose=0)
print("val accuracy: %.4f" % model.evaluate(tables["val"].to_numpy(), target["val"], verbose=0)[1])
model.save("cells.keras")
