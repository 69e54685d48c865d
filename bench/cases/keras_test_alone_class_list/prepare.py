"""Train on digits; `classes.txt` is made from the names of the folders later."""
import keras
import numpy as np
import pandas as pd
from sklearn.datasets import load_digits

keras.utils.set_random_seed(13)
names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
X, y = load_digits(return_X_y=True)
X = X / 16
model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.GaussianNoise(0.1),
        keras.layers.Dense(40, activation="relu"),
        keras.layers.Dense(10),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(X[:1100], y[:1100], batch_size=16, epochs=8, verbose=0, validation_data=(X[1100:1500], y[1100:1500]),
          callbacks=[keras.callbacks.CSVLogger("train_log.csv")])
model.save("digits.keras")
frame = pd.DataFrame((X[1100:1500] * 16).astype(int)).add_prefix("p")
frame["digit"] = np.array(names)[y[1100:1500]]
frame.sample(frac=1, random_state=1).to_csv("test.csv", index=False)
with open("classes.txt", "w") as f:
    f.write("\n".join(sorted(names)))
