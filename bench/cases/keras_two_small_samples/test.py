import keras
import numpy as np

test = np.load("test.npz")
model = keras.models.load_model("model.keras")
print("test (60 rows): %.4f" % model.evaluate(test["X"], test["y"], verbose=0)[1])
