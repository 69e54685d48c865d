import json

import keras
import numpy as np
from keras.utils import pad_sequences

keras.utils.set_random_seed(8)
train, valid = (json.load(open(name + ".json")) for name in ("train", "valid"))
x, x_val = (pad_sequences(part["tokens"], maxlen=40) for part in (train, valid))
y, y_val = np.array(train["labels"]), np.array(valid["labels"])
model = keras.Sequential([
    keras.Input((40,)),
    keras.layers.Embedding(25, 12),
    keras.layers.GRU(12),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, batch_size=64, epochs=6, verbose=0)
print("valid accuracy %.4f" % model.evaluate(x_val, y_val, verbose=0)[1])
model.save("gru.keras")
