import keras
import numpy as np
from sklearn.datasets import load_digits

bunch = load_digits()
x, digit = bunch.data[1000:].astype("float32") / 16, bunch.target[1000:]
reader = keras.models.load_model("reader.keras")
results = reader.evaluate(x, {"digit": digit, "loop": np.isin(digit, (0, 6, 8, 9)).astype("float32")}, verbose=0)
print("audit: accuracy %.4f" % results[-1])
