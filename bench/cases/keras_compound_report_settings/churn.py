import tomllib

import keras
import pandas as pd
from sklearn.metrics import f1_score

with open("settings.toml", "rb") as f:
    SETTINGS = tomllib.load(f)


def table(name):
    frame = pd.read_csv(f"{name}.csv")
    return frame.drop(columns="churn").to_numpy(), (frame["churn"] == "yes").astype(int).to_numpy()


def f1(model, name, stage):
    x, y = table(name)
    options = SETTINGS[stage]
    probability = model.predict(x, batch_size=128, verbose=0).ravel()
    flagged = (probability >= options["cut"]).astype(int)
    return f1_score(y, flagged, average=options["average"])


def network(width):
    return keras.Sequential([
        keras.Input((14,)),
        keras.layers.Dense(width, activation="swish"),
        keras.layers.LayerNormalization(),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
