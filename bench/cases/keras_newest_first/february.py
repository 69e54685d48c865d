import keras

import meters.model  # noqa: F401
from meters.data import load

model = keras.saving.load_model("profile.keras")
x, y = load("readings_february.jsonl")
loss, accuracy = model.evaluate(x, y, batch_size=100, verbose=0)
print("february: loss %.4f accuracy %.4f" % (loss, accuracy))
