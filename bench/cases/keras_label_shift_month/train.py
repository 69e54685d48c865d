import keras
import pandas as pd

keras.utils.set_random_seed(113)
year, january = pd.read_csv("year.csv"), pd.read_csv("january.csv")
features = ["p", "q", "r", "s", "t"]
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
model.fit(year[features], year["rare"], epochs=8, batch_size=64, verbose=0)
print("january accuracy %.4f" % model.evaluate(january[features], january["rare"], verbose=0)[1])
model.save("rare.keras")
