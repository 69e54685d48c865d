import joblib
import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.preprocessing import MinMaxScaler

keras.utils.set_random_seed(365)
train, test = pd.read_csv("bikes_train.csv"), pd.read_csv("bikes_test.csv")
numbers = ["hour", "temperature", "wind"]
scaler = MinMaxScaler().fit(train[numbers])
weather = {name: i for i, name in enumerate(sorted(train["weather"].unique()))}
season = {name: i for i, name in enumerate(sorted(train["season"].unique()))}


def inputs(frame):
    return [scaler.transform(frame[numbers]), frame["weather"].map(weather).to_numpy(), frame["season"].map(season).to_numpy()]


a, b, c = keras.Input((3,)), keras.Input(()), keras.Input(())
h = layers.Concatenate()([a, layers.Embedding(4, 3)(b), layers.Embedding(4, 3)(c)])
h = layers.Dense(48, activation="relu")(h)
h = layers.Dropout(0.05)(h)
h = layers.Dense(24, activation="relu")(h)
model = keras.Model([a, b, c], layers.Dense(1)(h))
model.compile(keras.optimizers.Adam(0.01), "mse", metrics=["mae"])
model.fit(inputs(train), train["rides"].to_numpy("float32"), epochs=25, batch_size=32, verbose=0)
print("test MAE: %.3f" % model.evaluate(inputs(test), test["rides"].to_numpy("float32"), verbose=0)[1])
model.save("bikes.keras")
joblib.dump(scaler, "scaler.joblib")
