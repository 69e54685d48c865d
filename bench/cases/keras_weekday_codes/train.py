import argparse

import keras
import pandas as pd
from keras import layers

from inputs import columns

p = argparse.ArgumentParser()
p.add_argument("--epochs", type=int, default=12)
p.add_argument("--seed", type=int, default=41)
args = p.parse_args()
keras.utils.set_random_seed(args.seed)

train = pd.read_csv("shop_a_2024.csv")
x, y = columns(train)

norm = layers.Normalization()
norm.adapt(x["numbers"])
day = keras.Input((1,), dtype="int64", name="weekday")
numbers = keras.Input((2,), name="numbers")
lookup = layers.IntegerLookup(vocabulary=list(range(1, 8)))
h = layers.Flatten()(layers.Embedding(lookup.vocabulary_size(), 4)(lookup(day)))
h = layers.Concatenate()([h, norm(numbers)])
h = layers.Dense(16, activation="relu")(h)
h = layers.Dropout(0.1)(h)
model = keras.Model({"weekday": day, "numbers": numbers}, layers.Dense(1, activation="sigmoid")(h))
model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=args.epochs, batch_size=40, verbose=0)

x, y = columns(pd.read_csv("shop_a_2025.csv"))
print("shop A, 2025: %.4f" % model.evaluate(x, y, verbose=0)[1])
model.save("busy.keras")
